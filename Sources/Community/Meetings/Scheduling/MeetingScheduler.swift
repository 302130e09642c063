/// Proposes, checks and repairs the meetings of an event.
///
/// - Shape: a value made from a problem without faults; no file, no clock, no chance but the seed.
public struct MeetingScheduler: Sendable {
    /// The event.
    public let problem: MeetingProblem

    /// How much the plain method tries, whatever the time; the same effort gives the same schedule.
    public struct Effort: Hashable, Sendable {
        /// Attempts to place meetings that did not fit at first.
        public var placing: Int
        /// Exchanges tried to make breaks fewer.
        public var mending: Int

        /// Numbers of attempts.
        public init(placing: Int = 60_000, mending: Int = 4_000_000) {
            self.placing = placing
            self.mending = mending
        }
    }

    /// A scheduler of an event.
    ///
    /// - Throws: `CommunityRefusal.invalid` with the first fault of the problem.
    public init(_ problem: MeetingProblem) throws(CommunityRefusal) {
        if let fault = problem.faults.first {
            throw .invalid(field: "rendez_vous", value: "", sentence: fault)
        }
        self.problem = problem
    }

    /// A schedule as good as it can be in the time given.
    ///
    /// - Parameters:
    ///   - seconds: the time in all, counted by `stopwatch`.
    ///   - solver: who answers the hard questions; nil leaves the plain method alone.
    ///   - seed: of the plain method's chance.
    ///   - stopwatch: seconds since the question was put.
    /// - Shape: never throws; without a schedule the status tells whether none exists.
    public func propose(
        seconds: Double, solver: (any SolverEngine)? = nil, effort: Effort = Effort(),
        seed: UInt64 = 1, stopwatch: @escaping () -> Double
    ) -> MeetingProposal {
        let board = MeetingBoard(problem)
        var proposing = MeetingProposing(
            board: board, seconds: seconds, solver: solver, effort: effort, seed: seed,
            stopwatch: stopwatch)
        switch problem.aim {
        case .everything: return proposing.placeEverything()
        case .wishes: return proposing.grantWishes()
        }
    }

    /// The rules a schedule breaks, and what it is worth.
    public func check(_ schedule: MeetingSchedule) -> MeetingReport {
        MeetingRules.report(on: schedule, of: problem)
    }

    /// What a change made by hand would give: the schedule after it and the rules it would break anew.
    ///
    /// - Shape: nothing is refused; the organiser decides.
    public func check(
        _ change: MeetingChange, in schedule: MeetingSchedule
    ) -> (schedule: MeetingSchedule, broken: [MeetingReport.Violation]) {
        let after = change.applied(to: schedule)
        let before = Set(check(schedule).violations)
        return (after, check(after).violations.filter { !before.contains($0) })
    }
}

/// What is proposed.
public struct MeetingProposal: Hashable, Sendable {
    /// How good it is.
    public enum Status: String, Hashable, Sendable {
        /// Nothing better exists.
        case optimal
        /// It holds; something better may exist.
        case feasible
        /// No schedule exists.
        case infeasible
        /// None was found in the time given, and none is known not to exist.
        case unknown
    }

    /// Who found the schedule.
    public enum Method: String, Hashable, Sendable {
        /// The plain method, the solver having been asked.
        case plain
        /// The solver.
        case solver
        /// The plain method, because no solver is there.
        case plainAlone
    }

    /// How good it is.
    public var status: Status
    /// The meetings; none when there is no schedule.
    public var schedule: MeetingSchedule
    /// What the schedule is worth.
    public var report: MeetingReport
    /// No schedule has fewer breaks (for wishes: 0 unless more is proven).
    public var breakBound: Int
    /// No schedule that gives as many people a meeting is worth more; 0 when all must be held.
    public var weightBound: Int
    /// Who found it.
    public var method: Method
    /// Why there is no schedule: French sentences.
    public var obstacles: [String]
}

/// A change of one meeting, made by hand.
public enum MeetingChange: Hashable, Sendable {
    /// One more meeting.
    case add(MeetingSchedule.Meeting)
    /// The meeting of these two, elsewhere.
    case move(a: Int, b: Int, slot: Int, table: Int)
    /// The meeting of these two, no more.
    case remove(a: Int, b: Int)

    /// The schedule after the change.
    public func applied(to schedule: MeetingSchedule) -> MeetingSchedule {
        var meetings = schedule.meetings
        switch self {
        case .add(let meeting): meetings.append(meeting)
        case .move(let a, let b, let slot, let table):
            for index in meetings.indices
            where Set([meetings[index].a, meetings[index].b]) == [a, b] {
                meetings[index].slot = slot
                meetings[index].table = table
            }
        case .remove(let a, let b):
            meetings.removeAll { Set([$0.a, $0.b]) == [a, b] }
        }
        return MeetingSchedule(meetings: meetings)
    }
}
