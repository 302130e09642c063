import Synchronization

extension Dataset {
    /// Counts all facets of a page at once.
    ///
    /// Facts are counted where they are few; where most are selected, those left out are taken
    /// away from the tallies of the whole table, which are kept.
    ///
    /// - Throws: `unknownColumn`, `wrongType`, `tooManyGroups`… before anything is scanned.
    /// - Complexity: O(facts × filters + min(selected, left out) × facets), shared by the workers.
    public func facets(
        _ request: FacetRequest, workers: Int = 1
    ) throws(EngineRefusal) -> FacetResult {
        let plan = try FacetPlan(request, self)
        return plan.sumsAreSmall
            ? count(plan, Int64.self, workers: workers)
            : count(plan, Int128.self, workers: workers)
    }

    private func count<Sum: FixedWidthInteger & Sendable>(
        _ plan: FacetPlan, _ sum: Sum.Type, workers: Int
    ) -> FacetResult {
        let rows = FacetRows(plan)
        forEachPart(of: plan.rowCount, workers: workers) { _, stretches in
            for stretch in stretches { rows.fill(stretch) }
        }
        // Facts of which awards are filtered cannot be told from what the whole table counts.
        let takesAway = plan.awardFilters.isEmpty && rows.count > plan.rowCount / 2
        let start = takesAway ? whole(plan, Sum.self, workers: workers) : nil
        return scan(plan, rows, from: start, workers: workers)
    }

    /// Counts, from nothing or from the tallies of the whole table.
    private func scan<Sum>(
        _ plan: FacetPlan, _ rows: FacetRows, from whole: WholeTallies<Sum>?, workers: Int
    ) -> FacetResult {
        let scans = Slots<FacetScan<Sum>>(partCount(of: plan.rowCount, workers: workers))
        forEachPart(of: plan.rowCount, workers: workers) { part, stretches in
            let scan = FacetScan<Sum>(
                plan, rows, takesAway: whole != nil, memory: counting)
            for stretch in stretches { scan.run(stretch) }
            scans[part] = scan
        }
        let parts = scans.all
        var total = whole?.total ?? Cell()
        for part in parts { total.add(part.total) }
        let facets = plan.lines.indices.map { index in
            FacetTally(parts, index, from: whole?.cells[index]).counts
        }
        return FacetResult(total: Tally(total), facets: facets, selection: rows.selection)
    }

    /// The tallies of all facts for each line of a plan, those not known yet counted now.
    private func whole<Sum: FixedWidthInteger & Sendable>(
        _ plan: FacetPlan, _ sum: Sum.Type, workers: Int
    ) -> WholeTallies<Sum> {
        func key(_ line: FacetPlan.Line) -> [ObjectIdentifier] {
            [ObjectIdentifier(line.column), ObjectIdentifier(plan.amount)]
        }
        var known: [[ObjectIdentifier]: WholeCells<Sum>] = [:]
        knownTallies.withLock { tallies in
            for line in plan.lines {
                known[key(line)] = tallies[key(line)] as? WholeCells<Sum>
            }
        }
        let totalKey = [ObjectIdentifier(plan.amount)]
        let total = knownTallies.withLock { $0[totalKey] as? WholeCells<Sum> }
        let missing = plan.lines.filter { known[key($0)] == nil }
        if missing.isEmpty, let total {
            return WholeTallies(
                total: total.cells[0], cells: plan.lines.compactMap { known[key($0)] })
        }
        let everything = FacetPlan(everythingOf: missing, like: plan)
        let rows = FacetRows(everything)
        let scans = Slots<FacetScan<Sum>>(partCount(of: plan.rowCount, workers: workers))
        forEachPart(of: plan.rowCount, workers: workers) { part, stretches in
            let scan = FacetScan<Sum>(everything, rows, takesAway: false, memory: counting)
            for stretch in stretches {
                rows.fill(stretch)
                scan.run(stretch)
            }
            scans[part] = scan
        }
        let parts = scans.all
        var sums = Cell<Sum>()
        for part in parts { sums.add(part.total) }
        for (index, line) in missing.enumerated() {
            known[key(line)] = WholeCells(FacetTally(parts, index, from: nil).all)
        }
        knownTallies.withLock { tallies in
            for line in missing { tallies[key(line)] = known[key(line)] }
            tallies[totalKey] = WholeCells([sums])
        }
        return WholeTallies(total: sums, cells: plan.lines.compactMap { known[key($0)] })
    }
}

/// Cells of one facet over all facts.
final class WholeCells<Sum: FixedWidthInteger & Sendable>: Sendable {
    let cells: [Cell<Sum>]

    init(_ cells: [Cell<Sum>]) { self.cells = cells }
}

/// What the whole table counts: the total, and each line of a plan.
struct WholeTallies<Sum: FixedWidthInteger & Sendable>: Sendable {
    let total: Cell<Sum>
    let cells: [WholeCells<Sum>]
}

extension Tally {
    init<Sum>(_ cell: Cell<Sum>) {
        self.init(count: Int(cell.count), sum: Int128(cell.sum))
    }
}
