import GRDB
import Procurement

extension Charter {
    /// Commitments in their present wording, in their order; closed ones last.
    public func commitments() throws -> [Commitment] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "\(Commitment.select) WHERE \(Commitment.isLatest) "
                    + "ORDER BY e.clos IS NOT NULL, e.rang, e.id"
            ).map { Commitment($0) }
        }
    }

    /// A commitment by its word, in its present wording.
    ///
    /// - Throws: `.absent`.
    public func commitment(_ key: String) throws -> Commitment {
        try store.read { try Charter.commitment(key, in: $0) }
    }

    static func commitment(_ key: String, in database: Database) throws -> Commitment {
        let found = try Row.fetchOne(
            database,
            sql: "\(Commitment.select) WHERE e.cle = ? AND \(Commitment.isLatest)",
            arguments: [key]
        ).map { Commitment($0) }
        guard let found else {
            throw CommunityRefusal.absent(
                "La charte n’a pas d’engagement «\u{202F}\(key.prefix(80))\u{202F}».")
        }
        return found
    }

    /// Every wording of a commitment, the latest first.
    public func wordings(of id: Int64) throws -> [Commitment] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "\(Commitment.select) WHERE e.id = ? ORDER BY r.numero DESC",
                arguments: [id]
            ).map { Commitment($0) }
        }
    }

    /// Adds a commitment.
    ///
    /// - Throws: `.invalid`; a territorial indicator is refused with the reason.
    public func add(
        key: String, _ draft: CommitmentDraft, figures: any CharterFigures, _ acting: Acting
    ) throws -> Int64 {
        let key = try AddressWord.read("cle", key)
        let draft = try draft.checked(figures)
        return try store.write(acting) { database in
            let taken = try Int.fetchOne(
                database, sql: "SELECT 1 FROM engagement WHERE cle = ?", arguments: [key])
            guard taken == nil else {
                throw CommunityRefusal.invalid(
                    field: "cle", value: key, sentence: "Un engagement a déjà cette adresse.")
            }
            try database.execute(
                sql: """
                    INSERT INTO engagement (cle, rang, cree) VALUES
                      (?, (SELECT coalesce(max(rang), 0) + 1 FROM engagement), ?)
                    """, arguments: [key, acting.now.seconds])
            let id = database.lastInsertedRowID
            try Charter.insert(draft, of: id, number: 1, database, acting)
            return id
        }
    }

    /// Words a commitment anew: the wording changes in place while nobody signed it, else a new one
    /// follows it.
    ///
    /// - Throws: `.invalid`, `.absent`, `.untimely` when it is closed, `.changedMeanwhile`.
    public func reword(
        _ key: String, _ draft: CommitmentDraft, figures: any CharterFigures, version: Int,
        _ acting: Acting
    ) throws {
        let draft = try draft.checked(figures)
        try store.write(acting) { database in
            let former = try Charter.commitment(key, in: database)
            guard former.closed == nil else {
                throw CommunityRefusal.untimely("Cet engagement est clos.")
            }
            try Charter.advance(former, version: version, database)
            let isSigned =
                try Int.fetchOne(
                    database, sql: "SELECT 1 FROM engagement_signature WHERE redaction = ?",
                    arguments: [former.wording]) != nil
            if !isSigned {
                try database.execute(
                    sql: "DELETE FROM engagement_redaction WHERE id = ?",
                    arguments: [former.wording])
            }
            try Charter.insert(
                draft, of: former.id, number: isSigned ? former.number + 1 : former.number,
                database, acting)
        }
    }

    /// Closes a commitment: nobody signs it any more, what was signed stays readable.
    public func close(_ key: String, reason: String, version: Int, _ acting: Acting) throws {
        let reason = try Entry.text("motif", reason, 5...1_000)
        try store.write(acting) { database in
            let former = try Charter.commitment(key, in: database)
            try Charter.advance(former, version: version, database)
            try database.execute(
                sql: "UPDATE engagement SET clos = ?, clos_motif = ? WHERE id = ?",
                arguments: [acting.now.seconds, reason, former.id])
        }
    }

    private static func advance(_ former: Commitment, version: Int, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE engagement SET version = version + 1 WHERE id = ? AND version = ?",
            arguments: [former.id, version])
        guard database.changesCount == 1 else {
            throw CommunityRefusal.changedMeanwhile(what: "Cet engagement")
        }
    }

    private static func insert(
        _ draft: CommitmentDraft, of id: Int64, number: Int, _ database: Database, _ acting: Acting
    ) throws {
        let tie = draft.tie
        try database.execute(
            sql: """
                INSERT INTO engagement_redaction (engagement, numero, titre, texte, theme, indicateur,
                  mesure, filtres, place, edition, sens, cible_millioniemes, echeance, cree)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, number, draft.title, draft.text, draft.theme.rawValue, tie?.indicator,
                tie?.measure ?? "", tie?.filters ?? "", (tie?.place ?? .buyer).rawValue,
                tie?.baseline, tie?.sense.rawValue, tie?.targetMillionths, tie?.due?.number,
                acting.now.seconds,
            ])
    }
}
