import GRDB

/// A list of organisations as an administrator sends it: CSV, with findings per row.
///
/// - Shape: UTF-8, a head row, `;` or `,` or a tabulation between cells, quotes as in RFC 4180. Columns
///   `nom` and `college` are needed; `siret`, `territoire`, `site`, `presentation` are read when there.
public struct OrganisationList: Sendable {
    /// One row of the list.
    public struct Line: Sendable, Hashable {
        /// Its number in the file, the head row being 1.
        public let number: Int
        public let name: String
        /// What would be added; nil when the row is set aside.
        public let description: Organisations.Description?
        /// Why it is set aside.
        public let finding: String?
    }

    public let lines: [Line]

    /// Longest list, in bytes.
    public static let longest = 1 << 20

    /// Reads a list.
    ///
    /// - Throws: `.invalid` on `liste` when it has no head row that can be used.
    public init(_ text: String) throws(CommunityRefusal) {
        func refusal(_ sentence: String) -> CommunityRefusal {
            .invalid(field: "liste", value: String(text.prefix(80)), sentence: sentence)
        }
        guard text.utf8.count <= OrganisationList.longest else {
            throw refusal("La liste dépasse un mébioctet.")
        }
        let rows = OrganisationList.rows(text)
        guard let head = rows.first?.map({ AddressWord.suggested(by: $0) }) else {
            throw refusal("La liste est vide.")
        }
        guard let nameColumn = head.firstIndex(of: "nom"),
            let collegeColumn = head.firstIndex(of: "college")
        else {
            throw refusal(
                "La première ligne doit nommer les colonnes, dont «\u{202F}nom\u{202F}» et «\u{202F}college\u{202F}»."
            )
        }
        guard rows.count <= 5_001 else { throw refusal("La liste dépasse 5\u{202F}000 lignes.") }
        var seen: Set<String> = []
        lines = rows.enumerated().dropFirst().compactMap { index, row in
            guard row.contains(where: { !$0.isEmpty }) else { return nil }
            func cell(_ column: Int?) -> String {
                column.flatMap { $0 < row.count ? row[$0] : nil } ?? ""
            }
            func cell(_ name: String) -> String { cell(head.firstIndex(of: name)) }
            let name = cell(nameColumn)
            do {
                let description = try Organisations.Description(
                    name: name, siret: cell("siret"),
                    college: try OrganisationList.college(cell(collegeColumn)),
                    territory: cell("territoire"), site: cell("site"),
                    presentation: cell("presentation")
                ).checked()
                let key =
                    description.siret.isEmpty ? description.name.lowercased() : description.siret
                guard seen.insert(key).inserted else {
                    return Line(
                        number: index + 1, name: name, description: nil,
                        finding: "Deux fois dans la liste.")
                }
                return Line(
                    number: index + 1, name: name, description: description, finding: nil)
            } catch {
                return Line(
                    number: index + 1, name: name, description: nil, finding: "\(error)")
            }
        }
    }

    /// A college by its word, its label, or their singular.
    private static func college(_ text: String) throws(CommunityRefusal) -> College {
        func singular(_ text: String) -> String {
            AddressWord.suggested(by: text).split(separator: "-")
                .map { $0.hasSuffix("s") ? $0.dropLast() : $0 }.joined(separator: "-")
        }
        for college in College.allCases {
            if [college.rawValue, college.label].map(singular).contains(singular(text)) {
                return college
            }
        }
        throw .invalid(
            field: "college", value: text,
            sentence:
                "Collège inconnu\u{202F}: «\u{202F}\(text.prefix(40))\u{202F}». Écrivez acheteurs, entreprises, "
                + "partenaires ou universitaires.")
    }

    /// Cells of a CSV text.
    static func rows(_ text: String) -> [[String]] {
        let text = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        let head = text.prefix { !$0.isNewline }
        let separator =
            ([";", "\t", ","] as [Character]).max { left, right in
                head.count { $0 == left } < head.count { $0 == right }
            } ?? ";"
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var isQuoted = false
        func trimmed(_ cell: String) -> String {
            var text = cell[...]
            while text.first?.isWhitespace == true { text.removeFirst() }
            while text.last?.isWhitespace == true { text.removeLast() }
            return String(text)
        }
        var characters = text.makeIterator()
        var next = characters.next()
        while let character = next {
            next = characters.next()
            if isQuoted {
                if character != "\"" {
                    cell.append(character)
                } else if next == "\"" {
                    cell.append("\"")
                    next = characters.next()
                } else {
                    isQuoted = false
                }
            } else if character == "\"", trimmed(cell).isEmpty {
                isQuoted = true
                cell = ""
            } else if character == separator {
                row.append(trimmed(cell))
                cell = ""
            } else if character.isNewline {
                rows.append(row + [trimmed(cell)])
                row = []
                cell = ""
            } else {
                cell.append(character)
            }
        }
        if !row.isEmpty || !cell.isEmpty { rows.append(row + [trimmed(cell)]) }
        return rows
    }
}

extension Organisations {
    /// What an import did, row by row.
    public struct Import: Sendable, Hashable {
        public let lines: [OrganisationList.Line]
        /// Rows added, or that would be.
        public var added: Int { lines.count { $0.finding == nil } }
        /// Rows set aside.
        public var setAside: Int { lines.count - added }
    }

    /// Adds the organisations of a list; rows with a fault, or known already, are set aside.
    ///
    /// - Parameter isTrial: whether nothing is written.
    public func importList(_ list: OrganisationList, isTrial: Bool, _ acting: Acting) throws
        -> Import
    {
        func isKnown(_ said: Description, _ database: Database) throws -> String? {
            let name = try String.fetchOne(
                database,
                sql: """
                    SELECT nom FROM organisation
                    WHERE (siret IS NOT NULL AND siret = ?1) OR (jusqua IS NULL AND nom = ?2)
                    """, arguments: [said.siret, said.name])
            return name.map { "Déjà connu\u{202F}: «\u{202F}\($0)\u{202F}». Rien n’est changé." }
        }
        func take(_ database: Database) throws -> Import {
            Import(
                lines: try list.lines.map { line in
                    guard let said = line.description else { return line }
                    if let finding = try isKnown(said, database) {
                        return .init(
                            number: line.number, name: line.name, description: nil, finding: finding
                        )
                    }
                    if !isTrial { _ = try Organisations.insert(said, database, acting) }
                    return line
                })
        }
        return try isTrial ? store.read { try take($0) } : store.write(acting) { try take($0) }
    }
}
