import GRDB

extension Meetings {
    /// One version of a programme. All are kept; one at a time is published.
    public struct Programme: Sendable, Hashable, Identifiable {
        /// What made it.
        public enum Origin: String, Sendable {
            case solver = "calcul"
            case hand = "retouche"
            case repair = "reparation"

            /// French, as shown.
            public var label: String {
                switch self {
                case .solver: "Proposition du programme"
                case .hand: "Retouche à la main"
                case .repair: "Réparation du jour"
                }
            }
        }
        /// Whether it can be read.
        public enum State: String, Sendable {
            case running = "en_cours"
            case ready = "pret"
            case failed = "echec"
        }
        public let id: Int64
        public let event: Int64
        public let number: Int
        public let origin: Origin
        public let state: State
        /// What was changed, in a sentence.
        public let reason: String
        /// What the solver says of it; nil when a hand made it.
        public let status: ProposalStatus?
        /// Seconds that the solver was given.
        public let seconds: Int
        /// Sum of the weights of the pairs that meet, in `weightUnit`ths; nil when unknown.
        public let weight: Int?
        /// No programme can be worth more, in `weightUnit`ths; nil when nothing is proven.
        public let bound: Int?
        /// Pairs that were worth a meeting when it was made.
        public let wanted: Int
        /// Meetings.
        public let placed: Int
        /// Participants whose wishes could be granted and who meet nobody.
        public let withoutMeeting: Int
        /// Free slots spent waiting between the first and the last meeting, all participants together.
        public let idle: Int
        /// Meetings of whom has fewest and most, among those whose wishes could be granted.
        public let fewest: Int
        public let most: Int
        /// Half of the participants have at least so many meetings, by side.
        public let medianOfBuyers: Int
        public let medianOfCompanies: Int
        public let created: Moment
        public let author: Int64?
        public let published: Moment?

        init(_ row: Row) {
            id = row["id"]
            event = row["innovation"]
            number = row["numero"]
            origin = Origin(rawValue: row["origine"]) ?? .hand
            state = State(rawValue: row["etat"]) ?? .failed
            reason = row["raison"]
            status = ProposalStatus(rawValue: row["statut"])
            seconds = row["limite"]
            weight = row["poids"]
            bound = row["borne"]
            wanted = row["souhaits"]
            placed = row["places"]
            withoutMeeting = row["sans_rendezvous"]
            idle = row["pauses"]
            fewest = row["moins"]
            most = row["plus"]
            medianOfBuyers = row["mediane_acheteurs"]
            medianOfCompanies = row["mediane_entreprises"]
            created = Moment(seconds: row["cree"])
            author = row["personne"]
            published = (row["publie"] as Int64?).map { Moment(seconds: $0) }
        }
    }

    /// Who meets whom, when and where.
    public struct Meeting: Sendable, Hashable {
        public var buyer: Int64
        public var company: Int64
        public var slot: Int64
        public var table: Int64
        /// Whether the next proposal must keep it where it is.
        public var isLocked: Bool

        /// Who meets whom, when and where.
        public init(buyer: Int64, company: Int64, slot: Int64, table: Int64, isLocked: Bool = false)
        {
            self.buyer = buyer
            self.company = company
            self.slot = slot
            self.table = table
            self.isLocked = isLocked
        }

        /// Whether a participant is one of its two sides.
        public func has(_ participant: Int64) -> Bool {
            buyer == participant || company == participant
        }

        /// Whom a participant meets.
        public func other(than participant: Int64) -> Int64 {
            buyer == participant ? company : buyer
        }

        /// Whether two meetings are the same pair.
        func isSamePair(_ other: Meeting) -> Bool {
            buyer == other.buyer && company == other.company
        }

        /// Whether two are the same pair, time and table.
        func isSameAs(_ other: Meeting) -> Bool {
            isSamePair(other) && slot == other.slot && table == other.table
        }
    }

    // MARK: Reading

    /// Every version, the latest first.
    public func programmes(of event: Int64) throws -> [Programme] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM innovation_programme WHERE innovation = ? ORDER BY numero DESC",
                arguments: [event]
            ).map { Programme($0) }
        }
    }

    /// A version of an event's programme.
    ///
    /// - Throws: `.absent`.
    public func programme(_ number: Int, of event: Int64) throws -> Programme {
        let found = try programmes(of: event).first { $0.number == number }
        guard let found else {
            throw CommunityRefusal.absent("Il n’y a pas de version \(number) du programme.")
        }
        return found
    }

    /// The version that everybody reads; nil before the first publication.
    public func publishedProgramme(of event: Int64) throws -> Programme? {
        try store.read { try Meetings.published(event, in: $0) }
    }

    static func published(_ event: Int64, in database: Database) throws -> Programme? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT * FROM innovation_programme WHERE innovation = ? AND publie IS NOT NULL
                ORDER BY numero DESC LIMIT 1
                """, arguments: [event]
        ).map { Programme($0) }
    }

    /// The latest version that can be read; what is changed by hand.
    static func latest(_ event: Int64, in database: Database) throws -> Programme? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT * FROM innovation_programme WHERE innovation = ? AND etat = 'pret'
                ORDER BY numero DESC LIMIT 1
                """, arguments: [event]
        ).map { Programme($0) }
    }

    /// The meetings of a version, by slot then table.
    public func meetings(of programme: Int64) throws -> [Meeting] {
        try store.read { try Meetings.meetings(of: programme, in: $0) }
    }

    static func meetings(of programme: Int64, in database: Database) throws -> [Meeting] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT r.* FROM innovation_rendezvous r
                JOIN innovation_creneau c ON c.id = r.creneau
                JOIN innovation_table t ON t.id = r.place
                WHERE r.programme = ? ORDER BY c.debut, t.numero
                """, arguments: [programme]
        ).map {
            Meeting(
                buyer: $0["acheteur"], company: $0["entreprise"], slot: $0["creneau"],
                table: $0["place"], isLocked: $0["verrou"])
        }
    }

    // MARK: Writing

    /// Writes a version with its meetings and figures.
    static func insert(
        _ meetings: [Meeting], _ origin: Programme.Origin, reason: String, _ setting: Setting,
        publish: Bool, _ database: Database, _ acting: Acting
    ) throws -> Programme {
        let figures = Figures(meetings, setting)
        try database.execute(
            sql: """
                INSERT INTO innovation_programme (innovation, numero, origine, etat, raison, poids,
                  souhaits, places, sans_rendezvous, pauses, moins, plus, mediane_acheteurs,
                  mediane_entreprises, cree, personne, publie)
                VALUES (?, \(nextNumber), ?, 'pret', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                setting.event.id, setting.event.id, origin.rawValue, reason, figures.weight,
                setting.pairs.count, meetings.count, figures.withoutMeeting, figures.idle,
                figures.fewest, figures.most, figures.medianOfBuyers, figures.medianOfCompanies,
                acting.now.seconds, acting.person, publish ? acting.now.seconds : nil,
            ])
        let id = database.lastInsertedRowID
        try write(meetings, programme: id, setting.event, database)
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM innovation_programme WHERE id = ?", arguments: [id])
        guard let row else { throw CommunityRefusal.absent("La version n’a pas été écrite.") }
        return Programme(row)
    }

    /// The number of the next version of an event.
    static let nextNumber =
        "(SELECT coalesce(max(numero), 0) + 1 FROM innovation_programme WHERE innovation = ?)"

    static func write(
        _ meetings: [Meeting], programme: Int64, _ event: Event, _ database: Database
    ) throws {
        for meeting in meetings {
            try database.execute(
                sql: """
                    INSERT INTO innovation_rendezvous
                      (programme, acheteur, entreprise, creneau, place, verrou, jour)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    programme, meeting.buyer, meeting.company, meeting.slot, meeting.table,
                    meeting.isLocked, event.start.seconds,
                ])
        }
    }
}

/// What the solver says of its proposal.
public enum ProposalStatus: String, Sendable, CaseIterable {
    /// Nothing better exists.
    case optimal
    /// Valid; something better may exist.
    case feasible
    /// Locked meetings or rules leave no programme.
    case infeasible
    /// None was found in time.
    case unknown
}
