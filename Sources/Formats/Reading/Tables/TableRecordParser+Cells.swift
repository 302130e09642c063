internal import Procurement

extension TableRecordParser {
    /// A cell's text in the arena; absent when empty, null when a tag says so.
    func value(
        _ bytes: UnsafeBufferPointer<UInt8>, _ cell: TableRow.Cell, _ layout: TableLayout,
        _ draft: inout DeclarationDraft
    ) -> DeclarationDraft.Slice {
        guard cell.end > cell.start, let base = bytes.baseAddress else { return .absent }
        let start = base + cell.start
        let whole = cell.end - cell.start
        if TableRecordParser.isTag(start, whole) {
            draft.note(.illegalToken, UnsafeBufferPointer(start: start, count: whole))
            return DeclarationDraft.Slice(
                start: UInt32(draft.bytes.count), length: 0, writing: .null)
        }
        let count = TextRepair.prefix(start, whole, limit: TextRepair.fieldBytes)
        if count < whole { draft.note(.tooLarge, "cellule") }
        let first = draft.bytes.count
        if !cell.hasQuotes {
            append(start, count, layout, &draft)
        } else {
            // Doubled quotes: copy up to and with the first, go on after the second.
            var from = 0
            var index = 0
            while index < count {
                if start[index] == 0x22, index + 1 < count, start[index + 1] == 0x22 {
                    append(start + from, index + 1 - from, layout, &draft)
                    index += 2
                    from = index
                } else {
                    index += 1
                }
            }
            append(start + from, count - from, layout, &draft)
        }
        return DeclarationDraft.Slice(
            start: UInt32(first), length: UInt32(draft.bytes.count - first), writing: .text)
    }

    private func append(
        _ start: UnsafePointer<UInt8>, _ count: Int, _ layout: TableLayout,
        _ draft: inout DeclarationDraft
    ) {
        if TextRepair.isWellFormed(start, count) {
            draft.bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
        } else if layout.isWindows1252 {
            for index in 0..<count {
                TextRepair.append(
                    scalar: Windows1252.scalar(start[index]), to: &draft.bytes)
            }
        } else {
            TextRepair.append(start, count, to: &draft.bytes)
            // Noted by number: the oddity's text must not land inside the value being copied.
            if draft.oddities.count < 1_000 {
                draft.oddities.append(
                    DeclarationDraft.Oddity(kind: .invalidUTF8, detail: .absent))
            }
        }
    }

    /// `MQ`, `CDL`, `INX` or `INX …`.
    private static func isTag(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        switch start[0] {
        case 0x4D: count == 2 && start[1] == 0x51
        case 0x43: count == 3 && start[1] == 0x44 && start[2] == 0x4C
        case 0x49:
            count >= 3 && start[1] == 0x4E && start[2] == 0x58 && (count == 3 || start[3] == 0x20)
        default: false
        }
    }

    /// The labels of a list cell: `['a', "b"]`, `a, b` or `a|b`.
    func fillList(
        _ list: DeclarationDraft.ListField, _ bytes: UnsafeBufferPointer<UInt8>,
        _ cell: TableRow.Cell, _ layout: TableLayout, _ draft: inout DeclarationDraft
    ) {
        let whole = value(bytes, cell, layout, &draft)
        let index = Int(list.rawValue)
        guard whole.writing == .text else {
            if whole.writing == .null { draft.lists[index].writing = .null }
            return
        }
        let first = draft.listItems.count
        let start = Int(whole.start)
        let end = start + Int(whole.length)
        if draft.bytes[start] == 0x5B {
            quotedItems(start + 1, end, &draft)
        } else {
            plainItems(start, end, &draft)
        }
        let items = first..<draft.listItems.count
        draft.lists[index] = (items.isEmpty ? .empty : .filled, items)
    }

    private func quotedItems(_ from: Int, _ end: Int, _ draft: inout DeclarationDraft) {
        var at = from
        while at < end, draft.listItems.count < 1_000 {
            let quote = draft.bytes[at]
            at += 1
            guard quote == 0x27 || quote == 0x22 else { continue }
            let start = at
            while at < end, draft.bytes[at] != quote { at += draft.bytes[at] == 0x5C ? 2 : 1 }
            let stop = min(at, end)
            if stop > start { appendItem(start, stop, &draft) }
            at += 1
        }
    }

    private func plainItems(_ from: Int, _ end: Int, _ draft: inout DeclarationDraft) {
        var start = from
        for at in from...end {
            guard at == end || draft.bytes[at] == 0x2C || draft.bytes[at] == 0x7C else { continue }
            while start < at, draft.bytes[start] <= 0x20 { start += 1 }
            if at > start, draft.listItems.count < 1_000 { appendItem(start, at, &draft) }
            start = at + 1
        }
    }

    private func appendItem(_ start: Int, _ end: Int, _ draft: inout DeclarationDraft) {
        draft.listItems.append(
            DeclarationDraft.Slice(
                start: UInt32(start), length: UInt32(end - start), writing: .text))
    }
}
