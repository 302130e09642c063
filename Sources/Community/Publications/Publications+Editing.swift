import GRDB
import Procurement

/// A study that becomes a publication: what the working group wrote, and the edition its figures name.
public struct PublishedStudy: Sendable {
    public let title: String
    public let summary: String
    public let authors: [String]
    /// Markdown with references to live figures.
    public let text: String
    /// The edition that the figures come from.
    public let edition: String
    public let group: Int64?
    /// What it was made from, as `etude:12`.
    public let origin: String

    /// A study.
    public init(
        title: String, summary: String, authors: [String], text: String, edition: String,
        group: Int64?, origin: String
    ) {
        self.title = title
        self.summary = summary
        self.authors = authors
        self.text = text
        self.edition = edition
        self.group = group
        self.origin = origin
    }
}

extension Publications {
    /// Begins a publication: its first version is a draft.
    ///
    /// - Parameter key: its word in addresses; made from the title when empty.
    /// - Returns: its word in addresses.
    /// - Throws: `.invalid` naming the field.
    public func draft(
        _ content: PublicationContent, key: String = "", group: Int64? = nil, origin: String = "",
        _ acting: Acting
    ) throws -> String {
        let (content, faults) = content.checked()
        if let fault = faults.first { throw fault }
        return try store.write(acting) { database in
            let key = try Publications.freeKey(key, title: content.title, database)
            _ = try Publications.begin(
                content, key: key, group: group, origin: origin, database, acting)
            return key
        }
    }

    /// Makes a draft of a study. Another call for the same study begins a new version of it.
    ///
    /// - Returns: its word in addresses.
    public func draft(from study: PublishedStudy, _ acting: Acting) throws -> String {
        var content = PublicationContent(day: acting.now.day)
        content.kind = .study
        content.title = study.title
        content.summary = study.summary
        content.authors = study.authors
        content.text = study.text
        content.edition = study.edition
        let known = try store.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM publication WHERE origine = ? AND origine <> ''",
                arguments: [study.origin]
            ).map { Publication($0) }
        }
        guard let known else {
            return try draft(content, group: study.group, origin: study.origin, acting)
        }
        let version = try newVersion(known.id, acting)
        content.themes = version.content.themes
        content.institutions = version.content.institutions
        content.licence = version.content.licence
        try save(version.id, content, version: version.version, acting)
        return known.key
    }

    /// Changes a draft.
    ///
    /// - Parameter version: the version of the draft that the form was opened on.
    /// - Throws: `.invalid` naming the field, `.changedMeanwhile`, `.untimely` once submitted.
    public func save(
        _ id: Int64, _ content: PublicationContent, version: Int, _ acting: Acting
    ) throws {
        let (content, faults) = content.checked()
        if let fault = faults.first { throw fault }
        try store.write(acting) { database in
            let former = try Publications.version(id, database)
            try Publications.requireDraft(former)
            try database.execute(
                sql: """
                    UPDATE publication_version SET genre = ?, titre = ?, resume = ?, texte = ?,
                      edition = ?, jour = ?, langue = ?, licence = ?, exemple = ?,
                      version = version + 1
                    WHERE id = ? AND version = ?
                    """,
                arguments: [
                    content.kind.rawValue, content.title, content.summary, content.text,
                    content.edition, content.day.description, content.language.rawValue,
                    content.licence.rawValue, content.isExample, id, version,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Ce brouillon")
            }
            try Publications.keepNames(of: content, id, former: former.content, database)
        }
    }

    /// The version on its way, begun as a copy of the last published one when there is none.
    public func newVersion(_ publication: Int64, _ acting: Acting) throws -> PublicationVersion {
        try store.write(acting) { database in
            let last = try Row.fetchOne(
                database,
                sql: """
                    SELECT * FROM publication_version WHERE publication = ?
                    ORDER BY numero DESC LIMIT 1
                    """, arguments: [publication]
            ).map { try PublicationVersion($0, in: database) }
            guard let last else { throw Publications.absent(String(publication)) }
            guard last.state == .published else { return last }
            let id = try Publications.insert(
                last.content, of: publication, number: last.number + 1, database, acting)
            try database.execute(
                sql: """
                    INSERT INTO publication_fichier (version, rang, nom, libelle, fichier)
                    SELECT ?, rang, nom, libelle, fichier FROM publication_fichier WHERE version = ?
                    """, arguments: [id, last.id])
            return try Publications.version(id, database)
        }
    }

    /// Puts a file, checked, into a draft.
    ///
    /// - Returns: its name in addresses.
    /// - Throws: `.untimely` once submitted, or when the draft holds too many.
    public func addFile(
        _ id: Int64, _ bytes: [UInt8], kind: FileKind, name: String, label: String,
        _ acting: Acting
    ) throws -> String {
        let label = try Entry.line("libelle", label, 0...200)
        return try store.write(acting) { database in
            let version = try Publications.version(id, database)
            try Publications.requireDraft(version)
            return try Publications.attach(
                bytes, kind: kind, name: name, label: label, to: version, database, acting)
        }
    }

    /// Takes a file out of a draft; its bytes go when nothing else holds them.
    public func removeFile(_ id: Int64, name: String, _ acting: Acting) throws {
        try store.write(acting) { database in
            let version = try Publications.version(id, database)
            try Publications.requireDraft(version)
            guard let file = version.files.first(where: { $0.name == name }) else {
                throw CommunityRefusal.absent("Ce brouillon n’a pas ce fichier.")
            }
            try database.execute(
                sql: "DELETE FROM publication_fichier WHERE version = ? AND nom = ?",
                arguments: [id, name])
            try Files.forget(file.file.id, database)
        }
    }

    // MARK: - Rows

    static func requireDraft(_ version: PublicationVersion) throws(CommunityRefusal) {
        guard version.state == .draft else {
            throw .untimely(
                "Cette version n’est plus un brouillon\u{202F}: pour la modifier, renvoyez-la d’abord à "
                    + "ses auteurs, ou commencez une nouvelle version.")
        }
    }

    static func begin(
        _ content: PublicationContent, key: String, group: Int64?, origin: String,
        _ database: Database, _ acting: Acting
    ) throws -> (publication: Int64, version: Int64) {
        try database.execute(
            sql: """
                INSERT INTO publication (cle, groupe, origine, cree, cree_par)
                VALUES (?, ?, ?, ?, ?)
                """, arguments: [key, group, origin, acting.now.seconds, acting.person])
        let publication = database.lastInsertedRowID
        let version = try insert(content, of: publication, number: 1, database, acting)
        return (publication, version)
    }

    static func insert(
        _ content: PublicationContent, of publication: Int64, number: Int, _ database: Database,
        _ acting: Acting
    ) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO publication_version (publication, numero, etat, genre, titre, resume,
                  texte, edition, jour, langue, licence, exemple, cree)
                VALUES (?, ?, 'brouillon', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                publication, number, content.kind.rawValue, content.title, content.summary,
                content.text, content.edition, content.day.description, content.language.rawValue,
                content.licence.rawValue, content.isExample, acting.now.seconds,
            ])
        let id = database.lastInsertedRowID
        try keepNames(of: content, id, former: nil, database)
        return id
    }

    /// Writes authors, institutions and themes where they changed.
    private static func keepNames(
        of content: PublicationContent, _ id: Int64, former: PublicationContent?,
        _ database: Database
    ) throws {
        for (table, names, before) in [
            ("publication_auteur", content.authors, former?.authors),
            ("publication_institution", content.institutions, former?.institutions),
            ("publication_theme", content.themes, former?.themes),
        ] where names != before ?? [] {
            try database.execute(sql: "DELETE FROM \(table) WHERE version = ?", arguments: [id])
            for (rank, name) in names.enumerated() {
                if table == "publication_theme" {
                    try database.execute(
                        sql:
                            "INSERT INTO publication_theme (version, rang, cle, nom) VALUES (?, ?, ?, ?)",
                        arguments: [id, rank, PublicationTheme(name).key, name])
                } else {
                    try database.execute(
                        sql: "INSERT INTO \(table) (version, rang, nom) VALUES (?, ?, ?)",
                        arguments: [id, rank, name])
                }
            }
        }
    }

    static func attach(
        _ bytes: [UInt8], kind: FileKind, name: String, label: String,
        to version: PublicationVersion, _ database: Database, _ acting: Acting
    ) throws -> String {
        guard version.files.count < 40 else {
            throw CommunityRefusal.untimely("Une version tient au plus 40 fichiers.")
        }
        let file = try Files.add(bytes, kind: kind, to: database, acting)
        let word = Files.addressWord(of: name, kind: kind)
        let stem = word.dropLast(kind.suffix.count + 1)
        let taken = Set(version.files.map(\.name))
        var free = word
        var count = 2
        while taken.contains(free) {
            free = "\(stem)-\(count).\(kind.suffix)"
            count += 1
        }
        try database.execute(
            sql: """
                INSERT INTO publication_fichier (version, rang, nom, libelle, fichier)
                VALUES (?, (SELECT coalesce(max(rang), 0) + 1 FROM publication_fichier
                            WHERE version = ?), ?, ?, ?)
                """, arguments: [version.id, version.id, free, label, file])
        return free
    }

    /// A word that no publication has: the one asked for, else one that the title suggests.
    static func freeKey(_ wanted: String, title: String, _ database: Database) throws -> String {
        func isTaken(_ key: String) throws -> Bool {
            try reserved.contains(key)
                || Int.fetchOne(
                    database, sql: "SELECT 1 FROM publication WHERE cle = ?", arguments: [key])
                    != nil
        }
        if !wanted.isEmpty {
            let key = try AddressWord.read("cle", wanted)
            guard try !isTaken(key) else {
                throw CommunityRefusal.invalid(
                    field: "cle", value: key, sentence: "Une publication a déjà cette adresse.")
            }
            return key
        }
        let word = AddressWord.suggested(by: title)
        var key = word
        var count = 2
        while try isTaken(key) {
            key = "\(word.prefix(74))-\(count)"
            count += 1
        }
        return key
    }
}

extension Files {
    /// The name of a file in addresses: letters, digits, dashes, and the ending of what it is.
    static func addressWord(of name: String, kind: FileKind) -> String {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        let stem = AddressWord.suggested(by: String(name[..<dot]))
            .replacing("-sans-titre", with: "")
        return (stem.isEmpty ? "fichier" : stem) + "." + kind.suffix
    }

    /// Deletes a file that nothing refers to any more; a table that holds files refers to `fichier`.
    static func forget(_ name: String, _ database: Database) throws {
        do {
            try database.inSavepoint {
                try database.execute(
                    sql: "DELETE FROM fichier WHERE empreinte = ?", arguments: [name])
                return .commit
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            // Something still holds it: it stays.
        }
    }
}
