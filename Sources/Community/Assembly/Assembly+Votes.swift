import GRDB

extension Assembly {
    /// Below so many voters in a college, or in all, the answers to a secret vote, or its outcome,
    /// would tell who answered what.
    public static let fewestVoters = 3

    /// An organisation that may vote, and whether it did.
    public struct Elector: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let name: String
        public let college: College
        /// The organisation that votes for it, by number.
        public let holder: Int64?
        public let holderName: String?
        public let hasVoted: Bool
        /// Its answer, in a vote by show of hands.
        public let choice: Choice?
    }

    // MARK: Opening

    /// Opens the vote of a resolution: whoever is present or represented now may vote, nobody else.
    ///
    /// - Parameter acceptsSmallColleges: that members were told how a secret vote with fewer than three
    ///   voters in a college could be guessed by who reads the file during the vote.
    /// - Throws: `.untimely` without quorum, during another vote, out of an open session, or for a
    ///   secret vote with a small college that was not accepted, or with fewer than three voters.
    public func openVote(
        _ id: Int64, acceptsSmallColleges: Bool = false, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            let resolution = try Assembly.resolution(id, in: database)
            let session = try Assembly.session(resolution.session, in: database)
            guard session.state == .open, resolution.state == .prepared else {
                throw CommunityRefusal.untimely(
                    "Un vote s’ouvre une seule fois, pendant une séance ouverte.")
            }
            try Assembly.requireNoOpenVote(session.id, in: database)
            guard try Assembly.quorum(of: session, at: acting.now, in: database).isReached else {
                throw CommunityRefusal.untimely("Le quorum n’est pas atteint.")
            }
            let electors = try Assembly.roll(of: session, at: acting.now, in: database)
                .filter(\.counts)
            if resolution.kind == .secret {
                guard electors.count >= Assembly.fewestVoters else {
                    throw CommunityRefusal.untimely(
                        "À moins de trois votants, l’issue d’un vote secret dirait qui a répondu quoi\u{202F}: "
                            + "votez à main levée.")
                }
                if !acceptsSmallColleges { try Assembly.requireLargeColleges(electors) }
            }
            for line in electors {
                try database.execute(
                    sql: """
                        INSERT INTO electeur (resolution, organisation, college, mandataire)
                        VALUES (?, ?, ?, ?)
                        """,
                    arguments: [
                        id, line.id, line.college.rawValue,
                        line.presence == nil ? line.holder : nil,
                    ])
            }
            if resolution.kind == .secret { try Assembly.makeUrn(id, in: database) }
            try database.execute(
                sql: """
                    UPDATE resolution SET etat = 'ouverte', ouverte = ?, petits_colleges = ?,
                      version = version + 1 WHERE id = ?
                    """, arguments: [acting.now.seconds, acceptsSmallColleges ? 1 : 0, id])
        }
    }

    private static func requireLargeColleges(_ electors: [RollLine]) throws(CommunityRefusal) {
        for college in College.allCases {
            let count = electors.count { $0.college == college }
            guard count == 0 || count >= fewestVoters else {
                throw .untimely(
                    "Le collège «\u{202F}\(college.label)\u{202F}» n’a que \(count) votant\(count > 1 ? "s" : "")\u{202F}: "
                        + "le secret n’y serait pas protégé. Ouvrez le vote en l’acceptant, après l’avoir "
                        + "dit à ses membres, ou votez à main levée.")
            }
        }
    }

    /// Every counter at zero, in the order of colleges and choices: nothing is added later.
    private static func makeUrn(_ resolution: Int64, in database: Database) throws {
        for college in College.allCases {
            for choice in Choice.allCases {
                try database.execute(
                    sql: "INSERT INTO urne (resolution, college, choix) VALUES (?, ?, ?)",
                    arguments: [resolution, college.rawValue, choice.rawValue])
            }
        }
    }

    /// Gives up an open vote: it was opened by mistake, or somebody came in. Its answers are forgotten.
    public func cancelVote(_ id: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            _ = try Assembly.openResolution(id, in: database)
            try Assembly.forgetAnswers(id, in: database)
            try database.execute(
                sql: "DELETE FROM electeur WHERE resolution = ?", arguments: [id])
            try database.execute(
                sql: """
                    UPDATE resolution SET etat = 'preparee', ouverte = NULL, petits_colleges = 0,
                      version = version + 1 WHERE id = ?
                    """, arguments: [id])
        }
        forgetOrder()
    }

    // MARK: Voting

    /// Who may vote on a resolution, by college then name; answers only of votes by show of hands.
    public func electors(of resolution: Int64) throws -> [Elector] {
        try store.read { try Assembly.electors(of: resolution, in: $0) }
    }

    static func electors(of resolution: Int64, in database: Database) throws -> [Elector] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT o.id, o.nom, e.college, e.mandataire, h.nom AS porteur,
                  e.a_vote OR v.choix IS NOT NULL AS a_vote, v.choix
                FROM electeur e JOIN organisation o ON o.id = e.organisation
                LEFT JOIN organisation h ON h.id = e.mandataire
                LEFT JOIN voix_publique v
                  ON v.resolution = e.resolution AND v.organisation = e.organisation
                WHERE e.resolution = ? ORDER BY e.college, o.nom, o.id
                """, arguments: [resolution]
        ).map { row in
            Elector(
                id: row["id"], name: row["nom"],
                college: College(rawValue: row["college"]) ?? .partners,
                holder: row["mandataire"], holderName: row["porteur"], hasVoted: row["a_vote"] == 1,
                choice: (row["choix"] as String?).flatMap { Choice(rawValue: $0) })
        }
    }

    /// The organisations a person votes for: those they represent, and those whose proxy these hold.
    public func electors(of resolution: Int64, person: Int64) throws -> [Elector] {
        try store.read {
            try Assembly.electors(of: resolution, person: person, in: $0)
        }
    }

    private static func electors(of resolution: Int64, person: Int64, in database: Database) throws
        -> [Elector]
    {
        let represented = Set(
            try Int64.fetchAll(
                database,
                sql:
                    "SELECT organisation FROM representation WHERE personne = ? AND jusqua IS NULL",
                arguments: [person]))
        return try electors(of: resolution, in: database).filter {
            represented.contains($0.holder ?? $0.id)
        }
    }

    /// Casts what a person answers for one or several organisations. All are taken, or none.
    ///
    /// - Throws: `.untimely` when the vote is not open or one of them voted already; `.forbidden` for
    ///   an organisation the person does not vote for.
    public func cast(
        _ answers: [Int64: Choice], on id: Int64, person: Int64, _ acting: Acting
    ) throws {
        let isSecret = try store.write(acting) { database in
            let resolution = try Assembly.openResolution(id, in: database)
            guard resolution.kind != .byTotals else {
                throw CommunityRefusal.untimely("Ce vote se compte dans la salle.")
            }
            let mine = Set(
                try Assembly.electors(of: id, person: person, in: database).map(\.id))
            guard !answers.isEmpty, mine.isSuperset(of: answers.keys) else {
                throw CommunityRefusal.forbidden("Vous ne votez pas pour cet organisme.")
            }
            for (organisation, choice) in answers.sorted(by: { $0.key < $1.key }) {
                try database.execute(
                    sql: """
                        UPDATE electeur SET a_vote = 1, personne = ?
                        WHERE resolution = ? AND organisation = ? AND a_vote = 0
                        """, arguments: [person, id, organisation])
                guard database.changesCount == 1 else {
                    throw CommunityRefusal.untimely("Cet organisme a déjà voté.")
                }
                if resolution.kind == .secret {
                    try Assembly.drop(choice, of: organisation, into: id, in: database)
                } else {
                    try Assembly.note(choice, of: organisation, on: id, person, database, acting)
                }
            }
            return resolution.kind == .secret
        }
        if isSecret { forgetOrder() }
    }

    /// Raises the counter of the voter's college. Its text keeps its length, so that SQLite writes it
    /// where it lies and the file holds nothing of the order of votes.
    private static func drop(
        _ choice: Choice, of organisation: Int64, into resolution: Int64, in database: Database
    ) throws {
        try database.execute(
            sql: """
                UPDATE urne SET voix = printf('%06d', CAST(voix AS INTEGER) + 1)
                WHERE resolution = ?1 AND choix = ?2 AND college =
                  (SELECT college FROM electeur WHERE resolution = ?1 AND organisation = ?3)
                """, arguments: [resolution, choice.rawValue, organisation])
        precondition(database.changesCount == 1, "an open secret vote has its counters")
    }

    private static func note(
        _ choice: Choice, of organisation: Int64, on resolution: Int64, _ person: Int64?,
        _ database: Database, _ acting: Acting
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO voix_publique (resolution, organisation, choix, personne, moment)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (resolution, organisation)
                  DO UPDATE SET choix = excluded.choix, moment = excluded.moment
                """,
            arguments: [resolution, organisation, choice.rawValue, person, acting.now.seconds])
    }

    /// Notes raised hands, or corrects them; nil takes an answer back. For votes organisation by
    /// organisation only.
    public func record(_ answers: [Int64: Choice?], on id: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            let resolution = try Assembly.openResolution(id, in: database)
            guard resolution.kind == .byOrganisation else {
                throw CommunityRefusal.untimely("Ce vote ne se note pas organisme par organisme.")
            }
            let electors = Dictionary(
                uniqueKeysWithValues: try Assembly.electors(of: id, in: database).map {
                    ($0.id, $0)
                })
            for (organisation, choice) in answers {
                guard let elector = electors[organisation], elector.choice != choice else {
                    continue
                }
                try database.execute(
                    sql: "UPDATE electeur SET a_vote = ? WHERE resolution = ? AND organisation = ?",
                    arguments: [choice == nil ? 0 : 1, id, organisation])
                if let choice {
                    try Assembly.note(choice, of: organisation, on: id, nil, database, acting)
                } else {
                    try database.execute(
                        sql: "DELETE FROM voix_publique WHERE resolution = ? AND organisation = ?",
                        arguments: [id, organisation])
                }
            }
        }
    }

    // MARK: What opening, voting and closing share

    /// A resolution whose vote is open.
    ///
    /// - Throws: `.untimely` before and after.
    static func openResolution(_ id: Int64, in database: Database) throws -> Resolution {
        let resolution = try resolution(id, in: database)
        guard resolution.state == .open else {
            throw CommunityRefusal.untimely(
                resolution.state == .prepared ? "Le vote n’est pas ouvert." : "Le vote est clos.")
        }
        return resolution
    }

    /// Destroys who or what answered.
    static func forgetAnswers(_ resolution: Int64, in database: Database) throws {
        for table in ["urne", "voix_publique"] {
            try database.execute(
                sql: "DELETE FROM \(table) WHERE resolution = ?", arguments: [resolution])
        }
    }

    /// Empties the write-ahead log, which tells the order of changes until it is.
    func forgetOrder() {
        // A reader may keep the log in use for a moment: the next vote, or its closing, empties it.
        try? store.emptyLog()
    }
}
