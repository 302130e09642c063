import GRDB

extension CommunityStore {
    /// The library.
    public var publications: Publications { Publications(store: self) }
}

/// The library: publications, their versions, their reviews.
///
/// - Shape: readers see the last published version of what is not withdrawn. At most one version of a
///   publication is on its way (draft, in review, accepted); what was accepted is what is published.
///   Who may write is decided by pages: editors, and leads and members for their group; who reviews is
///   another person than who submits.
public struct Publications: Sendable {
    let store: CommunityStore

    /// Words that addresses of the library use.
    static let reserved: Set<String> = ["atelier", "nouvelle"]

    /// A publication by its word, withdrawn or not yet published too.
    ///
    /// - Throws: `.absent`.
    public func publication(_ key: String) throws -> Publication {
        try store.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM publication WHERE cle = ?", arguments: [key])
            guard let row else { throw Publications.absent(key) }
            return Publication(row)
        }
    }

    /// What is said of a publication that is not there, or that nobody may know of yet.
    public static func absent(_ key: String) -> CommunityRefusal {
        .absent("Il n’y a pas de publication «\u{202F}\(key.prefix(80))\u{202F}».")
    }

    /// The version that readers see; nil when nothing was published.
    public func current(_ publication: Int64) throws -> PublicationVersion? {
        try version(
            of: publication, "etat = 'publiee' ORDER BY numero DESC LIMIT 1")
    }

    /// The version on its way to readers; nil when none is.
    public func pending(_ publication: Int64) throws -> PublicationVersion? {
        try version(of: publication, "etat <> 'publiee'")
    }

    /// A version by number.
    ///
    /// - Throws: `.absent`.
    public func version(_ publication: Int64, number: Int) throws -> PublicationVersion {
        let found = try store.read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT * FROM publication_version WHERE publication = ? AND numero = ?",
                arguments: [publication, number]
            ).map { try PublicationVersion($0, in: database) }
        }
        guard let found else {
            throw CommunityRefusal.absent("Cette publication n’a pas de version \(number).")
        }
        return found
    }

    /// Published versions, the last first: number and moment.
    public func published(_ publication: Int64) throws -> [(number: Int, moment: Moment)] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT numero, publiee FROM publication_version
                    WHERE publication = ? AND etat = 'publiee' ORDER BY numero DESC
                    """, arguments: [publication]
            ).map { ($0["numero"], Moment(seconds: $0["publiee"])) }
        }
    }

    /// The last publications of a group that readers see, the latest first.
    public func latest(ofGroup group: Int64, atMost limit: Int) throws -> [Record] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT p.id AS p, max(v.numero), v.id AS v FROM publication p
                    JOIN publication_version v ON v.publication = p.id AND v.etat = 'publiee'
                    WHERE p.groupe = ? AND p.retiree IS NULL
                    GROUP BY p.id ORDER BY p.modifiee DESC, p.id DESC LIMIT ?
                    """, arguments: [group, limit]
            ).map { row in
                Record(
                    publication: try Publications.publication(row["p"], database),
                    version: try Publications.version(row["v"], database))
            }
        }
    }

    /// What is on its way and what was withdrawn, the latest first.
    public func workshop() throws -> [(publication: Publication, version: PublicationVersion)] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT p.id AS p, v.id AS v FROM publication p
                    JOIN publication_version v ON v.publication = p.id
                      AND v.numero = (SELECT max(numero) FROM publication_version w
                                      WHERE w.publication = p.id)
                    ORDER BY v.etat = 'publiee', v.cree DESC, v.id DESC
                    """
            ).map { row in
                try (
                    Publications.publication(row["p"], database),
                    Publications.version(row["v"], database)
                )
            }
        }
    }

    private func version(of publication: Int64, _ condition: String) throws -> PublicationVersion? {
        try store.read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT * FROM publication_version WHERE publication = ? AND \(condition)",
                arguments: [publication]
            ).map { try PublicationVersion($0, in: database) }
        }
    }

    static func publication(_ id: Int64, _ database: Database) throws -> Publication {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM publication WHERE id = ?", arguments: [id])
        else { throw absent(String(id)) }
        return Publication(row)
    }

    static func version(_ id: Int64, _ database: Database) throws -> PublicationVersion {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM publication_version WHERE id = ?", arguments: [id])
        else { throw CommunityRefusal.absent("Cette version n’existe pas.") }
        return try PublicationVersion(row, in: database)
    }
}
