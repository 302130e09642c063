/// Reads a register byte by byte, one line at a time, without making texts of its cells.
///
/// - Shape: RFC 4180 with `;`, tabs, `,` or `|`, whichever the first line holds most of; lines end
///   with LF, CRLF or CR. A quotation mark that nothing closes within a thousand bytes is a sign
///   like another: it must not swallow the lines that follow.
/// - Complexity: O(bytes).
struct RegisterReader {
    /// A cell: where it stands, blanks and quotation marks around it left out.
    struct Cell {
        var start: Int
        var end: Int
        /// Whether quotation marks in it are doubled.
        var isQuoted = false

        var isEmpty: Bool { start >= end }
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let separator: UInt8
    /// Cells of the last line read.
    private(set) var cells: [Cell] = []
    /// The number of the last line read, as a spreadsheet counts them: the first is 1, blank ones
    /// count.
    private(set) var row = 0
    private var index: Int

    private static let longestQuoted = 1_000
    /// The most cells of a line that are read.
    static let mostCells = 500

    /// A reader at the start of a text in UTF-8.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let marks: [UInt8] = [0x3B, 0x09, 0x2C, 0x7C]
        var counts = [0, 0, 0, 0]
        var isQuoted = false
        for byte in bytes {
            if byte == 0x22 { isQuoted.toggle() }
            if byte == 0x0A || byte == 0x0D { break }
            if !isQuoted, let at = marks.firstIndex(of: byte) { counts[at] += 1 }
        }
        let most = counts.max() ?? 0
        separator = counts.firstIndex(of: most).map { marks[$0] } ?? marks[0]
    }

    /// Reads the next line that is not blank.
    ///
    /// - Returns: false at the end of the text.
    mutating func next() -> Bool {
        while index < bytes.count {
            row += 1
            cells.removeAll(keepingCapacity: true)
            var isBlank = true
            var isLast = false
            while !isLast {
                let cell = nextCell(&isLast)
                if !cell.isEmpty { isBlank = false }
                // One cell beyond the most tells that there was something there.
                if cells.count < RegisterReader.mostCells
                    || cells.count == RegisterReader.mostCells && !cell.isEmpty
                {
                    cells.append(cell)
                }
            }
            if !isBlank { return true }
        }
        cells.removeAll(keepingCapacity: true)
        return false
    }

    private mutating func nextCell(_ isLast: inout Bool) -> Cell {
        var start = index
        while start < bytes.count, bytes[start] == 0x20 { start += 1 }
        if start < bytes.count, bytes[start] == 0x22, let cell = quoted(from: start + 1, &isLast) {
            return cell
        }
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if byte == separator || byte == 0x0A || byte == 0x0D { break }
            end += 1
        }
        finish(at: end, &isLast)
        return trimmed(Cell(start: start, end: end))
    }

    /// The cell between quotation marks; nil where they do not make one.
    private mutating func quoted(from start: Int, _ isLast: inout Bool) -> Cell? {
        var end = start
        let limit = min(bytes.count, start + RegisterReader.longestQuoted)
        var isDoubled = false
        while end < limit {
            guard bytes[end] == 0x22 else {
                end += 1
                continue
            }
            if end + 1 < bytes.count, bytes[end + 1] == 0x22 {
                isDoubled = true
                end += 2
                continue
            }
            var after = end + 1
            while after < bytes.count, bytes[after] == 0x20 { after += 1 }
            let isClosed =
                after >= bytes.count || bytes[after] == separator || bytes[after] == 0x0A
                || bytes[after] == 0x0D
            guard isClosed else { return nil }
            finish(at: after, &isLast)
            return trimmed(Cell(start: start, end: end, isQuoted: isDoubled))
        }
        return nil
    }

    /// Moves behind what ended a cell.
    private mutating func finish(at end: Int, _ isLast: inout Bool) {
        index = end + 1
        guard end < bytes.count else {
            index = bytes.count
            isLast = true
            return
        }
        guard bytes[end] != separator else { return }
        isLast = true
        if bytes[end] == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
    }

    private func trimmed(_ cell: Cell) -> Cell {
        var cell = cell
        while cell.start < cell.end, isBlank(bytes[cell.start]) { cell.start += 1 }
        while cell.start < cell.end, isBlank(bytes[cell.end - 1]) { cell.end -= 1 }
        // A no-break space is two or three bytes; the first of them tells it at the start, the last
        // ones at the end.
        while cell.end - cell.start >= 2, bytes[cell.start] == 0xC2, bytes[cell.start + 1] == 0xA0 {
            cell.start += 2
        }
        while cell.end - cell.start >= 2, bytes[cell.end - 2] == 0xC2, bytes[cell.end - 1] == 0xA0 {
            cell.end -= 2
        }
        return cell
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    /// The text of a cell.
    func text(_ cell: Cell) -> String {
        guard !cell.isEmpty else { return "" }
        let text = String(decoding: bytes[cell.start..<cell.end], as: UTF8.self)
        return cell.isQuoted ? text.replacing("\"\"", with: "\"") : text
    }

    /// The bytes of a cell.
    func slice(_ cell: Cell) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
    }
}
