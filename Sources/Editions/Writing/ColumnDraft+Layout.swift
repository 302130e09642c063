import Columns
import Procurement

/// Memory laid out for a column, freed with it.
private final class ColumnMemory: @unchecked Sendable {
    // @unchecked Sendable: filled by the one function that makes it, before any column reads it.
    var blocks: [UnsafeMutableRawPointer] = []

    /// Memory of so many bytes, zeroed up to a multiple of 64.
    func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let padded = (max(byteCount, 1) + 63) & ~63
        let block = UnsafeMutableRawPointer.allocate(byteCount: padded, alignment: 64)
        block.initializeMemory(as: UInt8.self, repeating: 0, count: padded)
        blocks.append(block)
        return block
    }

    func copy<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafeMutableRawPointer {
        let block = allocate(values.count * MemoryLayout<Value>.stride)
        values.withUnsafeBytes { source in
            if let base = source.baseAddress {
                block.copyMemory(from: base, byteCount: source.count)
            }
        }
        return block
    }

    deinit { for block in blocks { block.deallocate() } }
}

extension ColumnDraft {
    /// Lays the values out as Arrow does, with their definition as metadata.
    ///
    /// - Complexity: O(rows + bytes of texts).
    func column(_ definition: ColumnDefinition) -> Column {
        let memory = ColumnMemory()
        var metadata = ["definition": definition.definition]
        if !definition.unit.isEmpty { metadata["unit"] = definition.unit }
        if case .bits(let list) = definition.storage {
            metadata["legend"] = list.labels.joined(separator: "|")
        }
        let type: ColumnType
        let values: UnsafeMutableRawPointer
        var texts: TextValues?
        var unknown = Unknowns(count: count)
        switch self {
        case .bool(let answers):
            type = .bool
            values = memory.allocate((answers.count + 7) / 8)
            for (row, answer) in answers.enumerated() where answer == 1 {
                let byte = values.load(fromByteOffset: row >> 3, as: UInt8.self)
                values.storeBytes(
                    of: byte | 1 << UInt8(row & 7), toByteOffset: row >> 3, as: UInt8.self)
            }
            unknown.mark(answers, as: 255)
        case .uint8(let numbers):
            type = .uint8
            values = memory.copy(numbers)
            unknown.mark(numbers, as: 255)
            Self.addBounds(numbers.lazy.filter { $0 != 255 }, to: &metadata)
        case .uint16(let numbers):
            type = .uint16
            values = memory.copy(numbers)
            unknown.mark(numbers, as: .max)
            Self.addBounds(numbers.lazy.filter { $0 != .max }, to: &metadata)
        case .uint32(let numbers):
            type = .uint32
            values = memory.copy(numbers)
            unknown.mark(numbers, as: .max)
            Self.addBounds(numbers.lazy.filter { $0 != .max }, to: &metadata)
        case .int32(let numbers), .date(let numbers):
            if case .date = self { type = .date } else { type = .int32 }
            values = memory.copy(numbers)
            unknown.mark(numbers, as: .min)
            Self.addBounds(numbers.lazy.filter { $0 != .min }, to: &metadata)
        case .int64(let numbers):
            type = .int64
            values = memory.copy(numbers)
            unknown.mark(numbers, as: .min)
            Self.addBounds(numbers.lazy.filter { $0 != .min }, to: &metadata)
        case .text(let list):
            type = .text
            values = memory.allocate(0)
            texts = Self.lay(list, memory)
            for row in 0..<list.count where list.length(row) == 0 { unknown.mark(row) }
        case .dictionary(let codes, let entries):
            let width = entries.count <= 256 ? 1 : entries.count <= 65_536 ? 2 : 4
            type = .dictionary(indexBytes: width)
            values = Self.lay(codes, width: width, memory)
            texts = Self.lay(entries, memory)
            if entries.count > 0, entries.length(0) == 0 { unknown.mark(codes, as: 0) }
        }
        return Column(
            name: definition.name, type: type, count: count, nullCount: unknown.number,
            validity: unknown.number == 0 ? nil : UnsafePointer(
                memory.copy(unknown.validity).assumingMemoryBound(to: UInt8.self)),
            values: UnsafeRawPointer(values), texts: texts, metadata: metadata, owner: memory)
    }

    private static func lay(_ list: TextList, _ memory: ColumnMemory) -> TextValues {
        TextValues(
            count: list.count,
            offsets: UnsafePointer(
                memory.copy(list.starts).assumingMemoryBound(to: Int32.self)),
            bytes: UnsafePointer(memory.copy(list.bytes).assumingMemoryBound(to: UInt8.self)))
    }

    private static func lay(
        _ codes: [UInt32], width: Int, _ memory: ColumnMemory
    ) -> UnsafeMutableRawPointer {
        switch width {
        case 1: memory.copy(codes.map { UInt8(truncatingIfNeeded: $0) })
        case 2: memory.copy(codes.map { UInt16(truncatingIfNeeded: $0) })
        default: memory.copy(codes)
        }
    }

    private static func addBounds(
        _ numbers: some Sequence<some FixedWidthInteger>, to metadata: inout [String: String]
    ) {
        var least: Int64?
        var greatest: Int64 = 0
        for number in numbers {
            let value = Int64(truncatingIfNeeded: number)
            if let former = least {
                least = min(former, value)
                greatest = max(greatest, value)
            } else {
                least = value
                greatest = value
            }
        }
        guard let least else { return }
        metadata["min"] = String(least)
        metadata["max"] = String(greatest)
    }
}

/// Arrow's validity bits, least significant first.
private struct Unknowns {
    private(set) var validity: [UInt8]
    private(set) var number = 0

    init(count: Int) {
        validity = Array(repeating: 255, count: (count + 7) / 8)
        if count & 7 != 0 { validity[count / 8] = (1 << UInt8(count & 7)) - 1 }
    }

    mutating func mark(_ row: Int) {
        validity[row >> 3] &= ~(1 << UInt8(row & 7))
        number += 1
    }

    mutating func mark<Value: Equatable>(_ values: [Value], as unknown: Value) {
        for (row, value) in values.enumerated() where value == unknown { mark(row) }
    }
}
