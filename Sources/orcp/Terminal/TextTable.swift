/// Rows aligned in columns, for a terminal.
struct TextTable {
    /// On which side a column's cells stand.
    enum Side { case left, right }

    let header: [String]
    let sides: [Side]
    var rows: [[String]] = []

    /// A table of these columns; those in `numbers` are aligned right.
    init(_ header: [String], numbers: Set<Int> = []) {
        self.header = header
        sides = header.indices.map { numbers.contains($0) ? .right : .left }
    }

    /// The table, a line each row, without trailing blanks.
    var text: String {
        let all = [header] + rows
        let widths = header.indices.map { column in
            all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        var lines = all.map { row in
            header.indices.map { column in
                let cell = column < row.count ? row[column] : ""
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return sides[column] == .left ? cell + padding : padding + cell
            }.joined(separator: "  ").trimmingTrailingBlanks
        }
        lines.insert(
            widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), at: 1)
        return lines.joined(separator: "\n")
    }
}

extension String {
    fileprivate var trimmingTrailingBlanks: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
