import GRDB

extension Publications {
    /// One step of a version's life.
    public struct Step: Sendable, Hashable {
        /// The version's number.
        public let number: Int
        public let person: Int64?
        public let moment: Moment
        /// French, as shown: `Renvoyée`.
        public let act: String
        public let comment: String
    }

    /// What was done to a publication's versions, the latest first.
    public func steps(_ publication: Int64) throws -> [Step] {
        let labels = [
            "soumise": "Soumise à relecture", "acceptee": "Acceptée", "renvoyee": "Renvoyée",
            "publiee": "Publiée", "retiree": "Retirée", "retablie": "Remise en ligne",
        ]
        return try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT s.*, v.numero FROM publication_suivi s
                    JOIN publication_version v ON v.id = s.version
                    WHERE v.publication = ? ORDER BY s.id DESC
                    """, arguments: [publication]
            ).map { row in
                Step(
                    number: row["numero"], person: row["personne"],
                    moment: Moment(seconds: row["moment"]),
                    act: labels[row["acte"]] ?? "", comment: row["commentaire"])
            }
        }
    }

    /// Sends a draft to review.
    ///
    /// - Parameters:
    ///   - edition: the edition that its live figures are fixed on from now on; nil leaves what it says.
    ///   - letter: what those who may review it are told, but for who submits it.
    /// - Throws: `.untimely` when there is no summary, or neither text nor file, or it is submitted.
    public func submit(
        _ id: Int64, edition: String? = nil, letter: ((EmailAddress) -> MailMessage)? = nil,
        _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            let version = try Publications.version(id, database)
            guard version.state == .draft else {
                throw CommunityRefusal.untimely("Cette version est déjà soumise.")
            }
            try Publications.requireWhole(version)
            var comment = ""
            if let edition {
                try database.execute(
                    sql: "UPDATE publication_version SET edition = ? WHERE id = ?",
                    arguments: [edition, version.id])
                comment = "Chiffres fixés sur l’édition \(edition)."
            }
            try Publications.move(version, to: .inReview, "soumise", comment, database, acting)
            // The leads of the group; the editors and the administrators where no other leads it.
            let able = try Publications.reviewers(of: version, but: acting.person, database)
            let leads = able.filter { $0["pilote"] }
            try write(letter, to: leads.isEmpty ? able : leads, database, acting)
        }
    }

    /// Those who may review a version, somebody left out: the leads of its group, the editors and the
    /// administrators.
    private static func reviewers(
        of version: PublicationVersion, but person: Int64?, _ database: Database
    ) throws -> [Row] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT p.id, p.courriel, m.personne IS NOT NULL AS pilote FROM personne p
                LEFT JOIN groupe_membre m ON m.personne = p.id AND m.pilote = 1
                  AND m.groupe = (SELECT groupe FROM publication WHERE id = ?)
                WHERE p.courriel IS NOT NULL AND p.id IS NOT ?
                  AND (m.personne IS NOT NULL OR p.role IN ('redacteur', 'administrateur'))
                ORDER BY p.id
                """, arguments: [version.publication, person])
    }

    /// Who submitted a version last; nil when the program did.
    private static func submitter(of version: Int64, _ database: Database) throws -> Int64? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT personne FROM publication_suivi WHERE version = ? AND acte = 'soumise'
                ORDER BY id DESC
                """, arguments: [version])?["personne"]
    }

    /// Accepts a version in review: it may be published as it is.
    ///
    /// - Shape: who submitted it does not accept it, unless nobody else may; the history then says so.
    /// - Throws: `.untimely` when it is not in review, or another person has to accept it.
    public func accept(_ id: Int64, comment: String, _ acting: Acting) throws {
        var comment = try Entry.text("commentaire", comment, 0...4_000)
        try store.write(acting) { database in
            let version = try Publications.version(id, database)
            try Publications.requireInReview(version)
            if let person = acting.person,
                try Publications.submitter(of: version.id, database) == person
            {
                let others = try Publications.reviewers(of: version, but: person, database)
                guard others.isEmpty else {
                    throw CommunityRefusal.untimely(
                        "Vous avez soumis cette version\u{202F}: une autre personne la relit et l’accepte. "
                            + "Les responsables du groupe et la rédaction le peuvent.")
                }
                let alone = "Relu par son auteur, faute d’autre relecteur."
                comment = comment.isEmpty ? alone : alone + " " + comment
            }
            try Publications.move(version, to: .accepted, "acceptee", comment, database, acting)
        }
    }

    /// Sends a version back to its authors, saying why.
    ///
    /// - Parameter letter: what who began the publication is told.
    /// - Throws: `.invalid` without comment; `.untimely`.
    public func sendBack(
        _ id: Int64, comment: String, letter: ((EmailAddress) -> MailMessage)? = nil,
        _ acting: Acting
    ) throws {
        let comment = try Entry.text("commentaire", comment, 1...4_000)
        try store.write(acting) { database in
            let version = try Publications.version(id, database)
            guard version.state == .inReview || version.state == .accepted else {
                throw CommunityRefusal.untimely("Cette version n’est pas en relecture.")
            }
            try Publications.move(version, to: .draft, "renvoyee", comment, database, acting)
            let people = try Row.fetchAll(
                database,
                sql: """
                    SELECT e.id, e.courriel FROM publication p JOIN personne e ON e.id = p.cree_par
                    WHERE p.id = ? AND e.courriel IS NOT NULL
                    """, arguments: [version.publication])
            try write(letter, to: people, database, acting)
        }
    }

    /// Publishes an accepted version: readers and search see it from now on.
    public func publish(_ id: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            let version = try Publications.version(id, database)
            guard version.state == .accepted else {
                throw CommunityRefusal.untimely(
                    version.state == .published
                        ? "Cette version est déjà publiée."
                        : "Une version se publie une fois acceptée en relecture.")
            }
            try Publications.publish(version, database, acting)
        }
    }

    /// Withdraws a publication: its address stays and says why.
    public func withdraw(_ publication: Int64, reason: String, _ acting: Acting) throws {
        let reason = try Entry.text("motif", reason, 5...2_000)
        try turn(
            publication, act: "retiree", comment: reason,
            sql: """
                UPDATE publication SET retiree = ?1, motif_retrait = ?2, modifiee = ?1
                WHERE id = ?3 AND retiree IS NULL AND modifiee IS NOT NULL
                """, refused: "Cette publication est déjà retirée, ou n’a jamais été publiée.",
            acting)
    }

    /// Gives a withdrawn publication back to readers.
    public func restore(_ publication: Int64, _ acting: Acting) throws {
        try turn(
            publication, act: "retablie", comment: "",
            sql: """
                UPDATE publication SET retiree = NULL, motif_retrait = ?2, modifiee = ?1
                WHERE id = ?3 AND retiree IS NOT NULL
                """, refused: "Cette publication n’est pas retirée.", acting)
    }

    private func turn(
        _ publication: Int64, act: String, comment: String, sql: String, refused: String,
        _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: sql, arguments: [acting.now.seconds, comment, publication])
            guard database.changesCount == 1 else { throw CommunityRefusal.untimely(refused) }
            let version = try Int64.fetchOne(
                database,
                sql: """
                    SELECT id FROM publication_version WHERE publication = ? AND etat = 'publiee'
                    ORDER BY numero DESC
                    """, arguments: [publication])
            if let version { try Publications.note(version, act, comment, database, acting) }
            try PublicationIndex.index(publication, database)
        }
    }

    private func write(
        _ letter: ((EmailAddress) -> MailMessage)?, to people: [Row], _ database: Database,
        _ acting: Acting
    ) throws {
        guard let letter else { return }
        for person in people where person["id"] as Int64 != acting.person {
            let address = try EmailAddress(person["courriel"] as String)
            try store.outbox.add(letter(address), to: database, acting)
        }
    }

    // MARK: - Rows

    static func publish(
        _ version: PublicationVersion, _ database: Database, _ acting: Acting
    ) throws {
        try move(version, to: .published, "publiee", "", database, acting)
        try database.execute(
            sql: "UPDATE publication_version SET publiee = ? WHERE id = ?",
            arguments: [acting.now.seconds, version.id])
        try database.execute(
            sql: "UPDATE publication SET modifiee = ? WHERE id = ?",
            arguments: [acting.now.seconds, version.publication])
        try PublicationIndex.index(version.publication, database)
    }

    private static func requireInReview(_ version: PublicationVersion) throws(CommunityRefusal) {
        guard version.state == .inReview else {
            throw .untimely("Cette version n’est pas en relecture.")
        }
    }

    /// What readers cannot do without.
    static func requireWhole(_ version: PublicationVersion) throws(CommunityRefusal) {
        guard !version.content.summary.isEmpty else {
            throw .untimely("Écrivez d’abord un résumé\u{202F}: les listes le montrent.")
        }
        guard !version.content.text.isEmpty || !version.files.isEmpty else {
            throw .untimely("Écrivez d’abord un texte, ou joignez un fichier.")
        }
    }

    private static func move(
        _ version: PublicationVersion, to state: PublicationState, _ act: String,
        _ comment: String, _ database: Database, _ acting: Acting
    ) throws {
        try database.execute(
            sql: "UPDATE publication_version SET etat = ?, version = version + 1 WHERE id = ?",
            arguments: [state.rawValue, version.id])
        try note(version.id, act, comment, database, acting)
    }

    private static func note(
        _ version: Int64, _ act: String, _ comment: String, _ database: Database, _ acting: Acting
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO publication_suivi (version, personne, moment, acte, commentaire)
                VALUES (?, ?, ?, ?, ?)
                """, arguments: [version, acting.person, acting.now.seconds, act, comment])
    }
}
