import Foundation

/// The plain method: places meetings, then makes breaks fewer, by exchanges between two slots.
///
/// - Source: partial colouring with a tabu list (Blöchliger and Zufferey, 2008) for placing; Kempe
///   chains under simulated annealing for breaks.
struct MeetingSearch {
    private(set) var placement: MeetingPlacement
    private var chance: MeetingChance
    private let board: MeetingBoard
    /// Whether time is over; asked now and then.
    private let isOver: () -> Bool

    init(_ board: MeetingBoard, seed: UInt64, isOver: @escaping () -> Bool) {
        self.board = board
        placement = MeetingPlacement(board)
        chance = MeetingChance(seed: seed)
        self.isOver = isOver
    }

    // MARK: Placing

    /// Places these pairs, all if it can; those worth most when it cannot.
    ///
    /// - Returns: the pairs left out.
    mutating func place(_ wanted: [Int], moves: Int) -> [Int] {
        var order = wanted
        chance.shuffle(&order)
        let degrees = degrees(of: wanted)
        order.sort { hardness(of: $0, degrees) > hardness(of: $1, degrees) }
        var left: [Int] = []
        for pair in order {
            if board.pairs[pair].isFixed {
                let slot = board.pairs[pair].allowed.trailingZeroBitCount
                if board.pairs[pair].allowed != 0, placement.fits(pair, in: slot) {
                    placement.place(pair, in: slot)
                } else {
                    left.append(pair)
                }
            } else if !placement.insert(pair, chance: &chance, tries: 6) {
                left.append(pair)
            }
        }
        return left.isEmpty ? [] : pushIn(left, moves: moves)
    }

    private func degrees(of wanted: [Int]) -> [Int] {
        var degrees = [Int](repeating: 0, count: board.peopleCount)
        for pair in wanted {
            degrees[board.pairs[pair].a] += 1
            degrees[board.pairs[pair].b] += 1
        }
        return degrees
    }

    private func hardness(of pair: Int, _ degrees: [Int]) -> Int {
        let value = board.pairs[pair]
        return (value.isFixed ? 1_000 : 0) + max(degrees[value.a], degrees[value.b])
            - value.allowed.nonzeroBitCount
    }

    /// Pushes pairs in where they put the fewest others out, forbids these to come straight back.
    private mutating func pushIn(_ first: [Int], moves: Int) -> [Int] {
        var left = first
        var best = placement.slotOf
        var fewest = worth(of: left)
        var bestLeft = left
        var forbidden = [Int](repeating: 0, count: board.pairs.count * board.slotCount)
        for move in 0..<moves {
            if move & 255 == 255, isOver() { break }
            let index = chance.below(left.count)
            let pair = left[index]
            if placement.insert(pair, chance: &chance, tries: 2) {
                left.swapAt(index, left.count - 1)
                left.removeLast()
            } else if let (slot, out) = cheapestPush(of: pair, forbidden, move) {
                for other in out {
                    forbidden[other * board.slotCount + placement.slotOf[other]] =
                        move + 8 + chance.below(10) + left.count
                    placement.remove(other)
                }
                if placement.fits(pair, in: slot) {
                    placement.place(pair, in: slot)
                    left.swapAt(index, left.count - 1)
                    left.removeLast()
                }
                left += out
            } else {
                shake()
            }
            let value = worth(of: left)
            if value < fewest {
                fewest = value
                best = placement.slotOf
                bestLeft = left
            }
            if left.isEmpty { break }
        }
        if !left.isEmpty {
            restore(best)
            left = bestLeft
        }
        return left
    }

    private func worth(of pairs: [Int]) -> Int {
        pairs.reduce(0) { $0 + board.pairs[$1].weight + 1 }
    }

    /// The slot in which a pair puts the least out, and what it puts out.
    private mutating func cheapestPush(
        of pair: Int, _ forbidden: [Int], _ move: Int
    ) -> (Int, [Int])? {
        let value = board.pairs[pair]
        var best: (Int, [Int])?
        var least = Int.max
        var ties = 0
        for slot in 0..<board.slotCount where value.allowed & (1 << slot) != 0 {
            if forbidden[pair * board.slotCount + slot] > move { continue }
            var out: [Int] = []
            for person in [value.a, value.b] {
                let other = placement.pair(of: person, in: slot)
                if other >= 0 { out.append(other) }
            }
            if out.isEmpty, placement.load[slot] >= board.capacity[slot] {
                guard let other = anyPair(in: slot) else { continue }
                out.append(other)
            }
            if out.contains(where: { board.pairs[$0].isFixed }) { continue }
            for person in [value.a, value.b]
            where placement.count(of: person) >= board.limit[person]
                && !out.contains(where: { involves($0, person) })
            {
                guard let other = lightest(of: person) else { continue }
                out.append(other)
            }
            let cost = out.reduce(0) { $0 + board.pairs[$1].weight + 1 }
            ties = cost == least ? ties + 1 : 1
            if cost < least || (cost == least && chance.below(ties) == 0) {
                least = cost
                best = (slot, out)
            }
        }
        return best
    }

    private func involves(_ pair: Int, _ person: Int) -> Bool {
        board.pairs[pair].a == person || board.pairs[pair].b == person
    }

    private mutating func anyPair(in slot: Int) -> Int? {
        for _ in 0..<20 {
            let pair = placement.pair(of: chance.below(board.peopleCount), in: slot)
            if pair >= 0, !board.pairs[pair].isFixed { return pair }
        }
        return nil
    }

    private func lightest(of person: Int) -> Int? {
        board.pairsOf[person].filter { placement.slotOf[$0] >= 0 && !board.pairs[$0].isFixed }
            .min { (board.pairs[$0].weight, $0) < (board.pairs[$1].weight, $1) }
    }

    /// Makes some changes of chance that keep the rules.
    private mutating func shake() {
        for _ in 0..<8 {
            let pair = chance.below(board.pairs.count)
            guard let target = anyTarget(of: pair) else { continue }
            let home = placement.slotOf[pair]
            if placement.costOfChain(from: pair, to: target) != nil {
                placement.followChain(from: home, to: target)
            }
        }
    }

    private mutating func anyTarget(of pair: Int) -> Int? {
        let home = placement.slotOf[pair]
        guard home >= 0 else { return nil }
        let targets = board.pairs[pair].allowed & ~(1 << home)
        return targets == 0 ? nil : chance.bit(of: targets)
    }

    /// Adds whatever else still fits, in this order, under these limits of meetings.
    mutating func fill(with others: [Int], limit: [Int], tries: Int) {
        for pair in others where placement.slotOf[pair] < 0 {
            let value = board.pairs[pair]
            guard placement.count(of: value.a) < limit[value.a],
                placement.count(of: value.b) < limit[value.b]
            else { continue }
            _ = placement.insert(pair, chance: &chance, tries: tries)
        }
    }

    /// Takes a meeting out.
    mutating func remove(_ pair: Int) { placement.remove(pair) }

    /// Puts every meeting in the slot given, or nowhere for −1.
    mutating func restore(_ slots: [Int]) {
        var restored = MeetingPlacement(board)
        restored.extraBreakCost = placement.extraBreakCost
        for (pair, slot) in slots.enumerated() where slot >= 0 { restored.place(pair, in: slot) }
        placement = restored
    }

    // MARK: Breaks

    /// Makes breaks fewer, by at most so many changes; stops at `goal` breaks.
    mutating func mend(moves: Int, goal: Int) {
        let pairs = placement.slotOf.indices.filter {
            placement.slotOf[$0] >= 0 && board.pairs[$0].allowed.nonzeroBitCount > 1
        }
        placement.extraBreakCost = board.problem.breakSpread == nil ? 0 : 3
        guard !pairs.isEmpty, moves > 0, price > goal else { return }
        var best = placement.slotOf
        var current = price
        var least = current
        let cooling = pow(0.12 / 1.2, 1 / Double(moves))
        var heat = 1.2
        for move in 0..<moves {
            heat *= cooling
            if move & 1023 == 1023, isOver() { break }
            guard let (pair, target) = move & 1 == 0 ? any(of: pairs) : nearHole() else { continue }
            let home = placement.slotOf[pair]
            guard let cost = placement.costOfChain(from: pair, to: target) else { continue }
            if cost <= 0 || chance.fraction() < exp(-Double(cost) / heat) {
                placement.followChain(from: home, to: target)
                current += cost
                if current < least {
                    least = current
                    best = placement.slotOf
                    if least <= goal { break }
                }
            }
        }
        restore(best)
    }

    private mutating func any(of pairs: [Int]) -> (Int, Int)? {
        let pair = pairs[chance.below(pairs.count)]
        return anyTarget(of: pair).map { (pair, $0) }
    }

    /// A meeting of somebody with breaks, and a slot beside or between its other meetings.
    private mutating func nearHole() -> (Int, Int)? {
        for _ in 0..<6 {
            let person = chance.below(board.peopleCount)
            let used = placement.used[person]
            guard board.breaks(used) > 0 else { continue }
            let home = chance.bit(of: used)
            let pair = placement.pair(of: person, in: home)
            let others = used & ~(1 << home)
            let targets =
                board.pairs[pair].allowed & ((others << 1) | (others >> 1)) & ~used
            if targets != 0 { return (pair, chance.bit(of: targets)) }
        }
        return nil
    }

    /// The price of all breaks, the spread counted in.
    private var price: Int {
        placement.used.reduce(0) { sum, used in
            let breaks = board.breaks(used)
            return sum + breaks + (breaks > 2 ? (breaks - 2) * placement.extraBreakCost : 0)
        }
    }
}
