import GRDB

/// Somebody with an account.
public struct Person: Sendable, Hashable, Identifiable {
    public let id: Int64
    /// Nil once erased.
    public let email: String?
    /// Empty until given, and once erased.
    public let name: String
    /// What the person does, as `Directrice des achats`.
    public let occupation: String
    public let telephone: String
    public let role: Role
    public let created: Moment
    /// When the person was erased at their own request.
    public let erased: Moment?
    /// Rises with each change: what two editors on one page are told apart by.
    public let version: Int

    /// The name shown: the given one, else a number that says nothing.
    public var shownName: String { name.isEmpty ? "Personne n°\u{A0}\(id)" : name }

    init(_ row: Row) {
        id = row["id"]
        email = row["courriel"]
        name = row["nom"]
        occupation = row["fonction"]
        telephone = row["telephone"]
        role = Role(rawValue: row["role"]) ?? .account
        created = Moment(seconds: row["cree"])
        erased = (row["effacee"] as Int64?).map { Moment(seconds: $0) }
        version = row["version"]
    }
}

/// An e-mail address as it is kept: trimmed, its domain in lower case, ASCII only: letters that look
/// alike make no second account, and mail programs without RFC 6531 carry it.
public struct EmailAddress: Sendable, Hashable {
    /// The address.
    public let text: String

    /// Reads an address.
    ///
    /// - Throws: `.invalid` naming the field.
    public init(_ written: String, field: String = "courriel") throws(CommunityRefusal) {
        var text = written[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isSound =
            parts.count == 2 && !parts[0].isEmpty && parts[0].utf8.count <= 64
            && text.utf8.count <= 254 && parts[1].contains(".")
            && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".") && !parts[1].contains("..")
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.value > 0x20 && scalar.value < 0x7F
                    && !"<>()[]\\,;:\"".unicodeScalars.contains(scalar)
            }
            && parts[1].utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
            }
        guard isSound else {
            throw .invalid(
                field: field, value: String(text),
                sentence: "Écrivez une adresse comme nom@exemple.fr, sans accent.")
        }
        self.text = parts[0] + "@" + parts[1].lowercased()
    }
}
