/// One worker's evaluation of a measure: rows are taken a block at a time, given the codes of
/// their groups, then counted by the form.
struct MeasureScan {
    var state: MeasureState
    let plan: MeasurePlan
    private let evaluator = BlockEvaluator()
    private(set) var lines: MeasureLines
    /// Where lines of several values are repeated.
    private var spare: MeasureLines
    private var several: [UInt64] = []
    /// Whether all rows are of one group and one cell.
    private let isSingle: Bool

    init(_ plan: MeasurePlan) {
        self.plan = plan
        state = MeasureState(plan)
        lines = MeasureLines(hasFacts: plan.detail != nil)
        spare = MeasureLines(hasFacts: plan.detail != nil)
        isSingle = plan.outer.isEmpty && plan.summary == nil
        // Pages that no value reaches cost nothing; growing by copies does.
        if plan.kind.keepsValues { state.values.reserveCapacity(plan.rowCount) }
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
            guard lines.count > 0 else { continue }
            group(counting: true)
            if plan.summary != nil {
                for key in plan.inner { extend(key, droppingUnknown: true) }
            }
            locate()
            count(block, second, third)
        }
    }

    /// Rows of a block whose mask is 1, all in group 0.
    private mutating func take(_ block: Range<Int>, _ mask: UnsafeMutablePointer<UInt8>) {
        var number = 0
        let rows = lines.rows
        let raw = UnsafeRawPointer(mask)
        var start = 0
        while start < block.count {
            let end = min(start &+ 8, block.count)
            // Eight rows that are all out are common.
            if end &- start < 8 || raw.loadUnaligned(fromByteOffset: start, as: UInt64.self) != 0 {
                for k in start..<end {
                    rows[number] = UInt32(truncatingIfNeeded: block.lowerBound &+ k)
                    number &+= Int(mask[k])
                }
            }
            start = end
        }
        lines.count = number
        if let detail = plan.detail {
            for k in 0..<number { lines.facts[k] = detail.parents[Int(rows[k])] }
        }
        lines.cells.update(repeating: 0, count: number)
        lines.groups.update(repeating: 0, count: number)
    }

    /// Gives rows their groups, and counts them there as rows or as unknown.
    private mutating func group(counting: Bool) {
        for key in plan.outer { extend(key, droppingUnknown: false) }
        let count = lines.count
        guard count > 0 else { return }
        if plan.outer.isEmpty {
            let number = state.group(0)
            lines.groups.update(repeating: UInt32(truncatingIfNeeded: number), count: count)
            if counting {
                state.tallies[number].rows += count
            } else {
                state.tallies[number].unknown += count
            }
            return
        }
        for k in 0..<count {
            lines.groups[k] = UInt32(truncatingIfNeeded: state.group(lines.cells[k]))
        }
        let groups = lines.groups
        state.tallies.withUnsafeMutableBufferPointer { tallies in
            if counting {
                for k in 0..<count { tallies[Int(groups[k])].rows &+= 1 }
            } else {
                for k in 0..<count { tallies[Int(groups[k])].unknown &+= 1 }
            }
        }
    }

    /// Multiplies the codes of cells by those of a key; rows of several values are repeated.
    private mutating func extend(_ key: KeyCoder, droppingUnknown: Bool) {
        if key.isMultiple { return multiply(key, droppingUnknown: droppingUnknown) }
        let codes = lines.codes
        key.encode(lines, into: codes)
        var kept = 0
        for k in 0..<lines.count {
            if droppingUnknown, codes[k] == 0 {
                lackKey(k)
                continue
            }
            lines.move(k, to: kept)
            lines.cells[kept] = lines.cells[kept] &* key.count &+ codes[k]
            kept &+= 1
        }
        lines.count = kept
    }

    private mutating func multiply(_ key: KeyCoder, droppingUnknown: Bool) {
        spare.count = 0
        for k in 0..<lines.count {
            key.codes(Int(lines.rows[k]), Int(lines.facts[k]), into: &several)
            for code in several {
                if droppingUnknown, code == 0 {
                    if several.count == 1 { lackKey(k) }
                    continue
                }
                spare.append(
                    lines.rows[k], lines.facts[k], lines.groups[k],
                    lines.cells[k] &* key.count &+ code)
            }
        }
        swap(&lines, &spare)
    }

    /// A row without a key is unknown once, however many values its other keys have.
    private mutating func lackKey(_ k: Int) {
        let group = lines.groups[k]
        if k > 0, lines.rows[k - 1] == lines.rows[k], lines.groups[k - 1] == group { return }
        state.tallies[Int(group)].unknown += 1
    }

    /// Gives lines the numbers of their cells; the inner group of a line exists even when the form
    /// cannot count it: its count of values is then zero.
    private mutating func locate() {
        if plan.summary == nil {
            lines.places.update(from: lines.groups, count: lines.count)
        } else {
            for k in 0..<lines.count {
                lines.places[k] = UInt32(truncatingIfNeeded: state.innerGroup(lines.cells[k]))
            }
        }
    }

    private mutating func count(
        _ block: Range<Int>, _ met: UnsafeMutablePointer<UInt8>,
        _ unmet: UnsafeMutablePointer<UInt8>
    ) {
        let (values, others, count) = (lines.values, lines.others, lines.count)
        switch plan.kind {
        case .count:
            values.update(repeating: 1, count: count)
            others.update(repeating: 0, count: count)
            add()
        case .sum(let reader), .mean(let reader):
            reader.read(lines, into: values)
            others.update(repeating: 1, count: count)
            add()
        case .ratio(let above, let below):
            weigh(above, into: values)
            weigh(below, into: others)
            add()
        case .share(let yes, let no, let weight), .gap(let yes, let no, let weight):
            evaluator.evaluate(yes, block, into: met)
            evaluator.evaluate(no, block, into: unmet)
            weigh(weight, into: others)
            for k in 0..<count {
                let place = Int(lines.rows[k]) &- block.lowerBound
                if met[place] | unmet[place] == 0 { others[k] = .min }
                values[k] = met[place] == 1 ? others[k] : 0
            }
            add()
            if case .gap = plan.kind { addMet(met - block.lowerBound) }
        case .middle(let reader), .rank(let reader, _):
            reader.read(lines, into: values)
            others.update(from: values, count: count)
            for k in 0..<count where values[k] != .min {
                values[k] = 0
                others[k] = 0
            }
            add()
            reader.read(lines, into: values)
            keepValues()
        case .distinct(let key), .concentration(let key, _), .topShare(_, let key, _):
            weigh(plan.kind.weight, into: values)
            addKeys(key, met: nil)
        case .distinctShare(let yes, let no, let key):
            evaluator.evaluate(yes, block, into: met)
            evaluator.evaluate(no, block, into: unmet)
            for k in 0..<count {
                let place = Int(lines.rows[k]) &- block.lowerBound
                values[k] = met[place] | unmet[place] == 0 ? .min : 1
            }
            addKeys(key, met: met - block.lowerBound)
        }
    }

    /// Counts the lines that a gap's condition holds of, among those counted.
    private mutating func addMet(_ met: UnsafePointer<UInt8>) {
        let (others, rows, places, count) = (lines.others, lines.rows, lines.places, lines.count)
        state.withCellTallies { tallies in
            for k in 0..<count where others[k] != .min && met[Int(rows[k])] == 1 {
                tallies[Int(places[k])].met &+= 1
            }
        }
    }

    private func weigh(
        _ weight: MeasurePlan.Reader?, into out: UnsafeMutablePointer<Int64>
    ) {
        if let weight {
            weight.read(lines, into: out)
        } else {
            out.update(repeating: 1, count: lines.count)
        }
    }

    /// Adds the two parts of each line to its cell; a line that lacks one is unknown.
    private mutating func add() {
        let (values, others, count) = (lines.values, lines.others, lines.count)
        let (groups, places) = (lines.groups, lines.places)
        if isSingle {
            var tallies = MeasureState.Tallies()
            for k in 0..<count {
                if values[k] == .min || others[k] == .min {
                    tallies.unknown &+= 1
                } else {
                    tallies.counted &+= 1
                    tallies.above &+= Int128(values[k])
                    tallies.below &+= Int128(others[k])
                }
            }
            state.tallies[Int(groups[0])].add(tallies)
            return
        }
        state.tallies.withUnsafeMutableBufferPointer { tallies in
            for k in 0..<count where values[k] == .min || others[k] == .min {
                tallies[Int(groups[k])].unknown &+= 1
            }
        }
        state.withCellTallies { tallies in
            for k in 0..<count where values[k] != .min && others[k] != .min {
                let place = Int(places[k])
                tallies[place].counted &+= 1
                tallies[place].above &+= Int128(values[k])
                tallies[place].below &+= Int128(others[k])
            }
        }
    }

    /// Keeps known values, with their cells where there may be several.
    private mutating func keepValues() {
        let (values, places, count) = (lines.values, lines.places, lines.count)
        if isSingle {
            var kept = 0
            for k in 0..<count {
                values[kept] = values[k]
                kept &+= values[k] == .min ? 0 : 1
            }
            state.values.append(contentsOf: UnsafeBufferPointer(start: values, count: kept))
            return
        }
        var kept = 0
        for k in 0..<count {
            values[kept] = values[k]
            places[kept] = places[k]
            kept &+= values[k] == .min ? 0 : 1
        }
        state.valueCells.append(contentsOf: UnsafeBufferPointer(start: places, count: kept))
        state.values.append(contentsOf: UnsafeBufferPointer(start: values, count: kept))
    }

    /// Adds the weight of rows to their keys; `met` says, by row, which meet the condition.
    private mutating func addKeys(_ key: KeyCoder, met: UnsafeMutablePointer<UInt8>?) {
        let (values, others, codes) = (lines.values, lines.others, lines.codes)
        let count = lines.count
        if !key.isMultiple { key.encode(lines, into: codes) }
        for k in 0..<count {
            others[k] = 0
            if key.isMultiple {
                key.codes(Int(lines.rows[k]), Int(lines.facts[k]), into: &several)
                several.removeAll { $0 == 0 }
                codes[k] = several.isEmpty ? 0 : 1
            }
            guard codes[k] != 0, values[k] != .min else {
                others[k] = .min
                continue
            }
            let base = lines.cells[k] &* key.count
            let meets = met.map { $0[Int(lines.rows[k])] == 1 } ?? false
            if key.isMultiple {
                for code in several { state.add(base &+ code, Int128(values[k]), meets: meets) }
            } else {
                state.add(base &+ codes[k], Int128(values[k]), meets: meets)
            }
        }
        values.update(repeating: 0, count: count)
        add()
    }
}
