/// What happens on the day of the event.
public struct MeetingDayChanges: Hashable, Sendable {
    /// The first slot still to come, from 1: those before it stay as they were.
    public var firstSlot: Int
    /// Slots in which somebody is away, from now on.
    public var away: [Int: Set<Int>]
    /// People who were not expected.
    public var newcomers: [MeetingProblem.Participant]
    /// Meetings that may be held besides: those newcomers wish, or others.
    public var candidates: [MeetingProblem.Candidate]
    /// Tables lost: the first slot in which each can no longer be used.
    public var closedTables: [Int: Int]
    /// Whether meetings wished for and not held may be added where that moves nobody.
    public var fillsGaps: Bool

    /// Changes; nothing when nothing is said.
    public init(
        firstSlot: Int = 1, away: [Int: Set<Int>] = [:],
        newcomers: [MeetingProblem.Participant] = [],
        candidates: [MeetingProblem.Candidate] = [], closedTables: [Int: Int] = [:],
        fillsGaps: Bool = true
    ) {
        self.firstSlot = firstSlot
        self.away = away
        self.newcomers = newcomers
        self.candidates = candidates
        self.closedTables = closedTables
        self.fillsGaps = fillsGaps
    }
}

/// A schedule repaired.
public struct MeetingRepair: Hashable, Sendable {
    /// The event as it now is: scheduler and rules of what follows.
    public var problem: MeetingProblem
    /// The meetings as they now are.
    public var schedule: MeetingSchedule
    /// Meetings that are held at another time than planned.
    public var moved: [MeetingSchedule.Meeting]
    /// Meetings that keep their time and change tables.
    public var reseated: [MeetingSchedule.Meeting]
    /// Meetings planned that cannot be held.
    public var dropped: [MeetingSchedule.Meeting]
    /// Meetings that were not planned.
    public var added: [MeetingSchedule.Meeting]
    /// Whether it is proven that the same meetings cannot be held with fewer moves.
    public var isFewest: Bool
}

extension MeetingScheduler {
    /// Repairs a schedule on the day, moving as few meetings as possible.
    ///
    /// - Shape: what is past stays. Meetings of the absent fall out; the others planned are all kept
    ///   where that can be, with as few moves as can be (where not, those worth most are taken first);
    ///   each newcomer then gets one meeting, if need be by moves; what fits without moving anybody is added. Fairness rules do not hold on the day.
    /// - Throws: `CommunityRefusal.invalid` when the changes make no sense.
    /// - Complexity: a search bounded by `effort` steps in all, well under two seconds.
    public func repair(
        _ schedule: MeetingSchedule, after changes: MeetingDayChanges, effort: Int = 120_000
    ) throws(CommunityRefusal) -> MeetingRepair {
        let changed = try MeetingScheduler(problem.changed(by: changes)).problem
        var repairing = MeetingRepairing(
            changed, schedule: schedule, changes: changes, effort: effort)
        return repairing.run()
    }
}

extension MeetingProblem {
    /// The event after the changes of the day.
    fileprivate func changed(by changes: MeetingDayChanges) -> MeetingProblem {
        var problem = self
        let past = Set(1..<max(1, min(changes.firstSlot, slots.count + 1)))
        for index in problem.participants.indices {
            let away = changes.away[problem.participants[index].id] ?? []
            problem.participants[index].unavailable.formUnion(away.subtracting(past))
        }
        problem.participants += changes.newcomers.map { person in
            var person = person
            person.unavailable.formUnion(past)
            return person
        }
        let known = Set(problem.candidates.map { Set([$0.a, $0.b]) })
        problem.candidates += changes.candidates.filter { !known.contains([$0.a, $0.b]) }
        for (table, slot) in changes.closedTables {
            let first = max(slot, changes.firstSlot)
            problem.closedTables[table] = min(problem.closedTables[table] ?? first, first)
        }
        return problem
    }
}
