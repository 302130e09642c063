extension Dataset {
    /// Counts all facets of a page in one pass over the facts.
    ///
    /// - Throws: `unknownColumn`, `wrongType`, `tooManyGroups`… before anything is scanned.
    /// - Complexity: O(facts × filters + selected × facets), shared by the workers.
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
        let rowCount = facts.rowCount
        var selection = Bitmap(rowCount: rowCount)
        let scans = Slots<FacetScan<Sum>>(partCount(of: rowCount, workers: workers))
        selection.words.withUnsafeMutableBufferPointer { words in
            guard let base = words.baseAddress else { return }
            let target = SharedWords(base)
            forEachPart(of: rowCount, workers: workers) { part, rows in
                let scan = FacetScan<Sum>(plan)
                scan.run(rows, target.base)
                scans[part] = scan
            }
        }
        let parts = scans.all
        var total = Tally()
        for part in parts { total += Tally(part.total) }
        let facets = plan.lines.indices.map { index in
            if let first = parts.first {
                for other in parts.dropFirst() {
                    for cell in first.cells[index].indices {
                        first.cells[index][cell].count &+= other.cells[index][cell].count
                        first.cells[index][cell].sum &+= other.cells[index][cell].sum
                    }
                }
                return plan.lines[index].counts(first.cells[index])
            }
            return FacetCounts(facet: plan.lines[index].facet, values: [], total: 0)
        }
        return FacetResult(total: total, facets: facets, selection: selection)
    }
}

extension Tally {
    init<Sum>(_ cell: Cell<Sum>) {
        self.init(count: Int(cell.count), sum: Int128(cell.sum))
    }
}

extension FacetPlan.Line {
    /// Cells as values, unknown last, in order of value or by decreasing count.
    func counts<Sum>(_ cells: UnsafeMutableBufferPointer<Cell<Sum>>) -> FacetCounts {
        if case .codes(let column) = source, column.type == .uint8 {
            let values = bits(column, cells)
            return FacetCounts(facet: facet, values: ranked(values), total: values.count)
        }
        var used = cells.indices.filter { cells[$0].count > 0 }
        var unknown = Tally()
        used.removeAll { cell in
            guard value(cell) == .unknown else { return false }
            unknown += Tally(cells[cell])
            return true
        }
        let total = used.count + (unknown.count > 0 ? 1 : 0)
        if let top = facet.top {
            used.sort { (cells[$0].count, $1) > (cells[$1].count, $0) }
            used = Array(used.prefix(top))
        }
        var values = used.map { FacetCounts.Value(value: value($0), tally: Tally(cells[$0])) }
        if unknown.count > 0 { values.append(.init(value: .unknown, tally: unknown)) }
        return FacetCounts(facet: facet, values: ranked(values), total: total)
    }

    private func ranked(_ values: [FacetCounts.Value]) -> [FacetCounts.Value] {
        guard let top = facet.top else { return values }
        let order = values.indices.sorted {
            (values[$0].tally.count, $1) > (values[$1].tally.count, $0)
        }
        return order.prefix(top).map { values[$0] }
    }

    private func value(_ cell: Int) -> GroupValue {
        switch source {
        case .codes(let column):
            guard cell > 0 || column.nullCount == 0, let texts = column.texts else {
                return .unknown
            }
            return .text(texts[cell])
        case .awards(let column):
            guard cell < cellCount - 1, cell > 0 || column.nullCount == 0,
                let texts = column.texts
            else { return .unknown }
            return .text(texts[cell])
        case .offset(_, let least):
            return cell == cellCount - 1 ? .unknown : .number(least + Int64(cell))
        case .flags: return cell == 2 ? .unknown : .number(Int64(cell))
        }
    }

    /// A histogram of sets of bits, as counts of bits.
    private func bits<Sum>(
        _ column: Column, _ cells: UnsafeMutableBufferPointer<Cell<Sum>>
    ) -> [FacetCounts.Value] {
        var ofBits = [Tally](repeating: Tally(), count: 8)
        var none = Tally()
        var unknown = Tally()
        for set in 0..<256 {
            let tally = Tally(cells[set])
            if set == 255, column.nullCount > 0 {
                unknown += tally
            } else if set == 0 {
                none += tally
            } else {
                for bit in 0..<8 where set & (1 << bit) != 0 { ofBits[bit] += tally }
            }
        }
        var values = (0..<8).map { FacetCounts.Value(value: .bit($0), tally: ofBits[$0]) }
        values.append(.init(value: .none, tally: none))
        values.append(.init(value: .unknown, tally: unknown))
        return values.filter { $0.tally.count > 0 }
    }
}
