extension MeasureState {
    /// The measure of each group, in order of the codes of their keys: unknown first, then texts
    /// by bytes, numbers by value, `none` then bits. Without keys, one result always.
    ///
    /// - Complexity: O(groups + keys log keys + values).
    public func results() -> [MeasureResult] {
        var state = self
        if plan.by.isEmpty { _ = state.group(0) }
        let hasInner = plan.summary != nil
        let cells = hasInner ? state.innerTallies.count : state.tallies.count
        let figures = state.figures(cells)
        var within = [[Int]](repeating: [], count: hasInner ? state.tallies.count : 0)
        if hasInner {
            for (cell, code) in state.inner.codes.enumerated() {
                within[state.group(code / plan.innerSpace)].append(cell)
            }
        }
        let order = state.groups.codes.indices.sorted {
            state.groups.codes[$0] < state.groups.codes[$1]
        }
        return order.map { number in
            let tally = state.tallies[number]
            var figure: Figure
            var counted = tally.counted
            if let summary = plan.summary {
                let known = within[number].compactMap {
                    figures[$0].value == nil ? nil : figures[$0]
                }
                figure = summary.figure(of: known)
                counted = known.count
            } else {
                figure = figures[number]
            }
            return MeasureResult(
                group: plan.labels(state.groups.codes[number]), rows: tally.rows, counted: counted,
                unknown: tally.unknown, numerator: figure.numerator,
                denominator: figure.denominator, value: figure.value)
        }
    }

    private func figures(_ cells: Int) -> [Figure] {
        let tallies = plan.summary == nil ? tallies : innerTallies
        switch plan.kind {
        case .count, .sum: return tallies.map { .whole($0.above) }
        case .mean, .ratio, .share: return tallies.map { .quotient($0.above, $0.below) }
        case .gap:
            return tallies.map {
                let rows = Int128($0.counted)
                return .quotient(Int128($0.met) * $0.below - $0.above * rows, rows * $0.below)
            }
        case .middle:
            return sortedValues(cells) { values in
                guard
                    let (low, high) = values.ranks(
                        (values.count + 1) / 2, values.count / 2 + 1)
                else { return .quotient(0, 0) }
                return .quotient(Int128(low) + Int128(high), 2)
            }
        case .rank(_, let p):
            return sortedValues(cells) { values in
                let rank = max(1, (values.count * p + 9_999) / 10_000)
                guard let (value, _) = values.ranks(rank, rank) else { return .quotient(0, 0) }
                return .quotient(Int128(value), 1)
            }
        case .distinct: return keyed(cells) { .whole(Int128($0.count)) }
        case .distinctShare:
            return keyed(cells) {
                .quotient(Int128($0.count { $0.meets }), Int128($0.count))
            }
        case .concentration: return keyed(cells, Self.concentration)
        case .topShare(let count, _, _):
            return keyed(cells) { entries in
                let weights = entries.map(\.weight).sorted(by: >)
                return .quotient(weights.prefix(count).reduce(0, +), weights.reduce(0, +))
            }
        }
    }

    /// Σ s² over (Σ s)², in 128 bits while they fit.
    private static func concentration(_ entries: [Entry]) -> Figure {
        let total = entries.reduce(Int128(0)) { $0 + $1.weight }
        var squares: Int128 = 0
        var fits = true
        for entry in entries {
            let (square, tooLarge) = entry.weight.multipliedReportingOverflow(by: entry.weight)
            let (sum, tooMany) = squares.addingReportingOverflow(square)
            fits = fits && !tooLarge && !tooMany
            squares = sum
        }
        let (whole, tooLarge) = total.multipliedReportingOverflow(by: total)
        if fits, !tooLarge { return .quotient(squares, whole) }
        // In order of weight, so that rounding does not depend on the order of rows.
        let shares = entries.map(\.weight).sorted().map { Double($0) / Double(total) }
        return Figure(value: shares.reduce(0) { $0 + $1 * $1 })
    }

    private func keyed(_ cells: Int, _ figure: ([Entry]) -> Figure) -> [Figure] {
        guard let key = plan.kind.key else { return [] }
        var byCell = [[Entry]](repeating: [], count: cells)
        var table = plan.summary == nil ? groups : inner
        for (index, code) in pairs.codes.enumerated() {
            byCell[table.number(of: code / key.count)].append(entries[index])
        }
        return byCell.map(figure)
    }

    /// Values of each cell side by side, by a counting sort on cells.
    private func sortedValues(
        _ cells: Int, _ figure: (inout ArraySlice<Int64>) -> Figure
    ) -> [Figure] {
        if plan.by.isEmpty, plan.summary == nil {
            var all = values[...]
            return [figure(&all)]
        }
        var ends = [Int](repeating: 0, count: cells + 1)
        var grouped = [Int64](repeating: 0, count: values.count)
        ends.withUnsafeMutableBufferPointer { ends in
            for cell in valueCells { ends[Int(cell) &+ 1] &+= 1 }
            for cell in 0..<cells { ends[cell + 1] += ends[cell] }
        }
        var places = ends
        grouped.withUnsafeMutableBufferPointer { grouped in
            places.withUnsafeMutableBufferPointer { places in
                for (index, cell) in valueCells.enumerated() {
                    grouped[places[Int(cell)]] = values[index]
                    places[Int(cell)] &+= 1
                }
            }
        }
        return (0..<cells).map { cell in
            var slice = grouped[ends[cell]..<ends[cell + 1]]
            return figure(&slice)
        }
    }
}

extension ArraySlice<Int64> {
    /// The values of two ranks from 1, the second the same or the next; nil when there is none.
    /// Reorders the values.
    ///
    /// - Complexity: O(values): a sample brackets the ranks, one pass keeps what is between.
    mutating func ranks(_ first: Int, _ second: Int) -> (Int64, Int64)? {
        guard first >= 1, first <= second, second <= count else { return nil }
        return withUnsafeMutableBufferPointer { values in
            guard values.count > 16_384 else {
                return (values.select(first), values.select(second))
            }
            var sample = stride(from: 0, to: values.count, by: values.count / 4_096)
                .map { values[$0] }
            sample.sort()
            let place = first * sample.count / values.count
            let low = sample[Swift.max(0, place - 160)]
            let high = sample[Swift.min(sample.count - 1, place + 160)]
            var below = 0
            let kept = UnsafeMutableBufferPointer<Int64>.allocate(capacity: values.count + 1)
            defer { kept.deallocate() }
            var number = 0
            for value in values {
                below &+= value < low ? 1 : 0
                kept[number] = value
                number &+= (value >= low ? 1 : 0) & (value <= high ? 1 : 0)
            }
            guard first > below, second <= below + number else {
                return (values.select(first), values.select(second))
            }
            let between = UnsafeMutableBufferPointer(rebasing: kept[..<number])
            return (between.select(first - below), between.select(second - below))
        }
    }
}

extension UnsafeMutableBufferPointer<Int64> {
    /// The value of a rank from 1 to `count`, by quickselect. Reorders the values.
    fileprivate func select(_ rank: Int) -> Int64 {
        var low = 0
        var high = count - 1
        let wanted = rank - 1
        while low < high {
            let (first, last) = (self[low], self[high])
            let pivot = Swift.max(
                Swift.min(first, last),
                Swift.min(Swift.max(first, last), self[(low + high) / 2]))
            var left = low
            var right = high
            while left <= right {
                while self[left] < pivot { left += 1 }
                while self[right] > pivot { right -= 1 }
                if left <= right {
                    swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if wanted <= right {
                high = right
            } else if wanted >= left {
                low = left
            } else {
                return self[wanted]
            }
        }
        return self[wanted]
    }
}

extension Summary {
    /// Values of groups as one; whole numbers stay exact.
    func figure(of figures: [Figure]) -> Figure {
        if self == .count { return .whole(Int128(figures.count)) }
        guard !figures.isEmpty else { return .quotient(0, 0) }
        let wholes = figures.compactMap { $0.denominator == nil ? $0.numerator : nil }
        let parts = figures.compactMap(\.value).sorted()
        let isExact = wholes.count == figures.count
        switch self {
        case .count, .mean:
            if isExact { return .quotient(wholes.reduce(0, +), Int128(wholes.count)) }
            return Figure(value: parts.reduce(0, +) / Double(parts.count))
        case .median:
            let (low, high) = ((figures.count - 1) / 2, figures.count / 2)
            if isExact {
                let sorted = wholes.sorted()
                return .quotient(sorted[low] + sorted[high], 2)
            }
            return Figure(value: (parts[low] + parts[high]) / 2)
        }
    }
}
