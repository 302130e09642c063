import Community

/// Chance from a seed, for invented events: Numerical Recipes' quick generator, mixed.
struct MeetingDice {
    var state: UInt64

    init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9 &+ 12_345 }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func isTrue(in hundred: Int) -> Bool { below(100) < hundred }
}

/// Invented events, small or large.
enum InventedMeetings {
    /// Everything must be held: people from 1, meetings of chance.
    static func instance(
        seed: Int, people: Int, meetings: Int, slots: Int, tables: Int, morning: Int? = nil,
        busy: Int = 0
    ) -> MeetingProblem {
        var chance = MeetingDice(seed: seed)
        var pairs: Set<[Int]> = []
        for _ in 0..<(meetings * 20) where pairs.count < meetings {
            let (a, b) = (1 + chance.below(people), 1 + chance.below(people))
            if a != b { pairs.insert([min(a, b), max(a, b)]) }
        }
        let candidates = pairs.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { pair in
            let session = morning == nil || chance.isTrue(in: 50) ? nil : 1 + chance.below(2)
            return MeetingProblem.Candidate(a: pair[0], b: pair[1], session: session)
        }
        return MeetingProblem(
            participants: (1...people).map { id in
                .init(id: id, unavailable: Set((1...slots).filter { _ in chance.isTrue(in: busy) }))
            },
            slots: (1...slots).map { .init(session: $0 <= morning ?? slots ? 1 : 2) },
            tables: tables, candidates: candidates, aim: .everything, breakSpread: 2)
    }

    /// Buyers from 1, companies after them, wishes of chance.
    static func event(
        seed: Int, buyers: Int, companies: Int, slots: Int, tables: Int, wishes: Int = 30,
        busy: Int = 10, limit: Int? = nil, equity: Int? = 6, longestRun: Int? = nil
    ) -> MeetingProblem {
        var chance = MeetingDice(seed: seed)
        let people = (1...(buyers + companies)).map { id in
            MeetingProblem.Participant(
                id: id, side: id <= buyers ? .buyer : .company,
                isSmall: id > buyers && chance.isTrue(in: 40),
                unavailable: Set((1...slots).filter { _ in chance.isTrue(in: busy) }),
                limit: limit, longestRun: longestRun)
        }
        var said: [MeetingWishes.Wish] = []
        for buyer in 1...buyers {
            for company in (buyers + 1)...(buyers + companies) where chance.isTrue(in: wishes) {
                said.append(.init(from: buyer, to: company, strength: chance.below(6)))
                if chance.isTrue(in: 70) {
                    said.append(.init(from: company, to: buyer, strength: chance.below(6)))
                }
            }
        }
        return MeetingProblem(
            participants: people, slots: (1...slots).map { _ in .init() }, tables: tables,
            candidates: MeetingWishes.candidates(of: people, wishes: said),
            aim: .wishes, equity: equity)
    }

    /// Every schedule of a tiny problem that holds, one by one: each candidate in each slot, or, for
    /// wishes, nowhere. Tables are given in order.
    static func everySchedule(
        of problem: MeetingProblem, _ look: (MeetingSchedule, MeetingReport) -> Void
    ) {
        var slots = [Int](repeating: 0, count: problem.candidates.count)
        func visit(_ index: Int) {
            if index == slots.count {
                var next = [Int](repeating: 1, count: problem.slots.count + 1)
                var meetings: [MeetingSchedule.Meeting] = []
                for (pair, slot) in zip(problem.candidates, slots) where slot > 0 {
                    meetings.append(.init(a: pair.a, b: pair.b, slot: slot, table: next[slot]))
                    next[slot] += 1
                }
                let schedule = MeetingSchedule(meetings: meetings)
                let report = MeetingRules.report(on: schedule, of: problem)
                if report.holds { look(schedule, report) }
                return
            }
            for slot in (problem.aim == .everything ? 1 : 0)...problem.slots.count {
                slots[index] = slot
                // Cut early: nobody in two places.
                let pair = problem.candidates[index]
                let isFree =
                    slot == 0
                    || !(0..<index).contains {
                        slots[$0] == slot
                            && !Set([problem.candidates[$0].a, problem.candidates[$0].b])
                                .isDisjoint(with: [pair.a, pair.b])
                    }
                if isFree { visit(index + 1) }
            }
        }
        visit(0)
    }
}

/// A solver of clauses by plain search, for tiny formulas.
struct TinySolver: SolverEngine {
    func solve(_ formula: [UInt8], seconds: Double) -> SolverAnswer {
        let lines = String(decoding: formula, as: UTF8.self).split(separator: "\n")
        let head = lines[0].split(separator: " ")
        let clauses = lines.dropFirst().map { line in
            line.split(separator: " ").compactMap { Int($0) }.filter { $0 != 0 }
        }
        var values = [Int](repeating: 0, count: (Int(head[2]) ?? 0) + 1)
        return search(clauses, &values)
            ? .satisfiable(values.map { $0 > 0 }) : .unsatisfiable
    }

    /// Units first, then both values of one variable of the shortest clause.
    private func search(_ clauses: [[Int]], _ values: inout [Int]) -> Bool {
        let before = values
        var isStable = false
        var shortest: [Int]?
        while !isStable {
            isStable = true
            shortest = nil
            for clause in clauses {
                if clause.contains(where: { values[abs($0)] == $0.signum() }) { continue }
                let open = clause.filter { values[abs($0)] == 0 }
                if open.isEmpty {
                    values = before
                    return false
                }
                if open.count == 1 {
                    values[abs(open[0])] = open[0].signum()
                    isStable = false
                } else if open.count < shortest?.count ?? Int.max {
                    shortest = open
                }
            }
        }
        guard let literal = shortest?.first else { return true }
        for value in [literal.signum(), -literal.signum()] {
            values[abs(literal)] = value
            if search(clauses, &values) { return true }
        }
        values = before
        return false
    }
}
