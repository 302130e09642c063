/// A middle value or a quantile found along a stored order of its column: rows are met in the order
/// of their values, so that none is read but those of the ranks asked for.
///
/// - Complexity: O(rows × leaves), shared by the workers, then O(rows) steps of one lookup.
struct OrderedMeasure {
    private let plan: MeasurePlan
    private let column: Column
    private let order: UnsafePointer<UInt32>
    private let rowCount: Int
    /// Number of codes of groups; the place after them is that of rows not selected.
    private let space: Int

    /// A reading of a plan along its column's order; nil when the plan asks for anything else, or
    /// has too few rows selected for walking all of them.
    init?(_ plan: MeasurePlan, selected: () -> Int) {
        let reader: MeasurePlan.Reader
        switch plan.kind {
        case .middle(let found), .rank(let found, _): reader = found
        default: return nil
        }
        guard plan.detail == nil, plan.summary == nil, reader.parents == nil,
            plan.outerSpace < UInt64(UInt16.max), !plan.outer.contains(where: \.isMultiple),
            let order = plan.dataset.order(of: reader.column), order.count == plan.rowCount,
            selected() > plan.rowCount / Self.fewest
        else { return nil }
        self.plan = plan
        column = reader.column
        self.order = order.stored(as: UInt32.self)
        rowCount = plan.rowCount
        space = Int(plan.outerSpace)
    }

    /// Selections under one row in this many are sooner sorted than walked to.
    private static let fewest = 20

    /// The measure of each group, as `MeasureState.results` gives it.
    func results(workers: Int) -> [MeasureResult] {
        let groups = UnsafeMutablePointer<UInt16>.allocate(capacity: max(rowCount, 1))
        defer { groups.deallocate() }
        var tallies = tally(groups, workers)
        let unknown = min(column.nullCount, rowCount)
        for place in 0..<unknown {
            let group = self.group(place, groups)
            tallies[group].lacking &+= 1
        }
        var ranks = tallies.map { ranksWanted($0.rows - $0.lacking) }
        ranks[space] = nil
        let values = walk(groups, from: unknown, ranks)
        return (0..<space).compactMap { code in
            let tally = tallies[code]
            let known = tally.rows - tally.lacking
            guard plan.outer.isEmpty || tally.rows + tally.apart > 0 else { return nil }
            let figure = figure(values[code])
            return MeasureResult(
                group: plan.labels(UInt64(code)), rows: tally.rows, counted: known,
                unknown: tally.apart + tally.lacking, numerator: figure.numerator,
                denominator: figure.denominator, value: figure.value)
        }
    }

    /// The group of the row at a place of the order; outside the table only in a damaged file.
    @inline(__always)
    private func group(_ place: Int, _ groups: UnsafeMutablePointer<UInt16>) -> Int {
        let row = Int(order[place])
        return row < rowCount ? Int(groups[row]) : space
    }

    /// The two ranks whose values are wanted of so many, from 1; nil of none.
    private func ranksWanted(_ count: Int) -> (Int, Int)? {
        guard count > 0 else { return nil }
        guard case .rank(_, let share) = plan.kind else {
            return ((count + 1) / 2, count / 2 + 1)
        }
        let rank = max(1, (count * share + 9_999) / 10_000)
        return (rank, rank)
    }

    private func figure(_ values: (Int64, Int64)?) -> Figure {
        guard let (low, high) = values else { return .quotient(0, 0) }
        guard case .rank = plan.kind else { return .quotient(Int128(low) + Int128(high), 2) }
        return .quotient(Int128(low), 1)
    }

    /// Gives each row its group, `space` when it is not selected, and counts rows by group.
    private func tally(_ groups: UnsafeMutablePointer<UInt16>, _ workers: Int) -> [OrderedScan
        .Tally]
    {
        let slots = Slots<[OrderedScan.Tally]>(partCount(of: rowCount, workers: workers))
        nonisolated(unsafe) let groups = groups
        let (plan, space) = (plan, space)
        forEachPart(of: rowCount, workers: workers) { part, stretches in
            let scan = OrderedScan(plan, space: space)
            for stretch in stretches { scan.run(stretch, groups) }
            slots[part] = scan.counts
        }
        var whole = [OrderedScan.Tally](repeating: .init(), count: space + 1)
        for tallies in slots.all {
            for code in tallies.indices {
                whole[code].rows += tallies[code].rows
                whole[code].apart += tallies[code].apart
            }
        }
        return whole
    }

    /// The values of the ranks wanted in each group.
    private func walk(
        _ groups: UnsafeMutablePointer<UInt16>, from start: Int, _ ranks: [(Int, Int)?]
    ) -> [(Int64, Int64)?] {
        var values = [(Int64, Int64)?](repeating: nil, count: ranks.count)
        // Steps left until the next rank wanted of each group.
        var left = ranks.map { $0?.0 ?? Int.max }
        var wanted = ranks.count { $0 != nil }
        let read = column.stored(as: Int64.self)
        left.withUnsafeMutableBufferPointer { left in
            var place = start
            while place < rowCount, wanted > 0 {
                let group = self.group(place, groups)
                place &+= 1
                left[group] &-= 1
                guard left[group] == 0, let (low, high) = ranks[group] else { continue }
                let value = read[Int(order[place &- 1])]
                if let first = values[group]?.0 {
                    values[group] = (first, value)
                } else {
                    values[group] = (value, value)
                    if high > low {
                        left[group] = high - low
                        continue
                    }
                }
                left[group] = .max
                wanted -= 1
            }
        }
        return values
    }
}

/// One worker's pass over rows: which are selected, and of what group.
private final class OrderedScan {
    /// Rows of a group.
    struct Tally {
        /// Rows of P.
        var rows = 0
        /// Rows of P without value.
        var lacking = 0
        /// Rows whose place in P is unknown.
        var apart = 0
    }

    private(set) var counts: [Tally]
    private let plan: MeasurePlan
    private let space: Int
    private let evaluator = BlockEvaluator()
    private let lines = MeasureLines(hasFacts: false)

    init(_ plan: MeasurePlan, space: Int) {
        self.plan = plan
        self.space = space
        counts = Array(repeating: Tally(), count: space + 1)
    }

    /// Gives rows their groups, and counts them.
    func run(_ range: Range<Int>, _ groups: UnsafeMutablePointer<UInt16>) {
        let met = UnsafeMutablePointer<UInt8>.allocate(capacity: 3 * blockLength)
        defer { met.deallocate() }
        let (second, third) = (met + blockLength, met + 2 * blockLength)
        var start = range.lowerBound
        while start < range.upperBound {
            let block = start..<min(start + blockLength, range.upperBound)
            start = block.upperBound
            evaluator.evaluate(plan.selected, block, into: met)
            guard Self.isAny(met, block.count) else {
                (groups + block.lowerBound).update(
                    repeating: UInt16(truncatingIfNeeded: space), count: block.count)
                continue
            }
            encode(block)
            let codes = lines.cells
            if let among = plan.among {
                evaluator.evaluate(among.met, block, into: second)
                evaluator.evaluate(among.unmet, block, into: third)
                for k in 0..<block.count {
                    let apart = met[k] & ~(second[k] | third[k]) & 1
                    counts[Int(codes[k])].apart &+= Int(apart)
                    met[k] &= second[k]
                }
            }
            place(met, block.count, groups + block.lowerBound)
        }
    }

    private static func isAny(_ met: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
        var any: UInt8 = 0
        for k in 0..<count { any |= met[k] }
        return any != 0
    }

    /// Gives rows the codes of their groups where the mask is 1, `space` elsewhere, and counts the
    /// first.
    private func place(
        _ met: UnsafeMutablePointer<UInt8>, _ count: Int, _ out: UnsafeMutablePointer<UInt16>
    ) {
        let apart = UInt16(truncatingIfNeeded: space)
        guard !plan.outer.isEmpty else {
            // Of one group, rows are in it (0) or apart (1).
            var rows = 0
            for k in 0..<count {
                out[k] = UInt16(met[k] ^ 1)
                rows &+= Int(met[k])
            }
            counts[0].rows += rows
            return
        }
        let codes = lines.cells
        let raw = UnsafeRawPointer(met)
        counts.withUnsafeMutableBufferPointer { counts in
            var start = 0
            while start < count {
                let end = min(start &+ 8, count)
                if end &- start == 8,
                    raw.loadUnaligned(fromByteOffset: start, as: UInt64.self) == 0
                {
                    (out + start).update(repeating: apart, count: 8)
                } else {
                    for k in start..<end {
                        let mask = 0 &- UInt16(met[k])
                        let code = apart ^ (apart ^ UInt16(truncatingIfNeeded: codes[k])) & mask
                        out[k] = code
                        counts[Int(code)].rows &+= 1
                    }
                }
                start = end
            }
        }
    }

    /// The code of the group of each row of a block, in `lines.cells`.
    private func encode(_ block: Range<Int>) {
        let count = block.count
        lines.count = count
        let cells = lines.cells
        cells.update(repeating: 0, count: count)
        guard !plan.outer.isEmpty else { return }
        for k in 0..<count { lines.rows[k] = UInt32(truncatingIfNeeded: block.lowerBound &+ k) }
        for key in plan.outer {
            key.encode(lines, into: lines.codes)
            let codes = lines.codes
            for k in 0..<count { cells[k] = cells[k] &* key.count &+ codes[k] }
        }
    }
}
