/// One worker's evaluation of a measure: rows are taken a block at a time, given the codes of
/// their groups, then counted by the form.
struct MeasureScan {
    var state: MeasureState
    private let plan: MeasurePlan
    private let evaluator = BlockEvaluator()
    /// Rows of the block still in play: row, its fact, number of its group, code of its cell.
    private var lines = Lines()
    private var codes: [UInt64] = []
    private var values: [Int64] = []
    private var others: [Int64] = []

    struct Lines {
        var rows: [UInt32] = []
        var facts: [UInt32] = []
        var groups: [UInt32] = []
        var cells: [UInt64] = []

        mutating func removeAll() {
            rows.removeAll(keepingCapacity: true)
            facts.removeAll(keepingCapacity: true)
            groups.removeAll(keepingCapacity: true)
            cells.removeAll(keepingCapacity: true)
        }

        mutating func append(_ row: UInt32, _ fact: UInt32, _ group: UInt32, _ cell: UInt64) {
            rows.append(row)
            facts.append(fact)
            groups.append(group)
            cells.append(cell)
        }
    }

    init(_ plan: MeasurePlan) {
        self.plan = plan
        state = MeasureState(plan)
    }

    /// Counts a range of rows; O(rows × leaves + selected × keys).
    mutating func run(_ range: Range<Int>) {
        let met = UnsafeMutablePointer<UInt8>.allocate(capacity: 3 * blockLength)
        defer { met.deallocate() }
        let second = met + blockLength
        let third = second + blockLength
        var start = range.lowerBound
        while start < range.upperBound {
            let block = start..<min(start + blockLength, range.upperBound)
            start = block.upperBound
            evaluator.evaluate(plan.selected, block, into: met)
            if let among = plan.among {
                evaluator.evaluate(among.met, block, into: second)
                evaluator.evaluate(among.unmet, block, into: third)
                for k in 0..<block.count {
                    third[k] = met[k] & ~(second[k] | third[k]) & 1
                    met[k] &= second[k]
                }
                take(block, third)
                group(counting: false)
            }
            take(block, met)
            guard !lines.rows.isEmpty else { continue }
            group(counting: true)
            if plan.summary != nil { groupWithin() }
            count(block, second, third)
        }
    }

    /// Rows of a block whose mask is 1, all in group 0.
    private mutating func take(_ block: Range<Int>, _ mask: UnsafeMutablePointer<UInt8>) {
        lines.removeAll()
        for k in 0..<block.count where mask[k] != 0 {
            lines.rows.append(UInt32(truncatingIfNeeded: block.lowerBound &+ k))
        }
        if let detail = plan.detail {
            for row in lines.rows { lines.facts.append(detail.parents[Int(row)]) }
        } else {
            lines.facts = lines.rows
        }
    }

    /// Gives rows their groups, and counts them there as rows or as unknown.
    private mutating func group(counting: Bool) {
        lines.cells = [UInt64](repeating: 0, count: lines.rows.count)
        lines.groups = [UInt32](repeating: 0, count: lines.rows.count)
        for key in plan.outer { extend(key, droppingUnknown: false) }
        for k in lines.cells.indices {
            let number = state.group(lines.cells[k])
            lines.groups[k] = UInt32(truncatingIfNeeded: number)
            if counting {
                state.tallies[number].rows += 1
            } else {
                state.tallies[number].unknown += 1
            }
        }
    }

    private mutating func groupWithin() {
        for key in plan.inner { extend(key, droppingUnknown: true) }
    }

    /// Multiplies the codes of cells by those of a key; rows of several values are repeated.
    private mutating func extend(_ key: KeyCoder, droppingUnknown: Bool) {
        if key.isMultiple {
            var repeated = Lines()
            for k in lines.rows.indices {
                key.codes(Int(lines.rows[k]), Int(lines.facts[k]), into: &codes)
                for code in codes {
                    if droppingUnknown, code == 0 {
                        if codes.count == 1 { lackKey(k) }
                        continue
                    }
                    repeated.append(
                        lines.rows[k], lines.facts[k], lines.groups[k],
                        lines.cells[k] &* key.count &+ code)
                }
            }
            lines = repeated
            return
        }
        key.encode(lines.rows, lines.facts, into: &codes)
        var kept = 0
        for k in codes.indices {
            if droppingUnknown, codes[k] == 0 {
                lackKey(k)
                continue
            }
            lines.rows[kept] = lines.rows[k]
            lines.facts[kept] = lines.facts[k]
            lines.groups[kept] = lines.groups[k]
            lines.cells[kept] = lines.cells[k] &* key.count &+ codes[k]
            kept += 1
        }
        let excess = lines.rows.count - kept
        lines.rows.removeLast(excess)
        lines.facts.removeLast(excess)
        lines.groups.removeLast(excess)
        lines.cells.removeLast(excess)
    }

    /// A row without a key is unknown once, however many values its other keys have.
    private mutating func lackKey(_ k: Int) {
        let group = lines.groups[k]
        if k > 0, lines.rows[k - 1] == lines.rows[k], lines.groups[k - 1] == group { return }
        state.tallies[Int(group)].unknown += 1
    }

    private mutating func count(
        _ block: Range<Int>, _ met: UnsafeMutablePointer<UInt8>,
        _ unmet: UnsafeMutablePointer<UInt8>
    ) {
        switch plan.kind {
        case .count:
            for k in lines.rows.indices { tally(k, 1, 0) }
        case .sum(let reader), .mean(let reader):
            reader.read(lines.rows, lines.facts, into: &values)
            for k in lines.rows.indices {
                if values[k] == .min { miss(k) } else { tally(k, Int128(values[k]), 1) }
            }
        case .ratio(let above, let below):
            weigh(above, into: \.values)
            weigh(below, into: \.others)
            for k in lines.rows.indices {
                if values[k] == .min || others[k] == .min {
                    miss(k)
                } else {
                    tally(k, Int128(values[k]), Int128(others[k]))
                }
            }
        case .share(let yes, let no, let weight):
            evaluator.evaluate(yes, block, into: met)
            evaluator.evaluate(no, block, into: unmet)
            weigh(weight, into: \.values)
            for k in lines.rows.indices {
                let place = Int(lines.rows[k]) - block.lowerBound
                if values[k] == .min || met[place] | unmet[place] == 0 {
                    miss(k)
                } else {
                    tally(k, met[place] == 1 ? Int128(values[k]) : 0, Int128(values[k]))
                }
            }
        case .middle(let reader), .rank(let reader, _):
            reader.read(lines.rows, lines.facts, into: &values)
            for k in lines.rows.indices {
                if values[k] == .min {
                    miss(k)
                } else {
                    let cell = tally(k, 0, 0)
                    state.valueCells.append(UInt32(truncatingIfNeeded: cell))
                    state.values.append(values[k])
                }
            }
        case .distinct(let key), .concentration(let key, _), .topShare(_, let key, _):
            weigh(plan.kind.weight, into: \.values)
            countKeys(key) { _ in (true, false) }
        case .distinctShare(let yes, let no, let key):
            evaluator.evaluate(yes, block, into: met)
            evaluator.evaluate(no, block, into: unmet)
            weigh(nil, into: \.values)
            countKeys(key) { row in
                let place = row - block.lowerBound
                return (met[place] | unmet[place] != 0, met[place] == 1)
            }
        }
    }

    private mutating func weigh(
        _ weight: MeasurePlan.Reader?, into out: WritableKeyPath<Self, [Int64]>
    ) {
        if let weight {
            weight.read(lines.rows, lines.facts, into: &self[keyPath: out])
        } else {
            self[keyPath: out] = [Int64](repeating: 1, count: lines.rows.count)
        }
    }

    /// A row counted in its cell; gives the number of the cell.
    @discardableResult
    private mutating func tally(_ k: Int, _ above: Int128, _ below: Int128) -> Int {
        if plan.summary == nil {
            let number = Int(lines.groups[k])
            state.tallies[number].counted += 1
            state.tallies[number].above += above
            state.tallies[number].below += below
            return number
        }
        let number = state.innerGroup(lines.cells[k])
        state.innerTallies[number].counted += 1
        state.innerTallies[number].above += above
        state.innerTallies[number].below += below
        return number
    }

    /// A row that the form cannot count.
    private mutating func miss(_ k: Int) {
        state.tallies[Int(lines.groups[k])].unknown += 1
        // The inner group exists all the same: its count of values is zero.
        if plan.summary != nil { _ = state.innerGroup(lines.cells[k]) }
    }

    /// Adds the weight of rows to their keys.
    private mutating func countKeys(
        _ key: KeyCoder, _ condition: (_ row: Int) -> (known: Bool, met: Bool)
    ) {
        var several: [UInt64] = []
        if !key.isMultiple { key.encode(lines.rows, lines.facts, into: &codes) }
        for k in lines.rows.indices {
            let answer = condition(Int(lines.rows[k]))
            if key.isMultiple {
                key.codes(Int(lines.rows[k]), Int(lines.facts[k]), into: &several)
                several.removeAll { $0 == 0 }
            }
            let isKeyed = key.isMultiple ? !several.isEmpty : codes[k] != 0
            guard isKeyed, answer.known, values[k] != .min else {
                miss(k)
                continue
            }
            tally(k, 0, 0)
            let base = lines.cells[k] &* key.count
            if key.isMultiple {
                for code in several {
                    state.add(base &+ code, Int128(values[k]), meets: answer.met)
                }
            } else {
                state.add(base &+ codes[k], Int128(values[k]), meets: answer.met)
            }
        }
    }
}
