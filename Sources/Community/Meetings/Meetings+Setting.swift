import GRDB

extension Meetings {
    /// Everything a programme is made from and judged by, read at one instant.
    public struct Setting: Sendable {
        public let event: Event
        public let participants: [Participant]
        public let slots: [Slot]
        public let tables: [Table]
        /// Pairs worth a meeting.
        public let pairs: [WantedPair]
        /// Slots at which each participant is not free.
        public let busy: [Int64: Set<Int64>]
        /// Who refused whom, either way, as pairs of buyer and company.
        let refused: Set<Pair>
        let byID: [Int64: Participant]

        /// A buyer and a company.
        struct Pair: Hashable, Sendable {
            let buyer: Int64
            let company: Int64
        }

        /// A participant by number.
        public func participant(_ id: Int64) -> Participant? { byID[id] }

        /// Whether somebody is registered, comes, and is free at a slot.
        func isFree(_ participant: Int64, at slot: Int64) -> Bool {
            guard let known = byID[participant], known.absent == nil else { return false }
            return busy[participant]?.contains(slot) != true
        }

        init(_ event: Event, in database: Database) throws {
            self.event = event
            participants = try Meetings.participants(of: event.id, in: database)
            slots = try Meetings.slots(of: event.id, in: database)
            tables = try Meetings.tables(of: event.id, in: database)
            byID = Dictionary(uniqueKeysWithValues: participants.map { ($0.id, $0) })
            pairs = try Meetings.pairs(of: event, in: database)
            var busy: [Int64: Set<Int64>] = [:]
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT i.participant, i.creneau FROM innovation_indisponibilite i
                    JOIN innovation_participant p ON p.id = i.participant WHERE p.innovation = ?
                    """, arguments: [event.id])
            for row in rows { busy[row["participant"], default: []].insert(row["creneau"]) }
            self.busy = busy
            refused = Set(
                try Meetings.allWishes(of: event.id, in: database).filter { $0.value == 0 }.keys
                    .flatMap {
                        [
                            Pair(buyer: $0.from, company: $0.to),
                            Pair(buyer: $0.to, company: $0.from),
                        ]
                    })
        }
    }

    /// Everything a programme of this event is made from and judged by.
    public func setting(of event: Int64) throws -> Setting {
        try store.read { try Setting(try Meetings.event(event, in: $0), in: $0) }
    }

    /// What a list of meetings is worth, counted when it is made and kept with it: the wishes it was
    /// made from are erased at their date.
    struct Figures: Sendable, Hashable {
        /// Sum of the weights of the pairs that meet, in `weightUnit`ths.
        let weight: Int
        /// Participants in a pair worth a meeting, who meet nobody.
        let withoutMeeting: Int
        /// Free slots between a participant's first and last meeting, all together.
        let idle: Int
        /// Meetings of whom has fewest and most, among those in a pair worth a meeting.
        let fewest: Int
        let most: Int
        /// Half of the participants have at least so many meetings, by side.
        let medianOfBuyers: Int
        let medianOfCompanies: Int

        /// What these meetings are worth.
        init(_ meetings: [Meeting], _ setting: Setting) {
            let weights = Dictionary(
                setting.pairs.map {
                    (Setting.Pair(buyer: $0.buyer, company: $0.company), $0.weight)
                }
            ) { first, _ in first }
            weight = meetings.reduce(0) {
                $0 + (weights[Setting.Pair(buyer: $1.buyer, company: $1.company)] ?? 0)
            }
            let ranks = Dictionary(
                uniqueKeysWithValues: setting.slots.enumerated().map { ($0.element.id, $0.offset) })
            var used: [Int64: [Int]] = [:]
            for meeting in meetings {
                used[meeting.buyer, default: []].append(ranks[meeting.slot] ?? 0)
                used[meeting.company, default: []].append(ranks[meeting.slot] ?? 0)
            }
            idle = used.reduce(0) { sum, entry in
                guard let first = entry.value.min(), let last = entry.value.max() else {
                    return sum
                }
                let taken = Set(entry.value)
                return sum
                    + (first...last).count {
                        !taken.contains($0)
                            && setting.isFree(entry.key, at: setting.slots[$0].id)
                    }
            }
            let wanted = Set(setting.pairs.flatMap { [$0.buyer, $0.company] })
                .filter { setting.byID[$0]?.absent == nil }
            let counts = wanted.map { used[$0]?.count ?? 0 }
            withoutMeeting = counts.count { $0 == 0 }
            fewest = counts.min() ?? 0
            most = counts.max() ?? 0
            func median(_ side: MeetingSide) -> Int {
                let counts = setting.participants.filter { $0.side == side && $0.absent == nil }
                    .map { used[$0.id]?.count ?? 0 }.sorted()
                return counts.isEmpty ? 0 : counts[counts.count / 2]
            }
            medianOfBuyers = median(.buyer)
            medianOfCompanies = median(.company)
        }
    }
}
