/// The cells of one facet, gathered from all workers, and the values they stand for.
struct FacetTally<Sum: FixedWidthInteger & Sendable> {
    private let line: FacetPlan.Line
    private let boards: [FacetScan<Sum>.Board]
    /// Boards lead to memory that their scans give back at their end.
    private let scans: [FacetScan<Sum>]
    private let whole: [Cell<Sum>]?

    /// A facet by its place in the plan, from nothing or from the tallies of the whole table.
    init(_ scans: [FacetScan<Sum>], _ index: Int, from whole: WholeCells<Sum>?) {
        self.scans = scans
        boards = scans.map { $0.boards[index] }
        line = boards[0].line
        self.whole = whole?.cells
    }

    /// A cell; O(workers).
    @inline(__always)
    private func cell(_ index: Int) -> Cell<Sum> {
        var sum = whole.map { $0[index] } ?? Cell()
        for board in boards {
            sum.add(board.even[index])
            if !line.isLong { sum.add(board.odd[index]) }
        }
        return sum
    }

    /// Every cell.
    var all: [Cell<Sum>] { (0..<line.cellCount).map(cell) }

    /// Calls with each cell that has facts, in no order; O(cells), or O(touched) when that is known.
    private func forEachUsed(_ body: (_ index: Int, _ cell: Cell<Sum>) -> Void) {
        guard line.isLong, whole == nil else {
            for index in 0..<line.cellCount {
                let cell = cell(index)
                if cell.count > 0 { body(index, cell) }
            }
            return
        }
        for (number, board) in boards.enumerated() {
            board.forEachTouched { index in
                for earlier in 0..<number where boards[earlier].even[index].count > 0 { return }
                body(index, cell(index))
            }
        }
    }

    /// Cells that have facts, in order.
    private var used: [(index: Int, cell: Cell<Sum>)] {
        var used: [(index: Int, cell: Cell<Sum>)] = []
        forEachUsed { used.append(($0, $1)) }
        return used.sorted { $0.index < $1.index }
    }

    /// Cells as values, unknown last, in order of value or by decreasing count.
    var counts: FacetCounts {
        if case .codes(let column) = line.source, column.type == .uint8 {
            let values = ranked(bits(column))
            return FacetCounts(facet: line.facet, values: values.shown, total: values.total)
        }
        if let top = line.facet.top, line.isLong { return longest(top) }
        var values: [FacetCounts.Value] = []
        var unknown = Cell<Sum>()
        for (index, cell) in used {
            let value = value(index)
            if value == .unknown {
                unknown.add(cell)
            } else {
                values.append(.init(value: value, tally: Tally(cell)))
            }
        }
        if unknown.count > 0 { values.append(.init(value: .unknown, tally: Tally(unknown))) }
        let shown = ranked(values)
        return FacetCounts(facet: line.facet, values: shown.shown, total: shown.total)
    }

    /// The first values of a long facet, without ranking the others: O(cells + first × log first).
    private func longest(_ top: Int) -> FacetCounts {
        var unknown = Cell<Sum>()
        var total = 0
        var best: [(index: Int, cell: Cell<Sum>)] = []
        var least: Int64 = 0
        forEachUsed { index, cell in
            if isUnknown(index) {
                unknown.add(cell)
                return
            }
            total += 1
            guard cell.count >= least else { return }
            best.append((index, cell))
            if best.count > 2 * top + 64 {
                best.sort { ($0.cell.count, $1.index) > ($1.cell.count, $0.index) }
                best.removeLast(best.count - top)
                least = best.last?.cell.count ?? 0
            }
        }
        best.sort { ($0.cell.count, $1.index) > ($1.cell.count, $0.index) }
        var values = best.prefix(top).map {
            FacetCounts.Value(value: value($0.index), tally: Tally($0.cell))
        }
        if unknown.count > 0 {
            values.append(.init(value: .unknown, tally: Tally(unknown)))
            total += 1
        }
        return FacetCounts(facet: line.facet, values: ranked(values).shown, total: total)
    }

    private func ranked(
        _ values: [FacetCounts.Value]
    ) -> (shown: [FacetCounts.Value], total: Int) {
        guard let top = line.facet.top else { return (values, values.count) }
        let order = values.indices.sorted {
            (values[$0].tally.count, $1) > (values[$1].tally.count, $0)
        }
        return (order.prefix(top).map { values[$0] }, values.count)
    }

    private func isUnknown(_ cell: Int) -> Bool {
        switch line.source {
        case .codes(let column): cell == 0 && column.nullCount > 0 || column.texts == nil
        case .awards(let column):
            cell == line.cellCount - 1 || cell == 0 && column.nullCount > 0
                || column.texts == nil
        case .offset: cell == line.cellCount - 1
        case .flags: cell == 2
        }
    }

    private func value(_ cell: Int) -> GroupValue {
        if isUnknown(cell) { return .unknown }
        switch line.source {
        case .codes(let column), .awards(let column):
            return column.texts.map { .text($0[cell]) } ?? .unknown
        case .offset(_, let least): return .number(least + Int64(cell))
        case .flags: return .number(Int64(cell))
        }
    }

    /// A histogram of sets of bits, as counts of bits.
    private func bits(_ column: Column) -> [FacetCounts.Value] {
        var ofBits = [Tally](repeating: Tally(), count: 8)
        var none = Tally()
        var unknown = Tally()
        for set in 0..<256 {
            let tally = Tally(cell(set))
            if set == 255, column.nullCount > 0 {
                unknown += tally
            } else if set == 0 {
                none += tally
            } else {
                for bit in 0..<8 where set & (1 << bit) != 0 { ofBits[bit] += tally }
            }
        }
        var values = (0..<8).map {
            FacetCounts.Value(value: .bit($0), tally: ofBits[$0])
        }
        values.append(.init(value: .none, tally: none))
        values.append(.init(value: .unknown, tally: unknown))
        return values.filter { $0.tally.count > 0 }
    }
}
