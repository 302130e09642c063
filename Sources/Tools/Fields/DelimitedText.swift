/// A table written as text: lines of cells between separators, as spreadsheets save and copy them.
///
/// - Shape: RFC 4180 with `;`, `,`, tabs or `|`, whichever the first line holds most of outside
///   quotation marks; lines end with LF, CRLF or CR; blank lines are left out.
/// - Complexity: O(bytes).
struct DelimitedText {
    /// A line that is not blank.
    struct Line {
        /// Cells without the blanks around them.
        let cells: [String]
    }

    let lines: [Line]

    /// Reads a text, at most `limit` lines of it.
    init(_ text: String, atMost limit: Int) {
        var text = text
        lines = text.withUTF8 { DelimitedText.lines($0, atMost: limit) }
    }

    /// A table as text that this reads back, cells between `;`.
    static func written(_ rows: [[String]]) -> String {
        rows.map { row in row.map(quoted).joined(separator: ";") }.joined(separator: "\n")
    }

    private static func quoted(_ cell: String) -> String {
        let isPlain = !cell.utf8.contains {
            $0 == 0x22 || $0 == 0x3B || $0 == 0x2C || $0 == 0x7C || $0 < 0x20
        }
        return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    private static func separator(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
        let marks: [UInt8] = [0x3B, 0x09, 0x2C, 0x7C]
        var counts = [0, 0, 0, 0]
        var isQuoted = false
        for byte in bytes {
            if byte == 0x22 { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            if let at = marks.firstIndex(of: byte) { counts[at] += 1 }
        }
        let most = counts.max() ?? 0
        return counts.firstIndex(of: most).map { marks[$0] } ?? marks[0]
    }

    private static func lines(_ bytes: UnsafeBufferPointer<UInt8>, atMost limit: Int) -> [Line] {
        let separator = separator(bytes)
        var lines: [Line] = []
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        func endCell() {
            let text = String(decoding: cell, as: UTF8.self)
            cells.append(TypedText.trimmed(text))
            cell.removeAll(keepingCapacity: true)
            wasQuoted = false
        }
        func endLine() {
            endCell()
            if cells.contains(where: { !$0.isEmpty }) { lines.append(Line(cells: cells)) }
            cells.removeAll(keepingCapacity: true)
        }
        while index < bytes.count, lines.count < limit {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                guard byte == 0x22 else {
                    cell.append(byte)
                    continue
                }
                if index < bytes.count, bytes[index] == 0x22 {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == 0x22, !wasQuoted, cell.allSatisfy({ $0 == 0x20 }) {
                isQuoted = true
                wasQuoted = true
                cell.removeAll(keepingCapacity: true)
            } else if byte == separator {
                endCell()
            } else if byte == 0x0A || byte == 0x0D {
                endLine()
            } else {
                cell.append(byte)
            }
        }
        if !cell.isEmpty || !cells.isEmpty { endLine() }
        return lines
    }
}
