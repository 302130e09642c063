import Foundation
import GRDB

/// What stands for an erased person wherever a text, the journal or a letter to somebody else named
/// them: « Personne n° 12 ».
struct Pseudonym {
    /// A way of naming the person.
    private struct Name {
        let text: String
        /// What SQLite looks for first: it knows the case of ASCII letters only.
        let needle: String
        /// Whether it may stand inside a longer text.
        var isInside = true
    }

    /// The longest first.
    private let names: [Name]
    private let label: String
    /// What a setting that names the person holds, alone.
    private let alone: Set<String>

    /// The pseudonym of a person, while the names are still known.
    init(_ person: Person) {
        label = "Personne n°\u{A0}\(person.id)"
        var names = Pseudonym.ways(person.name)
        if let email = person.email { names.append(Name(text: email, needle: email)) }
        names += Pseudonym.ways(telephone: person.telephone)
        self.names = names.sorted { $0.text.count > $1.text.count }
        alone = Set(
            [person.email ?? "", person.name, person.telephone].map { $0.lowercased() }
                .filter { word in names.contains { $0.isInside && $0.text.lowercased() == word } })
    }

    /// How a name is written: « Zoé Témoin », « Témoin Zoé », « Mme Témoin ».
    private static func ways(_ name: String) -> [Name] {
        guard !name.isEmpty else { return [] }
        let words = name.split(separator: " ")
        // A first name alone is also other people's: only a value that is exactly it is replaced.
        guard let first = words.first, words.count > 1 else {
            return [Name(text: name, needle: needle(name), isInside: false)]
        }
        let last = words.dropFirst().joined(separator: " ")
        let titled = ["M.", "Mme", "Monsieur", "Madame"].flatMap { title in
            [title + " " + last, title + "\u{A0}" + last]
        }
        return ([name, last + " " + first] + titled).map { Name(text: $0, needle: needle(last)) }
    }

    /// How a telephone number is written: its digits together, or by twos.
    private static func ways(telephone: String) -> [Name] {
        guard telephone.count >= 6 else { return [] }
        let digits = Array(telephone.filter { ("0"..."9").contains($0) })
        let pairs = stride(from: 0, to: digits.count, by: 2).map { start in
            String(digits[start..<min(start + 2, digits.count)])
        }
        let ways = ["", " ", "\u{A0}", "\u{202F}", ".", "-"].map { pairs.joined(separator: $0) }
        return Set([telephone] + ways).map { Name(text: $0, needle: $0) }
    }

    /// The longest part of a text that has ASCII characters only.
    private static func needle(_ text: String) -> String {
        let parts: [Substring] = text.split { (character: Character) in !character.isASCII }
        return parts.max { $0.count < $1.count }.map { String($0) } ?? text
    }

    // MARK: Replacing

    /// Replaces the names in every text of the store but where a table says why they stay.
    ///
    /// - Complexity: O(texts kept): each is read once.
    func apply(to database: Database) throws {
        guard !names.isEmpty else { return }
        for table in CommunitySchema.tables where table.namesStay == nil && table.name != "journal"
        {
            for column in try database.columns(in: table.name)
            where column.type.uppercased() == "TEXT" {
                try replace(column.name, of: table, database)
            }
        }
        // Last: the triggers have just written what was replaced.
        guard let journal = CommunitySchema.tables.first(where: { $0.name == "journal" }) else {
            return
        }
        for column in ["avant", "apres"] { try replace(column, of: journal, database) }
    }

    private func replace(_ column: String, of table: StoredTable, _ database: Database) throws {
        // A word that is the whole of a choice, a place or a theme is no name.
        let isTold = table.name == "journal" || table.name == "courriel"
        let names = names.filter { isTold || $0.isInside }
        let needles = Set(names.map(\.needle))
        guard !needles.isEmpty else { return }
        let key = try Pseudonym.key(of: table.name, database)
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT \(key) AS cle, "\(column)" AS texte FROM "\(table.name)" WHERE
                """
                    + needles.map { _ in " instr(lower(\"\(column)\"), lower(?)) > 0" }
                    .joined(separator: " OR"),
            arguments: StatementArguments(needles.sorted()))
        for row in rows {
            let former: String = row["texte"]
            let identifier: DatabaseValue = row["cle"]
            if table.name == "reglage", alone.contains(former.lowercased()) {
                try database.execute(
                    sql: "DELETE FROM reglage WHERE rowid = ?", arguments: [identifier])
                continue
            }
            let isNamesake =
                Pseudonym.identities.contains(column) && alone.contains(former.lowercased())
            let latter = isNamesake ? former : replaced(former, names)
            guard latter != former else { continue }
            // A signed text and its fingerprint change together.
            let fingerprint =
                table.name == "proces_verbal" && column == "texte"
                ? ", empreinte = iif(signe IS NULL, NULL, '\(Fingerprint.hexadecimal(of: latter))')"
                : ""
            try database.execute(
                sql: """
                    UPDATE "\(table.name)" SET "\(column)" = ?\(fingerprint) WHERE \(key) = ?
                    """, arguments: [latter, identifier])
        }
    }

    /// Columns that hold the whole name of somebody or of a body: what is exactly the erased person's
    /// is a namesake's, or a firm's. The rows of the person are emptied before.
    private static let identities: Set = ["nom", "entreprise", "acheteur_nom", "signataire"]

    /// How rows are told: tables without row numbers have a key of their own.
    private static func key(of table: String, _ database: Database) throws -> String {
        let sql = try String.fetchOne(
            database, sql: "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?",
            arguments: [table])
        guard sql?.hasSuffix("WITHOUT ROWID") == true else { return "rowid" }
        let columns = try database.primaryKey(table).columns
        return columns.map { "\"\($0)\"" }.joined(separator: " || '-' || ")
    }

    private func replaced(_ text: String, _ names: [Name]) -> String {
        var text = text
        for name in names {
            // As `json_object` writes a text inside its quotes.
            let escaped = name.text.replacingOccurrences(of: "\\", with: "\\\\")
                .replacingOccurrences(of: "\"", with: "\\\"")
            for way in Set([name.text, escaped]) {
                if name.isInside {
                    text = Pseudonym.replaced(text, way, by: label)
                } else if text == way {
                    text = label
                } else {
                    text = text.replacingOccurrences(of: "\"\(way)\"", with: "\"\(label)\"")
                }
            }
        }
        return text
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
