import GRDB

/// What harvesters and feeds ask of the library.
extension Publications {
    /// A record: what the public sees of a publication, or saw before it was withdrawn.
    public struct Record: Sendable {
        public let publication: Publication
        /// The last published version.
        public let version: PublicationVersion
    }

    /// Which records are asked for, in the order of their last change.
    public struct Harvest: Sendable, Hashable {
        /// Changed at this moment or later.
        public var from: Moment?
        /// Changed at this moment or before.
        public var until: Moment?
        /// The word of a theme.
        public var theme: String?
        /// After this one, in the order of change then number.
        public var after: (moment: Moment, id: Int64)?
        /// Whether withdrawn ones are given too.
        public var includesWithdrawn = true

        /// All of them.
        public init() {}

        public static func == (left: Harvest, right: Harvest) -> Bool {
            left.from == right.from && left.until == right.until && left.theme == right.theme
                && left.after?.moment == right.after?.moment && left.after?.id == right.after?.id
                && left.includesWithdrawn == right.includesWithdrawn
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(from)
            hasher.combine(until)
            hasher.combine(theme)
            hasher.combine(after?.id)
            hasher.combine(includesWithdrawn)
        }
    }

    /// Records, the oldest change first.
    ///
    /// - Returns: at most `limit` of them, and how many there are in all, without regard to `after`.
    public func harvest(_ harvest: Harvest, atMost limit: Int) throws -> (
        records: [Record], total: Int
    ) {
        let conditions = """
            p.modifiee IS NOT NULL AND v.etat = 'publiee' AND v.numero =
              (SELECT max(numero) FROM publication_version w
               WHERE w.publication = p.id AND w.etat = 'publiee')
            AND (?1 IS NULL OR p.modifiee >= ?1) AND (?2 IS NULL OR p.modifiee <= ?2)
            AND (?3 IS NULL OR EXISTS
              (SELECT 1 FROM publication_theme t WHERE t.version = v.id AND t.cle = ?3))
            AND (?4 OR p.retiree IS NULL)
            """
        let arguments: StatementArguments = [
            harvest.from?.seconds, harvest.until?.seconds, harvest.theme,
            harvest.includesWithdrawn,
        ]
        return try store.read { database in
            let total =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM publication p
                        JOIN publication_version v ON v.publication = p.id WHERE \(conditions)
                        """, arguments: arguments) ?? 0
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT p.id AS p, v.id AS v FROM publication p
                    JOIN publication_version v ON v.publication = p.id
                    WHERE \(conditions) AND (?5 IS NULL OR (p.modifiee, p.id) > (?5, ?6))
                    ORDER BY p.modifiee, p.id LIMIT ?7
                    """,
                arguments: arguments + [
                    harvest.after?.moment.seconds, harvest.after?.id ?? 0, limit,
                ])
            let records = try rows.map { row in
                try Record(
                    publication: Publications.publication(row["p"], database),
                    version: Publications.version(row["v"], database))
            }
            return (records, total)
        }
    }

    /// The last published ones, the latest change first.
    public func latest(theme: String? = nil, atMost limit: Int) throws -> [Record] {
        var harvest = Harvest()
        harvest.theme = theme
        harvest.includesWithdrawn = false
        let (all, _) = try self.harvest(harvest, atMost: .max)
        return Array(all.reversed().prefix(limit))
    }

    /// The record of a publication; nil when nothing was ever published.
    ///
    /// - Throws: `.absent`.
    public func record(_ key: String) throws -> Record? {
        let publication = try publication(key)
        return try current(publication.id).map { Record(publication: publication, version: $0) }
    }

    /// When the first record changed first; nil when there is none.
    public func earliestChange() throws -> Moment? {
        try store.read { database in
            try Int64.fetchOne(database, sql: "SELECT min(modifiee) FROM publication")
                .map { Moment(seconds: $0) }
        }
    }

    /// Themes of what was published, by name.
    public func themes() throws -> [PublicationTheme] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT t.cle, min(t.nom) AS nom FROM publication_theme t
                    JOIN publication_version v ON v.id = t.version WHERE v.etat = 'publiee'
                    GROUP BY t.cle ORDER BY nom
                    """
            ).map { PublicationTheme(key: $0["cle"], name: $0["nom"]) }
        }
    }
}
