import GRDB

extension Meetings {
    /// A search under way: begun in the store, computed anywhere, finished in the store.
    public struct Proposal: Sendable {
        let programme: Int64
        let search: ProgrammeSearch
        let seconds: Int

        /// Searches, for as long as the proposal was given.
        ///
        /// - Parameters:
        ///   - solver: who answers the hard questions; nil leaves the plain method alone.
        ///   - effort: how much the plain method tries, whatever the time.
        ///   - stopwatch: seconds since the search began.
        /// - Complexity: at most the seconds of the proposal, and a little more.
        public func compute(
            solver: (any SolverEngine)?,
            effort: MeetingScheduler.Effort = MeetingScheduler.Effort(),
            stopwatch: @escaping () -> Double
        ) -> Found {
            Found(
                outcome: search.propose(
                    seconds: Double(seconds), solver: solver, effort: effort,
                    stopwatch: stopwatch))
        }
    }

    /// What a search found.
    public struct Found: Sendable {
        let outcome: ProgrammeSearch.Outcome
    }

    /// Seconds after its limit from which a search that did not end is taken for lost.
    static let lostAfterSeconds: Int64 = 60

    /// Begins a proposal that keeps the locked meetings of the latest version.
    ///
    /// - Throws: `.untimely` unless wishes are closed, or while another one runs.
    public func beginProposal(event: Int64, seconds: Int, _ acting: Acting) throws -> Proposal {
        guard (1...120).contains(seconds) else {
            throw CommunityRefusal.invalid(
                field: "secondes", value: String(seconds),
                sentence: "Écrivez un nombre entier de 1 à 120.")
        }
        return try store.write(acting) { database in
            let event = try Meetings.event(event, in: database)
            guard event.stage == .wishesClosed || event.stage == .published else {
                throw CommunityRefusal.untimely(
                    event.stage < .wishesClosed
                        ? "Closez d’abord les vœux."
                        : "La journée a commencé\u{202F}: réparez plutôt.")
            }
            try Meetings.checkNoneRunning(event.id, database, acting)
            let setting = try Setting(event, in: database)
            guard !setting.pairs.isEmpty else {
                throw CommunityRefusal.untimely("Aucun vœu ne peut être accordé pour l’instant.")
            }
            let latest = try Meetings.latest(event.id, in: database)
            let fixed =
                try latest.map { try Meetings.meetings(of: $0.id, in: database) }?
                .filter { meeting in
                    meeting.isLocked && setting.participant(meeting.buyer) != nil
                        && setting.participant(meeting.company) != nil
                } ?? []
            try database.execute(
                sql: """
                    INSERT INTO innovation_programme (innovation, numero, origine, etat, limite,
                      souhaits, cree, personne)
                    VALUES (?, \(Meetings.nextNumber), 'calcul', 'en_cours', ?, ?, ?, ?)
                    """,
                arguments: [
                    event.id, event.id, seconds, setting.pairs.count, acting.now.seconds,
                    acting.person,
                ])
            return Proposal(
                programme: database.lastInsertedRowID,
                search: ProgrammeSearch(setting: setting, fixed: fixed), seconds: seconds)
        }
    }

    /// Writes what a search found.
    public func finish(_ proposal: Proposal, _ found: Found, _ acting: Acting) throws {
        let setting = proposal.search.setting
        let outcome = found.outcome
        let hard = Meetings.faults(of: outcome.meetings, setting).filter(\.isImpossible)
        let isSound =
            outcome.status != .infeasible && outcome.status != .unknown && hard.isEmpty
        let figures = Figures(outcome.meetings, setting)
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE innovation_programme SET etat = ?, statut = ?, raison = ?, poids = ?, borne = ?,
                      places = ?, sans_rendezvous = ?, pauses = ?, moins = ?, plus = ?,
                      mediane_acheteurs = ?, mediane_entreprises = ?
                    WHERE id = ? AND etat = 'en_cours'
                    """,
                arguments: [
                    isSound ? "pret" : "echec", outcome.status.rawValue,
                    String(outcome.obstacles.joined(separator: " ").prefix(1_000)), figures.weight,
                    outcome.bound, outcome.meetings.count, figures.withoutMeeting, figures.idle,
                    figures.fewest, figures.most, figures.medianOfBuyers,
                    figures.medianOfCompanies, proposal.programme,
                ])
            guard database.changesCount == 1, isSound else { return }
            try Meetings.write(
                outcome.meetings, programme: proposal.programme, setting.event, database)
        }
    }

    /// Notes that a search broke.
    public func abandon(_ proposal: Proposal, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: "UPDATE innovation_programme SET etat = 'echec' WHERE id = ?",
                arguments: [proposal.programme])
        }
    }

    /// Proposes at once by the plain method, always the same from the same wishes: for examples and
    /// tests.
    ///
    /// - Returns: the version made.
    public func propose(event: Int64, seconds: Int, _ acting: Acting) throws -> Programme {
        let proposal = try beginProposal(event: event, seconds: seconds, acting)
        let effort = MeetingScheduler.Effort(placing: 5_000, mending: 20_000)
        try finish(
            proposal, proposal.compute(solver: nil, effort: effort, stopwatch: { 0 }), acting)
        return try store.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM innovation_programme WHERE id = ?",
                arguments: [proposal.programme])
            guard let row else { throw Meetings.absentEvent }
            return Programme(row)
        }
    }

    static func checkNoneRunning(_ event: Int64, _ database: Database, _ acting: Acting) throws {
        // A search whose program died never ends: it is given up.
        try database.execute(
            sql: """
                UPDATE innovation_programme SET etat = 'echec'
                WHERE innovation = ? AND etat = 'en_cours' AND cree + limite + ? < ?
                """, arguments: [event, lostAfterSeconds, acting.now.seconds])
        let running = try Int.fetchOne(
            database,
            sql: "SELECT 1 FROM innovation_programme WHERE innovation = ? AND etat = 'en_cours'",
            arguments: [event])
        guard running == nil else {
            throw CommunityRefusal.untimely(
                "Un calcul est en cours\u{202F}: attendez qu’il finisse.")
        }
    }

    /// Locks or unlocks a meeting of the latest version.
    ///
    /// - Throws: `.changedMeanwhile` for another version, `.absent`.
    public func lock(
        _ isLocked: Bool, buyer: Int64, company: Int64, programme: Int64, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE innovation_rendezvous SET verrou = ?
                    WHERE programme = ? AND acheteur = ? AND entreprise = ?
                    """, arguments: [isLocked, programme, buyer, company])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.absent("Ce rendez-vous n’est plus de cette version.")
            }
        }
    }
}
