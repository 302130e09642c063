/// Which meetings of an event of wishes to hold, as if time did not matter: the best there can be.
///
/// - Shape: a flow of least cost from buyers to companies (b-matching). Limits, free slots and tables
///   are kept as numbers; which slot is decided later. So its worth is an upper bound of any schedule's.
/// - Order of wishes: most people with a meeting (when equity is asked), most weight, most meetings of
///   small firms, then meetings spread evenly.
struct MeetingChoice {
    /// The pairs chosen.
    var chosen: [Int]
    /// Their worth: no schedule under the same rule of equity is worth more.
    var weight: Int
    /// People who could have a meeting and get none.
    var without: [Int]
    /// Meetings at most of each person, lowered where equity asks.
    var limit: [Int]

    /// The best choice.
    ///
    /// - Shape: when somebody must stay without a meeting, nobody on that side may have `equity`
    ///   meetings: the choice is made again under that limit.
    init(_ board: MeetingBoard, lowered sides: Set<MeetingProblem.Side> = []) {
        var lowered = sides
        while true {
            let limit = MeetingChoice.limits(of: board, lowered: lowered)
            var flow = MeetingFlow(board, limit: limit)
            let chosen = flow.solve()
            let weight = chosen.reduce(0) { $0 + board.pairs[$1].weight }
            let without = MeetingChoice.without(chosen, of: board)
            self.init(chosen: chosen, weight: weight, without: without, limit: limit)
            guard board.problem.equity != nil else { return }
            let more = Set(without.compactMap { board.problem.participants[$0].side })
            if more.isSubset(of: lowered) { return }
            lowered.formUnion(more)
        }
    }

    /// The most that wishes can be worth when nothing is asked for equity.
    static func looseBound(of board: MeetingBoard) -> Int {
        var flow = MeetingFlow(board, limit: board.limit, isEqual: false)
        return flow.solve().reduce(0) { $0 + board.pairs[$1].weight }
    }

    private init(chosen: [Int], weight: Int, without: [Int], limit: [Int]) {
        self.chosen = chosen
        self.weight = weight
        self.without = without
        self.limit = limit
    }

    private static func limits(
        of board: MeetingBoard, lowered: Set<MeetingProblem.Side>
    ) -> [Int] {
        board.limit.enumerated().map { person, limit in
            guard let equity = board.problem.equity,
                let side = board.problem.participants[person].side, lowered.contains(side)
            else { return limit }
            return min(limit, max(0, equity - 1))
        }
    }

    /// People with a meeting they could have and none among these.
    static func without(_ chosen: [Int], of board: MeetingBoard) -> [Int] {
        var meets = [Bool](repeating: false, count: board.peopleCount)
        for pair in chosen {
            meets[board.pairs[pair].a] = true
            meets[board.pairs[pair].b] = true
        }
        return (0..<board.peopleCount).filter { person in
            !meets[person]
                && board.pairsOf[person].contains { index in
                    let pair = board.pairs[index]
                    return pair.weight > 0 && pair.allowed != 0 && board.limit[pair.a] > 0
                        && board.limit[pair.b] > 0
                }
        }
    }
}

/// A network of buyers and companies, and its flow of least cost.
///
/// - Source: successive shortest paths with potentials (Edmonds and Karp, 1972).
struct MeetingFlow {
    private struct Arc {
        var to: Int
        var room: Int
        var cost: Int
        /// The pair it stands for, or −1.
        var pair: Int
    }

    private var arcs: [Arc] = []
    private var from: [[Int]]
    private let source: Int
    private let sink: Int
    private let places: Int
    private var fixed: [Int] = []

    /// The network of a board under these limits.
    init(_ board: MeetingBoard, limit: [Int], isEqual: Bool = true) {
        let count = board.peopleCount
        source = count
        sink = count + 1
        from = Array(repeating: [], count: count + 2)
        var room = limit
        var has = [Bool](repeating: false, count: count)
        var places = board.capacity.reduce(0, +)
        for (index, pair) in board.pairs.enumerated() where pair.isFixed {
            fixed.append(index)
            room[pair.a] -= 1
            room[pair.b] -= 1
            has[pair.a] = true
            has[pair.b] = true
            places -= 1
        }
        self.places = places
        let scale = Scale(board, places: max(1, places))
        for person in 0..<count where room[person] > 0 {
            let isBuyer = board.problem.participants[person].side == .buyer
            for meeting in 0..<room[person] {
                let number = meeting + (limit[person] - room[person])
                var cost = -max(0, 3 - number)
                if number == 0, !has[person], isEqual, board.problem.equity != nil {
                    cost -= scale.first
                }
                // Those after the fourth are worth the same: one arc holds them all.
                let rest = number >= 3 ? room[person] - meeting : 1
                if isBuyer {
                    add(source, person, room: rest, cost: cost, pair: -1)
                } else {
                    add(person, sink, room: rest, cost: cost, pair: -1)
                }
                if rest > 1 { break }
            }
        }
        for (index, pair) in board.pairs.enumerated()
        where !pair.isFixed && pair.weight > 0 && pair.allowed != 0 {
            let isFromA = board.problem.participants[pair.a].side == .buyer
            let (buyer, company) = isFromA ? (pair.a, pair.b) : (pair.b, pair.a)
            let small = board.problem.participants[company].isSmall ? scale.small : 0
            add(
                buyer, company, room: 1, cost: -(pair.weight * scale.weight + small), pair: index)
        }
    }

    /// Factors that keep the orders of wishes apart.
    private struct Scale {
        let small: Int
        let weight: Int
        let first: Int

        init(_ board: MeetingBoard, places: Int) {
            let most = min(places, board.pairs.count) + 1
            small = 12 * board.peopleCount + 1
            weight = small * (most + 1)
            let heaviest = board.pairs.map(\.weight).max() ?? 0
            first = (heaviest * most + 1).multipliedReportingOverflow(by: weight).partialValue
        }
    }

    private mutating func add(_ tail: Int, _ head: Int, room: Int, cost: Int, pair: Int) {
        from[tail].append(arcs.count)
        arcs.append(Arc(to: head, room: room, cost: cost, pair: pair))
        from[head].append(arcs.count)
        arcs.append(Arc(to: tail, room: 0, cost: -cost, pair: -1))
    }

    /// The pairs of the best flow, decided ones among them.
    mutating func solve() -> [Int] {
        var potential = initialPotential()
        for _ in 0..<max(0, places) {
            guard let (distance, last) = shortest(potential) else { break }
            for node in potential.indices where distance[node] < Int.max {
                potential[node] += distance[node]
            }
            // A path that costs is a meeting that makes things worse.
            if potential[sink] - potential[source] >= 0 { break }
            var node = sink
            while node != source {
                let arc = last[node]
                arcs[arc].room -= 1
                arcs[arc ^ 1].room += 1
                node = arcs[arc ^ 1].to
            }
        }
        let flowing = arcs.indices.filter { arcs[$0].pair >= 0 && arcs[$0].room == 0 }
        return (fixed + flowing.map { arcs[$0].pair }).sorted()
    }

    /// Distances of the network before any flow, in which nothing turns back.
    private func initialPotential() -> [Int] {
        let far = Int.max / 4
        var distance = [Int](repeating: far, count: from.count)
        distance[source] = 0
        let people = Array(0..<source)
        for node in [source] + people + people {
            guard distance[node] < far else { continue }
            for arc in from[node] where arcs[arc].room > 0 {
                distance[arcs[arc].to] = min(
                    distance[arcs[arc].to], distance[node] + arcs[arc].cost)
            }
        }
        return distance.map { $0 < far ? $0 : 0 }
    }

    /// Shortest reduced distances (Dijkstra over a dense graph) and the arc that enters each node.
    private func shortest(_ potential: [Int]) -> ([Int], [Int])? {
        var distance = [Int](repeating: Int.max, count: from.count)
        var last = [Int](repeating: -1, count: from.count)
        var done = [Bool](repeating: false, count: from.count)
        distance[source] = 0
        while true {
            var node = -1
            var least = Int.max
            for other in distance.indices where !done[other] && distance[other] < least {
                least = distance[other]
                node = other
            }
            if node < 0 { break }
            done[node] = true
            for index in from[node] {
                let arc = arcs[index]
                guard arc.room > 0, !done[arc.to] else { continue }
                let next = least + arc.cost + potential[node] - potential[arc.to]
                if next < distance[arc.to] {
                    distance[arc.to] = next
                    last[arc.to] = index
                }
            }
        }
        return distance[sink] < Int.max ? (distance, last) : nil
    }
}
