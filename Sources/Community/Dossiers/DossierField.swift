import Procurement

/// One thing that a company says of itself: its name in forms, its label, what may be written.
///
/// - Shape: declared once; the form, the check, the storage and the documents follow.
public struct DossierField: Sendable {
    /// What may be written.
    public enum Kind: Sendable, Hashable {
        /// One line of at most so many characters.
        case line(Int)
        /// Several lines of at most so many characters.
        case text(Int)
        /// A whole number.
        case number(ClosedRange<Int>)
        /// Whole euros, before tax.
        case euros
        /// The day after which it no longer holds.
        case end
        case email
        case telephone
        /// One of these values; each is its own label.
        case choice([String])
    }

    /// The end of its name in forms, as `assureur`.
    public let key: String
    /// French.
    public let label: String
    /// French; empty when nothing need be said.
    public let help: String
    public let kind: Kind
    /// Whether the row, once begun, must have it.
    public let isRequired: Bool
    /// For browsers, as `organization`.
    public let autocomplete: String

    init(
        _ key: String, _ label: String, _ kind: Kind, help: String = "", isRequired: Bool = false,
        autocomplete: String = "off"
    ) {
        self.key = key
        self.label = label
        self.help = help
        self.kind = kind
        self.isRequired = isRequired
        self.autocomplete = autocomplete
    }

    /// What was written, checked and in its kept form: whole numbers without blanks, days as
    /// `2026-12-31`. The empty text stays empty.
    ///
    /// - Parameter name: the field's name in the form.
    /// - Throws: `.invalid` naming the field.
    public func checked(_ written: String, as name: String) throws(CommunityRefusal) -> String {
        let line = try Entry.line(name, written, 0...100_000)
        if line.isEmpty { return "" }
        switch kind {
        case .line(let length): return try Entry.line(name, written, 1...length)
        case .text(let length): return try Entry.text(name, written, 1...length)
        case .number(let range): return String(try Entry.number(name, line, range))
        case .euros:
            return String(
                try Entry.number(
                    name, line.replacing("€", with: ""), 0...1_000_000_000_000))
        case .end:
            guard let day = Day(line) else {
                throw .invalid(
                    field: name, value: line,
                    sentence: "Écrivez un jour, comme 2026-12-31.")
            }
            return day.description
        case .email: return try EmailAddress(line, field: name).text
        case .telephone: return try Entry.line(name, written, 6...30)
        case .choice(let values):
            guard values.contains(line) else {
                throw .invalid(
                    field: name, value: line,
                    sentence: "«\u{202F}\(line.prefix(80))\u{202F}» n’est pas un choix de la liste."
                )
            }
            return line
        }
    }
}
