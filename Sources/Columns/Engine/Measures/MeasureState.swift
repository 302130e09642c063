/// What a measure has seen: counts, sums, values and weights per key, for each group.
///
/// Merging the states of two disjoint selections gives the state of their union, whatever the
/// order; values are made only at the end, by `results()`.
public struct MeasureState: Sendable {
    /// Counts of one group.
    struct Tallies: Sendable {
        var rows = 0
        var unknown = 0
        var counted = 0
        var above: Int128 = 0
        var below: Int128 = 0
        /// Rows counted that meet the condition of a gap.
        var met = 0
    }

    /// Weight of one key in one group; `meets` when a row of it met the condition.
    struct Entry: Sendable {
        var weight: Int128 = 0
        var meets = false
    }

    let plan: MeasurePlan
    /// Groups asked for.
    var groups: CodeTable
    var tallies: [Tallies] = []
    /// Groups within groups, for `perGroup`; the same as `groups` otherwise, and then unused.
    var inner: CodeTable
    var innerTallies: [Tallies] = []
    /// Keys within (inner) groups.
    var pairs: CodeTable
    var entries: [Entry] = []
    /// Known values, and the number of each one's (inner) group; without keys there is only
    /// group 0, and no number is kept.
    var valueCells: [UInt32] = []
    var values: [Int64] = []

    init(_ plan: MeasurePlan) {
        self.plan = plan
        groups = CodeTable(space: plan.outerSpace)
        let hasInner = plan.summary != nil
        inner = CodeTable(space: hasInner ? plan.outerSpace &* plan.innerSpace : 1)
        pairs = CodeTable(space: plan.kind.key == nil ? 1 : plan.pairSpace)
    }

    /// The number of a group, made now if it is new.
    mutating func group(_ code: UInt64) -> Int {
        let number = groups.number(of: code)
        if number == tallies.count { tallies.append(Tallies()) }
        return number
    }

    /// The number of a group within a group.
    mutating func innerGroup(_ code: UInt64) -> Int {
        let number = inner.number(of: code)
        if number == innerTallies.count { innerTallies.append(Tallies()) }
        return number
    }

    /// Counts of groups, or of the groups within groups when there are any.
    mutating func withCellTallies(_ body: (UnsafeMutableBufferPointer<Tallies>) -> Void) {
        if plan.summary == nil {
            tallies.withUnsafeMutableBufferPointer { body($0) }
        } else {
            innerTallies.withUnsafeMutableBufferPointer { body($0) }
        }
    }

    /// Adds to a key of an (inner) group.
    mutating func add(_ code: UInt64, _ weight: Int128, meets: Bool) {
        let number = pairs.number(of: code)
        if number == entries.count { entries.append(Entry()) }
        entries[number].weight += weight
        if meets { entries[number].meets = true }
    }

    /// The state of two disjoint selections of the same dataset, for the same measure and groups.
    ///
    /// - Complexity: O(groups + keys + values) of `other`.
    public func merging(_ other: MeasureState) -> MeasureState {
        precondition(
            plan.measure == other.plan.measure && plan.by == other.plan.by
                && plan.dataset === other.plan.dataset,
            "Only states of one measure over one dataset merge.")
        var merged = self
        merged.absorb(other)
        return merged
    }

    mutating func absorb(_ other: MeasureState) {
        var numbers: [UInt32] = []
        for (index, code) in other.groups.codes.enumerated() {
            let number = group(code)
            numbers.append(UInt32(number))
            tallies[number].add(other.tallies[index])
        }
        var innerNumbers: [UInt32] = []
        for (index, code) in other.inner.codes.enumerated() {
            let number = innerGroup(code)
            innerNumbers.append(UInt32(number))
            innerTallies[number].add(other.innerTallies[index])
        }
        for (index, code) in other.pairs.codes.enumerated() {
            add(code, other.entries[index].weight, meets: other.entries[index].meets)
        }
        values.append(contentsOf: other.values)
        if plan.by.isEmpty, plan.summary == nil { return }
        let places = plan.summary == nil ? numbers : innerNumbers
        valueCells.append(contentsOf: other.valueCells.lazy.map { places[Int($0)] })
    }
}

extension MeasureState.Tallies {
    mutating func add(_ other: Self) {
        rows += other.rows
        unknown += other.unknown
        counted += other.counted
        above += other.above
        below += other.below
        met += other.met
    }
}
