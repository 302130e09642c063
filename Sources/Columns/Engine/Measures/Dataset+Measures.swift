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
        evaluate(try MeasurePlan(measure, selection, by: keys, self), workers)
    }

    /// What `evaluate` gives in the end, by a shorter way where the dataset has one: middle values
    /// and quantiles of a column whose order is stored.
    ///
    /// - Throws: whatever is unknown, of a wrong type or too wide, before any scan.
    /// - Complexity: that of `evaluate` at most; for these values, no sorting.
    public func results(
        of measure: Measure, over selection: Condition, by keys: [GroupKey] = [],
        workers: Int = 1
    ) throws(EngineRefusal) -> [MeasureResult] {
        let plan = try MeasurePlan(measure, selection, by: keys, self)
        let ordered = OrderedMeasure(plan) {
            select(plan.selected, rowCount: plan.rowCount, workers: workers).count
        }
        if let ordered { return ordered.results(workers: workers) }
        return evaluate(plan, workers).results()
    }

    private func evaluate(_ plan: MeasurePlan, _ workers: Int) -> MeasureState {
        let scans = Slots<MeasureState>(partCount(of: plan.rowCount, workers: workers))
        forEachPart(of: plan.rowCount, workers: workers) { part, stretches in
            var scan = MeasureScan(plan)
            for stretch in stretches { scan.run(stretch) }
            scans[part] = scan.state
        }
        var states = scans.all
        guard !states.isEmpty else { return MeasureState(plan) }
        var whole = states.removeFirst()
        for state in states { whole.absorb(state) }
        return whole
    }
}
