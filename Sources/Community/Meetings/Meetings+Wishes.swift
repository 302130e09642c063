import GRDB

extension Meetings {
    /// Whom a participant wants to meet, and how much. Only the participant itself reads it.
    public struct Wish: Sendable, Hashable {
        /// The participant wished for.
        public let other: Int64
        /// From 0, « non merci », to 5.
        public let strength: Int
        public let why: String

        /// Whom a participant wants to meet, and how much.
        public init(other: Int64, strength: Int, why: String = "") {
            self.other = other
            self.strength = strength
            self.why = why
        }
    }

    /// Strengths of wishes.
    public static let strengths = 0...5

    /// The wishes of one participant; nobody else's.
    public func wishes(of participant: Int64) throws -> [Int64: Wish] {
        try store.read { database in
            let wishes = try Row.fetchAll(
                database, sql: "SELECT * FROM innovation_voeu WHERE de = ?",
                arguments: [participant]
            ).map { Wish(other: $0["vers"], strength: $0["force"], why: $0["motif"]) }
            return Dictionary(wishes.map { ($0.other, $0) }) { first, _ in first }
        }
    }

    /// Says wishes; nil takes one back. Others than those named stay as they are.
    ///
    /// - Throws: `.untimely` unless wishes are open; `.invalid` for somebody of the same side, or
    ///   of another event.
    public func say(_ wishes: [Int64: Wish?], by participant: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            let participant = try Meetings.participant(participant, in: database)
            let event = try Meetings.event(participant.event, in: database)
            guard event.stage == .wishesOpen else {
                throw CommunityRefusal.untimely(
                    event.stage < .wishesOpen
                        ? "Les vœux ne sont pas encore ouverts." : "Les vœux sont clos.")
            }
            for (other, wish) in wishes.sorted(by: { $0.key < $1.key }) {
                guard let wish else {
                    try database.execute(
                        sql: "DELETE FROM innovation_voeu WHERE de = ? AND vers = ?",
                        arguments: [participant.id, other])
                    continue
                }
                let met = try Meetings.participant(other, in: database)
                guard met.event == event.id, met.side == participant.side.other,
                    Meetings.strengths.contains(wish.strength)
                else {
                    throw CommunityRefusal.invalid(
                        field: "voeu_\(other)", value: String(wish.strength),
                        sentence: "Ce vœu n’est pas de la liste.")
                }
                let why = try Entry.line("motif_\(other)", wish.why, 0...200)
                try database.execute(
                    sql: """
                        INSERT INTO innovation_voeu (de, vers, force, motif, personne, moment, jour)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (de, vers) DO UPDATE SET force = excluded.force,
                          motif = excluded.motif, personne = excluded.personne,
                          moment = excluded.moment
                        """,
                    arguments: [
                        participant.id, other, wish.strength, why, acting.person,
                        acting.now.seconds, event.start.seconds,
                    ])
            }
        }
    }

    /// Parts of a wish point in which weights are counted: any harmonic mean of two wishes is whole.
    public static let weightUnit = 2_520

    /// How much a pair is worth; nil when it must not meet.
    ///
    /// - Shape: the harmonic mean of both wishes, which a weak one pulls down; none when either side
    ///   refused. A wish left unanswered counts as one answered by 1, where the event grants those.
    /// - Unit: `weightUnit`ths of a wish point, from 1 to 5 points.
    public static func weight(_ buyer: Int?, _ company: Int?, grantsOneSided: Bool) -> Int? {
        if buyer == 0 || company == 0 { return nil }
        switch (buyer, company) {
        case (let a?, let b?): return weightUnit * 2 * a * b / (a + b)
        case (let one?, nil), (nil, let one?):
            return grantsOneSided ? weightUnit * 2 * one / (one + 1) : nil
        case (nil, nil): return nil
        }
    }

    /// How many wishes were said, by side; for the organiser.
    public func wishCounts(of event: Int64) throws -> (buyers: Int, companies: Int, mutual: Int) {
        try store.read { database in
            let wishes = try Meetings.allWishes(of: event, in: database)
            let sides = Dictionary(
                uniqueKeysWithValues: try Meetings.participants(of: event, in: database)
                    .map { ($0.id, $0.side) })
            let positive = wishes.filter { $0.value > 0 }
            let buyers = positive.keys.count { sides[$0.from] == .buyer }
            let mutual = positive.keys.count { key in
                sides[key.from] == .buyer && (positive[Ways(from: key.to, to: key.from)] ?? 0) > 0
            }
            return (buyers, positive.count - buyers, mutual)
        }
    }

    /// From whom to whom.
    struct Ways: Hashable {
        let from: Int64
        let to: Int64
    }

    static func allWishes(of event: Int64, in database: Database) throws -> [Ways: Int] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT v.de, v.vers, v.force FROM innovation_voeu v
                JOIN innovation_participant p ON p.id = v.de
                JOIN innovation_participant q ON q.id = v.vers
                WHERE p.innovation = ? AND p.retire IS NULL AND q.retire IS NULL
                """, arguments: [event])
        return Dictionary(
            rows.map { (Ways(from: $0["de"], to: $0["vers"]), $0["force"] as Int) }
        ) { first, _ in first }
    }

    /// The pairs worth a meeting, with their weight.
    static func pairs(of event: Event, in database: Database) throws -> [WantedPair] {
        let wishes = try allWishes(of: event.id, in: database)
        let sides = Dictionary(
            uniqueKeysWithValues: try participants(of: event.id, in: database)
                .map { ($0.id, $0.side) })
        var pairs: Set<WantedPair> = []
        for way in wishes.keys {
            let isBuyer = sides[way.from] == .buyer
            let (buyer, company) = isBuyer ? (way.from, way.to) : (way.to, way.from)
            let weight = weight(
                wishes[Ways(from: buyer, to: company)], wishes[Ways(from: company, to: buyer)],
                grantsOneSided: event.grantsOneSided)
            if let weight {
                pairs.insert(WantedPair(buyer: buyer, company: company, weight: weight))
            }
        }
        return pairs.sorted { ($0.buyer, $0.company) < ($1.buyer, $1.company) }
    }

    /// A buyer and a company worth a meeting.
    public struct WantedPair: Sendable, Hashable {
        public let buyer: Int64
        public let company: Int64
        /// In `weightUnit`ths of a wish point.
        public let weight: Int
    }
}
