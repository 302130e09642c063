import GRDB

extension Groups {
    /// Somebody who takes part in a group.
    public struct Member: Sendable, Hashable, Identifiable {
        public let id: Int64
        /// The name shown.
        public let name: String
        public let occupation: String
        /// For the group's leads only; nil once erased.
        public let email: String?
        /// Whom the person represents, by name, in order.
        public let organisations: [String]
        public let isLead: Bool
        public let since: Moment
    }

    /// Somebody who asks to join a group.
    public struct JoinRequest: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let person: Int64
        public let name: String
        public let email: String?
        /// Why, in the person's words.
        public let reason: String
        public let asked: Moment
    }

    /// Who takes part in a group, leads first, then by name.
    public func members(of group: Int64) throws -> [Member] {
        try store.read { database in
            let persons = try Row.fetchAll(
                database,
                sql: """
                    SELECT p.*, m.pilote, m.depuis FROM groupe_membre m
                    JOIN personne p ON p.id = m.personne
                    WHERE m.groupe = ? ORDER BY m.pilote DESC, p.nom, p.id
                    """, arguments: [group])
            return try persons.map { row in
                let person = Person(row)
                let organisations = try String.fetchAll(
                    database,
                    sql: """
                        SELECT o.nom FROM representation r JOIN organisation o ON o.id = r.organisation
                        WHERE r.personne = ? AND r.jusqua IS NULL AND o.jusqua IS NULL ORDER BY o.nom
                        """, arguments: [person.id])
                return Member(
                    id: person.id, name: person.shownName, occupation: person.occupation,
                    email: person.email, organisations: organisations, isLead: row["pilote"] == 1,
                    since: Moment(seconds: row["depuis"]))
            }
        }
    }

    /// Asks to join a group.
    ///
    /// - Parameter letter: tells a lead, once a day for each person who asks.
    /// - Throws: `.untimely` for a member, for somebody who asked already, or when the group is closed.
    public func ask(
        toJoin group: Int64, reason: String, _ acting: Acting,
        letter: (_ to: Person) -> MailMessage? = { _ in nil }
    ) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let reason = try Entry.text("motif", reason, 0...1_000)
        try store.write(acting) { database in
            try Groups.requireOpen(group, in: database)
            guard
                try Int.fetchOne(
                    database, sql: "SELECT 1 FROM groupe_membre WHERE groupe = ? AND personne = ?",
                    arguments: [group, person]) == nil
            else { throw CommunityRefusal.untimely("Vous êtes déjà membre de ce groupe.") }
            try database.execute(
                sql: """
                    INSERT INTO groupe_demande (groupe, personne, motif, demande)
                    VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """, arguments: [group, person, reason, acting.now.seconds])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely(
                    "Votre demande est déjà faite\u{202F}: le responsable du groupe y répondra.")
            }
            for lead in try Groups.leads(of: group, in: database) {
                guard var message = letter(lead) else { continue }
                message.once =
                    "demande-groupe-\(group)-\(person)-\(acting.now.seconds / 86_400)-\(lead.id)"
                try store.outbox.add(message, to: database, acting)
            }
        }
    }

    /// Whether a person waits for an answer.
    public func isAsking(toJoin group: Int64, person: Int64) throws -> Bool {
        try store.read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT 1 FROM groupe_demande
                    WHERE groupe = ? AND personne = ? AND etat = 'demandee'
                    """, arguments: [group, person]) != nil
        }
    }

    /// Who waits for an answer, the first to ask first.
    public func requests(toJoin group: Int64) throws -> [JoinRequest] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT d.id AS demande_id, d.motif, d.demande, p.* FROM groupe_demande d
                    JOIN personne p ON p.id = d.personne
                    WHERE d.groupe = ? AND d.etat = 'demandee' ORDER BY d.demande, d.id
                    """, arguments: [group]
            ).map { row in
                let person = Person(row)
                return JoinRequest(
                    id: row["demande_id"], person: person.id, name: person.shownName,
                    email: person.email, reason: row["motif"],
                    asked: Moment(seconds: row["demande"]))
            }
        }
    }

    /// Answers a request; the letter leaves with it.
    ///
    /// - Parameter group: the group whose lead answers; a request made to another is absent.
    /// - Throws: `.absent` when there is no such request waiting.
    public func answer(
        _ request: Int64, of group: Int64, isAccepted: Bool, _ acting: Acting,
        letter: (Person) -> MailMessage?
    ) throws {
        try store.write(acting) { database in
            let person = try Int64.fetchOne(
                database,
                sql: """
                    SELECT personne FROM groupe_demande
                    WHERE id = ? AND groupe = ? AND etat = 'demandee'
                    """, arguments: [request, group])
            guard let person else {
                throw CommunityRefusal.absent("Cette demande a déjà sa réponse.")
            }
            try database.execute(
                sql: "UPDATE groupe_demande SET etat = ?, decide = ?, decideur = ? WHERE id = ?",
                arguments: [
                    isAccepted ? "acceptee" : "refusee", acting.now.seconds, acting.person,
                    request,
                ])
            if isAccepted {
                try database.execute(
                    sql: """
                        INSERT INTO groupe_membre (groupe, personne, depuis) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """, arguments: [group, person, acting.now.seconds])
            }
            if let message = letter(try Accounts.person(person, in: database)) {
                try store.outbox.add(message, to: database, acting)
            }
        }
    }

    /// The leads of a group who can be written to; the administrators where it has none.
    static func leads(of group: Int64, in database: Database) throws -> [Person] {
        let leads = try Row.fetchAll(
            database,
            sql: """
                SELECT p.* FROM groupe_membre m JOIN personne p ON p.id = m.personne
                WHERE m.groupe = ? AND m.pilote = 1 AND p.courriel IS NOT NULL ORDER BY p.id
                """, arguments: [group]
        ).map { Person($0) }
        return leads.isEmpty ? try Accounts.administrators(in: database) : leads
    }

    /// The persons of a group who can be written to.
    static func persons(of group: Int64, in database: Database) throws -> [Person] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT p.* FROM groupe_membre m JOIN personne p ON p.id = m.personne
                WHERE m.groupe = ? AND p.courriel IS NOT NULL ORDER BY p.nom, p.id
                """, arguments: [group]
        ).map { Person($0) }
    }
}
