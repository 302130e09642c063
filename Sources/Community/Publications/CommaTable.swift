/// A table written as CSV (RFC 4180): rows of cells.
///
/// - Shape: UTF-8, with or without its mark; cells parted by `;`, `,` or a tabulation, whichever the
///   first line holds most.
public struct CommaTable: Sendable {
    /// One row: the line it begins at, from 1, and its cells.
    public struct Row: Sendable {
        public let line: Int
        public let cells: [String]
    }

    /// Rows, the heads first; empty ones are left out.
    public let rows: [Row]

    /// Reads bytes.
    ///
    /// - Throws: `.invalid` when they are not UTF-8, or a quotation mark is not closed.
    /// - Complexity: O(bytes).
    public init(_ bytes: [UInt8]) throws(CommunityRefusal) {
        func refusal(_ sentence: String) -> CommunityRefusal {
            .invalid(field: "fichier", value: "", sentence: sentence)
        }
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw refusal("Le tableau n’est pas en UTF-8\u{202F}: enregistrez-le en CSV UTF-8.")
        }
        let first = text.prefix { !$0.isNewline }
        let separator =
            ([";", ",", "\t"] as [Character]).max { left, right in
                first.filter { $0 == left }.count < first.filter { $0 == right }.count
            } ?? ";"
        var rows: [Row] = []
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        var wasQuoted = false
        var line = 1
        var start = 1
        func endRow() {
            cells.append(cell)
            if cells.contains(where: { !$0.isEmpty }) {
                rows.append(Row(line: start, cells: cells))
            }
            cells = []
            cell = ""
            wasQuoted = false
        }
        for character in text {
            if character.isNewline { line += 1 }
            if isQuoted {
                if character == "\"" {
                    isQuoted = false
                    wasQuoted = true
                } else {
                    cell.append(character.isNewline ? "\n" : character)
                }
            } else if character == "\"" {
                // A second mark inside a quoted cell stands for one.
                if wasQuoted { cell.append("\"") }
                isQuoted = true
            } else if character == separator {
                cells.append(cell)
                cell = ""
                wasQuoted = false
            } else if character.isNewline {
                endRow()
                start = line
            } else {
                cell.append(character)
            }
        }
        guard !isQuoted else {
            throw refusal("Un guillemet ouvert à la ligne \(start) n’est pas refermé.")
        }
        endRow()
        self.rows = rows
    }
}
