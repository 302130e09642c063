extension Meetings {
    /// What is wrong with a list of meetings.
    public enum Fault: Sendable, Hashable {
        /// A participant has two meetings at a slot.
        case twoPlaces(participant: Int64, slot: Int64)
        /// A table holds two meetings at a slot.
        case tableTaken(table: Int64, slot: Int64)
        /// A pair meets twice.
        case twice(buyer: Int64, company: Int64)
        /// A participant said it is not free at a slot.
        case notFree(participant: Int64, slot: Int64)
        /// A participant has more meetings than its limit.
        case tooMany(participant: Int64, count: Int, limit: Int)
        /// A participant will not come.
        case absent(participant: Int64)
        /// One of both said it does not want this meeting; which one is not told.
        case unwanted(buyer: Int64, company: Int64)
        /// Neither of both asked for this meeting.
        case unasked(buyer: Int64, company: Int64)

        /// Whether no confirmation can allow it.
        public var isImpossible: Bool {
            switch self {
            case .twoPlaces, .tableTaken, .twice, .absent: true
            case .notFree, .tooMany, .unwanted, .unasked: false
            }
        }
    }

    /// What is wrong with a list of meetings, each fault once.
    ///
    /// - Complexity: O(meetings).
    public static func faults(of meetings: [Meeting], _ setting: Setting) -> [Fault] {
        var faults: [Fault] = []
        var counts: [Int64: Int] = [:]
        var seats: Set<[Int64]> = []
        var pairs: Set<Setting.Pair> = []
        let wanted = Set(setting.pairs.map { Setting.Pair(buyer: $0.buyer, company: $0.company) })
        for meeting in meetings {
            let pair = Setting.Pair(buyer: meeting.buyer, company: meeting.company)
            for participant in [meeting.buyer, meeting.company] {
                counts[participant, default: 0] += 1
                if !seats.insert([0, participant, meeting.slot]).inserted {
                    faults.append(.twoPlaces(participant: participant, slot: meeting.slot))
                }
                if setting.byID[participant]?.absent != nil || setting.byID[participant] == nil {
                    faults.append(.absent(participant: participant))
                } else if !setting.isFree(participant, at: meeting.slot) {
                    faults.append(.notFree(participant: participant, slot: meeting.slot))
                }
            }
            if !seats.insert([1, meeting.table, meeting.slot]).inserted {
                faults.append(.tableTaken(table: meeting.table, slot: meeting.slot))
            }
            if !pairs.insert(pair).inserted {
                faults.append(.twice(buyer: pair.buyer, company: pair.company))
            }
            if setting.refused.contains(pair) {
                faults.append(.unwanted(buyer: pair.buyer, company: pair.company))
            } else if !wanted.contains(pair) {
                faults.append(.unasked(buyer: pair.buyer, company: pair.company))
            }
        }
        for (id, count) in counts.sorted(by: { $0.key < $1.key }) {
            guard let participant = setting.byID[id] else { continue }
            let limit = participant.limit(in: setting.event)
            if count > limit {
                faults.append(.tooMany(participant: id, count: count, limit: limit))
            }
        }
        return faults
    }
}
