extension Column {
    /// A column of integers; `nil` is null and takes the fixed value of null slots.
    ///
    /// - Parameters:
    ///   - values: one value a row; where `isNull` says so, its null value.
    ///   - type: one of the integer types or `date`, of the width of `T`.
    /// - Complexity: O(rows); writes `min` and `max` to the metadata.
    // Called from another module, where a generic body would go through witness tables for each row.
    @_specialize(where T == UInt8)
    @_specialize(where T == UInt16)
    @_specialize(where T == UInt32)
    @_specialize(where T == Int32)
    @_specialize(where T == Int64)
    public static func integers<T: FixedWidthInteger & Sendable>(
        _ name: String, _ type: ColumnType, _ values: [T], nullable: Bool,
        metadata: [String: String] = [:]
    ) -> Column {
        let null = T.isSigned ? T.min : T.max
        let memory = ColumnMemory()
        let copy = memory.allocate(T.self, count: values.count)
        values.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { copy.update(from: base, count: source.count) }
        }
        var nulls = 0
        var least = T.max
        var greatest = T.min
        let bits: UnsafeMutablePointer<UInt8>? =
            nullable ? memory.allocate(UInt8.self, count: (values.count + 7) / 8) : nil
        for row in 0..<values.count {
            let value = copy[row]
            if nullable, value == null {
                nulls += 1
            } else {
                if let bits { bits[row >> 3] |= 1 << UInt8(row & 7) }
                least = min(least, value)
                greatest = max(greatest, value)
            }
        }
        var metadata = metadata
        if least <= greatest {
            metadata["min"] = String(least)
            metadata["max"] = String(greatest)
        }
        return Column(
            name: name, type: type, count: values.count, nullCount: nulls,
            validity: nulls == 0 ? nil : bits.map { UnsafePointer($0) },
            values: UnsafeRawPointer(copy), texts: nil, metadata: metadata, owner: memory)
    }

    /// A column of bools from 0, 1 and 2 (null).
    public static func bools(
        _ name: String, _ values: [UInt8], metadata: [String: String] = [:]
    ) -> Column {
        let memory = ColumnMemory()
        let bytes = (values.count + 7) / 8
        let bits = memory.allocate(UInt8.self, count: bytes)
        let known = memory.allocate(UInt8.self, count: bytes)
        var nulls = 0
        for row in 0..<values.count {
            let value = values[row]
            if value == 2 {
                nulls += 1
            } else {
                known[row >> 3] |= 1 << UInt8(row & 7)
                bits[row >> 3] |= value << UInt8(row & 7)
            }
        }
        return Column(
            name: name, type: .bool, count: values.count, nullCount: nulls,
            validity: nulls == 0 ? nil : UnsafePointer(known),
            values: UnsafeRawPointer(bits), texts: nil, metadata: metadata, owner: memory)
    }

    /// A column of texts from their bytes one after another; `known` false is null (and empty).
    ///
    /// - Precondition: less than 2 GiB of text.
    public static func texts(
        _ name: String, bytes: [UInt8], offsets: [Int32], nulls: Bitmap? = nil,
        metadata: [String: String] = [:]
    ) -> Column {
        let memory = ColumnMemory()
        let values = textValues(bytes: bytes, offsets: offsets, in: memory)
        let count = offsets.count - 1
        var validity: UnsafePointer<UInt8>?
        var nullCount = 0
        if let nulls {
            nullCount = nulls.count
            if nullCount > 0 {
                let bits = memory.allocate(UInt8.self, count: (count + 7) / 8)
                for row in 0..<count where !nulls[row] { bits[row >> 3] |= 1 << UInt8(row & 7) }
                validity = UnsafePointer(bits)
            }
        }
        return Column(
            name: name, type: .text, count: count, nullCount: nullCount, validity: validity,
            values: UnsafeRawPointer(values.bytes), texts: values, metadata: metadata,
            owner: memory)
    }

    /// A dictionary column from codes into entries that are already in order of their bytes.
    ///
    /// - Parameters:
    ///   - codes: one a row; when `hasNulls`, code 0 is null and entry 0 the empty text.
    /// - Complexity: O(rows + bytes of entries); the index takes 1, 2 or 4 bytes.
    public static func dictionary(
        _ name: String, codes: [UInt32], entryBytes: [UInt8], entryOffsets: [Int32],
        hasNulls: Bool, metadata: [String: String] = [:]
    ) -> Column {
        let memory = ColumnMemory()
        let entries = textValues(bytes: entryBytes, offsets: entryOffsets, in: memory)
        precondition(
            !hasNulls || (entries.count > 0 && entries.bytes(at: 0).isEmpty),
            "Entry 0 of dictionary \(name) must be the empty text that stands for null.")
        let width = entries.count <= 256 ? 1 : entries.count <= 65_536 ? 2 : 4
        let values: UnsafeRawPointer
        switch width {
        case 1: values = narrow(codes, UInt8.self, memory)
        case 2: values = narrow(codes, UInt16.self, memory)
        default: values = narrow(codes, UInt32.self, memory)
        }
        var nulls = 0
        var validity: UnsafePointer<UInt8>?
        if hasNulls {
            let bits = memory.allocate(UInt8.self, count: (codes.count + 7) / 8)
            for row in 0..<codes.count {
                if codes[row] == 0 { nulls += 1 } else { bits[row >> 3] |= 1 << UInt8(row & 7) }
            }
            if nulls > 0 { validity = UnsafePointer(bits) }
        }
        return Column(
            name: name, type: .dictionary(indexBytes: width), count: codes.count,
            nullCount: nulls, validity: validity, values: values, texts: entries,
            metadata: metadata, owner: memory)
    }

    private static func narrow<T: FixedWidthInteger>(
        _ codes: [UInt32], _ type: T.Type, _ memory: ColumnMemory
    ) -> UnsafeRawPointer {
        let values = memory.allocate(type, count: codes.count)
        for row in 0..<codes.count { values[row] = T(truncatingIfNeeded: codes[row]) }
        return UnsafeRawPointer(values)
    }

    private static func textValues(
        bytes: [UInt8], offsets: [Int32], in memory: ColumnMemory
    ) -> TextValues {
        precondition(
            Int(offsets.last ?? 0) == bytes.count, "The last offset is the number of bytes.")
        let text = memory.allocate(UInt8.self, count: bytes.count)
        bytes.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { text.update(from: base, count: source.count) }
        }
        let starts = memory.allocate(Int32.self, count: offsets.count)
        offsets.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { starts.update(from: base, count: source.count) }
        }
        return TextValues(
            count: offsets.count - 1, offsets: UnsafePointer(starts), bytes: UnsafePointer(text),
            byteCount: bytes.count)
    }
}
