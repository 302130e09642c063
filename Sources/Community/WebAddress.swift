/// The address of a page somewhere, as somebody typed it.
public enum WebAddress {
    /// Reads an address; nothing typed is nothing said.
    ///
    /// - Throws: `.invalid` naming the field, for what is neither empty, nor `https://…`, nor
    ///   `http://…`, nor a path of this site where one may stand.
    public static func read(_ field: String, _ written: String, allowsPath: Bool = false)
        throws(CommunityRefusal) -> String
    {
        let text = try Entry.line(field, written, 0...500)
        if text.isEmpty || isSound(text) { return text }
        if allowsPath, text.hasPrefix("/"), !text.hasPrefix("//"), hasPlainLetters(text) {
            return text
        }
        throw .invalid(
            field: field, value: text,
            sentence: "Écrivez une adresse entière, comme https://www.exemple.fr/page.")
    }

    /// Whether a text is an address that a link may lead to.
    public static func isSound(_ text: String) -> Bool {
        let rest =
            text.hasPrefix("https://")
            ? text.dropFirst(8) : text.hasPrefix("http://") ? text.dropFirst(7) : ""
        return !rest.isEmpty && rest.first != "/" && hasPlainLetters(text)
    }

    private static func hasPlainLetters(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7F && !"<>\"\\^`{}|".unicodeScalars.contains($0)
        }
    }
}
