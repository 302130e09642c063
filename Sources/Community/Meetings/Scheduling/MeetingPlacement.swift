/// Meetings placed in slots, and the moves between placements.
///
/// - Shape: keeps the hard rules at all times: one meeting of a person in a slot, no more meetings in a
///   slot than open tables, allowed slots, limits, runs. Only meetings left out and breaks may be bad.
struct MeetingPlacement {
    let board: MeetingBoard
    /// Slot of each pair, from 0; −1 when it is not placed.
    private(set) var slotOf: [Int]
    /// Pair met by a person in a slot: `at[person * slots + slot]`; −1 when free.
    private(set) var at: [Int]
    /// Slots used by each person.
    private(set) var used: [MeetingBoard.Slots]
    /// Meetings in each slot.
    private(set) var load: [Int]
    /// Breaks of all people.
    private(set) var breaks = 0
    /// Breaks of one person beyond the second cost this much more each; keeps the spread small.
    var extraBreakCost = 0
    /// Scratch of chains.
    private var chain: [Int] = []
    private var mark: [Int]
    private var stamp = 0

    init(_ board: MeetingBoard) {
        self.board = board
        slotOf = Array(repeating: -1, count: board.pairs.count)
        at = Array(repeating: -1, count: board.peopleCount * board.slotCount)
        used = Array(repeating: 0, count: board.peopleCount)
        load = Array(repeating: 0, count: board.slotCount)
        mark = Array(repeating: 0, count: board.pairs.count)
    }

    var placedCount: Int { slotOf.count { $0 >= 0 } }
    var weight: Int {
        slotOf.indices.reduce(0) { slotOf[$1] >= 0 ? $0 + board.pairs[$1].weight : $0 }
    }

    /// Meetings of a person.
    func count(of person: Int) -> Int { used[person].nonzeroBitCount }

    /// The pair a person meets in a slot, or −1.
    func pair(of person: Int, in slot: Int) -> Int { at[person * board.slotCount + slot] }

    /// Whether a pair that is not placed can be placed in a slot as things are.
    func fits(_ pair: Int, in slot: Int) -> Bool {
        let value = board.pairs[pair]
        let bit = MeetingBoard.Slots(1) << slot
        return value.allowed & bit != 0 && used[value.a] & bit == 0 && used[value.b] & bit == 0
            && load[slot] < board.capacity[slot]
            && count(of: value.a) < board.limit[value.a]
            && count(of: value.b) < board.limit[value.b]
            && board.isRestful(used[value.a] | bit, person: value.a)
            && board.isRestful(used[value.b] | bit, person: value.b)
    }

    /// Puts a pair in a slot where it fits.
    mutating func place(_ pair: Int, in slot: Int) {
        let value = board.pairs[pair]
        slotOf[pair] = slot
        load[slot] += 1
        set(value.a, slot, pair)
        set(value.b, slot, pair)
    }

    /// Takes a placed pair out.
    mutating func remove(_ pair: Int) {
        let value = board.pairs[pair]
        let slot = slotOf[pair]
        slotOf[pair] = -1
        load[slot] -= 1
        set(value.a, slot, -1)
        set(value.b, slot, -1)
    }

    private mutating func set(_ person: Int, _ slot: Int, _ pair: Int) {
        breaks -= board.breaks(used[person])
        at[person * board.slotCount + slot] = pair
        if pair >= 0 {
            used[person] |= 1 << slot
        } else {
            used[person] &= ~(1 << slot)
        }
        breaks += board.breaks(used[person])
    }

    /// The price of a person's breaks.
    private func price(_ slots: MeetingBoard.Slots) -> Int {
        let breaks = board.breaks(slots)
        return breaks + (breaks > 2 ? (breaks - 2) * extraBreakCost : 0)
    }

    // MARK: Chains

    /// Finds the meetings that must change between two slots when one of them does (a Kempe chain: the
    /// meetings of both slots joined by shared people), and what that costs.
    ///
    /// - Returns: the change in the price of breaks, or nil when a rule forbids it.
    mutating func costOfChain(from pair: Int, to slot: Int) -> Int? {
        let home = slotOf[pair]
        stamp += 1
        chain.removeAll(keepingCapacity: true)
        chain.append(pair)
        mark[pair] = stamp
        var (index, toHome, toSlot, cost) = (0, 0, 0, 0)
        let bits = (MeetingBoard.Slots(1) << home) | (1 << slot)
        while index < chain.count {
            let value = board.pairs[chain[index]]
            let now = slotOf[chain[index]]
            let then = now == home ? slot : home
            guard value.allowed & (1 << then) != 0 else { return nil }
            if then == home { toHome += 1 } else { toSlot += 1 }
            for person in [value.a, value.b] {
                let next = at[person * board.slotCount + then]
                if next < 0 {
                    let after = used[person] ^ bits
                    guard board.isRestful(after, person: person) else { return nil }
                    cost += price(after) - price(used[person])
                } else if mark[next] != stamp {
                    mark[next] = stamp
                    chain.append(next)
                }
            }
            index += 1
        }
        guard load[slot] + toSlot - toHome <= board.capacity[slot],
            load[home] + toHome - toSlot <= board.capacity[home]
        else { return nil }
        return cost
    }

    /// Makes the change that `costOfChain` has just found.
    mutating func followChain(from home: Int, to slot: Int) {
        let moved = chain
        let old = moved.map { slotOf[$0] }
        for pair in moved { remove(pair) }
        for (pair, was) in zip(moved, old) { place(pair, in: was == home ? slot : home) }
    }

    /// Whether somebody is touched by the chain just found.
    func chainTouches(_ person: Int) -> Bool {
        chain.contains { board.pairs[$0].a == person || board.pairs[$0].b == person }
    }

    /// Places a pair that is not placed, changing others between two slots where that helps.
    ///
    /// - Returns: whether it is placed.
    mutating func insert(_ pair: Int, chance: inout MeetingChance, tries: Int) -> Bool {
        let value = board.pairs[pair]
        guard value.allowed != 0, count(of: value.a) < board.limit[value.a],
            count(of: value.b) < board.limit[value.b]
        else { return false }
        var straight = value.allowed & ~used[value.a] & ~used[value.b]
        while straight != 0 {
            let slot = chance.bit(of: straight)
            if fits(pair, in: slot) {
                place(pair, in: slot)
                return true
            }
            straight &= ~(1 << slot)
        }
        for _ in 0..<tries {
            let slot = chance.bit(of: value.allowed)
            // Whoever is busy there goes elsewhere, by a chain; then the other one.
            var isPossible = true
            for person in [value.a, value.b] {
                let busy = at[person * board.slotCount + slot]
                guard busy >= 0 else { continue }
                let free = board.pairs[busy].allowed & ~used[person]
                guard free != 0 else {
                    isPossible = false
                    break
                }
                let target = chance.bit(of: free)
                guard costOfChain(from: busy, to: target) != nil else {
                    isPossible = false
                    break
                }
                followChain(from: slot, to: target)
            }
            if isPossible, load[slot] >= board.capacity[slot] {
                relieve(slot, sparing: value, chance: &chance)
            }
            if isPossible, fits(pair, in: slot) {
                place(pair, in: slot)
                return true
            }
        }
        return false
    }

    /// Moves one meeting out of a full slot, without making one of two people busy there.
    private mutating func relieve(
        _ slot: Int, sparing pair: MeetingBoard.Pair, chance: inout MeetingChance
    ) {
        for _ in 0..<4 {
            let person = chance.below(board.peopleCount)
            let moved = at[person * board.slotCount + slot]
            guard moved >= 0 else { continue }
            let roomy = load.indices.reduce(MeetingBoard.Slots(0)) { slots, other in
                load[other] < board.capacity[other] ? slots | (1 << other) : slots
            }
            let free = board.pairs[moved].allowed & roomy & ~(1 << slot)
            guard free != 0 else { continue }
            let target = chance.bit(of: free)
            let before = load[slot]
            guard costOfChain(from: moved, to: target) != nil, !chainTouches(pair.a),
                !chainTouches(pair.b)
            else { continue }
            followChain(from: slot, to: target)
            if load[slot] < before { return }
        }
    }
}
