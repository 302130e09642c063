/// Cuts one line of a table into cells (RFC 4180).
///
/// - Complexity: O(bytes of the line); the list of cells is reused.
struct TableRow {
    /// A cell: a range of the line, without its outer quotes.
    struct Cell {
        var start: Int
        var end: Int
        var hasQuotes: Bool
    }

    /// The cells of the line read last.
    private(set) var cells: [Cell] = []

    /// Reads the line at a place.
    ///
    /// - Returns: the place after its end, or nil when the bytes stop before; at the end of the
    ///   file the last line may have no line feed, but quotes must be closed.
    mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>, from: Int, separator: UInt8, atEnd: Bool
    ) -> Int? {
        cells.removeAll(keepingCapacity: true)
        let count = bytes.count
        var index = from
        while true {
            let isQuoted = index < count && bytes[index] == 0x22
            var start = index
            var end: Int
            var hasQuotes = false
            if isQuoted {
                start += 1
                index = start
                while true {
                    while index < count, bytes[index] != 0x22 { index += 1 }
                    guard index < count else { return nil }
                    if index + 1 < count, bytes[index + 1] == 0x22 {
                        hasQuotes = true
                        index += 2
                        continue
                    }
                    if index + 1 >= count, !atEnd { return nil }
                    break
                }
                end = index
                index += 1
                // Text after the closing quote: a cell that was not quoted properly; kept whole.
                let close = index
                while index < count, bytes[index] != separator, bytes[index] != 0x0A,
                    bytes[index] != 0x0D
                { index += 1 }
                if index > close { end = index }
            } else {
                while index < count, bytes[index] != separator, bytes[index] != 0x0A,
                    bytes[index] != 0x0D
                { index += 1 }
                end = index
            }
            cells.append(Cell(start: start, end: end, hasQuotes: hasQuotes))
            guard index < count else { return atEnd ? count : nil }
            if bytes[index] == separator {
                index += 1
                continue
            }
            if bytes[index] == 0x0D {
                if index + 1 >= count { return atEnd ? count : nil }
                if bytes[index + 1] == 0x0A { index += 1 }
            }
            return index + 1
        }
    }
}
