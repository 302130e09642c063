import GRDB

/// The journal of changes: triggers write it, so that no change can forget to.
///
/// - Shape: one row per row changed, with the columns that changed before and after, as JSON. Who and
///   when come from the table `acte`, which every write of the program fills first.
enum Journal {
    /// Makes the triggers of every table anew where the schema has changed since they were made.
    static func install(_ database: Database) throws {
        var statements: [String] = []
        for table in CommunitySchema.tables where table.journal == .everyChange {
            let columns = try database.columns(in: table.name).map(\.name)
            statements += triggers(table, columns: columns)
        }
        let wanted = statements.joined(separator: "\n")
        let kept = try String.fetchOne(
            database, sql: "SELECT valeur FROM reglage WHERE cle = 'interne.declencheurs'")
        guard kept != Fingerprint.hexadecimal(of: wanted) else { return }
        let former = try String.fetchAll(
            database,
            sql:
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'suivi\\_%' ESCAPE '\\'"
        )
        for name in former { try database.execute(sql: "DROP TRIGGER \"\(name)\"") }
        try database.execute(
            sql: """
                INSERT INTO reglage (cle, valeur) VALUES ('interne.declencheurs', ?)
                ON CONFLICT (cle) DO UPDATE SET valeur = excluded.valeur
                """, arguments: [Fingerprint.hexadecimal(of: wanted)])
        for statement in statements { try database.execute(sql: statement) }
    }

    /// The three triggers of a table.
    private static func triggers(_ table: StoredTable, columns: [String]) -> [String] {
        let shown = columns.filter { !table.heavy.contains($0) }
        func value(_ side: String, _ column: String) -> String {
            "CASE typeof(\(side).\"\(column)\") WHEN 'blob' THEN "
                + "'(' || length(\(side).\"\(column)\") || ' octets)' ELSE \(side).\"\(column)\" END"
        }
        func whole(_ side: String) -> String {
            "json_object("
                + shown.map { "'\($0)', \(value(side, $0))" }.joined(separator: ", ") + ")"
        }
        // Only what changed: a long text is not written again because a date moved.
        func changed(_ side: String) -> String {
            let rows = shown.map {
                "SELECT '\($0)' AS k, \(value(side, $0)) AS v WHERE OLD.\"\($0)\" IS NOT NEW.\"\($0)\""
            }
            return "(SELECT json_group_object(k, v) FROM ("
                + rows.joined(separator: " UNION ALL ") + "))"
        }
        func insertion(_ action: String, _ side: String, before: String, after: String) -> String {
            // Whom it names is told once the moment is past: the acts of before are told by nobody.
            func told(_ person: String) -> String {
                guard let secret = table.secretUntil else { return person }
                return "CASE WHEN moment > (\(secret.replacing("ROW.", with: side + "."))) "
                    + "THEN \(person) END"
            }
            let subject = table.owner.map { "\(side).\"\($0)\"" } ?? "NULL"
            return """
                INSERT INTO journal (moment, personne, action, objet, ligne, sujet, avant, apres)
                SELECT moment, \(told("acte.personne")), '\(action)', '\(table.name)', \(side).rowid, \
                \(told(subject)), \
                \(before), \(after) FROM acte;
                """
        }
        let differs = columns.map { "OLD.\"\($0)\" IS NOT NEW.\"\($0)\"" }.joined(separator: " OR ")
        return [
            """
            CREATE TRIGGER suivi_\(table.name)_ajout AFTER INSERT ON "\(table.name)" BEGIN
            \(insertion("ajout", "NEW", before: "NULL", after: whole("NEW")))
            END
            """,
            """
            CREATE TRIGGER suivi_\(table.name)_modification AFTER UPDATE ON "\(table.name)"
            WHEN \(differs) BEGIN
            \(insertion("modification", "NEW", before: changed("OLD"), after: changed("NEW")))
            END
            """,
            """
            CREATE TRIGGER suivi_\(table.name)_suppression AFTER DELETE ON "\(table.name)" BEGIN
            \(insertion("suppression", "OLD", before: whole("OLD"), after: "NULL"))
            END
            """,
        ]
    }
}

/// One change, as the journal tells it.
public struct JournalEntry: Sendable, Hashable {
    public let id: Int64
    public let moment: Moment
    /// Who; nil for a command, a chore or a visitor.
    public let person: Int64?
    /// `ajout`, `modification` or `suppression`.
    public let action: String
    /// The table.
    public let object: String
    public let row: Int64
    /// JSON of the columns before and after.
    public let before: String?
    public let after: String?

    /// Whether who acted may be left out because it is secret until a moment.
    public var mayHideAuthor: Bool {
        person == nil
            && CommunitySchema.tables.contains { $0.name == object && $0.secretUntil != nil }
    }

    init(_ row: Row) {
        id = row["id"]
        moment = Moment(seconds: row["moment"])
        person = row["personne"]
        action = row["action"]
        object = row["objet"]
        self.row = row["ligne"]
        before = row["avant"]
        after = row["apres"]
    }
}

extension CommunityStore {
    /// The tables whose changes the journal tells.
    public func followedTables() -> [String] {
        CommunitySchema.tables.filter { $0.journal == .everyChange }.map(\.name)
    }

    /// Changes, the latest first.
    ///
    /// - Parameters:
    ///   - object: the table; all of them when nil.
    ///   - before: changes older than this one.
    public func journal(object: String? = nil, before: Int64? = nil, atMost limit: Int = 50) throws
        -> [JournalEntry]
    {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM journal WHERE (?1 IS NULL OR objet = ?1) AND (?2 IS NULL OR id < ?2)
                    ORDER BY id DESC LIMIT ?3
                    """, arguments: [object, before, limit]
            ).map { JournalEntry($0) }
        }
    }
}
