/// What a schedule is worth and which rules it breaks, recomputed from the problem alone.
///
/// Knows nothing of how schedules are made: plain loops over dictionaries, on purpose.
public struct MeetingReport: Hashable, Sendable {
    /// A rule that is broken.
    public struct Violation: Hashable, Sendable {
        /// Which kind of rule.
        public enum Rule: String, Hashable, Sendable, CaseIterable {
            /// A participant that does not exist, or meets itself.
            case unknown
            /// A meeting nobody asked for.
            case notAsked
            /// A pair that meets twice.
            case twice
            /// A slot or a table that does not exist, or a closed table.
            case place
            /// Two meetings at one table in one slot.
            case table
            /// Somebody in two places.
            case twoPlaces
            /// Somebody who is not free.
            case unavailable
            /// The wrong session.
            case session
            /// More meetings than the limit.
            case limit
            /// Too many meetings one after another.
            case run
            /// A decided meeting that is not where it was decided.
            case fixed
            /// A meeting that must be held and is not.
            case missing
            /// Numbers of breaks too far apart.
            case spread
            /// Somebody without a meeting while another has many.
            case equity
        }
        /// The rule.
        public var rule: Rule
        /// The French sentence.
        public var sentence: String
    }

    /// The rules broken; empty when the schedule holds.
    public var violations: [Violation]
    /// Breaks of all participants together.
    public var breaks: Int
    /// The difference between the most and the fewest breaks of a participant.
    public var breakSpread: Int
    /// The worth of the meetings held, in `MeetingProblem.weightUnit`ths.
    public var weight: Int
    /// Participants who could have a meeting and have none.
    public var without: [Int]
    /// The most meetings one participant has.
    public var most: Int

    /// Whether no rule is broken.
    public var holds: Bool { violations.isEmpty }
}

/// The rules of meetings, checked one by one.
public enum MeetingRules {
    /// Checks a schedule against a problem.
    ///
    /// - Complexity: O(meetings × participants) at worst.
    public static func report(
        on schedule: MeetingSchedule, of problem: MeetingProblem
    ) -> MeetingReport {
        var check = MeetingCheck(problem: problem, schedule: schedule)
        check.checkEachMeeting()
        check.checkPeople()
        check.checkPairs()
        check.checkFairness()
        return MeetingReport(
            violations: check.violations, breaks: check.breaks.values.reduce(0, +),
            breakSpread: (check.breaks.values.max() ?? 0) - (check.breaks.values.min() ?? 0),
            weight: check.weight, without: check.without,
            most: check.slotsOf.values.map(\.count).max() ?? 0)
    }

    /// Breaks of somebody who meets in these slots: groups of empty slots between two meetings of the
    /// same block.
    public static func breaks(at slots: [Int], of problem: MeetingProblem) -> Int {
        let sorted = slots.sorted()
        return zip(sorted, sorted.dropFirst()).count { former, latter in
            latter > former + 1 && former >= 1 && latter <= problem.slots.count
                && problem.slots[former - 1].block == problem.slots[latter - 1].block
        }
    }
}

private struct MeetingCheck {
    let problem: MeetingProblem
    let schedule: MeetingSchedule
    let people: [Int: MeetingProblem.Participant]
    let asked: [Set<Int>: MeetingProblem.Candidate]
    var slotsOf: [Int: [Int]] = [:]
    var violations: [MeetingReport.Violation] = []
    var breaks: [Int: Int] = [:]
    var weight = 0
    var without: [Int] = []

    init(problem: MeetingProblem, schedule: MeetingSchedule) {
        self.problem = problem
        self.schedule = schedule
        people = Dictionary(
            problem.participants.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        asked = Dictionary(
            problem.candidates.map { (Set([$0.a, $0.b]), $0) },
            uniquingKeysWith: { first, _ in first })
        for meeting in schedule.meetings {
            slotsOf[meeting.a, default: []].append(meeting.slot)
            slotsOf[meeting.b, default: []].append(meeting.slot)
        }
    }

    mutating func complain(_ rule: MeetingReport.Violation.Rule, _ sentence: String) {
        violations.append(MeetingReport.Violation(rule: rule, sentence: sentence))
    }

    mutating func checkEachMeeting() {
        var taken: Set<[Int]> = []
        for meeting in schedule.meetings {
            let name = "Le rendez-vous \(meeting.a)–\(meeting.b)"
            if meeting.a == meeting.b || people[meeting.a] == nil || people[meeting.b] == nil {
                complain(.unknown, "\(name) ne joint pas deux participants de l’événement.")
            }
            guard meeting.slot >= 1, meeting.slot <= problem.slots.count else {
                complain(.place, "\(name) est au créneau \(meeting.slot), qui n’existe pas.")
                continue
            }
            if !problem.isOpen(table: meeting.table, slot: meeting.slot) {
                complain(
                    .place,
                    "\(name) est à la table \(meeting.table), qui n’est pas ouverte "
                        + "au créneau \(meeting.slot).")
            }
            if !taken.insert([meeting.slot, meeting.table]).inserted {
                complain(
                    .table,
                    "Deux rendez-vous sont à la table \(meeting.table) au créneau \(meeting.slot).")
            }
            for id in [meeting.a, meeting.b]
            where people[id]?.unavailable.contains(meeting.slot) == true {
                complain(
                    .unavailable,
                    "Le participant \(id) n’est pas disponible au créneau \(meeting.slot).")
            }
            if let session = asked[[meeting.a, meeting.b]]?.session,
                session != problem.slots[meeting.slot - 1].session
            {
                complain(.session, "\(name) n’est pas dans sa demi-journée.")
            }
        }
    }

    mutating func checkPeople() {
        for person in problem.participants {
            let slots = (slotsOf[person.id] ?? []).sorted()
            breaks[person.id] = MeetingRules.breaks(at: slots, of: problem)
            for (former, latter) in zip(slots, slots.dropFirst()) where former == latter {
                complain(
                    .twoPlaces,
                    "Le participant \(person.id) est à deux endroits au créneau \(former).")
            }
            if let limit = person.limit, slots.count > limit {
                complain(
                    .limit,
                    "Le participant \(person.id) a \(slots.count) rendez-vous pour une limite de "
                        + "\(limit).")
            }
            if let longest = person.longestRun, longestRun(slots) > longest {
                complain(
                    .run,
                    "Le participant \(person.id) enchaîne plus de \(longest) rendez-vous sans pause."
                )
            }
        }
    }

    /// Most meetings in consecutive slots of one block.
    private func longestRun(_ slots: [Int]) -> Int {
        var (longest, current, last) = (0, 0, Int.min)
        for slot in slots where slot >= 1 && slot <= problem.slots.count {
            let follows =
                last == slot - 1 && problem.slots[last - 1].block == problem.slots[slot - 1].block
            current = follows ? current + 1 : 1
            longest = max(longest, current)
            last = slot
        }
        return longest
    }

    mutating func checkPairs() {
        var held: [Set<Int>: MeetingSchedule.Meeting] = [:]
        for meeting in schedule.meetings {
            let pair: Set<Int> = [meeting.a, meeting.b]
            if held[pair] != nil {
                complain(
                    .twice,
                    "Les participants \(meeting.a) et \(meeting.b) se rencontrent deux fois.")
                continue
            }
            held[pair] = meeting
            weight += asked[pair]?.weight ?? 0
            if asked[pair] == nil, !problem.fixed.contains(where: { Set([$0.a, $0.b]) == pair }) {
                complain(
                    .notAsked,
                    "Le rendez-vous \(meeting.a)–\(meeting.b) n’est souhaité par personne.")
            }
        }
        for fixed in problem.fixed {
            let meeting = held[[fixed.a, fixed.b]]
            if meeting?.slot != fixed.slot
                || (fixed.table != nil && meeting?.table != fixed.table)
            {
                complain(
                    .fixed, "Le rendez-vous décidé \(fixed.a)–\(fixed.b) n’est pas à sa place.")
            }
        }
        guard problem.aim == .everything else { return }
        for pair in problem.candidates where held[[pair.a, pair.b]] == nil {
            complain(.missing, "Le rendez-vous \(pair.a)–\(pair.b) n’est pas placé.")
        }
    }

    mutating func checkFairness() {
        if let spread = problem.breakSpread, let most = breaks.values.max(),
            let fewest = breaks.values.min(), most - fewest > spread
        {
            complain(
                .spread,
                "Un participant a \(most) pauses quand un autre en a \(fewest)\u{202F}: l’écart "
                    + "permis est \(spread).")
        }
        without = problem.participants.filter {
            slotsOf[$0.id] == nil && couldMeet($0)
        }.map(\.id)
        guard problem.aim == .wishes, let equity = problem.equity else { return }
        for id in without {
            guard
                let other = problem.participants.first(where: {
                    $0.side == people[id]?.side && (slotsOf[$0.id]?.count ?? 0) >= equity
                })
            else { continue }
            complain(
                .equity,
                "Le participant \(id) n’a aucun rendez-vous quand le participant \(other.id) en a "
                    + "\(slotsOf[other.id]?.count ?? 0).")
        }
    }

    /// Whether somebody, alone in the room with the others, could have one meeting worth something.
    private func couldMeet(_ person: MeetingProblem.Participant) -> Bool {
        guard person.limit != 0 else { return false }
        return problem.candidates.contains { pair in
            guard pair.a == person.id || pair.b == person.id,
                problem.aim == .everything || pair.weight > 0,
                let other = people[pair.a == person.id ? pair.b : pair.a], other.limit != 0
            else { return false }
            return problem.slots.indices.contains { index in
                !person.unavailable.contains(index + 1) && !other.unavailable.contains(index + 1)
                    && (pair.session == nil || pair.session == problem.slots[index].session)
                    && (1...max(1, problem.tables)).contains {
                        problem.isOpen(table: $0, slot: index + 1)
                    }
            }
        }
    }
}
