import Procurement

/// Why a selection cannot be read: the key at fault, its value, and what is expected.
public enum SelectionRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// No selection has this key.
    case unknownKey(String)
    /// The value does not fit the key.
    case badValue(key: String, value: String, expected: String)
    /// The text is not a query: a percent sign without two digits, or bytes that are not UTF-8.
    case badEncoding(String)
    /// Figures cannot be grouped by this key.
    case notADimension(String)

    /// The key at fault, when there is one.
    public var key: String? {
        switch self {
        case .unknownKey(let key), .badValue(let key, _, _), .notADimension(let key): key
        case .badEncoding: nil
        }
    }

    /// A French sentence for the person who asked.
    public var description: String {
        switch self {
        case .unknownKey(let key):
            "Le filtre \(French.quoted(key)) n'existe pas. Filtres connus\(French.colon)"
                + SelectionKey.all.map(\.name).joined(separator: ", ") + "."
        case .badValue(let key, let value, let expected):
            "Le filtre \(French.quoted(key)) ne comprend pas \(French.quoted(value))"
                + "\(French.semicolon)il attend \(expected)."
        case .badEncoding(let text):
            "La question \(French.quoted(text)) est mal codée\(French.semicolon)chaque signe « % » "
                .typesetInFrench
                + "est suivi de deux chiffres hexadécimaux, et le texte est en UTF-8."
        case .notADimension(let key):
            "On ne peut pas regrouper par \(French.quoted(key)). Regroupements connus\(French.colon)"
                + SelectionKey.all.filter { $0.group != nil }.map(\.name).joined(separator: ", ")
                + "."
        }
    }
}

/// French punctuation, with the narrow no-break spaces it asks for.
enum French {
    static let colon = "\u{202F}: "
    static let semicolon = "\u{202F}; "

    /// A text between guillemets.
    static func quoted(_ text: some StringProtocol) -> String { "«\u{202F}\(text)\u{202F}»" }
}
