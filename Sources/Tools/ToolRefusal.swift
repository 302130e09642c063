import Procurement

/// Why a case cannot be answered as it was put.
public enum ToolRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// A field that must be given is not.
    case missing(field: String, label: String, expected: String)
    /// A value is not what its field expects.
    case invalid(field: String, label: String, value: String, expected: String)
    /// No field has this name.
    case unknownField(String, known: [String])
    /// A value contradicts another.
    case contradiction(field: String, label: String, value: String, because: String)

    /// The name of the field to mend.
    public var field: String {
        switch self {
        case .missing(let field, _, _), .invalid(let field, _, _, _), .unknownField(let field, _),
            .contradiction(let field, _, _, _):
            field
        }
    }

    /// A French sentence.
    public var description: String {
        switch self {
        case .missing(let field, let label, let expected):
            "Il manque «\u{202F}\(label)\u{202F}» (\(field))\u{202F}: \(expected)."
        case .invalid(let field, let label, let value, let expected):
            "«\u{202F}\(label)\u{202F}» (\(field)) contient «\u{202F}\(Self.shortened(value))\u{202F}»\u{202F}; "
                + "il y faut \(expected)."
        case .unknownField(let name, let known):
            "Le champ «\u{202F}\(Self.shortened(name))\u{202F}» n’existe pas. Champs connus\u{202F}: "
                + known.joined(separator: ", ") + "."
        case .contradiction(let field, let label, let value, let because):
            "«\u{202F}\(label)\u{202F}» (\(field)) contient «\u{202F}\(Self.shortened(value))\u{202F}»\u{202F}: "
                + because + "."
        }
    }

    private static func shortened(_ text: String) -> String {
        text.count > 80 ? text.prefix(79) + "…" : text
    }
}
