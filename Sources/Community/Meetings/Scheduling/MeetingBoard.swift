/// A problem by numbers: people and pairs from 0, slots as bits.
///
/// - Shape: made once from a `MeetingProblem` without faults; the search and the formula read it.
struct MeetingBoard: Sendable {
    /// A set of slots: bit t is slot t + 1.
    typealias Slots = UInt64

    struct Pair: Sendable {
        var a: Int
        var b: Int
        var weight: Int
        /// Slots in which it may be held.
        var allowed: Slots
        var isFixed: Bool
    }

    let problem: MeetingProblem
    let slotCount: Int
    private(set) var pairs: [Pair]
    /// Pairs of each person.
    let pairsOf: [[Int]]
    /// Open tables in each slot.
    let capacity: [Int]
    /// Meetings at most, of each person.
    let limit: [Int]
    /// Meetings in a row at most, of each person.
    let longestRun: [Int]
    /// The slots of each block.
    let blocks: [Slots]

    var peopleCount: Int { limit.count }

    init(_ problem: MeetingProblem) {
        self.problem = problem
        slotCount = problem.slots.count
        let numbers = Dictionary(
            problem.participants.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first })
        let capacity = (1...max(1, slotCount)).map { slot in
            let closed = problem.closedTables.count { table, end in
                table >= 1 && table <= problem.tables && slot >= end
            }
            // A meeting takes two people: more tables than pairs of people never serve.
            return min(problem.tables - closed, problem.participants.count / 2)
        }
        self.capacity = capacity
        let open = capacity.indices.reduce(into: Slots(0)) { slots, slot in
            if capacity[slot] > 0 { slots |= 1 << slot }
        }
        let free = problem.participants.map { person in
            person.unavailable.reduce(open) { slots, slot in
                slot >= 1 && slot <= MeetingProblem.mostSlots ? slots & ~(1 << (slot - 1)) : slots
            }
        }
        var sessions: [Int: Slots] = [:]
        var blocks: [Int: Slots] = [:]
        for (index, slot) in problem.slots.enumerated() {
            sessions[slot.session, default: 0] |= 1 << index
            blocks[slot.block, default: 0] |= 1 << index
        }
        self.blocks = blocks.sorted { $0.key < $1.key }.map(\.value)
        pairs = MeetingBoard.pairs(of: problem, numbers: numbers, free: free, sessions: sessions)
        var pairsOf = [[Int]](repeating: [], count: problem.participants.count)
        for (index, pair) in pairs.enumerated() {
            pairsOf[pair.a].append(index)
            pairsOf[pair.b].append(index)
        }
        self.pairsOf = pairsOf
        let slotCount = slotCount
        longestRun = problem.participants.map { min($0.longestRun ?? slotCount, slotCount) }
        let runs = longestRun
        let blockMasks = self.blocks
        limit = problem.participants.indices.map { person in
            let room = MeetingBoard.room(in: free[person], blocks: blockMasks, run: runs[person])
            return min(problem.participants[person].limit ?? slotCount, room)
        }
    }

    private static func pairs(
        of problem: MeetingProblem, numbers: [Int: Int], free: [Slots], sessions: [Int: Slots]
    ) -> [Pair] {
        var pairs: [Pair] = []
        var seen: [Set<Int>: Int] = [:]
        for candidate in problem.candidates {
            guard let a = numbers[candidate.a], let b = numbers[candidate.b] else { continue }
            let session = candidate.session.map { sessions[$0] ?? 0 } ?? ~0
            seen[[a, b]] = pairs.count
            pairs.append(
                Pair(
                    a: a, b: b, weight: candidate.weight, allowed: free[a] & free[b] & session,
                    isFixed: false))
        }
        for fixed in problem.fixed {
            guard let a = numbers[fixed.a], let b = numbers[fixed.b], fixed.slot >= 1,
                fixed.slot <= problem.slots.count
            else { continue }
            let only = Slots(1) << (fixed.slot - 1)
            if let known = seen[[a, b]] {
                pairs[known].allowed = only
                pairs[known].isFixed = true
            } else {
                seen[[a, b]] = pairs.count
                pairs.append(Pair(a: a, b: b, weight: 0, allowed: only, isFixed: true))
            }
        }
        return pairs
    }

    /// Keeps what is past as it was: pairs held then stay, no other may be held before `slot`, from 1.
    mutating func freeze(before slot: Int, held: [Int: Int]) {
        let past = slot <= 1 ? 0 : (slot > slotCount ? ~0 : (Slots(1) << (slot - 1)) - 1)
        for index in pairs.indices {
            if let was = held[index], was + 1 < slot {
                pairs[index].allowed = 1 << was
                pairs[index].isFixed = true
            } else {
                pairs[index].allowed &= ~past
            }
        }
    }

    /// The number of each pair, by the ids of its two people.
    var numbers: [Set<Int>: Int] {
        Dictionary(
            pairs.enumerated().map { index, pair in
                (Set([problem.participants[pair.a].id, problem.participants[pair.b].id]), index)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Most meetings that fit in these slots when no more than `run` may follow one another.
    private static func room(in free: Slots, blocks: [Slots], run: Int) -> Int {
        var room = 0
        for block in blocks {
            var inRow = 0
            for slot in 0..<MeetingProblem.mostSlots where block & (1 << slot) != 0 {
                if free & (1 << slot) == 0 || inRow == run {
                    inRow = 0
                } else {
                    inRow += 1
                    room += 1
                }
            }
        }
        return room
    }

    /// Breaks of somebody who meets in these slots.
    func breaks(_ used: Slots) -> Int {
        var breaks = 0
        for block in blocks {
            let here = used & block
            if here != 0 { breaks += (here & ~(here << 1)).nonzeroBitCount - 1 }
        }
        return breaks
    }

    /// Whether a person may meet in these slots without too many in a row.
    func isRestful(_ used: Slots, person: Int) -> Bool {
        let run = longestRun[person]
        if run >= slotCount { return true }
        return blocks.allSatisfy { block in
            var row = used & block
            for _ in 0..<run { row &= row << 1 }
            return row == 0
        }
    }
}

/// Chance from a seed: SplitMix64.
///
/// - Source: Steele, Lea and Flood, OOPSLA 2014.
struct MeetingChance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound` − 1; `bound` is positive.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number from 0 to less than 1.
    mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// One of the bits that are set; `slots` is not 0.
    mutating func bit(of slots: UInt64) -> Int {
        var rest = slots
        for _ in 0..<below(slots.nonzeroBitCount) { rest &= rest - 1 }
        return rest.trailingZeroBitCount
    }

    /// Puts values in an order of chance.
    mutating func shuffle<Value>(_ values: inout [Value]) {
        guard values.count > 1 else { return }
        for index in stride(from: values.count - 1, to: 0, by: -1) {
            values.swapAt(index, below(index + 1))
        }
    }
}
