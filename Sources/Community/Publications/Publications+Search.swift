import GRDB

/// A question to the library: words and filters.
public struct PublicationQuery: Sendable, Hashable {
    /// What may be filtered, by the key that addresses use.
    public enum Facet: String, Sendable, CaseIterable {
        case kind = "genre"
        case theme
        case group = "groupe"
        case year = "annee"
        case institution
        case language = "langue"

        /// French, as shown.
        public var label: String {
            switch self {
            case .kind: "Genre"
            case .theme: "Thème"
            case .group: "Groupe de travail"
            case .year: "Année"
            case .institution: "Institution"
            case .language: "Langue"
            }
        }
    }

    /// How answers are ordered.
    public enum Order: String, Sendable, CaseIterable {
        case relevance = "pertinence"
        case date
    }

    /// As typed.
    public var words = ""
    /// Values kept, by facet; several values of one facet are alternatives.
    public var chosen: [Facet: [String]] = [:]
    public var order = Order.relevance
    /// From 1.
    public var page = 1
    public var perPage = 20

    /// Everything.
    public init() {}
}

/// What the library answers.
public struct PublicationAnswer: Sendable {
    /// A run of text, and whether it is what was searched.
    public struct Run: Sendable, Hashable {
        public let text: String
        public let isFound: Bool
    }

    /// One publication found.
    public struct Hit: Sendable {
        public let publication: Publication
        public let version: PublicationVersion
        public let title: [Run]
        public let summary: [Run]
        /// Excerpt of the text, when words are found there.
        public let text: [Run]?
        /// Excerpt of the files, when words are found there.
        public let files: [Run]?
    }

    /// One value of a facet, and how many publications have it besides the other filters.
    public struct Value: Sendable, Hashable {
        public let value: String
        public let label: String
        public let count: Int
        public let isChosen: Bool
    }

    public let total: Int
    public let hits: [Hit]
    public let facets: [(facet: PublicationQuery.Facet, values: [Value])]
    /// Whether words were searched.
    public let isSearch: Bool
}

extension Publications {
    /// Marks around what was found, which no text holds.
    private static let marks = (start: "\u{2}", end: "\u{3}")

    /// What filters see of a publication.
    private struct Line {
        let id: Int64
        let version: Int64
        let day: String
        var values: [PublicationQuery.Facet: [(value: String, label: String)]]
    }

    /// Answers a question. Any text is a question; none is an error.
    ///
    /// - Complexity: O(publications) for the filters, besides the search itself.
    public func search(_ query: PublicationQuery) throws -> PublicationAnswer {
        let question = SearchWords(query.words).question
        // Words were typed, yet none is a word: nothing is found, rather than everything.
        let isVain = question == nil && query.words.contains { !$0.isWhitespace }
        return try store.read { database in
            var lines = isVain ? [] : try Publications.lines(database)
            var rank: [Int64: Int] = [:]
            if let question {
                let found = try Int64.fetchAll(
                    database,
                    sql: """
                        SELECT rowid FROM publication_recherche WHERE publication_recherche MATCH ?
                        ORDER BY bm25(publication_recherche, 10.0, 6.0, 4.0, 1.0, 1.0), rowid DESC
                        """, arguments: [question])
                for (place, id) in found.enumerated() { rank[id] = place }
                lines.removeAll { rank[$0.id] == nil }
            }
            func admits(_ line: Line, except facet: PublicationQuery.Facet?) -> Bool {
                query.chosen.allSatisfy { chosen in
                    chosen.key == facet || chosen.value.isEmpty
                        || line.values[chosen.key]?.contains {
                            chosen.value.contains($0.value)
                        } == true
                }
            }
            let facets = PublicationQuery.Facet.allCases.map { facet in
                (
                    facet: facet,
                    values: Publications.values(
                        of: facet, lines.filter { admits($0, except: facet) },
                        chosen: query.chosen[facet] ?? [])
                )
            }
            lines.removeAll { !admits($0, except: nil) }
            lines.sort { former, latter in
                if query.order == .relevance, question != nil {
                    return (rank[former.id] ?? 0) < (rank[latter.id] ?? 0)
                }
                return (former.day, former.id) > (latter.day, latter.id)
            }
            let start = min(lines.count, max(0, query.page - 1) * query.perPage)
            let hits = try lines[start..<min(lines.count, start + query.perPage)].map {
                try Publications.hit($0.id, $0.version, question, database)
            }
            return PublicationAnswer(
                total: lines.count, hits: Array(hits), facets: facets, isSearch: question != nil)
        }
    }

    private static func lines(_ database: Database) throws -> [Line] {
        func grouped(_ sql: String) throws -> [Int64: [(value: String, label: String)]] {
            var found: [Int64: [(value: String, label: String)]] = [:]
            for row in try Row.fetchAll(database, sql: sql) {
                found[row["version"], default: []].append((row["cle"], row["nom"]))
            }
            return found
        }
        let themes = try grouped("SELECT version, cle, nom FROM publication_theme")
        let institutions = try grouped(
            "SELECT version, nom AS cle, nom FROM publication_institution")
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT p.id, v.id AS v, v.genre, v.jour, v.langue, g.cle AS groupe, g.nom
                FROM publication p JOIN publication_version v ON v.publication = p.id
                LEFT JOIN groupe g ON g.id = p.groupe
                WHERE p.retiree IS NULL AND v.etat = 'publiee' AND v.numero =
                  (SELECT max(numero) FROM publication_version w
                   WHERE w.publication = p.id AND w.etat = 'publiee')
                """)
        return rows.map { row in
            let version: Int64 = row["v"]
            let day: String = row["jour"]
            let kind: String = row["genre"]
            let language: String = row["langue"]
            var values: [PublicationQuery.Facet: [(value: String, label: String)]] = [
                .kind: [(kind, PublicationKind(rawValue: kind)?.label ?? kind)],
                .year: [(String(day.prefix(4)), String(day.prefix(4)))],
                .language: [(language, PublicationLanguage(rawValue: language)?.label ?? language)],
                .theme: themes[version] ?? [], .institution: institutions[version] ?? [],
            ]
            if let group = row["groupe"] as String? { values[.group] = [(group, row["nom"])] }
            return Line(id: row["id"], version: version, day: day, values: values)
        }
    }

    private static func values(
        of facet: PublicationQuery.Facet, _ lines: [Line], chosen: [String]
    ) -> [PublicationAnswer.Value] {
        var counts: [String: (label: String, count: Int)] = [:]
        for line in lines {
            for (value, label) in line.values[facet] ?? [] {
                counts[value, default: (label, 0)].count += 1
            }
        }
        for value in chosen where counts[value] == nil { counts[value] = (value, 0) }
        let values = counts.map { value, item in
            PublicationAnswer.Value(
                value: value, label: item.label, count: item.count,
                isChosen: chosen.contains(value))
        }
        return values.sorted {
            if facet == .year { return $0.value > $1.value }
            return ($1.count, $0.label) < ($0.count, $1.label)
        }
    }

    private static func hit(
        _ id: Int64, _ version: Int64, _ question: String?, _ database: Database
    ) throws -> PublicationAnswer.Hit {
        let publication = try Publications.publication(id, database)
        let version = try Publications.version(version, database)
        guard let question,
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT highlight(publication_recherche, 0, ?1, ?2) AS titre,
                      highlight(publication_recherche, 2, ?1, ?2) AS resume,
                      snippet(publication_recherche, 3, ?1, ?2, '…', 28) AS texte,
                      snippet(publication_recherche, 4, ?1, ?2, '…', 28) AS fichiers
                    FROM publication_recherche WHERE publication_recherche MATCH ?3 AND rowid = ?4
                    """, arguments: [marks.start, marks.end, question, id])
        else {
            return PublicationAnswer.Hit(
                publication: publication, version: version,
                title: runs(version.content.title), summary: runs(version.content.summary),
                text: nil, files: nil)
        }
        func excerpt(_ column: String) -> [PublicationAnswer.Run]? {
            let text: String = row[column]
            return text.contains(marks.start) ? runs(text) : nil
        }
        return PublicationAnswer.Hit(
            publication: publication, version: version, title: runs(row["titre"]),
            summary: runs(row["resume"]), text: excerpt("texte"), files: excerpt("fichiers"))
    }

    /// The runs of a marked text.
    static func runs(_ marked: String) -> [PublicationAnswer.Run] {
        var runs: [PublicationAnswer.Run] = []
        var text = ""
        var isFound = false
        func end() {
            if !text.isEmpty { runs.append(PublicationAnswer.Run(text: text, isFound: isFound)) }
            text = ""
        }
        for character in marked {
            switch String(character) {
            case marks.start:
                end()
                isFound = true
            case marks.end:
                end()
                isFound = false
            default: text.append(character)
            }
        }
        end()
        return runs
    }
}
