import Columns

/// Memory that a column of a test owns.
final class Memory {
    let raw: UnsafeMutableRawPointer
    var others: [Memory] = []

    init(_ byteCount: Int) {
        raw = .allocate(byteCount: max(byteCount, 8), alignment: 64)
        raw.initializeMemory(as: UInt8.self, repeating: 0, count: max(byteCount, 8))
    }

    deinit { raw.deallocate() }

    static func holding<Value: BitwiseCopyable>(_ values: [Value]) -> Memory {
        let memory = Memory(values.count * MemoryLayout<Value>.stride)
        for (index, value) in values.enumerated() {
            memory.raw.storeBytes(
                of: value, toByteOffset: index * MemoryLayout<Value>.stride, as: Value.self)
        }
        return memory
    }

    static func bits(_ flags: [Bool]) -> Memory {
        var bytes = [UInt8](repeating: 0, count: (flags.count + 7) / 8)
        for (index, flag) in flags.enumerated() where flag { bytes[index / 8] |= 1 << (index % 8) }
        return holding(bytes)
    }
}

/// Columns laid out as the contract of `Column` says, nulls included.
enum MemoryColumns {
    static func integers<Value: FixedWidthInteger & BitwiseCopyable>(
        _ name: String, _ type: ColumnType, _ values: [Value?], legend: String? = nil
    ) -> Column {
        let null = Value.isSigned ? Value.min : Value.max
        return column(
            name, type, values.map { $0 != nil }, Memory.holding(values.map { $0 ?? null }), nil,
            legend)
    }

    static func flags(_ name: String, _ values: [Bool?]) -> Column {
        column(
            name, .bool, values.map { $0 != nil }, Memory.bits(values.map { $0 ?? false }), nil)
    }

    static func texts(_ name: String, _ values: [String?]) -> Column {
        let layout = texts(values.map { $0 ?? "" })
        return column(name, .text, values.map { $0 != nil }, layout.memory, layout.values)
    }

    static func dictionary(_ name: String, _ values: [String?], bytes: Int) -> Column {
        var entries = Set(values.compactMap { $0 })
        if values.contains(nil) { entries.insert("") }
        let sorted = entries.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let codes = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        let layout = texts(sorted)
        let numbers = values.map { codes[$0 ?? ""] ?? 0 }
        let memory =
            switch bytes {
            case 1: Memory.holding(numbers.map { UInt8($0) })
            case 2: Memory.holding(numbers.map { UInt16($0) })
            default: Memory.holding(numbers.map { UInt32($0) })
            }
        memory.others.append(layout.memory)
        return column(
            name, .dictionary(indexBytes: bytes), values.map { $0 != nil }, memory, layout.values)
    }

    private static func texts(_ values: [String]) -> (values: TextValues, memory: Memory) {
        var offsets: [Int32] = [0]
        var bytes: [UInt8] = []
        for value in values {
            bytes.append(contentsOf: value.utf8)
            offsets.append(Int32(bytes.count))
        }
        let memory = Memory.holding(bytes)
        let places = Memory.holding(offsets)
        memory.others.append(places)
        let layout = TextValues(
            count: values.count,
            offsets: UnsafePointer(places.raw.assumingMemoryBound(to: Int32.self)),
            bytes: UnsafePointer(memory.raw.assumingMemoryBound(to: UInt8.self)),
            byteCount: bytes.count)
        return (layout, memory)
    }

    private static func column(
        _ name: String, _ type: ColumnType, _ known: [Bool], _ memory: Memory,
        _ texts: TextValues?, _ legend: String? = nil
    ) -> Column {
        let nulls = known.count { !$0 }
        var validity: UnsafePointer<UInt8>?
        if nulls > 0 {
            let bits = Memory.bits(known)
            memory.others.append(bits)
            validity = UnsafePointer(bits.raw.assumingMemoryBound(to: UInt8.self))
        }
        return Column(
            name: name, type: type, count: known.count, nullCount: nulls, validity: validity,
            values: UnsafeRawPointer(memory.raw), texts: texts,
            metadata: legend.map { ["legend": $0] } ?? [:], owner: memory)
    }
}
