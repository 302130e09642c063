public import Procurement

/// What a record of a notice file is.
public enum NoticeOutcome: Sendable {
    /// A notice, or a part of one.
    case notice(Notice)
    /// It cannot be parsed.
    case unreadable(UnreadableReason)
    /// It has no number of notice.
    case withoutNumber
}

/// Parses records of notice files; one per thread, reused.
///
/// Never keeps a contact's name, telephone, e-mail or postal address: they are not read.
///
/// - Complexity: O(bytes of the record).
public struct NoticeParser {
    private var row = TableRow()

    /// A parser.
    public init() {}

    /// Parses one record.
    public mutating func parse(_ index: Int, of batch: RecordBatch) -> NoticeOutcome {
        let record = batch.records[index]
        if let reason = record.unreadable { return .unreadable(reason) }
        return batch.bytes.withUnsafeBufferPointer { all in
            let slice = UnsafeBufferPointer(
                rebasing: all[record.start..<record.start + record.length])
            if let layout = batch.layout {
                return parseRow(slice, layout)
            }
            guard let value = NoticeJSON.parse(slice) else { return .unreadable(.malformed) }
            guard case .object = value else { return .unreadable(.notAnObject) }
            return NoticeParser.read(value)
        }
    }

    private static func read(_ value: NoticeJSON) -> NoticeOutcome {
        var filler = NoticeFiller()
        if let annonce = value.member("annonce") {
            readFormer(value, annonce, &filler)
        } else if let number = value.member("value")?.scalar,
            let name = value.member("id")?.scalar, NoticePath.name(name) == "idweb"
        {
            // A line of a search page of the former API: a number and an object.
            filler.notice.id = NoticeText.number(ofNotice: number) ?? ""
            if let object = value.member("description")?.scalar { filler.setObject(object) }
        } else {
            OpenDataNotice.read(value, into: &filler)
        }
        filler.finish()
        return filler.notice.id.isEmpty ? .withoutNumber : .notice(filler.notice)
    }

    /// A notice of the former API of DILA.
    private static func readFormer(
        _ value: NoticeJSON, _ annonce: NoticeJSON, _ filler: inout NoticeFiller
    ) {
        var path = NoticePath()
        for name in ["dateparution", "nompublication"] {
            if let text = value.member(name)?.scalar {
                path.push(name)
                filler.take(path, text)
                path.pop()
            }
        }
        // The number first: links to the notice itself are no links.
        if let number = annonce.member("gestion")?.member("nojo")?.scalar {
            filler.notice.id = NoticeText.number(ofNotice: number) ?? ""
        }
        NoticeWalk.leaves(of: annonce) { path, text, _ in
            if path.tail == "idweb", !path.hasPiece("anterieur"), filler.notice.id.isEmpty {
                filler.notice.id = NoticeText.number(ofNotice: text) ?? ""
            }
            filler.take(path, text)
        }
    }

    private mutating func parseRow(
        _ bytes: UnsafeBufferPointer<UInt8>, _ layout: TableLayout
    ) -> NoticeOutcome {
        guard let columns = layout.notice,
            row.read(bytes, from: 0, separator: layout.separator, atEnd: true) != nil
        else { return .unreadable(.malformed) }
        // A header read again, or a line of another table, has another number of cells.
        guard row.cells.count == columns.count else { return .unreadable(.malformed) }
        var filler = NoticeFiller()
        filler.isTable = true
        filler.notice.id = ""
        for (cell, column) in zip(row.cells, columns) where column.isNumber {
            let text = NoticeParser.text(bytes, cell, layout)
            if let number = NoticeText.number(ofNotice: text) { filler.notice.id = number }
        }
        guard !filler.notice.id.isEmpty else { return .withoutNumber }
        for (cell, column) in zip(row.cells, columns)
        where column.isWanted && !NoticeParser.isSilent(bytes, cell) {
            filler.take(column.path, NoticeParser.text(bytes, cell, layout))
        }
        filler.finish()
        return .notice(filler.notice)
    }

    /// Whether a cell says nothing or no, as most do: `False`, `None`, `<NA>`, `[]`, `CF_NIV_SUIV`.
    private static func isSilent(
        _ bytes: UnsafeBufferPointer<UInt8>, _ cell: TableRow.Cell
    ) -> Bool {
        let first = cell.end > cell.start ? bytes[cell.start] : 0
        func isWord(_ word: StaticString) -> Bool {
            word.withUTF8Buffer { word in
                UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end]).elementsEqual(word)
            }
        }
        switch cell.end - cell.start {
        case 0: return true
        case 2: return first == 0x5B && bytes[cell.start + 1] == 0x5D
        case 4: return first == 0x4E && isWord("None") || first == 0x3C && isWord("<NA>")
        case 5: return first == 0x46 && isWord("False")
        case 11: return first == 0x43 && isWord("CF_NIV_SUIV")
        default: return false
        }
    }

    private static func text(
        _ bytes: UnsafeBufferPointer<UInt8>, _ cell: TableRow.Cell, _ layout: TableLayout
    ) -> String {
        let slice = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
        var text =
            layout.isWindows1252
            ? Windows1252.text(Array(slice)[...]) : String(decoding: slice, as: UTF8.self)
        if cell.hasQuotes {
            var unquoted = ""
            var wasQuote = false
            for character in text {
                if character == "\"", wasQuote {
                    wasQuote = false
                    continue
                }
                wasQuote = character == "\""
                unquoted.append(character)
            }
            text = unquoted
        }
        return text
    }
}
