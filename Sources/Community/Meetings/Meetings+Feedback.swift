public import Procurement

import GRDB

extension Meetings {
    /// What one side says of a meeting afterwards; the organiser alone reads it.
    public struct Feedback: Sendable, Hashable {
        public var isHeld: Bool
        /// From 1, useless, to 5, very useful; nil when it was not held.
        public var use: Int?
        /// Whether a follow-up is wished.
        public var wantsMore: Bool
        public var words: String

        /// What one side says of a meeting afterwards.
        public init(isHeld: Bool, use: Int?, wantsMore: Bool, words: String = "") {
            self.isHeld = isHeld
            self.use = use
            self.wantsMore = wantsMore
            self.words = words
        }
    }

    /// A meeting of the published programme with what both sides said of it.
    public struct Review: Sendable {
        public let meeting: Meeting
        public let buyer: Feedback?
        public let company: Feedback?
        /// Whether it was held: one side says so and the other does not deny it; nil when nobody
        /// said, or both differ.
        public var isHeld: Bool? {
            switch (buyer?.isHeld, company?.isHeld) {
            case (nil, nil), (true, false), (false, true): nil
            case (let one?, _), (_, let one?): one
            }
        }
    }

    /// What a participant said of its meetings, by whom it met.
    public func feedback(by participant: Participant) throws -> [Int64: Feedback] {
        try store.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM innovation_retour WHERE cote = ?1
                      AND CASE ?1 WHEN 'acheteur' THEN acheteur ELSE entreprise END = ?2
                    """, arguments: [participant.side.rawValue, participant.id])
            return Dictionary(
                rows.map { row in
                    (
                        row[participant.side == .buyer ? "entreprise" : "acheteur"] as Int64,
                        Meetings.feedback(row)
                    )
                }
            ) { first, _ in first }
        }
    }

    private static func feedback(_ row: Row) -> Feedback {
        Feedback(
            isHeld: row["tenu"], use: row["utile"], wantsMore: row["suite"], words: row["mot"])
    }

    /// Says what a participant thought of a meeting of the published programme; may be said again.
    ///
    /// - Throws: `.untimely` before the meeting, or once the event is closed; `.absent` when there is
    ///   no such meeting; `.invalid`.
    public func say(
        _ said: Feedback, by participant: Participant, about other: Int64, _ acting: Acting
    ) throws {
        var said = said
        said.words = try Entry.text("mot", said.words, 0...2_000)
        if !said.isHeld { said.use = nil }
        if let use = said.use, !(1...5).contains(use) {
            throw CommunityRefusal.invalid(
                field: "utile", value: String(use), sentence: "Choisissez de 1 à 5.")
        }
        try store.write(acting) { database in
            let event = try Meetings.event(participant.event, in: database)
            let published = try Meetings.published(event.id, in: database)
            let meetings =
                try published.map { try Meetings.meetings(of: $0.id, in: database) } ?? []
            guard
                let meeting = meetings.first(where: { $0.has(participant.id) && $0.has(other) })
            else { throw CommunityRefusal.absent("Ce rendez-vous n’est pas du programme.") }
            let end = try Meetings.slots(of: event.id, in: database)
                .first { $0.id == meeting.slot }?.end
            let isOver = event.stage == .theDay && end.map { $0 <= acting.now } == true
            guard event.stage == .feedback || isOver else {
                throw CommunityRefusal.untimely(
                    event.stage == .closed
                        ? "Les rencontres sont closes." : "Ce rendez-vous n’a pas encore eu lieu.")
            }
            try database.execute(
                sql: """
                    INSERT INTO innovation_retour (acheteur, entreprise, cote, tenu, utile, suite, mot,
                      personne, moment, jour) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (acheteur, entreprise, cote) DO UPDATE SET tenu = excluded.tenu,
                      utile = excluded.utile, suite = excluded.suite, mot = excluded.mot,
                      personne = excluded.personne, moment = excluded.moment
                    """,
                arguments: [
                    meeting.buyer, meeting.company, participant.side.rawValue, said.isHeld,
                    said.use, said.wantsMore, said.words, acting.person, acting.now.seconds,
                    event.start.seconds,
                ])
        }
    }

    /// The meetings of the published programme with what was said of them; for the organiser only,
    /// until they are erased.
    public func reviews(of event: Int64) throws -> [Review] {
        try store.read { database in
            guard let programme = try Meetings.published(event, in: database) else { return [] }
            struct Key: Hashable {
                let buyer: Int64
                let company: Int64
                let side: String
            }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT r.* FROM innovation_retour r
                    JOIN innovation_participant p ON p.id = r.acheteur WHERE p.innovation = ?
                    """, arguments: [event])
            let said = Dictionary(
                rows.map {
                    (
                        Key(buyer: $0["acheteur"], company: $0["entreprise"], side: $0["cote"]),
                        Meetings.feedback($0)
                    )
                }
            ) { first, _ in first }
            return try Meetings.meetings(of: programme.id, in: database).map { meeting in
                func by(_ side: MeetingSide) -> Feedback? {
                    said[
                        Key(buyer: meeting.buyer, company: meeting.company, side: side.rawValue)]
                }
                return Review(meeting: meeting, buyer: by(.buyer), company: by(.company))
            }
        }
    }
}

/// What an edition knows of contracts between parties that met.
public protocol ContractsBetween {
    /// The edition's name.
    var edition: String { get }
    /// The contracts that a buyer (all establishments of its SIREN) notified to a company (the same)
    /// within these days, both included: a number each, the same whoever asks.
    func contracts(buyer siren: String, company: String, from: Day, through: Day) throws -> Set<Int>
}

extension Meetings {
    /// INN-08: what followed meetings, in an edition; only an aggregate.
    public struct FollowUp: Sendable, Hashable {
        public let edition: String
        /// Pairs, by SIREN, that met: two establishments of a buyer that met the same company are
        /// one pair.
        public let held: Int
        /// Those that signed at least one contract within eighteen months.
        public let followed: Int
        /// Those contracts, each once, even when several companies of a pair hold it together.
        public let contracts: Int
        /// When it was counted.
        public let counted: Moment

        /// Whether there are enough pairs to publish it.
        public var isPublishable: Bool { held >= Meetings.fewestPairs }
    }

    /// Pairs below which nothing is published: fewer could tell who contracted with whom.
    public static let fewestPairs = 10
    /// Months after a meeting within which a contract counts.
    public static let followedMonths = 18

    /// Counts what followed the meetings held, in an edition. Nothing is written.
    public func followUp(of event: Event, _ contracts: any ContractsBetween, at now: Moment) throws
        -> FollowUp
    {
        let held = try reviews(of: event.id).filter { $0.isHeld == true }.map(\.meeting)
        let setting = try setting(of: event.id)
        let pairs = Set(
            held.compactMap { meeting -> [String]? in
                guard let buyer = setting.participant(meeting.buyer),
                    let company = setting.participant(meeting.company)
                else { return nil }
                return [buyer, company].map { String($0.siret.prefix(9)) }
            })
        var followed = 0
        var found: Set<Int> = []
        let end = event.day.adding(months: Meetings.followedMonths)
        for pair in pairs {
            let contracts = try contracts.contracts(
                buyer: pair[0], company: pair[1], from: event.day, through: end)
            found.formUnion(contracts)
            if !contracts.isEmpty { followed += 1 }
        }
        return FollowUp(
            edition: contracts.edition, held: pairs.count, followed: followed,
            contracts: found.count, counted: now)
    }

    /// Keeps a count: it outlives the pairs it was made from, which are erased at their date.
    ///
    /// - Throws: `.untimely` before feedback, or for fewer than ten pairs that met.
    public func keep(_ followUp: FollowUp, event: Event, _ acting: Acting) throws {
        guard event.stage >= .feedback else {
            throw CommunityRefusal.untimely("Les rencontres n’ont pas encore eu lieu.")
        }
        guard followUp.isPublishable else {
            throw CommunityRefusal.untimely(
                "Pas assez de paires qui se sont rencontrées\u{202F}: il en faut au moins "
                    + "\(Meetings.fewestPairs)."
            )
        }
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    INSERT INTO innovation_releve
                      (innovation, edition, rencontres, suivies, contrats, moment, personne)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    event.id, followUp.edition, followUp.held, followUp.followed,
                    followUp.contracts, acting.now.seconds, acting.person,
                ])
        }
    }

    /// The counts kept, the latest first.
    public func followUps(of event: Int64) throws -> [FollowUp] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM innovation_releve WHERE innovation = ? ORDER BY id DESC",
                arguments: [event]
            ).map {
                FollowUp(
                    edition: $0["edition"], held: $0["rencontres"], followed: $0["suivies"],
                    contracts: $0["contrats"], counted: Moment(seconds: $0["moment"]))
            }.filter(\.isPublishable)
        }
    }
}
