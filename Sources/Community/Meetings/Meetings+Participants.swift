import GRDB
import Procurement

extension Visitor {
    /// A buyer or a company that a visitor may speak for.
    public struct Party: Sendable, Hashable {
        public let siret: String
        public let side: MeetingSide
        /// The organisation's name; empty when only the SIRET is known.
        public let name: String

        /// A buyer or a company.
        public init(siret: String, side: MeetingSide, name: String) {
            self.siret = siret
            self.side = side
            self.name = name
        }
    }

    /// Whom the visitor may speak for at meetings: confirmed attachments, then represented buyers
    /// and companies that have a SIRET.
    public func parties(in store: CommunityStore) throws -> [Party] {
        var parties = agencies.map {
            Party(siret: $0.siret, side: $0.isBuyer ? .buyer : .company, name: "")
        }
        for membership in memberships {
            guard membership.college == .buyers || membership.college == .companies,
                let organisation = try store.organisations.current()
                    .first(where: { $0.id == membership.organisation }),
                let siret = organisation.siret
            else { continue }
            let side: MeetingSide = membership.college == .buyers ? .buyer : .company
            let party = Party(siret: siret, side: side, name: membership.name)
            parties.removeAll { $0.siret == siret && $0.side == side }
            parties.append(party)
        }
        return parties
    }
}

extension Meetings {
    /// A buyer or a company that takes part in an event.
    public struct Participant: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let event: Int64
        public let side: MeetingSide
        public let siret: String
        public let name: String
        /// Whom letters go to.
        public let person: Int64?
        public let size: DeclaredSize
        /// Most meetings it wants.
        public let wanted: Int?
        /// Most meetings the organiser gives it, when decided.
        public let fixed: Int?
        /// Whether it came on the day without having registered.
        public let isWalkIn: Bool
        public let registered: Moment
        /// Since when it is known not to come.
        public let absent: Moment?
        public let version: Int

        /// Whether ties are settled in its favour.
        public var isSmall: Bool { side == .company && size.isSmall }

        /// Most meetings it may have.
        public func limit(in event: Event) -> Int {
            fixed ?? min(wanted ?? event.limit, event.limit)
        }

        init(_ row: Row) {
            id = row["id"]
            event = row["innovation"]
            side = MeetingSide(rawValue: row["cote"]) ?? .company
            siret = row["siret"]
            name = row["nom"]
            person = row["personne"]
            size = DeclaredSize(rawValue: row["taille"]) ?? .unknown
            wanted = row["plafond"]
            fixed = row["plafond_fixe"]
            isWalkIn = row["spontane"]
            registered = Moment(seconds: row["inscrit"])
            absent = (row["absent"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }
    }

    /// What a participant says of itself.
    public struct Registration: Sendable {
        public var name: String
        public var size: DeclaredSize
        /// Most meetings it wants.
        public var wanted: Int
        /// Slots at which it is free.
        public var free: Set<Int64>

        /// What a participant says of itself.
        public init(name: String, size: DeclaredSize = .unknown, wanted: Int, free: Set<Int64>) {
            self.name = name
            self.size = size
            self.wanted = wanted
            self.free = free
        }
    }

    // MARK: Reading

    /// The participants, by side then name.
    public func participants(of event: Int64) throws -> [Participant] {
        try store.read { try Meetings.participants(of: event, in: $0) }
    }

    static func participants(of event: Int64, in database: Database) throws -> [Participant] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM innovation_participant WHERE innovation = ? AND retire IS NULL
                ORDER BY cote, nom, id
                """, arguments: [event]
        ).map { Participant($0) }
    }

    /// The participants that a visitor may speak for.
    public func participants(of event: Int64, for visitor: Visitor) throws -> [Participant] {
        let parties = try visitor.parties(in: store)
        guard !parties.isEmpty else { return [] }
        return try participants(of: event).filter { participant in
            parties.contains { $0.siret == participant.siret && $0.side == participant.side }
        }
    }

    static func participant(_ id: Int64, in database: Database) throws -> Participant {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT * FROM innovation_participant WHERE id = ? AND retire IS NULL",
            arguments: [id])
        guard let row else { throw CommunityRefusal.absent("Ce participant n’est pas inscrit.") }
        return Participant(row)
    }

    /// The slots at which a participant is not free.
    public func busySlots(of participant: Int64) throws -> Set<Int64> {
        try store.read { database in
            Set(
                try Int64.fetchAll(
                    database,
                    sql: "SELECT creneau FROM innovation_indisponibilite WHERE participant = ?",
                    arguments: [participant]))
        }
    }

    // MARK: Registering

    /// Registers a party, or changes what it said of itself.
    ///
    /// - Throws: `.untimely` when registration is closed: for buyers once needs are frozen, for
    ///   companies once wishes are closed; `.invalid`.
    /// - Returns: the participant's number.
    public func register(
        _ party: Visitor.Party, _ said: Registration, event: Int64, _ acting: Acting
    ) throws -> Int64 {
        let said = try Meetings.read(said)
        return try store.write(acting) { database in
            let event = try Meetings.event(event, in: database)
            let known = try Int64.fetchOne(
                database,
                sql: """
                    SELECT id FROM innovation_participant
                    WHERE innovation = ? AND siret = ? AND cote = ? AND retire IS NULL
                    """, arguments: [event.id, party.siret, party.side.rawValue])
            try Meetings.checkOpen(event, party.side, isKnown: known != nil)
            return try Meetings.enter(party, said, event, isWalkIn: false, database, acting)
        }
    }

    static func checkOpen(_ event: Event, _ side: MeetingSide, isKnown: Bool) throws {
        guard event.stage >= .needsOpen else { throw absentEvent }
        let last: MeetingStage = side == .buyer && !isKnown ? .needsOpen : .wishesOpen
        guard event.stage <= last else {
            throw CommunityRefusal.untimely(
                last == .needsOpen
                    ? "Les besoins sont figés\u{202F}: un nouvel acheteur ne peut plus s’inscrire."
                    : "Les vœux sont clos\u{202F}: l’inscription ne change plus. Écrivez à l’organisateur."
            )
        }
    }

    static func read(_ said: Registration) throws -> Registration {
        var said = said
        said.name = try Entry.line("nom", said.name, 2...160)
        guard (1...40).contains(said.wanted) else {
            throw CommunityRefusal.invalid(
                field: "plafond", value: String(said.wanted),
                sentence: "Écrivez un nombre entier de 1 à 40.")
        }
        return said
    }

    /// Writes a participant; one who had left comes back.
    static func enter(
        _ party: Visitor.Party, _ said: Registration, _ event: Event, isWalkIn: Bool,
        _ database: Database, _ acting: Acting
    ) throws -> Int64 {
        guard let siret = try? Siret(party.siret) else {
            // The reason is not kept: what it should be is said instead.
            throw CommunityRefusal.invalid(
                field: "siret", value: party.siret,
                sentence: "Écrivez les quatorze chiffres d’un SIRET.")
        }
        try database.execute(
            sql: """
                INSERT INTO innovation_participant
                  (innovation, cote, siret, nom, personne, taille, plafond, spontane, inscrit)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (innovation, siret, cote) DO UPDATE SET nom = excluded.nom,
                  personne = coalesce(excluded.personne, personne), taille = excluded.taille,
                  plafond = excluded.plafond, retire = NULL, version = version + 1
                """,
            arguments: [
                event.id, party.side.rawValue, siret.description, said.name,
                isWalkIn ? nil : acting.person, party.side == .company ? said.size.rawValue : "",
                said.wanted, isWalkIn, acting.now.seconds,
            ])
        let id =
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT id FROM innovation_participant
                    WHERE innovation = ? AND siret = ? AND cote = ?
                    """, arguments: [event.id, siret.description, party.side.rawValue]) ?? 0
        try database.execute(
            sql: "DELETE FROM innovation_indisponibilite WHERE participant = ?", arguments: [id])
        for slot in try slots(of: event.id, in: database) where !said.free.contains(slot.id) {
            try database.execute(
                sql: "INSERT INTO innovation_indisponibilite (participant, creneau) VALUES (?, ?)",
                arguments: [id, slot.id])
        }
        return id
    }

    /// Ends a participation before the programme is published: its wishes, and those about it, are
    /// erased; its needs and solutions are withdrawn.
    ///
    /// - Throws: `.untimely` once wishes are closed, or for a buyer whose needs are public.
    public func withdraw(_ participant: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            let participant = try Meetings.participant(participant, in: database)
            let event = try Meetings.event(participant.event, in: database)
            guard event.stage <= .wishesOpen else {
                throw CommunityRefusal.untimely(
                    "Les vœux sont clos\u{202F}: prévenez l’organisateur, qui réparera le programme."
                )
            }
            guard participant.side == .company || event.stage <= .needsOpen else {
                throw CommunityRefusal.untimely(
                    "Vos besoins sont publics et figés\u{202F}: prévenez l’organisateur.")
            }
            let arguments: StatementArguments = [acting.now.seconds, participant.id]
            try database.execute(
                sql: "UPDATE innovation_participant SET retire = ? WHERE id = ?",
                arguments: arguments)
            try database.execute(
                sql: "UPDATE innovation_solution SET retire = ? WHERE participant = ?",
                arguments: arguments)
            try database.execute(
                sql: """
                    UPDATE innovation_besoin SET retire = ? WHERE participant = ? AND retire IS NULL
                    """, arguments: arguments)
            try database.execute(
                sql: "DELETE FROM innovation_voeu WHERE ?1 IN (de, vers)",
                arguments: [participant.id])
        }
    }

    /// Decides the most meetings of one participant; nil gives it back to what it asked.
    public func fix(limit: Int?, of participant: Int64, _ acting: Acting) throws {
        if let limit, !(0...40).contains(limit) {
            throw CommunityRefusal.invalid(
                field: "plafond", value: String(limit),
                sentence: "Écrivez un nombre entier de 0 à 40.")
        }
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE innovation_participant SET plafond_fixe = ?, version = version + 1
                    WHERE id = ?
                    """, arguments: [limit, participant])
        }
    }
}
