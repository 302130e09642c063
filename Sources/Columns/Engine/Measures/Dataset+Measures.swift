extension Dataset {
    /// Evaluates a measure over the selected facts, for each group of the keys.
    ///
    /// - Parameters:
    ///   - selection: a condition on facts (see `Measure` for `anyAward` over awards).
    ///   - keys: columns of the population or of facts; none gives one group.
    /// - Throws: whatever is unknown, of a wrong type or too wide, before any scan.
    /// - Complexity: O(rows × leaves + selected × keys), shared by the workers.
    public func evaluate(
        _ measure: Measure, over selection: Condition, by keys: [GroupKey] = [],
        workers: Int = 1
    ) throws(EngineRefusal) -> MeasureState {
        let plan = try MeasurePlan(measure, selection, by: keys, self)
        let scans = Slots<MeasureState>(partCount(of: plan.rowCount, workers: workers))
        forEachPart(of: plan.rowCount, workers: workers) { part, rows in
            var scan = MeasureScan(plan)
            scan.run(rows)
            scans[part] = scan.state
        }
        var states = scans.all
        guard !states.isEmpty else { return MeasureState(plan) }
        var whole = states.removeFirst()
        for state in states { whole.absorb(state) }
        return whole
    }
}
