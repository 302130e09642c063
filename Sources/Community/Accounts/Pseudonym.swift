import Foundation
import GRDB

/// What stands for an erased person wherever the journal or a letter to somebody else named them:
/// « Personne n° 12 ».
struct Pseudonym {
    /// What named the person, the longest first, and whether it may stand inside a longer text.
    private let names: [(text: String, isInside: Bool)]
    private let label: String

    /// The pseudonym of a person, while the names are still known.
    init(_ person: Person) {
        label = "Personne n°\u{A0}\(person.id)"
        var names: [(String, Bool)] = []
        if let email = person.email { names.append((email, true)) }
        // A first name alone is also other people's: only a value that is exactly it is replaced.
        if !person.name.isEmpty { names.append((person.name, person.name.contains(" "))) }
        if person.telephone.count >= 6 { names.append((person.telephone, true)) }
        self.names = names.sorted { $0.0.count > $1.0.count }.map { (text: $0.0, isInside: $0.1) }
    }

    /// Replaces the names in the journal and in letters to others.
    func apply(to database: Database) throws {
        for (table, columns) in [
            ("journal", ["avant", "apres"]), ("courriel", ["sujet", "texte"]),
        ] {
            for column in columns { try replace(column, of: table, database) }
        }
    }

    private func replace(_ column: String, of table: String, _ database: Database) throws {
        for name in names {
            let isJSON = table == "journal"
            let text = isJSON ? Pseudonym.escaped(name.text) : name.text
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, \(column) AS texte FROM \(table)
                    WHERE instr(lower(\(column)), lower(?)) > 0
                    """, arguments: [text])
            for row in rows {
                let former: String = row["texte"]
                let latter =
                    name.isInside
                    ? Pseudonym.replaced(former, text, by: label)
                    : isJSON
                        ? former.replacingOccurrences(of: "\"\(text)\"", with: "\"\(label)\"")
                        : former
                guard latter != former else { continue }
                try database.execute(
                    sql: "UPDATE \(table) SET \(column) = ? WHERE id = ?",
                    arguments: [latter, row["id"] as Int64])
            }
        }
    }

    /// As `json_object` writes a text inside its quotes.
    private static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(
            of: "\"", with: "\\\"")
    }

    /// The text without a name, whatever its case, where it is not a part of a longer word: the
    /// address `anne@exemple.fr` is not in `jeanne@exemple.fr`.
    static func replaced(_ text: String, _ name: String, by label: String) -> String {
        guard !name.isEmpty else { return text }
        var result = ""
        var rest = text[...]
        while let range = rest.range(of: name, options: .caseInsensitive) {
            let before = text[..<range.lowerBound].last
            let after = text[range.upperBound...].first
            let isWhole = !isWord(before) && !(after.map { $0.isLetter || $0.isNumber } ?? false)
            result += rest[..<range.lowerBound]
            result += isWhole ? label : String(rest[range])
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    private static func isWord(_ character: Character?) -> Bool {
        guard let character else { return false }
        return character.isLetter || character.isNumber || "._+-".contains(character)
    }
}
