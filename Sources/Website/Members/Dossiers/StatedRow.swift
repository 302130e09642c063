import Procurement

/// A qualification as one line of text: the ESPD has one answer for all of them.
///
/// - Shape: `Qualibat 3101 – Qualibat – n° 7 – jusqu’au 2026-12-31`, lines between semicolons. What is
///   read back is what was written, save these marks themselves inside a value; blanks of any kind are
///   the same, since readers of XML make them so.
struct StatedRow: Hashable, Sendable {
    /// The title and the body; the last may be empty.
    var names: [String]
    var number: String
    /// `YYYY-MM-DD`; empty where it has no end.
    var end: String

    private static let between = " – "
    private static let after = "\u{202F}; "
    private static let numberMark = "n° "
    private static let endMark = "jusqu’au "

    /// The text of several.
    static func text(_ rows: [StatedRow]) -> String {
        rows.map(\.text).joined(separator: after)
    }

    private var text: String {
        var pieces = names.filter { !$0.isEmpty }.map(StatedRow.plain)
        if !number.isEmpty { pieces.append(StatedRow.numberMark + StatedRow.plain(number)) }
        if !end.isEmpty { pieces.append(StatedRow.endMark + end) }
        return pieces.joined(separator: StatedRow.between)
    }

    private static func plain(_ value: String) -> String {
        spaced(value).replacing(between, with: " - ").replacing(spaced(after), with: ", ")
    }

    /// The same with simple blanks.
    private static func spaced(_ text: String) -> String {
        String(text.map { $0.isWhitespace ? " " : $0 })
    }

    /// The rows of a text, whoever wrote it: one that is not ours is one row with a name alone.
    static func rows(_ text: String) -> [StatedRow] {
        spaced(text).split(separator: spaced(after)).map { line in
            var row = StatedRow(names: [], number: "", end: "")
            for piece in line.split(separator: between) {
                if piece.hasPrefix(numberMark) {
                    row.number = String(piece.dropFirst(numberMark.count))
                } else if piece.hasPrefix(endMark), let day = Day(piece.dropFirst(endMark.count)) {
                    row.end = day.description
                } else {
                    row.names.append(String(piece))
                }
            }
            return row
        }
    }
}
