import GRDB
public import Procurement

/// A publication: what has the lasting address. What it says is in its versions.
public struct Publication: Sendable, Hashable, Identifiable {
    public let id: Int64
    /// Its word in addresses.
    public let key: String
    /// The working group it comes from.
    public let group: Int64?
    /// What it was made from, as `etude:12` or `import`; empty when written here.
    public let origin: String
    public let created: Moment
    /// When what the public sees changed last; nil until published.
    public let changed: Moment?
    public let withdrawn: Moment?
    /// Why it was withdrawn.
    public let withdrawalReason: String

    init(_ row: Row) {
        id = row["id"]
        key = row["cle"]
        group = row["groupe"]
        origin = row["origine"]
        created = Moment(seconds: row["cree"])
        changed = (row["modifiee"] as Int64?).map { Moment(seconds: $0) }
        withdrawn = (row["retiree"] as Int64?).map { Moment(seconds: $0) }
        withdrawalReason = row["motif_retrait"]
    }
}

/// A theme: its word in addresses and its name.
public struct PublicationTheme: Sendable, Hashable {
    public let key: String
    public let name: String

    /// The theme of a name.
    public init(_ name: String) {
        self.name = name
        key = AddressWord.suggested(by: name)
    }

    init(key: String, name: String) {
        self.key = key
        self.name = name
    }
}

/// What a version says of itself: what people type.
public struct PublicationContent: Sendable, Hashable {
    public var kind = PublicationKind.report
    public var title = ""
    /// A few sentences.
    public var summary = ""
    /// Markdown, with references to live figures.
    public var text = ""
    /// The edition that the text's figures come from; empty when none.
    public var edition = ""
    public var day: Day
    public var language = PublicationLanguage.french
    public var licence = PublicationLicence.open
    /// As `Nom, Prénom`, or a body's name.
    public var authors: [String] = []
    public var institutions: [String] = []
    /// Names of themes.
    public var themes: [String] = []
    /// Whether it is an invented example, and says so.
    public var isExample = false

    /// An empty one of a day.
    public init(day: Day) { self.day = day }

    /// The lines of a field that takes one thing per line, without blanks and repetitions.
    public static func lines(_ written: String) -> [String] {
        var lines: [String] = []
        for line in written.split(whereSeparator: \.isNewline) {
            let trimmed = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !trimmed.isEmpty, !lines.contains(trimmed) { lines.append(trimmed) }
        }
        return lines
    }

    /// The same, trimmed, and everything that is wrong with it.
    public func checked() -> (content: PublicationContent, faults: [CommunityRefusal]) {
        var content = self
        var faults: [CommunityRefusal] = []
        func read(_ body: () throws(CommunityRefusal) -> String) -> String {
            do {
                return try body()
            } catch {
                faults.append(error)
                return ""
            }
        }
        content.title = read { () throws(CommunityRefusal) in
            try Entry.line("titre", title, 3...300)
        }
        content.summary = read { () throws(CommunityRefusal) in
            try Entry.text("resume", summary, 0...3_000)
        }
        content.text = read { () throws(CommunityRefusal) in
            try Entry.text("texte", text, 0...400_000)
        }
        content.edition = read { () throws(CommunityRefusal) in
            try Entry.line("edition", edition, 0...80)
        }
        for (field, names, most) in [
            ("auteurs", authors, 60), ("institutions", institutions, 30), ("themes", themes, 12),
        ] {
            guard names.count <= most, names.allSatisfy({ $0.count <= 160 }) else {
                faults.append(
                    .invalid(
                        field: field, value: "",
                        sentence: "Écrivez au plus \(most) lignes de 160 caractères."))
                continue
            }
        }
        return (content, faults)
    }
}

/// One version of a publication, with its text and files.
public struct PublicationVersion: Sendable, Hashable, Identifiable {
    /// A file that a version holds.
    public struct File: Sendable, Hashable {
        /// Its name in addresses, as `rapport.pdf`.
        public let name: String
        /// What it is, for readers; empty when its name says enough.
        public let label: String
        public let file: Files.File
        /// What became of its text; nil when it holds none.
        public let text: Files.TextState?
    }

    public let id: Int64
    public let publication: Int64
    /// From 1.
    public let number: Int
    public let state: PublicationState
    public let content: PublicationContent
    public let themes: [PublicationTheme]
    public let files: [File]
    public let created: Moment
    public let published: Moment?
    /// Rises with each change of a draft.
    public let version: Int

    init(_ row: Row, in database: Database) throws {
        let id: Int64 = row["id"]
        self.id = id
        publication = row["publication"]
        number = row["numero"]
        state = PublicationState(rawValue: row["etat"]) ?? .draft
        created = Moment(seconds: row["cree"])
        published = (row["publiee"] as Int64?).map { Moment(seconds: $0) }
        version = row["version"]
        func names(_ table: String) throws -> [String] {
            try String.fetchAll(
                database, sql: "SELECT nom FROM \(table) WHERE version = ? ORDER BY rang",
                arguments: [id])
        }
        let themes = try Row.fetchAll(
            database, sql: "SELECT cle, nom FROM publication_theme WHERE version = ? ORDER BY rang",
            arguments: [id]
        ).map { PublicationTheme(key: $0["cle"], name: $0["nom"]) }
        self.themes = themes
        var content = PublicationContent(day: Day(row["jour"] as String) ?? created.day)
        content.kind = PublicationKind(rawValue: row["genre"]) ?? .other
        content.title = row["titre"]
        content.summary = row["resume"]
        content.text = row["texte"]
        content.edition = row["edition"]
        content.language = PublicationLanguage(rawValue: row["langue"]) ?? .french
        content.licence = PublicationLicence(rawValue: row["licence"]) ?? .reserved
        content.isExample = row["exemple"]
        content.authors = try names("publication_auteur")
        content.institutions = try names("publication_institution")
        content.themes = themes.map(\.name)
        self.content = content
        files = try Row.fetchAll(
            database,
            sql: """
                SELECT p.nom, p.libelle, f.empreinte, f.type, f.taille, f.cree, t.etat
                FROM publication_fichier p JOIN fichier f ON f.empreinte = p.fichier
                LEFT JOIN fichier_texte t ON t.fichier = f.empreinte
                WHERE p.version = ? ORDER BY p.rang
                """, arguments: [id]
        ).map { row in
            File(
                name: row["nom"], label: row["libelle"], file: Files.File(row),
                text: (row["etat"] as String?).flatMap { Files.TextState(rawValue: $0) })
        }
    }
}
