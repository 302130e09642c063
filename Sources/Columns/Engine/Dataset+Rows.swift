/// In which order rows are given.
public enum RowOrder: Hashable, Sendable {
    /// As stored.
    case stored(descending: Bool)
    /// By the value of an integer column, ties as stored, unknown last.
    case column(String, descending: Bool)
    /// Along a stored permutation: a `uint32` column whose values are rows in increasing order of
    /// the column `of`, unknown in front; unknown rows are given last in both directions.
    case permutation(String, of: String, descending: Bool)
}

extension Dataset {
    /// Some rows of a selection of facts, in an order.
    ///
    /// - Throws: `unknownColumn` or `wrongType` for the column of the order.
    /// - Complexity: O(facts) at most along the stored order or a permutation; by a column,
    ///   O(selected × log(offset + limit)).
    public func rows(
        _ selection: Bitmap, order: RowOrder = .stored(descending: false), offset: Int = 0,
        limit: Int
    ) throws(EngineRefusal) -> [Int] {
        guard limit > 0, offset >= 0 else { return [] }
        switch order {
        case .stored(let descending):
            return selection.rows(descending: descending, offset: offset, limit: limit)
        case .column(let name, let descending):
            let column = try integers(name)
            return selection.top(
                offset + limit, by: column, descending: descending
            ).dropFirst(offset).map { $0 }
        case .permutation(let name, let value, let descending):
            guard let permutation = try facts.sound(name) else { throw .unknownColumn(name) }
            guard permutation.type == .uint32 else {
                throw .wrongType(column: name, expected: "un ordre de lignes")
            }
            return selection.along(
                permutation, known: try integers(value), descending: descending,
                offset: offset, limit: limit)
        }
    }

    private func integers(_ name: String) throws(EngineRefusal) -> Column {
        guard let column = try facts.sound(name) else { throw .unknownColumn(name) }
        guard column.type.isInteger || column.type == .bool else {
            throw .wrongType(column: name, expected: "un nombre ou une date")
        }
        return column
    }
}

extension Bitmap {
    /// Calls for every row that is in, in order; O(words + rows).
    public func forEachRow<Failure: Error>(
        _ body: (Int) throws(Failure) -> Void
    ) throws(Failure) {
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                try body(index << 6 | rest.trailingZeroBitCount)
                rest &= rest &- 1
            }
        }
    }

    /// Some rows in stored order or the reverse; words before the offset are only counted.
    func rows(descending: Bool, offset: Int, limit: Int) -> [Int] {
        var found: [Int] = []
        var skip = offset
        for step in words.indices {
            let index = descending ? words.count - 1 - step : step
            var rest = words[index]
            let count = rest.nonzeroBitCount
            if count <= skip {
                skip -= count
                continue
            }
            while rest != 0 {
                let bit =
                    descending ? 63 - rest.leadingZeroBitCount : rest.trailingZeroBitCount
                rest &= ~(1 << UInt64(bit))
                if skip > 0 {
                    skip -= 1
                    continue
                }
                found.append(index << 6 | bit)
                if found.count == limit { return found }
            }
        }
        return found
    }

    /// The first rows by a column; keeps a short list sorted at each overflow.
    fileprivate func top(_ count: Int, by column: Column, descending: Bool) -> [Int] {
        var best: [(key: Int64, known: Bool, row: Int)] = []
        var worst: (key: Int64, known: Bool, row: Int)?
        func before(
            _ left: (key: Int64, known: Bool, row: Int),
            _ right: (key: Int64, known: Bool, row: Int)
        ) -> Bool {
            if left.known != right.known { return left.known }
            if left.key != right.key {
                return descending ? left.key > right.key : left.key < right.key
            }
            return left.row < right.row
        }
        forEachRow { row in
            let value = column.integer(row)
            let entry = (key: value ?? 0, known: value != nil, row: row)
            if let worst, !before(entry, worst) { return }
            best.append(entry)
            if best.count >= 2 * count + 64 {
                best.sort(by: before)
                best.removeLast(best.count - count)
                worst = best.last
            }
        }
        best.sort(by: before)
        return best.prefix(count).map(\.row)
    }

    fileprivate func along(
        _ permutation: Column, known: Column, descending: Bool, offset: Int, limit: Int
    ) -> [Int] {
        let order = permutation.stored(as: UInt32.self)
        let unknown = known.nullCount
        let count = permutation.count
        var found: [Int] = []
        var skip = offset
        for step in 0..<count {
            let place =
                step < count - unknown
                ? (descending ? count - 1 - step : unknown + step) : step - (count - unknown)
            let row = Int(order[place])
            // Outside only in a damaged file.
            guard row < words.count << 6, self[row] else { continue }
            if skip > 0 {
                skip -= 1
                continue
            }
            found.append(row)
            if found.count == limit { break }
        }
        return found
    }
}
