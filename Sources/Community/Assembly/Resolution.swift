import GRDB

extension Assembly {
    /// How a resolution is voted.
    public enum VoteKind: String, Sendable, CaseIterable {
        /// Each organisation's answer is known.
        case byOrganisation = "organismes"
        /// Hands are counted in the room, by college.
        case byTotals = "totaux"
        /// Nobody can tell who answered what.
        case secret

        /// French, as shown.
        public var label: String {
            switch self {
            case .byOrganisation: "À main levée, organisme par organisme"
            case .byTotals: "À main levée, totaux par collège"
            case .secret: "À bulletin secret"
            }
        }
    }

    /// A text put to the vote.
    public struct Resolution: Sendable, Hashable, Identifiable {
        /// How far it is.
        public enum State: String, Sendable {
            case prepared = "preparee"
            case open = "ouverte"
            case closed = "close"
        }

        public let id: Int64
        public let session: Int64
        public let rank: Int
        public let title: String
        /// Markdown.
        public let text: String
        public let majority: Majority
        /// Whether shares are counted of everybody present or represented.
        public let abstentionsCount: Bool
        public let kind: VoteKind
        public let state: State
        /// Whether a secret vote was opened although a college had fewer voters than protect it.
        public let acceptsSmallColleges: Bool
        /// Nil before the vote is closed.
        public let isAdopted: Bool?
        public let opened: Moment?
        public let closed: Moment?
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            session = row["seance"]
            rank = row["rang"]
            title = row["titre"]
            text = row["texte"]
            majority = Majority(rawValue: row["majorite"]) ?? .simple
            abstentionsCount = row["abstentions"] == 1
            kind = VoteKind(rawValue: row["mode"]) ?? .byOrganisation
            state = State(rawValue: row["etat"]) ?? .prepared
            acceptsSmallColleges = row["petits_colleges"] == 1
            isAdopted = (row["adoptee"] as Int?).map { $0 == 1 }
            opened = (row["ouverte"] as Int64?).map { Moment(seconds: $0) }
            closed = (row["close"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }
    }

    /// What is said of a resolution.
    public struct ResolutionDescription: Sendable, Hashable {
        public var title: String
        public var text: String
        public var majority: Majority
        public var abstentionsCount: Bool
        public var kind: VoteKind

        /// What is said of a resolution.
        public init(
            title: String, text: String, majority: Majority = .simple,
            abstentionsCount: Bool = false, kind: VoteKind = .byOrganisation
        ) {
            self.title = title
            self.text = text
            self.majority = majority
            self.abstentionsCount = abstentionsCount
            self.kind = kind
        }

        fileprivate func columns() throws(CommunityRefusal) -> StatementArguments {
            [
                try Entry.line("titre", title, 2...200), try Entry.text("texte", text, 2...20_000),
                majority.rawValue, abstentionsCount ? 1 : 0, kind.rawValue,
            ]
        }
    }

    static func resolution(_ id: Int64, in database: Database) throws -> Resolution {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM resolution WHERE id = ?", arguments: [id])
        guard let row else {
            throw CommunityRefusal.absent("Il n’y a pas de résolution n°\u{A0}\(id).")
        }
        return Resolution(row)
    }

    /// A resolution by number.
    ///
    /// - Throws: `.absent`.
    public func resolution(_ id: Int64) throws -> Resolution {
        try store.read { try Assembly.resolution(id, in: $0) }
    }

    /// The resolutions of a session, in order.
    public func resolutions(of session: Int64) throws -> [Resolution] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM resolution WHERE seance = ? ORDER BY rang, id",
                arguments: [session]
            ).map { Resolution($0) }
        }
    }

    /// Adopted resolutions of sessions that are over, the latest first.
    public func adopted(atMost limit: Int = 100) throws -> [Resolution] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT r.* FROM resolution r JOIN assemblee s ON s.id = r.seance
                    WHERE r.adoptee = 1 AND s.etat = 'close'
                    ORDER BY s.debut DESC, r.rang LIMIT ?
                    """, arguments: [limit]
            ).map { Resolution($0) }
        }
    }

    /// Adds a resolution to a session not closed.
    ///
    /// - Returns: its number.
    public func propose(
        _ description: ResolutionDescription, to session: Int64, _ acting: Acting
    ) throws -> Int64 {
        let columns = try description.columns()
        return try store.write(acting) { database in
            let found = try Assembly.session(session, in: database)
            guard found.state == .prepared || found.isRunning else {
                throw CommunityRefusal.untimely("Cette séance est finie.")
            }
            try database.execute(
                sql: """
                    INSERT INTO resolution
                      (titre, texte, majorite, abstentions, mode, seance, rang)
                    VALUES (?, ?, ?, ?, ?, ?,
                      (SELECT coalesce(max(rang), 0) + 1 FROM resolution WHERE seance = ?))
                    """, arguments: columns + [session, session])
            return database.lastInsertedRowID
        }
    }

    /// Changes a resolution whose vote is not open.
    ///
    /// - Throws: `.changedMeanwhile`, `.untimely`.
    public func amend(
        _ id: Int64, _ description: ResolutionDescription, version: Int, _ acting: Acting
    ) throws {
        let columns = try description.columns()
        try store.write(acting) { database in
            let resolution = try Assembly.resolution(id, in: database)
            try Assembly.requirePrepared(resolution, in: database)
            try database.execute(
                sql: """
                    UPDATE resolution SET titre = ?, texte = ?, majorite = ?, abstentions = ?,
                      mode = ?, version = version + 1 WHERE id = ? AND version = ?
                    """, arguments: columns + [id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette résolution")
            }
        }
    }

    /// Withdraws a resolution whose vote is not open.
    public func withdraw(_ id: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            let resolution = try Assembly.resolution(id, in: database)
            try Assembly.requirePrepared(resolution, in: database)
            try database.execute(sql: "DELETE FROM resolution WHERE id = ?", arguments: [id])
        }
    }

    private static func requirePrepared(_ resolution: Resolution, in database: Database) throws {
        let session = try session(resolution.session, in: database)
        guard resolution.state == .prepared, session.state == .prepared || session.isRunning
        else {
            throw CommunityRefusal.untimely(
                "Le vote de cette résolution est ouvert ou clos\u{202F}: elle ne change plus.")
        }
    }
}
