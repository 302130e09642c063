/// The course of one repair.
struct MeetingRepairing {
    private var problem: MeetingProblem
    private var board: MeetingBoard
    private let planned: MeetingSchedule
    private let changes: MeetingDayChanges
    /// Where each pair was, from 0.
    private var home: [Int: Int] = [:]
    private var formerTable: [Int: Int] = [:]
    private var numbers: [Set<Int>: Int]
    private var placement: MeetingPlacement
    /// The meetings planned that stay where they were, before anything moves.
    private var start: MeetingPlacement
    /// Meetings housed besides, and the moves they took in all.
    private var accepted: [Int] = []
    private var moves = 0
    private let effort: Int
    /// Steps left: of all searches, of the present one.
    private var total: Int
    private var steps = 0
    private var isFewest = true

    init(
        _ problem: MeetingProblem, schedule: MeetingSchedule, changes: MeetingDayChanges,
        effort: Int
    ) {
        var problem = problem
        planned = schedule
        self.changes = changes
        // Meetings planned by hand are as good as others.
        let known = Set(problem.candidates.map { Set([$0.a, $0.b]) })
            .union(problem.fixed.map { Set([$0.a, $0.b]) })
        for meeting in schedule.meetings where !known.contains([meeting.a, meeting.b]) {
            problem.candidates.append(MeetingProblem.Candidate(a: meeting.a, b: meeting.b))
        }
        // A decision that the day has made impossible is one no more.
        let event = problem
        problem.fixed.removeAll { fixed in
            fixed.slot >= changes.firstSlot
                && (event.participants.contains {
                    ($0.id == fixed.a || $0.id == fixed.b) && $0.unavailable.contains(fixed.slot)
                } || fixed.table.map { !event.isOpen(table: $0, slot: fixed.slot) } ?? false)
        }
        self.problem = problem
        board = MeetingBoard(problem)
        numbers = board.numbers
        for meeting in schedule.meetings {
            guard let pair = numbers[[meeting.a, meeting.b]] else { continue }
            home[pair] = meeting.slot - 1
            formerTable[pair] = meeting.table
        }
        board.freeze(before: changes.firstSlot, held: home)
        placement = MeetingPlacement(board)
        start = placement
        self.effort = effort
        total = effort
    }

    mutating func run() -> MeetingRepair {
        var homeless: [Int] = []
        let order = home.keys.sorted { one, other in
            let (p, q) = (board.pairs[one], board.pairs[other])
            // The past and the decided first, then what is worth most.
            return (p.isFixed ? 0 : 1, -p.weight, one) < (q.isFixed ? 0 : 1, -q.weight, other)
        }
        for pair in order {
            guard let slot = home[pair] else { continue }
            if placement.fits(pair, in: slot) {
                placement.place(pair, in: slot)
            } else if board.pairs[pair].allowed != 0 {
                homeless.append(pair)
            }
        }
        start = placement
        for pair in homeless { _ = accept(pair) }
        serveNewcomers()
        for person in board.peopleCount - changes.newcomers.count..<board.peopleCount {
            fill(board.pairsOf[person])
        }
        if changes.fillsGaps { fill(board.pairs.indices.filter { home[$0] == nil }) }
        return result()
    }

    // MARK: The planned

    /// Houses one more meeting together with those already accepted, with the fewest moves in all.
    ///
    /// - Returns: whether there is room.
    private mutating func accept(_ pair: Int) -> Bool {
        guard let found = fewestMoves(for: accepted + [pair]) else { return false }
        accepted.append(pair)
        placement = found.placement
        moves = found.moves
        return true
    }

    /// The planned placement with these pairs and as few moves as can be; nil when none is found.
    private mutating func fewestMoves(for pairs: [Int]) -> (
        placement: MeetingPlacement, moves: Int
    )? {
        let room = board.capacity.indices.reduce(0) {
            $1 + 1 < changes.firstSlot ? $0 : $0 + board.capacity[$1] - start.load[$1]
        }
        guard room >= pairs.count, total > 0 else {
            isFewest = isFewest && total > 0
            return nil
        }
        steps = min(total, max(2_000, effort / 12))
        total -= steps
        defer { total += max(0, steps) }
        // One more meeting never takes fewer moves than before.
        for most in moves...(moves + 6) {
            var trial = start
            var touched = Set(pairs)
            if place(pairs[...], owed: 0, most: most, in: &trial, touched: &touched) {
                return (trial, most)
            }
            if steps <= 0 {
                isFewest = false
                return nil
            }
        }
        return nil
    }

    /// Places pairs with at most so many moves: depth first, all ways.
    ///
    /// - Parameters:
    ///   - owed: moves that pairs put out, still to be placed, will cost at least.
    private mutating func place(
        _ pairs: ArraySlice<Int>, owed: Int, most: Int, in trial: inout MeetingPlacement,
        touched: inout Set<Int>
    ) -> Bool {
        guard let pair = pairs.first else { return true }
        steps -= 1
        if steps <= 0 { return false }
        let isPutOut = start.slotOf[pair] >= 0
        for slot in 0..<board.slotCount where board.pairs[pair].allowed & (1 << slot) != 0 {
            if isPutOut, slot == home[pair] { continue }
            let isMove = home[pair] != nil && slot != home[pair]
            let left = most - (isMove ? 1 : 0)
            let stillOwed = owed - (isPutOut ? 1 : 0)
            guard left >= stillOwed else { continue }
            for out in ways(of: pair, in: slot, trial, touched, left - stillOwed) {
                let slots = out.map { trial.slotOf[$0] }
                for other in out { trial.remove(other) }
                if trial.fits(pair, in: slot) {
                    trial.place(pair, in: slot)
                    touched.formUnion(out)
                    if place(
                        pairs.dropFirst() + out, owed: stillOwed + out.count, most: left,
                        in: &trial, touched: &touched)
                    {
                        return true
                    }
                    touched.subtract(out)
                    trial.remove(pair)
                }
                for (other, was) in zip(out, slots) { trial.place(other, in: was) }
            }
        }
        return false
    }

    /// The sets of meetings that may go so that a pair comes into a slot.
    private func ways(
        of pair: Int, in slot: Int, _ trial: MeetingPlacement, _ touched: Set<Int>, _ moves: Int
    ) -> [[Int]] {
        let value = board.pairs[pair]
        var out: [Int] = []
        for person in [value.a, value.b] {
            let busy = trial.pair(of: person, in: slot)
            if busy >= 0 { out.append(busy) }
        }
        guard out.count <= moves, out.allSatisfy({ canMove($0, touched) }) else { return [] }
        var ways: [[Int]] = []
        if !out.isEmpty || trial.load[slot] < board.capacity[slot] { ways.append(out) }
        guard out.count < moves else { return ways }
        if out.isEmpty, trial.load[slot] >= board.capacity[slot] {
            for other in pairs(in: slot, trial) where canMove(other, touched) {
                ways.append([other])
            }
        } else if board.longestRun[value.a] < board.slotCount
            || board.longestRun[value.b] < board.slotCount
        {
            // A row too long: one of its meetings may go as well.
            for person in [value.a, value.b] where board.longestRun[person] < board.slotCount {
                for other in board.pairsOf[person]
                where trial.slotOf[other] >= 0 && !out.contains(other) && canMove(other, touched) {
                    ways.append(out + [other])
                }
            }
        }
        return ways
    }

    private func pairs(in slot: Int, _ trial: MeetingPlacement) -> [Int] {
        trial.slotOf.indices.filter { trial.slotOf[$0] == slot }
    }

    private func canMove(_ pair: Int, _ touched: Set<Int>) -> Bool {
        !board.pairs[pair].isFixed && !touched.contains(pair)
    }

    // MARK: The new

    /// Gives each newcomer, small firms first, one meeting at least: with moves when it must be.
    private mutating func serveNewcomers() {
        let ids = Set(changes.newcomers.map(\.id))
        let people = board.problem.participants
        let newcomers = people.indices.filter { ids.contains(people[$0].id) }
            .sorted { (people[$0].isSmall ? 0 : 1, $0) < (people[$1].isSmall ? 0 : 1, $1) }
        for person in newcomers where placement.count(of: person) == 0 {
            var best: (pair: Int, placement: MeetingPlacement, moves: Int)?
            for pair in wished(board.pairsOf[person]) {
                let value = board.pairs[pair]
                guard best?.moves != moves,
                    placement.count(of: value.a) < board.limit[value.a],
                    placement.count(of: value.b) < board.limit[value.b],
                    let found = fewestMoves(for: accepted + [pair])
                else { continue }
                if found.moves < best?.moves ?? Int.max {
                    best = (pair, found.placement, found.moves)
                }
            }
            guard let best else { continue }
            accepted.append(best.pair)
            placement = best.placement
            moves = best.moves
        }
    }

    private func wished(_ pairs: [Int]) -> [Int] {
        pairs.filter {
            placement.slotOf[$0] < 0 && home[$0] == nil
                && (board.pairs[$0].weight > 0 || board.problem.aim == .everything)
        }.sorted { (-board.pairs[$0].weight, $0) < (-board.pairs[$1].weight, $1) }
    }

    /// Adds meetings where they fit without moving anybody, where they make the fewest breaks.
    private mutating func fill(_ pairs: [Int]) {
        for pair in wished(pairs) {
            let slots = (0..<board.slotCount).filter { placement.fits(pair, in: $0) }
            let value = board.pairs[pair]
            let best = slots.min { one, other in
                cost(value, one) < cost(value, other)
            }
            if let best { placement.place(pair, in: best) }
        }
    }

    private func cost(_ pair: MeetingBoard.Pair, _ slot: Int) -> Int {
        [pair.a, pair.b].reduce(0) {
            $0 + board.breaks(placement.used[$1] | (1 << slot)) - board.breaks(placement.used[$1])
        }
    }

    // MARK: The result

    private func result() -> MeetingRepair {
        // The past keeps its tables before all others.
        let schedule = MeetingTables.schedule(placement.slotOf, on: board, former: formerTable)
        var repair = MeetingRepair(
            problem: problem, schedule: schedule, moved: [], reseated: [], dropped: [], added: [],
            isFewest: isFewest)
        let before = Dictionary(
            planned.meetings.map { (Set([$0.a, $0.b]), $0) },
            uniquingKeysWith: { first, _ in first })
        var now: Set<Set<Int>> = []
        for meeting in schedule.meetings {
            now.insert([meeting.a, meeting.b])
            guard let was = before[[meeting.a, meeting.b]] else {
                repair.added.append(meeting)
                continue
            }
            if was.slot != meeting.slot {
                repair.moved.append(meeting)
            } else if was.table != meeting.table {
                repair.reseated.append(meeting)
            }
        }
        repair.dropped = planned.meetings.filter { !now.contains([$0.a, $0.b]) }
        if problem.aim == .everything {
            let gone = Set(repair.dropped.map { Set([$0.a, $0.b]) })
            repair.problem.candidates.removeAll { gone.contains([$0.a, $0.b]) }
        }
        // Rows of meetings are searched one by one: with them nothing is proven.
        if !repair.moved.isEmpty, board.longestRun.contains(where: { $0 < board.slotCount }) {
            repair.isFewest = false
        }
        repair.problem.equity = nil
        repair.problem.breakSpread = nil
        return repair
    }
}
