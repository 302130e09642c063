/// Gives tables to meetings whose slots are known.
///
/// - Shape: a decided table is kept, then the one a meeting had before, then the one where one of the two
///   sat last (the buyer first), then the lowest free one.
enum MeetingTables {
    /// The schedule of placed pairs.
    ///
    /// - Parameters:
    ///   - slots: the slot of each pair, from 0; −1 when it is not held.
    ///   - former: the table a pair had before, to be kept where it can be.
    static func schedule(
        _ slots: [Int], on board: MeetingBoard, former: [Int: Int] = [:]
    ) -> MeetingSchedule {
        let problem = board.problem
        var decided: [Set<Int>: Int] = [:]
        for fixed in problem.fixed where fixed.table != nil {
            decided[[fixed.a, fixed.b]] = fixed.table
        }
        var lastTable = [Int?](repeating: nil, count: board.peopleCount)
        var meetings: [MeetingSchedule.Meeting] = []
        var bySlot = [[Int]](repeating: [], count: board.slotCount)
        for (pair, slot) in slots.enumerated() where slot >= 0 { bySlot[slot].append(pair) }
        for slot in bySlot.indices {
            var free = Set(
                (1...max(1, problem.tables)).filter { problem.isOpen(table: $0, slot: slot + 1) })
            var table: [Int: Int] = [:]
            func seat(_ wish: (Int) -> Int?) {
                for pair in bySlot[slot] where table[pair] == nil {
                    if let wished = wish(pair), free.remove(wished) != nil { table[pair] = wished }
                }
            }
            seat { decided[ids(of: $0, board)] }
            seat { former[$0] }
            seat { lastTable[host(of: $0, board)] }
            seat { lastTable[board.pairs[$0].b] ?? lastTable[board.pairs[$0].a] }
            var rest = free.sorted()[...]
            for pair in bySlot[slot] {
                let value = board.pairs[pair]
                let place = table[pair] ?? rest.popFirst() ?? 0
                lastTable[value.a] = place
                lastTable[value.b] = place
                let (a, b) = named(value, problem)
                meetings.append(
                    MeetingSchedule.Meeting(a: a, b: b, slot: slot + 1, table: place))
            }
        }
        return MeetingSchedule(meetings: meetings)
    }

    private static func ids(of pair: Int, _ board: MeetingBoard) -> Set<Int> {
        let value = board.pairs[pair]
        return [board.problem.participants[value.a].id, board.problem.participants[value.b].id]
    }

    private static func host(of pair: Int, _ board: MeetingBoard) -> Int {
        let value = board.pairs[pair]
        return board.problem.participants[value.b].side == .buyer ? value.b : value.a
    }

    private static func named(
        _ pair: MeetingBoard.Pair, _ problem: MeetingProblem
    ) -> (Int, Int) {
        (problem.participants[pair.a].id, problem.participants[pair.b].id)
    }
}
