/// A number and a sum, side by side so that counting touches one cache line.
struct Cell<Sum: FixedWidthInteger & Sendable>: Sendable {
    var count: Int64 = 0
    var sum: Sum = 0

    @inline(__always)
    mutating func add(_ other: Self) {
        count &+= other.count
        sum &+= other.sum
    }
}

/// One worker's share of a facet request: its own cells, merged at the end.
///
/// Cells hold what is to be added to a start: nothing, or the tallies of the whole table, from
/// which facts left out are then taken away.
final class FacetScan<Sum: FixedWidthInteger & Sendable> {
    /// Cells of one facet.
    struct Board {
        let line: FacetPlan.Line
        let memory: ZeroedMemory.Block
        /// Cells of even and odd rows: two, so that neighbours of one value need not wait for each
        /// other; the same when there are many.
        let even: UnsafeMutablePointer<Cell<Sum>>
        let odd: UnsafeMutablePointer<Cell<Sum>>
        /// Bits of the cells with facts, of a long facet that only adds.
        let touched: ZeroedMemory.Block?

        /// The words of those bits.
        var marks: UnsafeMutableBufferPointer<UInt64>? {
            touched.map {
                UnsafeMutableBufferPointer(
                    start: $0.base.assumingMemoryBound(to: UInt64.self), count: $0.byteCount / 8)
            }
        }
    }

    private let plan: FacetPlan
    private let rows: FacetRows
    private let takesAway: Bool
    private let memory: ZeroedMemory
    /// Rows of the block being counted, and their amounts.
    private let list = UnsafeMutablePointer<UInt32>.allocate(capacity: blockLength)
    private let amounts = UnsafeMutablePointer<Sum>.allocate(capacity: blockLength)
    let boards: [Board]
    var total = Cell<Sum>()

    /// A scan of rows; `takesAway` counts those that are not selected, with a negative sign.
    init(_ plan: FacetPlan, _ rows: FacetRows, takesAway: Bool, memory: ZeroedMemory) {
        self.plan = plan
        self.rows = rows
        self.takesAway = takesAway
        self.memory = memory
        boards = plan.lines.map { line in
            let copies = line.isLong ? 1 : 2
            let block = memory.take(line.cellCount * copies * MemoryLayout<Cell<Sum>>.stride)
            let even = block.base.assumingMemoryBound(to: Cell<Sum>.self)
            let notesCells = line.isLong && !takesAway
            return Board(
                line: line, memory: block, even: even,
                odd: line.isLong ? even : even + line.cellCount,
                touched: notesCells ? memory.take((line.cellCount + 63) / 64 * 8) : nil)
        }
    }

    deinit {
        list.deallocate()
        amounts.deallocate()
        for board in boards {
            if let touched = board.touched {
                board.memory.zero(cellsOf: MemoryLayout<Cell<Sum>>.stride, markedIn: touched)
                memory.giveBack(touched, isZero: false)
            }
            memory.giveBack(board.memory, isZero: board.touched != nil)
        }
    }

    /// Counts rows; O(rows / 64 + counted × facets).
    func run(_ rows: Range<Int>) {
        var start = rows.lowerBound
        while start < rows.upperBound {
            let end = min(start + blockLength, rows.upperBound)
            count(start..<end)
            start = end
        }
    }

    private func count(_ block: Range<Int>) {
        var number = fill(block, rows.selected, inverted: takesAway)
        if number > 0 {
            total.count &+= takesAway ? Int64(-number) : Int64(number)
            for k in 0..<number { total.sum &+= amounts[k] }
            for index in boards.indices { add(boards[index], number, takesAway ? -1 : 1) }
        }
        for group in plan.groups.indices.dropFirst() {
            number = fill(block, rows.near[group], inverted: false)
            guard number > 0 else { continue }
            for index in boards.indices where boards[index].line.ownGroup == group {
                add(boards[index], number, 1)
            }
        }
        guard !plan.awardFilters.isEmpty else { return }
        number = fill(block, rows.near[plan.groups.count], inverted: false)
        guard number > 0 else { return }
        // A fact that has no award for all filters may have one that fails only a facet's own.
        for index in boards.indices where boards[index].line.ownAwardBit != 0 {
            if boards[index].line.isOfAwards { add(boards[index], number, 1) }
        }
    }

    /// Lists the rows of a block whose bit is set, and their amounts; gives their number.
    private func fill(
        _ block: Range<Int>, _ bits: UnsafeMutablePointer<UInt64>, inverted: Bool
    ) -> Int {
        var number = 0
        let flip: UInt64 = inverted ? ~0 : 0
        var row = block.lowerBound
        while row < block.upperBound {
            var rest = bits[row >> 6] ^ flip
            if block.upperBound &- row < 64 { rest &= (1 << UInt64(block.upperBound &- row)) &- 1 }
            if rest == ~0 {
                for k in 0..<64 {
                    list[number &+ k] = UInt32(truncatingIfNeeded: row &+ k)
                }
                number &+= 64
            } else {
                while rest != 0 {
                    list[number] = UInt32(truncatingIfNeeded: row | rest.trailingZeroBitCount)
                    number &+= 1
                    rest &= rest &- 1
                }
            }
            row &+= 64
        }
        let (list, amounts) = (list, amounts)
        let values = plan.amount.stored(as: Int64.self)
        let unknown = plan.amount.nullCount > 0 ? Int64.min : 0
        let sign: Int64 = inverted ? -1 : 1
        for k in 0..<number {
            let value = values[Int(list[k])]
            amounts[k] = Sum(truncatingIfNeeded: value == unknown ? 0 : value) &* Sum(sign)
        }
        return number
    }

    private func add(_ board: Board, _ count: Int, _ step: Int64) {
        switch board.line.source {
        case .codes(let column):
            switch column.codeBytes {
            case 1: tally(column.stored(as: UInt8.self), board, count, step) { Int($0) }
            case 2: tally(column.stored(as: UInt16.self), board, count, step) { Int($0) }
            default: tally(column.stored(as: UInt32.self), board, count, step) { Int($0) }
            }
        case .offset(let column, let least):
            switch column.type {
            case .uint8: offset(column.stored(as: UInt8.self), least, .max, board, count, step)
            case .uint16: offset(column.stored(as: UInt16.self), least, .max, board, count, step)
            case .uint32: offset(column.stored(as: UInt32.self), least, .max, board, count, step)
            case .int32, .date:
                offset(column.stored(as: Int32.self), least, .min, board, count, step)
            default: offset(column.stored(as: Int64.self), least, .min, board, count, step)
            }
        case .flags(let column):
            let bits = column.stored(as: UInt8.self)
            for k in 0..<count {
                let row = Int(list[k])
                let cell =
                    column.isKnown(row) ? Int((bits[row >> 3] >> UInt8(row & 7)) & 1) : 2
                board.even[cell].add(Cell(count: step, sum: amounts[k]))
            }
        case .awards(let column):
            switch column.codeBytes {
            case 1: awards(column.stored(as: UInt8.self), board, count, step)
            case 2: awards(column.stored(as: UInt16.self), board, count, step)
            default: awards(column.stored(as: UInt32.self), board, count, step)
            }
        }
    }

    /// Counts by an integer; unknown, stored as a bound of its type, has the last cell.
    @inline(__always)
    private func offset<Value: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, _ least: Int64, _ unknown: Value, _ board: Board,
        _ count: Int, _ step: Int64
    ) {
        let last = board.line.cellCount &- 1
        let hasUnknown = board.line.column.nullCount > 0
        tally(values, board, count, step) { value in
            hasUnknown && value == unknown
                ? last : Int(truncatingIfNeeded: Int64(truncatingIfNeeded: value) &- least)
        }
    }

    @inline(__always)
    private func tally<Value: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, _ board: Board, _ count: Int, _ step: Int64,
        _ cell: (Value) -> Int
    ) {
        let (list, amounts) = (list, amounts)
        let even = board.even
        if board.line.isLong {
            let marks = board.marks?.baseAddress
            for k in 0..<count {
                let place = cell(values[Int(list[k])])
                marks?[place >> 6] |= 1 << UInt64(truncatingIfNeeded: place & 63)
                even[place].add(Cell(count: step, sum: amounts[k]))
            }
            return
        }
        let odd = board.odd
        var k = 0
        while k &+ 1 < count {
            let first = cell(values[Int(list[k])])
            let second = cell(values[Int(list[k &+ 1])])
            even[first].add(Cell(count: step, sum: amounts[k]))
            odd[second].add(Cell(count: step, sum: amounts[k &+ 1]))
            k &+= 2
        }
        if k < count {
            even[cell(values[Int(list[k])])].add(Cell(count: step, sum: amounts[k]))
        }
    }

    /// Counts facts once in each distinct value of their awards that meet the other filters.
    @inline(__always)
    private func awards<Code: FixedWidthInteger>(
        _ codes: UnsafePointer<Code>, _ board: Board, _ count: Int, _ step: Int64
    ) {
        guard let offsets = plan.awards?.offsets else { return }
        let ignored = board.line.ownAwardBit
        let isRestricted = plan.awardFilters.contains { $0.bit != ignored }
        let none = board.line.cellCount &- 1
        let (list, amounts, mask) = (list, amounts, rows.awardMask)
        let marks = board.marks?.baseAddress
        let cells = board.even
        func put(_ place: Int, _ k: Int) {
            marks?[place >> 6] |= 1 << UInt64(truncatingIfNeeded: place & 63)
            cells[place].add(Cell(count: step, sum: amounts[k]))
        }
        for k in 0..<count {
            let fact = Int(list[k])
            let first = Int(offsets[fact])
            let last = Int(offsets[fact &+ 1])
            if last &- first == 1 {
                if let mask, mask[first] & ~ignored != 0 { continue }
                put(Int(truncatingIfNeeded: codes[first]), k)
            } else if first == last {
                if !isRestricted { put(none, k) }
            } else if last &- first > Self.fewAwards {
                for code in distinct(codes, first..<last, ignored) { put(Int(code), k) }
            } else {
                for award in first..<last {
                    if let mask, mask[award] & ~ignored != 0 { continue }
                    let code = codes[award]
                    var isRepeated = false
                    for earlier in first..<award where codes[earlier] == code {
                        isRepeated = isRepeated || mask.map { $0[earlier] & ~ignored == 0 } ?? true
                    }
                    if !isRepeated { put(Int(truncatingIfNeeded: code), k) }
                }
            }
        }
    }

    /// Up to so many awards, repeated values are sooner compared than sorted.
    private static var fewAwards: Int { 12 }

    /// The distinct codes of awards that meet all filters but those ignored, in order.
    private func distinct<Code: FixedWidthInteger>(
        _ codes: UnsafePointer<Code>, _ awards: Range<Int>, _ ignored: UInt16
    ) -> [UInt32] {
        var several: [UInt32] = []
        for award in awards {
            if let mask = rows.awardMask, mask[award] & ~ignored != 0 { continue }
            several.append(UInt32(truncatingIfNeeded: codes[award]))
        }
        several.sort()
        var kept = 0
        for index in several.indices where index == 0 || several[index] != several[kept &- 1] {
            several[kept] = several[index]
            kept &+= 1
        }
        several.removeLast(several.count - kept)
        return several
    }
}

extension FacetScan.Board {
    /// Calls with each cell noted, in order; O(cells / 64 + noted).
    func forEachTouched(_ body: (Int) -> Void) {
        guard let marks else { return }
        for word in marks.indices {
            var rest = marks[word]
            while rest != 0 {
                body(word << 6 | rest.trailingZeroBitCount)
                rest &= rest &- 1
            }
        }
    }
}
