import GRDB

extension Assembly {
    /// An organisation at a session.
    public struct RollLine: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let name: String
        public let college: College
        public let presence: Presence?
        /// The organisation that holds its proxy, by number.
        public let holder: Int64?
        /// Whether the holder is present.
        public let isHolderPresent: Bool

        /// Whether its weight counts: present, or represented by one that is.
        public var counts: Bool { presence != nil || (holder != nil && isHolderPresent) }
    }

    /// That an organisation came.
    public struct Presence: Sendable, Hashable {
        /// Who came for it, by number, when known.
        public let person: Int64?
        public let isRemote: Bool
        /// Whether the representative signed in, rather than the team.
        public let isBySelf: Bool
        public let moment: Moment
    }

    /// Every organisation of the session, by college then name.
    ///
    /// - Parameter now: whose organisations count: those of the session's end, or of now.
    public func roll(of session: Session, at now: Moment) throws -> [RollLine] {
        try store.read { try Assembly.roll(of: session, at: now, in: $0) }
    }

    static func roll(of session: Session, at now: Moment, in database: Database) throws
        -> [RollLine]
    {
        let moment = (session.closed ?? now).seconds
        return try Row.fetchAll(
            database,
            sql: """
                SELECT o.id, o.nom, o.college, p.organisation IS NOT NULL AS present, p.personne,
                  p.maniere, p.par, p.moment, c.mandataire, h.organisation IS NOT NULL AS tenue
                FROM organisation o
                LEFT JOIN presence p ON p.seance = ?1 AND p.organisation = o.id
                LEFT JOIN procuration c
                  ON c.seance = ?1 AND c.mandant = o.id AND c.revoquee IS NULL
                LEFT JOIN presence h ON h.seance = ?1 AND h.organisation = c.mandataire
                WHERE p.organisation IS NOT NULL
                  OR (o.depuis <= ?2 AND (o.jusqua IS NULL OR o.jusqua > ?2))
                ORDER BY o.college, o.nom, o.id
                """, arguments: [session.id, moment]
        ).map { row in
            RollLine(
                id: row["id"], name: row["nom"],
                college: College(rawValue: row["college"]) ?? .partners,
                presence: row["present"] == 1
                    ? Presence(
                        person: row["personne"], isRemote: row["maniere"] == "distance",
                        isBySelf: row["par"] == "representant",
                        moment: Moment(seconds: row["moment"])) : nil,
                holder: row["mandataire"], isHolderPresent: row["tenue"] == 1)
        }
    }

    /// Whether enough organisations are present or represented.
    public func quorum(of session: Session, at now: Moment) throws -> Quorum {
        try store.read { try Assembly.quorum(of: session, at: now, in: $0) }
    }

    static func quorum(of session: Session, at now: Moment, in database: Database) throws
        -> Quorum
    {
        var counts: [College: (organisations: Int, present: Int, represented: Int)] = [:]
        for line in try roll(of: session, at: now, in: database) {
            var count = counts[line.college] ?? (0, 0, 0)
            count.organisations += 1
            if line.presence != nil {
                count.present += 1
            } else if line.counts {
                count.represented += 1
            }
            counts[line.college] = count
        }
        let rules = try session.rules ?? AssemblyRules.decided(in: database)
        return Quorum(counts, rules: rules, isSecond: session.secondOf != nil)
    }

    /// Notes that an organisation is there.
    ///
    /// - Parameter isBySelf: whether its representative says so: then the person acting must represent it.
    /// - Throws: `.untimely` when the session is not running or the organisation gave its proxy;
    ///   `.forbidden` for somebody else's organisation.
    public func checkIn(
        _ organisation: Int64, at id: Int64, person: Int64?, isRemote: Bool = false,
        isBySelf: Bool, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            let session = try Assembly.running(id, in: database)
            if isBySelf {
                try Assembly.requireRepresentative(of: organisation, person, in: database)
                guard session.begins.adding(minutes: -120) <= acting.now else {
                    throw CommunityRefusal.untimely(
                        "L’émargement ouvre deux heures avant la séance.")
                }
            }
            let given = try Int.fetchOne(
                database,
                sql: """
                    SELECT 1 FROM procuration
                    WHERE seance = ? AND mandant = ? AND revoquee IS NULL
                    """, arguments: [id, organisation])
            guard given == nil else {
                throw CommunityRefusal.untimely(
                    "Cet organisme a donné procuration\u{202F}: il la révoque d’abord, puis émarge."
                )
            }
            guard try Assembly.isCurrent(organisation, in: database) else {
                throw CommunityRefusal.untimely(
                    "Cet organisme ne fait plus partie de l’observatoire.")
            }
            try database.execute(
                sql: """
                    INSERT INTO presence (seance, organisation, personne, maniere, par, moment)
                    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (seance, organisation)
                      DO UPDATE SET personne = coalesce(excluded.personne, personne),
                        maniere = excluded.maniere
                    """,
                arguments: [
                    id, organisation, person, isRemote ? "distance" : "salle",
                    isBySelf ? "representant" : "equipe", acting.now.seconds,
                ])
        }
    }

    /// Takes an organisation off the sheet: noted by mistake, or gone.
    ///
    /// - Throws: `.untimely` while a vote is open.
    public func checkOut(_ organisation: Int64, at id: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            _ = try Assembly.running(id, in: database)
            try Assembly.requireNoOpenVote(id, in: database)
            try database.execute(
                sql: "DELETE FROM presence WHERE seance = ? AND organisation = ?",
                arguments: [id, organisation])
        }
    }

    // MARK: Proxies

    /// Gives an organisation's proxy to another of the same college.
    ///
    /// - Parameter person: who gives it, and must represent the giver; nil when the team notes a paper.
    /// - Throws: `.untimely` during a vote, once present, or against the limits; `.forbidden`;
    ///   `.invalid` on `mandataire`.
    public func giveProxy(
        at id: Int64, from giver: Int64, to holder: Int64, person: Int64?, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            let session = try Assembly.running(id, in: database)
            if let person {
                try Assembly.requireRepresentative(of: giver, person, in: database)
            }
            try Assembly.requireNoOpenVote(id, in: database)
            let rules = try session.rules ?? AssemblyRules.decided(in: database)
            try Assembly.checkProxy(id, from: giver, to: holder, rules, in: database)
            try database.execute(
                sql: """
                    INSERT INTO procuration (seance, mandant, mandataire, personne, donnee)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [id, giver, holder, person, acting.now.seconds])
        }
    }

    private static func checkProxy(
        _ session: Int64, from giver: Int64, to holder: Int64, _ rules: AssemblyRules,
        in database: Database
    ) throws {
        func refusal(_ sentence: String) -> CommunityRefusal {
            .invalid(field: "mandataire", value: String(holder), sentence: sentence)
        }
        func exists(_ sql: String, _ organisation: Int64) throws -> Bool {
            try Int.fetchOne(database, sql: sql, arguments: [session, organisation]) != nil
        }
        let colleges = try [giver, holder].map {
            try String.fetchOne(
                database, sql: "SELECT college FROM organisation WHERE id = ? AND jusqua IS NULL",
                arguments: [$0])
        }
        guard giver != holder, let college = colleges[0], college == colleges[1] else {
            throw refusal("Choisissez un autre organisme du même collège.")
        }
        let given =
            "SELECT 1 FROM procuration WHERE seance = ? AND mandant = ? AND revoquee IS NULL"
        let held =
            "SELECT 1 FROM procuration WHERE seance = ? AND mandataire = ? AND revoquee IS NULL"
        if try exists(given, giver) {
            throw CommunityRefusal.untimely("Cet organisme a déjà donné procuration.")
        }
        if try exists("SELECT 1 FROM presence WHERE seance = ? AND organisation = ?", giver) {
            throw CommunityRefusal.untimely(
                "Cet organisme est présent\u{202F}: il vote lui-même.")
        }
        if try exists(held, giver) {
            throw CommunityRefusal.untimely(
                "Cet organisme porte lui-même une procuration\u{202F}: il ne peut pas donner la sienne."
            )
        }
        if try exists(given, holder) {
            throw refusal("Cet organisme a lui-même donné procuration.")
        }
        let count =
            try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM procuration
                    WHERE seance = ? AND mandataire = ? AND revoquee IS NULL
                    """, arguments: [session, holder]) ?? 0
        guard count < rules.mostProxies else {
            throw refusal(
                rules.mostProxies == 0
                    ? "Les procurations ne sont pas admises."
                    : "Cet organisme porte déjà \(count)\u{A0}procurations, le plus permis.")
        }
    }

    /// Takes a proxy back.
    ///
    /// - Throws: `.untimely` during a vote or when there is none; `.forbidden`.
    public func revokeProxy(
        at id: Int64, from giver: Int64, person: Int64?, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            _ = try Assembly.running(id, in: database)
            if let person {
                try Assembly.requireRepresentative(of: giver, person, in: database)
            }
            try Assembly.requireNoOpenVote(id, in: database)
            try database.execute(
                sql: """
                    UPDATE procuration SET revoquee = ?
                    WHERE seance = ? AND mandant = ? AND revoquee IS NULL
                    """, arguments: [acting.now.seconds, id, giver])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely("Il n’y a pas de procuration à révoquer.")
            }
        }
    }

    // MARK: Checks

    static func running(_ id: Int64, in database: Database) throws -> Session {
        let session = try session(id, in: database)
        guard session.isRunning else {
            throw CommunityRefusal.untimely("Cette séance n’est pas en cours.")
        }
        return session
    }

    static func isCurrent(_ organisation: Int64, in database: Database) throws -> Bool {
        try Int.fetchOne(
            database, sql: "SELECT 1 FROM organisation WHERE id = ? AND jusqua IS NULL",
            arguments: [organisation]) != nil
    }

    static func requireRepresentative(
        of organisation: Int64, _ person: Int64?, in database: Database
    ) throws {
        let found = try Int.fetchOne(
            database,
            sql: """
                SELECT 1 FROM representation
                WHERE organisation = ? AND personne = ? AND jusqua IS NULL
                """, arguments: [organisation, person])
        guard found != nil else {
            throw CommunityRefusal.forbidden(
                "Seul un représentant de cet organisme peut le faire.")
        }
    }
}
