import GRDB

extension Accounts {
    /// A session, as its person sees it.
    public struct Session: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let begun: Moment
        public let seen: Moment
        /// What the browser says it is.
        public let device: String
        /// Whether the request came with this one.
        public let isThisOne: Bool
    }

    /// Who a session's token stands for; nobody when it is unknown or too old.
    ///
    /// - Complexity: one read; one write a day and session, to keep it alive.
    public func visitor(session token: String, _ acting: Acting) throws -> Visitor {
        let digest = Fingerprint.of(token.utf8).asData
        let found: (visitor: Visitor, seen: Int64)? = try store.read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT p.*, s.vue AS derniere FROM session s JOIN personne p ON p.id = s.personne
                    WHERE s.empreinte = ? AND s.expire > ? AND p.effacee IS NULL
                    """, arguments: [digest, acting.now.seconds])
            guard let row else { return nil }
            return (try Visitor.of(Person(row), in: database), row["derniere"])
        }
        guard let found else { return .nobody }
        if acting.now.seconds - found.seen > 86_400 {
            try store.write(acting) { database in
                try database.execute(
                    sql: "UPDATE session SET vue = ?, expire = ? WHERE empreinte = ?",
                    arguments: [
                        acting.now.seconds, acting.now.adding(days: Accounts.sessionDays).seconds,
                        digest,
                    ])
            }
        }
        return found.visitor
    }

    /// What the forms of a session must send back: made of its token, which only its browser has.
    public static func formToken(session token: String) -> String {
        Fingerprint.token(Fingerprint.keyed("formulaire", key: Array(token.utf8)))
    }

    /// The sessions of a person, the last used first.
    public func sessions(of person: Int64, current token: String, at now: Moment) throws
        -> [Session]
    {
        let digest = Fingerprint.of(token.utf8).asData
        return try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, cree, vue, appareil, empreinte = ? AS ici FROM session
                    WHERE personne = ? AND expire > ? ORDER BY vue DESC, id DESC
                    """, arguments: [digest, person, now.seconds]
            ).map {
                Session(
                    id: $0["id"], begun: Moment(seconds: $0["cree"]),
                    seen: Moment(seconds: $0["vue"]), device: $0["appareil"],
                    isThisOne: $0["ici"])
            }
        }
    }

    /// Ends one session.
    public func signOut(token: String, _ acting: Acting) throws {
        try store.write(acting) {
            try $0.execute(
                sql: "DELETE FROM session WHERE empreinte = ?",
                arguments: [Fingerprint.of(token.utf8).asData])
        }
    }

    /// Ends every session of a person.
    public func signOutEverywhere(_ person: Int64, _ acting: Acting) throws {
        try store.write(acting) {
            try $0.execute(sql: "DELETE FROM session WHERE personne = ?", arguments: [person])
        }
    }
}
