/// How a programme is found: the narrow door between an event and whatever searches.
struct ProgrammeSearch: Sendable {
    /// What a search must respect and reach.
    struct Task: Sendable {
        let setting: Meetings.Setting
        /// Meetings that stay where they are.
        let fixed: [Meetings.Meeting]
        /// Slots that may be used; the past ones of the day may not.
        let slots: [Meetings.Slot]
        let seconds: Int
    }

    /// What a search found.
    struct Outcome: Sendable {
        var status: ProposalStatus
        var meetings: [Meetings.Meeting]
        /// In `weightUnit`ths; nil when nothing is proven.
        var bound: Int?
    }

    /// A programme that keeps what is fixed.
    static func propose(_ task: Task) -> Outcome {
        Outcome(status: .feasible, meetings: filled(task.fixed, task), bound: nil)
    }

    /// The meetings of the past and those kept, with as many others as fit.
    static func repair(
        _ kept: [Meetings.Meeting], past: [Meetings.Meeting], _ task: Task
    ) -> [Meetings.Meeting] {
        filled(past + kept, task)
    }

    private static func filled(_ kept: [Meetings.Meeting], _ task: Task) -> [Meetings.Meeting] {
        let setting = task.setting
        var meetings = kept
        var seats: Set<[Int64]> = []
        var counts: [Int64: Int] = [:]
        func take(_ meeting: Meetings.Meeting) {
            seats.insert([0, meeting.buyer, meeting.slot])
            seats.insert([0, meeting.company, meeting.slot])
            seats.insert([1, meeting.table, meeting.slot])
            counts[meeting.buyer, default: 0] += 1
            counts[meeting.company, default: 0] += 1
        }
        for meeting in kept { take(meeting) }
        var pairs = setting.pairs.filter { pair in
            !kept.contains { $0.buyer == pair.buyer && $0.company == pair.company }
        }
        // One round gives each at most one more meeting: nobody waits while another has six.
        for round in 1...60 where !pairs.isEmpty {
            pairs.sort {
                let small = (
                    setting.participant($0.company)?.isSmall == true,
                    setting.participant($1.company)?.isSmall == true
                )
                return ($1.weight, small.0 ? 0 : 1, $0.buyer, $0.company)
                    < ($0.weight, small.1 ? 0 : 1, $1.buyer, $1.company)
            }
            var left: [Meetings.WantedPair] = []
            for pair in pairs {
                func hasRoom(_ id: Int64) -> Bool {
                    guard let participant = setting.participant(id) else { return false }
                    return counts[id, default: 0] < participant.limit(in: setting.event)
                }
                guard hasRoom(pair.buyer), hasRoom(pair.company) else { continue }
                guard max(counts[pair.buyer] ?? 0, counts[pair.company] ?? 0) < round else {
                    left.append(pair)
                    continue
                }
                let place = task.slots.lazy.filter { slot in
                    setting.isFree(pair.buyer, at: slot.id)
                        && setting.isFree(pair.company, at: slot.id)
                        && !seats.contains([0, pair.buyer, slot.id])
                        && !seats.contains([0, pair.company, slot.id])
                }.compactMap { slot in
                    setting.tables.first { !seats.contains([1, $0.id, slot.id]) }.map {
                        Meetings.Meeting(
                            buyer: pair.buyer, company: pair.company, slot: slot.id, table: $0.id)
                    }
                }.first
                if let place {
                    take(place)
                    meetings.append(place)
                }
            }
            pairs = left
        }
        return meetings
    }
}
