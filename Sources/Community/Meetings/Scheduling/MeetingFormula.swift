/// The question "can these meetings be placed with at most so many breaks?" as clauses.
///
/// - Shape: one variable for each meeting and slot, one for each person and slot, counters along time,
///   ends of holes, totals.
/// - Source: the model and the implied constraints follow Bofill et al., JAIR 74 (2022): slots used,
///   meetings of each person known in advance, ends of holes. Totals: Bailleux and Boufkhad (2003). What
///   is ours: meetings without a hole follow one another in the counter; a slot's tables are
///   counted over people where most of them are busy (decision 0110).
struct MeetingFormula {
    private let board: MeetingBoard
    private let pairs: [Int]
    /// Most breaks in all; nil for no limit.
    private let budget: Int?
    private var clauses = MeetingClauses()
    /// Variable of each pair of `pairs` in each slot, or 0.
    private var held: [[Int32]] = []
    /// Variable of each person in each slot, or 0.
    private var used: [[Int32]] = []
    private var degree: [Int]

    init(_ board: MeetingBoard, pairs: [Int], breaksAtMost budget: Int?) {
        self.board = board
        self.pairs = pairs
        self.budget = budget
        degree = Array(repeating: 0, count: board.peopleCount)
        addMeetings()
        addPeople()
        addTables()
    }

    /// The clauses in the DIMACS form that solvers read.
    var text: [UInt8] { clauses.text }

    /// The slot of each pair asked about, by a model.
    func slots(in model: [Bool]) -> [Int: Int] {
        var slots: [Int: Int] = [:]
        for (index, pair) in pairs.enumerated() {
            for slot in 0..<board.slotCount {
                let variable = Int(held[index][slot])
                if variable > 0, variable < model.count, model[variable] { slots[pair] = slot }
            }
        }
        return slots
    }

    // MARK: Meetings

    private mutating func addMeetings() {
        for pair in pairs {
            let value = board.pairs[pair]
            degree[value.a] += 1
            degree[value.b] += 1
            let row = (0..<board.slotCount).map { slot in
                value.allowed & (1 << slot) == 0 ? 0 : clauses.variable()
            }
            held.append(row)
            clauses.add(row.filter { $0 != 0 })
            clauses.addAtMostOne(row.filter { $0 != 0 })
        }
    }

    private mutating func addPeople() {
        var heldBy = [[Int]](repeating: [], count: board.peopleCount)
        for (index, pair) in pairs.enumerated() {
            heldBy[board.pairs[pair].a].append(index)
            heldBy[board.pairs[pair].b].append(index)
        }
        used = Array(
            repeating: Array(repeating: 0, count: board.slotCount), count: board.peopleCount)
        var holes: [[Int32]] = []
        var counts: [[Int32]] = []
        let spread = spreadRule
        for person in 0..<board.peopleCount {
            for slot in 0..<board.slotCount {
                let meetings = heldBy[person].map { held[$0][slot] }.filter { $0 != 0 }
                guard !meetings.isEmpty else { continue }
                let busy = clauses.variable()
                used[person][slot] = busy
                clauses.add([-busy] + meetings)
                for meeting in meetings { clauses.add([busy, -meeting]) }
                clauses.addAtMostOne(meetings)
            }
            guard degree[person] > 0 else { continue }
            let counter = addCounter(of: person)
            addRuns(of: person)
            guard degree[person] > 1 else { continue }
            let ends = addHoles(of: person)
            let total = addTotal(of: ends, spread)
            counts.append(total)
            holes.append(ends)
            if budget == 0 { for hole in ends { clauses.add([-hole]) } }
            follow(counter, person: person, hole: total.first)
        }
        if case .compared(let spread) = spread { compare(counts, spread: spread) }
        if let budget, budget > 0 {
            let all = clauses.addTotal(holes.flatMap { $0 }, upTo: budget, isExact: false)
            if all.count > budget { clauses.add([-all[budget]]) }
        }
    }

    /// How the rule on the spread of breaks is said.
    private enum SpreadRule {
        case none
        /// Somebody has no break: nobody has more than this.
        case most(Int)
        /// Everybody may have some.
        case compared(Int)
    }

    private var spreadRule: SpreadRule {
        guard let spread = board.problem.breakSpread else { return .none }
        // Fewer breaks than people, or somebody with one meeting at most: somebody has none.
        if let budget, budget < board.peopleCount { return .most(spread) }
        return degree.contains { $0 < 2 } ? .most(spread) : .compared(spread)
    }

    private mutating func addTotal(of ends: [Int32], _ rule: SpreadRule) -> [Int32] {
        switch rule {
        case .none: return clauses.addTotal(ends, upTo: 1, isExact: false)
        case .most(let spread):
            let total = clauses.addTotal(ends, upTo: spread, isExact: false)
            if total.count > spread { clauses.add([-total[spread]]) }
            return total
        case .compared: return clauses.addTotal(ends, upTo: ends.count, isExact: true)
        }
    }

    /// Somebody with `j + spread` breaks: everybody has j at least.
    private mutating func compare(_ counts: [[Int32]], spread: Int) {
        let most = counts.map(\.count).max() ?? 0
        guard most > spread else { return }
        for least in 1...(most - spread) {
            let all = clauses.variable()
            for count in counts where count.count >= least + spread {
                clauses.add([-count[least + spread - 1], all])
            }
            for count in counts {
                clauses.add(count.count >= least ? [-all, count[least - 1]] : [-all])
            }
        }
    }

    // MARK: Along time

    /// Counts a person's meetings along time: `rows[slot][k]` says that k + 1 are held by then. Their
    /// number in the end is known.
    private mutating func addCounter(of person: Int) -> [[Int32]] {
        let total = degree[person]
        var rows: [[Int32]] = []
        var past: [Int32] = []
        for slot in 0..<board.slotCount {
            let busy = used[person][slot]
            guard busy != 0 else {
                rows.append(past)
                continue
            }
            let row = (0..<min(past.count + 1, total)).map { _ in clauses.variable() }
            for (index, count) in row.enumerated() {
                let before = index < past.count ? past[index] : nil
                let fewer = index > 0 ? past[index - 1] : nil
                clauses.add([count, -busy] + (fewer.map { [-$0] } ?? []))
                if let before { clauses.add([count, -before]) }
                clauses.add([-count, busy] + (before.map { [$0] } ?? []))
                if let fewer { clauses.add([-count, fewer] + (before.map { [$0] } ?? [])) }
            }
            if past.count == total { clauses.add([-busy, -past[total - 1]]) }
            rows.append(row)
            past = row
        }
        // All are held in the end; too few slots is a contradiction.
        clauses.add(past.count == total ? [past[total - 1]] : [])
        return rows
    }

    private mutating func addRuns(of person: Int) {
        let run = board.longestRun[person]
        guard run < board.slotCount else { return }
        for block in board.blocks {
            let slots = (0..<board.slotCount).filter { block & (1 << $0) != 0 }
            guard slots.count > run else { continue }
            for start in 0...(slots.count - run - 1) {
                let window = slots[start...(start + run)].map { used[person][$0] }
                if !window.contains(0) { clauses.add(window.map { -$0 }) }
            }
        }
    }

    /// The slots after which a hole of a person ends.
    private mutating func addHoles(of person: Int) -> [Int32] {
        var ends: [Int32] = []
        for block in board.blocks {
            let slots = (0..<board.slotCount).filter { block & (1 << $0) != 0 }
            var started: Int32 = 0
            for (slot, next) in zip(slots, slots.dropFirst()) {
                let (busy, then) = (used[person][slot], used[person][next])
                let before = started
                if busy != 0 {
                    if started == 0 {
                        started = busy
                    } else {
                        let now = clauses.variable()
                        clauses.add([now, -busy])
                        clauses.add([now, -started])
                        clauses.add([-now, busy, started])
                        started = now
                    }
                }
                guard before != 0, then != 0 else { continue }
                let end = clauses.variable()
                ends.append(end)
                clauses.add([end, -before, -then] + (busy == 0 ? [] : [busy]))
                clauses.add([-end, before])
                clauses.add([-end, then])
                if busy != 0 { clauses.add([-end, -busy]) }
            }
        }
        return ends
    }

    /// Without a hole, meetings follow one another until the last: implied, and strong.
    private mutating func follow(_ rows: [[Int32]], person: Int, hole: Int32?) {
        guard board.blocks.count == 1 else { return }
        for (now, next) in zip(rows, rows.dropFirst()) {
            for index in 0..<min(now.count, degree[person] - 1) {
                var clause = [-now[index]]
                if let hole, budget != 0 { clause.append(hole) }
                if index + 1 < next.count { clause.append(next[index + 1]) }
                clauses.add(clause)
            }
        }
    }

    // MARK: Tables

    private mutating func addTables() {
        let sides = board.problem.participants.map(\.side)
        let isTwoSided = pairs.allSatisfy { pair in
            let (a, b) = (sides[board.pairs[pair].a], sides[board.pairs[pair].b])
            return a != nil && b != nil && a != b
        }
        let met = degree.count { $0 > 0 }
        for slot in 0..<board.slotCount {
            let meetings = held.map { $0[slot] }.filter { $0 != 0 }
            let tables = board.capacity[slot]
            guard meetings.count > tables else { continue }
            var people = used.map { $0[slot] }
            var seats = 2 * tables
            if isTwoSided {
                let buyers = people.indices.filter { sides[$0] == .buyer }.map { people[$0] }
                let companies = people.indices.filter { sides[$0] == .company }.map { people[$0] }
                people =
                    buyers.count(where: { $0 != 0 }) < companies.count(where: { $0 != 0 })
                    ? buyers : companies
                seats = tables
            }
            people.removeAll { $0 == 0 }
            guard people.count > seats else { continue }
            // Where half of the people or more may sit at once, counting people prunes far better.
            let isCrowded = 2 * seats >= (isTwoSided ? people.count : met)
            let most = isCrowded ? seats : tables
            let total = clauses.addTotal(
                isCrowded ? people : meetings, upTo: most, isExact: false)
            if total.count > most { clauses.add([-total[most]]) }
        }
    }
}
