/// What somebody typed, read for one field of a form.
public enum Entry {
    /// One line of text, trimmed; control characters become blanks.
    ///
    /// - Parameter length: how many characters it may have.
    /// - Throws: `.invalid` naming the field.
    public static func line(_ field: String, _ written: String, _ length: ClosedRange<Int>)
        throws(CommunityRefusal) -> String
    {
        try checked(
            field, String(written.map { $0.isNewline || isControl($0) ? " " : $0 }), length)
    }

    /// Several lines of text, trimmed at both ends; line ends become `\n`, other control characters
    /// blanks.
    ///
    /// - Throws: `.invalid` naming the field.
    public static func text(_ field: String, _ written: String, _ length: ClosedRange<Int>)
        throws(CommunityRefusal) -> String
    {
        try checked(
            field,
            String(
                written.map { character -> Character in
                    if character.isNewline { return "\n" }
                    return isControl(character) && character != "\t" ? " " : character
                }), length)
    }

    /// One of several values.
    ///
    /// - Throws: `.invalid` naming the field.
    public static func choice<Kind: RawRepresentable<String>>(
        _ field: String, _ written: String, _ kind: Kind.Type = Kind.self
    ) throws(CommunityRefusal) -> Kind {
        guard let value = Kind(rawValue: written) else {
            throw .invalid(
                field: field, value: written,
                sentence: written.isEmpty
                    ? "Choisissez une valeur."
                    : "«\u{202F}\(written.prefix(80))\u{202F}» n’est pas un choix de la liste.")
        }
        return value
    }

    /// A whole number within bounds.
    ///
    /// - Throws: `.invalid` naming the field.
    public static func number(_ field: String, _ written: String, _ range: ClosedRange<Int>)
        throws(CommunityRefusal) -> Int
    {
        let digits = written.filter { !$0.isWhitespace }
        guard let number = Int(digits), range.contains(number) else {
            throw .invalid(
                field: field, value: written,
                sentence: "Écrivez un nombre entier de \(range.lowerBound) à \(range.upperBound).")
        }
        return number
    }

    /// Controls of ASCII and Latin-1, and what turns the direction of the text after it (Unicode's
    /// embeddings, overrides and isolates), marks the order of bytes or tags invisibly: none has a
    /// place in a name or a sentence, and each can make one look like another.
    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB,
                0xE0000...0xE0FFF:
                true
            default: false
            }
        }
    }

    private static func checked(_ field: String, _ written: String, _ length: ClosedRange<Int>)
        throws(CommunityRefusal) -> String
    {
        var text = written[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        guard !(text.isEmpty && length.lowerBound > 0) else {
            throw .invalid(field: field, value: "", sentence: "Remplissez ce champ.")
        }
        guard text.count >= length.lowerBound else {
            throw .invalid(
                field: field, value: String(text.prefix(80)),
                sentence: "Écrivez au moins \(length.lowerBound) caractères.")
        }
        guard text.count <= length.upperBound else {
            throw .invalid(
                field: field, value: String(text.prefix(80)),
                sentence:
                    "Écrivez au plus \(length.upperBound) caractères\u{202F}: il y en a \(text.count)."
            )
        }
        // A character may carry any number of accents: they are counted too.
        guard text.unicodeScalars.count <= 4 * length.upperBound else {
            throw .invalid(
                field: field, value: "",
                sentence: "Écrivez sans empiler d’accents sur une même lettre.")
        }
        return String(text)
    }
}
