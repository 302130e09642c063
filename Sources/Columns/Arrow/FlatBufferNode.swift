/// A value of a FlatBuffers document, as far as Arrow's metadata needs it.
///
/// Written forwards: a table, then what it refers to, so that every reference is positive.
/// - Source: FlatBuffers internals; Arrow format, `Message.fbs`, `Schema.fbs`, `File.fbs`.
indirect enum FlatBufferNode {
    /// Fields by their number in the schema; nil where absent.
    case table([Slot?])
    case string(String)
    case vector([FlatBufferNode])
    /// Structs one after another; each is `size` bytes, aligned to 8.
    case structs([UInt8], size: Int)

    /// A field of a table.
    enum Slot {
        case byte(UInt8)
        case short(Int16)
        case int(Int32)
        case long(Int64)
        case reference(FlatBufferNode)

        var size: Int {
            switch self {
            case .byte: 1
            case .short: 2
            case .int, .reference: 4
            case .long: 8
            }
        }
    }
}

/// Writes a FlatBuffers document.
struct FlatBufferWriter {
    private(set) var bytes: [UInt8] = []

    /// The document whose root is this table, padded to 8 bytes.
    static func document(_ root: FlatBufferNode) -> [UInt8] {
        var writer = FlatBufferWriter()
        writer.append(UInt32(0))
        let position = writer.write(root)
        writer.patch(0, UInt32(position))
        writer.align(8)
        return writer.bytes
    }

    private mutating func append<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func align(_ size: Int) {
        while bytes.count % size != 0 { bytes.append(0) }
    }

    private mutating func patch(_ position: Int, _ value: UInt32) {
        withUnsafeBytes(of: value.littleEndian) { source in
            for index in 0..<4 { bytes[position + index] = source[index] }
        }
    }

    /// Writes a node and gives its position.
    private mutating func write(_ node: FlatBufferNode) -> Int {
        switch node {
        case .string(let text):
            align(4)
            let position = bytes.count
            append(UInt32(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
            return position
        case .vector(let items):
            align(4)
            let position = bytes.count
            append(UInt32(items.count))
            let first = bytes.count
            for _ in items { append(UInt32(0)) }
            for (index, item) in items.enumerated() {
                let target = write(item)
                patch(first + index * 4, UInt32(target - (first + index * 4)))
            }
            return position
        case .structs(let data, let size):
            while bytes.count % 8 != 4 { bytes.append(0) }
            let position = bytes.count
            append(UInt32(data.count / size))
            bytes.append(contentsOf: data)
            return position
        case .table(let slots): return writeTable(slots)
        }
    }

    private mutating func writeTable(_ slots: [FlatBufferNode.Slot?]) -> Int {
        // Fields by falling size, after the four bytes that lead to the field table.
        var places = Array(repeating: 0, count: slots.count)
        var size = 4
        for width in [8, 4, 2, 1] {
            for (index, slot) in slots.enumerated() where slot?.size == width {
                while size % width != 0 { size += 1 }
                places[index] = size
                size += width
            }
        }
        align(2)
        let fieldTable = bytes.count
        append(UInt16(4 + slots.count * 2))
        append(UInt16(size))
        for place in places { append(UInt16(place)) }
        align(8)
        let position = bytes.count
        append(Int32(position - fieldTable))
        bytes.append(contentsOf: Array(repeating: 0, count: size - 4))
        var references: [(Int, FlatBufferNode)] = []
        for (index, slot) in slots.enumerated() {
            guard let slot else { continue }
            let place = position + places[index]
            switch slot {
            case .byte(let value): bytes[place] = value
            case .short(let value): put(value, at: place)
            case .int(let value): put(value, at: place)
            case .long(let value): put(value, at: place)
            case .reference(let node): references.append((place, node))
            }
        }
        for (place, node) in references {
            let target = write(node)
            patch(place, UInt32(target - place))
        }
        return position
    }

    private mutating func put<T: FixedWidthInteger>(_ value: T, at place: Int) {
        withUnsafeBytes(of: value.littleEndian) { source in
            for index in source.indices { bytes[place + index] = source[index] }
        }
    }
}
