extension Column {
    /// Bytes of a code: of a dictionary's index or an unsigned value; 0 for other types.
    var codeBytes: Int {
        switch type {
        case .uint8: 1
        case .uint16: 2
        case .uint32: 4
        case .dictionary(let bytes): bytes
        case .bool, .int32, .int64, .date, .text: 0
        }
    }

    /// The values as they are stored; `Value` must be the stored type.
    @inline(__always)
    func stored<Value>(as: Value.Type) -> UnsafePointer<Value> {
        values.assumingMemoryBound(to: Value.self)
    }

    /// The least and greatest known value of an integer column, or nil when none is known.
    ///
    /// - Complexity: O(rows); `Dataset.bounds(of:)` keeps it.
    func scanBounds() -> ClosedRange<Int64>? {
        switch type {
        case .uint8: scan(stored(as: UInt8.self), unknown: .max)
        case .uint16: scan(stored(as: UInt16.self), unknown: .max)
        case .uint32: scan(stored(as: UInt32.self), unknown: .max)
        case .int32, .date: scan(stored(as: Int32.self), unknown: .min)
        case .int64: scan(stored(as: Int64.self), unknown: .min)
        case .bool, .text, .dictionary: nil
        }
    }

    private func scan<Value: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, unknown: Value
    ) -> ClosedRange<Int64>? {
        var low = Value.max
        var high = Value.min
        let hasNulls = nullCount > 0
        for row in 0..<count where !(hasNulls && values[row] == unknown) {
            low = min(low, values[row])
            high = max(high, values[row])
        }
        return low <= high ? Int64(low)...Int64(high) : nil
    }
}
