/// Evaluates predicates over blocks of at most `blockLength` rows, into bytes of 0 and 1.
///
/// One for each worker: it owns its scratch memory.
final class BlockEvaluator {
    private var free: [UnsafeMutablePointer<UInt8>] = []
    private var owned: [UnsafeMutablePointer<UInt8>] = []

    deinit { for buffer in owned { buffer.deallocate() } }

    /// Borrows a block of bytes for the length of a call.
    func withBlock(_ body: (UnsafeMutablePointer<UInt8>) -> Void) {
        let buffer =
            free.popLast()
            ?? {
                let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: blockLength)
                owned.append(fresh)
                return fresh
            }()
        body(buffer)
        free.append(buffer)
    }

    /// Writes 1 where rows meet the predicate and 0 elsewhere.
    ///
    /// - Complexity: O(rows × leaves), without branches in the loops over rows.
    func evaluate(
        _ predicate: Predicate, _ rows: Range<Int>, into out: UnsafeMutablePointer<UInt8>
    ) {
        let count = rows.count
        let start = rows.lowerBound
        switch predicate {
        case .constant(let met): out.update(repeating: met ? 1 : 0, count: count)
        case .lookup(let column, let table): lookUp(column, table, rows, out)
        case .range(let column, let low, let high, let outside):
            range(column, (low, high), outside, rows, out)
        case .members(let column, let wanted, let absent):
            for k in 0..<count {
                out[k] =
                    column.integer(start + k).map { wanted.contains($0) != absent ? 1 : 0 } ?? 0
            }
        case .flag(let column, let wanted): flag(column, wanted, rows, out)
        case .known(let column, let wanted):
            guard let validity = column.validity else {
                out.update(repeating: wanted ? 1 : 0, count: count)
                return
            }
            let flip: UInt8 = wanted ? 0 : 1
            for k in 0..<count {
                let row = start &+ k
                out[k] = (validity[row >> 3] >> UInt8(row & 7)) & 1 ^ flip
            }
        case .same(let first, let second, let ofFirst, let ofSecond, let differ):
            for k in 0..<count {
                let left = ofFirst[first.code(start + k)]
                let right = ofSecond[second.code(start + k)]
                out[k] = left != 0 && right != 0 && (left == right) != differ ? 1 : 0
            }
        case .rows(let bitmap):
            bitmap.words.withUnsafeBufferPointer { words in
                for k in 0..<count {
                    let row = start &+ k
                    out[k] = UInt8(truncatingIfNeeded: words[row >> 6] >> UInt64(row & 63)) & 1
                }
            }
        case .span(let span):
            out.update(repeating: 0, count: count)
            let common = rows.clamped(to: span)
            if !common.isEmpty {
                (out + (common.lowerBound - start)).update(repeating: 1, count: common.count)
            }
        case .anyDetail(let detail, let inner, let none): any(detail, inner, none, rows, out)
        case .parent(let detail, let inner): spread(detail, inner, rows, out)
        case .complement(let inner):
            evaluate(inner, rows, into: out)
            for k in 0..<count { out[k] ^= 1 }
        case .all(let parts):
            combine(parts, rows, out, start: 1) { $0 & $1 }
        case .any(let parts):
            combine(parts, rows, out, start: 0) { $0 | $1 }
        }
    }

    @inline(__always)
    private func combine(
        _ parts: [Predicate], _ rows: Range<Int>, _ out: UnsafeMutablePointer<UInt8>,
        start: UInt8, _ operation: (UInt8, UInt8) -> UInt8
    ) {
        guard let first = parts.first else {
            out.update(repeating: start, count: rows.count)
            return
        }
        evaluate(first, rows, into: out)
        for part in parts.dropFirst() {
            withBlock { other in
                evaluate(part, rows, into: other)
                for k in 0..<rows.count { out[k] = operation(out[k], other[k]) }
            }
        }
    }

    private func lookUp(
        _ column: Column, _ table: [UInt8], _ rows: Range<Int>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        table.withUnsafeBufferPointer { table in
            switch column.codeBytes {
            case 1: Self.lookUp(column.stored(as: UInt8.self), table, rows, out)
            case 2: Self.lookUp(column.stored(as: UInt16.self), table, rows, out)
            default: Self.lookUp(column.stored(as: UInt32.self), table, rows, out)
            }
        }
    }

    private func range(
        _ column: Column, _ bounds: (Int64, Int64), _ outside: Bool, _ rows: Range<Int>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        let nulls = column.nullCount > 0
        switch column.type {
        case .uint8:
            Self.range(
                column.stored(as: UInt8.self), nulls ? .max : nil, bounds, outside, rows, out)
        case .uint16:
            Self.range(
                column.stored(as: UInt16.self), nulls ? .max : nil, bounds, outside, rows, out)
        case .uint32:
            Self.range(
                column.stored(as: UInt32.self), nulls ? .max : nil, bounds, outside, rows, out)
        case .int32, .date:
            Self.range(
                column.stored(as: Int32.self), nulls ? .min : nil, bounds, outside, rows, out)
        default:
            Self.range(
                column.stored(as: Int64.self), nulls ? .min : nil, bounds, outside, rows, out)
        }
    }

    @inline(__always)
    private static func lookUp<Code: FixedWidthInteger>(
        _ codes: UnsafePointer<Code>, _ table: UnsafeBufferPointer<UInt8>, _ rows: Range<Int>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        let codes = codes + rows.lowerBound
        guard let table = table.baseAddress else { return }
        for k in 0..<rows.count { out[k] = table[Int(truncatingIfNeeded: codes[k])] }
    }

    @inline(__always)
    private static func range<Value: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, _ unknown: Value?, _ bounds: (Int64, Int64),
        _ outside: Bool, _ rows: Range<Int>, _ out: UnsafeMutablePointer<UInt8>
    ) {
        let values = values + rows.lowerBound
        let (least, greatest) = (Int64(Value.min), Int64(truncatingIfNeeded: Value.max))
        if bounds.0 > bounds.1 || bounds.0 > greatest || bounds.1 < least {
            out.update(repeating: outside ? 1 : 0, count: rows.count)
        } else {
            let low = Value(clamping: bounds.0)
            let high = Value(clamping: bounds.1)
            let flip: UInt8 = outside ? 1 : 0
            for k in 0..<rows.count {
                out[k] = (values[k] >= low ? 1 : 0) & (values[k] <= high ? 1 : 0) ^ flip
            }
        }
        if let unknown {
            for k in 0..<rows.count { out[k] &= values[k] == unknown ? 0 : 1 }
        }
    }

    private func flag(
        _ column: Column, _ wanted: Bool, _ rows: Range<Int>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        let bits = column.values.assumingMemoryBound(to: UInt8.self)
        let flip: UInt8 = wanted ? 0 : 1
        for k in 0..<rows.count {
            let row = rows.lowerBound &+ k
            out[k] = (bits[row >> 3] >> UInt8(row & 7)) & 1 ^ flip
        }
        guard let validity = column.validity else { return }
        for k in 0..<rows.count {
            let row = rows.lowerBound &+ k
            out[k] &= (validity[row >> 3] >> UInt8(row & 7)) & 1
        }
    }

    /// Facts that have (or have not) a detail meeting a predicate.
    private func any(
        _ detail: DetailTable, _ inner: Predicate, _ none: Bool, _ rows: Range<Int>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        out.update(repeating: 0, count: rows.count)
        let last = Int(detail.offsets[rows.upperBound])
        var start = Int(detail.offsets[rows.lowerBound])
        withBlock { met in
            while start < last {
                let chunk = start..<min(start + blockLength, last)
                evaluate(inner, chunk, into: met)
                for k in 0..<chunk.count {
                    out[Int(detail.parents[chunk.lowerBound &+ k]) &- rows.lowerBound] |= met[k]
                }
                start = chunk.upperBound
            }
        }
        if none { for k in 0..<rows.count { out[k] ^= 1 } }
    }

    /// Details whose fact meets a predicate: facts are evaluated a block at a time, and each
    /// answer copied to its details.
    private func spread(
        _ detail: DetailTable, _ inner: Predicate, _ rows: Range<Int>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        var row = rows.lowerBound
        let parents = detail.parents
        withBlock { met in
            while row < rows.upperBound {
                let first = Int(parents[row])
                let last = Int(parents[rows.upperBound - 1])
                let facts = first..<min(first + blockLength, last + 1)
                evaluate(inner, facts, into: met)
                while row < rows.upperBound, Int(parents[row]) < facts.upperBound {
                    out[row &- rows.lowerBound] = met[Int(parents[row]) &- first]
                    row &+= 1
                }
            }
        }
    }
}
