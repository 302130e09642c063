/// A number and a sum, side by side so that counting touches one cache line.
struct Cell<Sum: FixedWidthInteger & Sendable>: Sendable {
    var count: Int64 = 0
    var sum: Sum = 0
}

/// One worker's share of a facet request: its own cells, merged at the end.
final class FacetScan<Sum: FixedWidthInteger & Sendable> {
    private let plan: FacetPlan
    private let evaluator = BlockEvaluator()
    private let mask = UnsafeMutablePointer<UInt32>.allocate(capacity: blockLength)
    private let selected = UnsafeMutablePointer<UInt32>.allocate(capacity: blockLength + 1)
    private let nearly = UnsafeMutablePointer<UInt32>.allocate(capacity: blockLength + 1)
    private let extra = UnsafeMutablePointer<UInt32>.allocate(capacity: blockLength + 1)
    private let amounts = UnsafeMutablePointer<Sum>.allocate(capacity: blockLength)
    private let extraAmounts = UnsafeMutablePointer<Sum>.allocate(capacity: blockLength)
    private var awardMask: [UInt32] = []
    /// The last fact counted for each value of an award facet, plus one.
    private var stamps: [[UInt32]]
    /// A facet's cells, in the order of the plan.
    var cells: [UnsafeMutableBufferPointer<Cell<Sum>>]
    var total = Cell<Sum>()

    init(_ plan: FacetPlan) {
        self.plan = plan
        cells = plan.lines.map { line in
            let cells = UnsafeMutableBufferPointer<Cell<Sum>>.allocate(capacity: line.cellCount)
            cells.initialize(repeating: Cell())
            return cells
        }
        stamps = plan.lines.map { line in
            if case .awards = line.source {
                [UInt32](repeating: 0, count: line.cellCount)
            } else {
                []
            }
        }
    }

    deinit {
        for block in [mask, selected, nearly, extra] { block.deallocate() }
        amounts.deallocate()
        extraAmounts.deallocate()
        for cells in cells { cells.deallocate() }
    }

    /// Counts rows, and gives the words of the selection's bitmap one after another.
    ///
    /// - Complexity: O(rows × filters + selected × facets).
    func run(_ rows: Range<Int>, _ selection: UnsafeMutablePointer<UInt64>) {
        var start = rows.lowerBound
        while start < rows.upperBound {
            let block = start..<min(start + blockLength, rows.upperBound)
            count(block, selection + start / 64)
            start = block.upperBound
        }
    }

    private func count(_ block: Range<Int>, _ selection: UnsafeMutablePointer<UInt64>) {
        fillMasks(block)
        var chosen = 0
        var close = 0
        for k in 0..<block.count {
            let failed = mask[k]
            let row = UInt32(truncatingIfNeeded: block.lowerBound &+ k)
            selected[chosen] = row
            chosen &+= failed == 0 ? 1 : 0
            nearly[close] = row
            close &+= failed != 0 && failed & (failed &- 1) == 0 ? 1 : 0
        }
        var word = 0
        while word &* 64 < block.count {
            var bits: UInt64 = 0
            for k in word &* 64..<min(word &* 64 &+ 64, block.count) {
                bits |= (mask[k] == 0 ? 1 : 0) << UInt64(k & 63)
            }
            selection[word] = bits
            word &+= 1
        }
        gather(selected, chosen, amounts)
        total.count &+= Int64(chosen)
        for k in 0..<chosen { total.sum &+= amounts[k] }
        for (index, line) in plan.lines.enumerated() {
            let own = line.ownFactBit
            var more = 0
            for k in 0..<close {
                let row = nearly[k]
                let failed = mask[Int(row) &- block.lowerBound]
                extra[more] = row
                let counts = failed == own || failed == FacetPlan.noAward && line.isOfAwards
                more &+= counts ? 1 : 0
            }
            gather(extra, more, extraAmounts)
            if case .awards(let column) = line.source {
                countAwards(index, column, block, selected, chosen, amounts)
                // A fact that fails only an award filter may have an award that fails only its own.
                if own != 0 { countAwards(index, column, block, extra, more, extraAmounts) }
            } else {
                add(line, cells[index], selected, chosen, amounts)
                add(line, cells[index], extra, more, extraAmounts)
            }
        }
    }

    private func fillMasks(_ block: Range<Int>) {
        mask.update(repeating: 0, count: block.count)
        for (bit, predicate) in plan.factFilters {
            evaluator.withBlock { met in
                evaluator.evaluate(predicate, block, into: met)
                for k in 0..<block.count { mask[k] |= UInt32(met[k] ^ 1) &* bit }
            }
        }
        guard let awards = plan.awards, !plan.awardFilters.isEmpty else { return }
        let first = Int(awards.offsets[block.lowerBound])
        let last = Int(awards.offsets[block.upperBound])
        if awardMask.count < last - first {
            awardMask = [UInt32](repeating: 0, count: last - first)
        }
        awardMask.withUnsafeMutableBufferPointer { awardMask in
            for k in 0..<(last - first) { awardMask[k] = 0 }
            for (bit, predicate) in plan.awardFilters {
                var start = first
                while start < last {
                    let chunk = start..<min(start + blockLength, last)
                    evaluator.withBlock { met in
                        evaluator.evaluate(predicate, chunk, into: met)
                        for k in 0..<chunk.count {
                            awardMask[start &- first &+ k] |= UInt32(met[k] ^ 1) &* bit
                        }
                    }
                    start = chunk.upperBound
                }
            }
            for k in 0..<block.count { mask[k] |= FacetPlan.noAward }
            for award in first..<last where awardMask[award &- first] == 0 {
                mask[Int(awards.parents[award]) &- block.lowerBound] &= ~FacetPlan.noAward
            }
        }
    }

    private func gather(
        _ rows: UnsafeMutablePointer<UInt32>, _ count: Int, _ out: UnsafeMutablePointer<Sum>
    ) {
        let values = plan.amount.stored(as: Int64.self)
        let unknown = plan.amount.nullCount > 0 ? Int64.min : 0
        for k in 0..<count {
            let value = values[Int(rows[k])]
            out[k] = Sum(truncatingIfNeeded: value == unknown ? 0 : value)
        }
    }
}

extension FacetScan {
    /// Counts facts by a column of their own.
    private func add(
        _ line: FacetPlan.Line, _ cells: UnsafeMutableBufferPointer<Cell<Sum>>,
        _ rows: UnsafeMutablePointer<UInt32>, _ count: Int, _ amounts: UnsafeMutablePointer<Sum>
    ) {
        guard count > 0, let cells = cells.baseAddress else { return }
        switch line.source {
        case .codes(let column):
            switch column.codeBytes {
            case 1: tally(column.stored(as: UInt8.self), cells, rows, count, amounts)
            case 2: tally(column.stored(as: UInt16.self), cells, rows, count, amounts)
            default: tally(column.stored(as: UInt32.self), cells, rows, count, amounts)
            }
        case .offset(let column, let least):
            let last = line.cellCount - 1
            for k in 0..<count {
                let offset = column.integer(Int(rows[k])).map { Int($0 &- least) } ?? last
                // Outside only in a damaged file, where validity contradicts the value.
                let cell = offset >= 0 && offset < last ? offset : last
                cells[cell].count &+= 1
                cells[cell].sum &+= amounts[k]
            }
        case .flags(let column):
            let bits = column.stored(as: UInt8.self)
            for k in 0..<count {
                let row = Int(rows[k])
                let cell =
                    column.isKnown(row) ? Int((bits[row >> 3] >> UInt8(row & 7)) & 1) : 2
                cells[cell].count &+= 1
                cells[cell].sum &+= amounts[k]
            }
        case .awards: break
        }
    }

    @inline(__always)
    private func tally<Code: FixedWidthInteger>(
        _ codes: UnsafePointer<Code>, _ cells: UnsafeMutablePointer<Cell<Sum>>,
        _ rows: UnsafeMutablePointer<UInt32>, _ count: Int, _ amounts: UnsafeMutablePointer<Sum>
    ) {
        for k in 0..<count {
            let cell = Int(truncatingIfNeeded: codes[Int(rows[k])])
            cells[cell].count &+= 1
            cells[cell].sum &+= amounts[k]
        }
    }

    /// Counts facts once in each distinct value of their awards that meet the other filters.
    private func countAwards(
        _ index: Int, _ column: Column, _ block: Range<Int>,
        _ rows: UnsafeMutablePointer<UInt32>, _ count: Int, _ amounts: UnsafeMutablePointer<Sum>
    ) {
        guard let awards = plan.awards, count > 0, let cells = cells[index].baseAddress else {
            return
        }
        let line = plan.lines[index]
        let filtered = !plan.awardFilters.isEmpty
        let restricted = plan.awardFilters.contains { $0.bit != line.ownAwardBit }
        let ignored = line.ownAwardBit
        let base = Int(awards.offsets[block.lowerBound])
        awards.offsets.withUnsafeBufferPointer { offsets in
            awardMask.withUnsafeBufferPointer { awardMask in
                stamps[index].withUnsafeMutableBufferPointer { stamps in
                    for k in 0..<count {
                        let fact = Int(rows[k])
                        let first = Int(offsets[fact])
                        let last = Int(offsets[fact &+ 1])
                        let stamp = UInt32(truncatingIfNeeded: fact &+ 1)
                        for award in first..<last {
                            if filtered, awardMask[award &- base] & ~ignored != 0 { continue }
                            let code = column.code(award)
                            if stamps[code] == stamp { continue }
                            stamps[code] = stamp
                            cells[code].count &+= 1
                            cells[code].sum &+= amounts[k]
                        }
                        if first == last, !restricted {
                            cells[line.cellCount &- 1].count &+= 1
                            cells[line.cellCount &- 1].sum &+= amounts[k]
                        }
                    }
                }
            }
        }
    }
}

extension FacetPlan.Line {
    /// Whether values are those of awards.
    var isOfAwards: Bool {
        if case .awards = source { true } else { false }
    }
}
