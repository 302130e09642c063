/// Writes a table as an Arrow IPC file: schema, one dictionary per dictionary column, record
/// batches, footer; buffers aligned to 64 bytes, padding zero.
///
/// The same tables give the same bytes.
///
/// - Complexity: O(bytes of the tables); memory grows with their number only.
public struct ArrowWriter: ~Copyable {
    private let table: Table
    private let metadata: [String: String]
    private let output: (UnsafeRawBufferPointer) throws -> Void
    private var position = 0
    private var dictionaryBlocks: [UInt8] = []
    private var batchBlocks: [UInt8] = []

    /// Writes a table as one record batch, and the tables that follow it as one each; `output`
    /// takes the bytes in order.
    ///
    /// - Parameter next: gives one table after another, with the columns of the first and its
    ///   dictionaries' entries, then nil; a table is dropped before the next is asked for.
    /// - Throws: what `next` and `output` throw.
    public static func write(
        _ table: Table, metadata: [String: String] = [:],
        followedBy next: () throws -> Table? = { nil },
        to output: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try withoutActuallyEscaping(output) { output in
            var writer = ArrowWriter(table: table, metadata: metadata, output: output)
            try writer.writeStart()
            try writer.writeBatch(table)
            while let table = try next() { try writer.writeBatch(table) }
            try writer.writeEnd()
        }
    }

    private init(
        table: Table, metadata: [String: String],
        output: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) {
        self.table = table
        self.metadata = metadata
        self.output = output
    }

    private mutating func put(_ bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count > 0 else { return }
        try output(bytes)
        position += bytes.count
    }

    private mutating func put(_ bytes: [UInt8]) throws {
        let count = bytes.count
        try bytes.withUnsafeBytes { try output($0) }
        position += count
    }

    private mutating func pad(to alignment: Int) throws {
        let rest = (alignment - position % alignment) % alignment
        if rest > 0 { try put([UInt8](repeating: 0, count: rest)) }
    }

    private var schema: FlatBufferNode {
        ArrowSchema.schema(
            table.columns.map { ($0.name, $0.type, $0.metadata) }, metadata: metadata)
    }

    private mutating func writeStart() throws {
        try put(ArrowSchema.magic + [0, 0])
        try message(kind: 1, header: schema, bodyLength: 0, buffers: [])
        for (number, column) in table.columns.enumerated() {
            guard case .dictionary = column.type, let texts = column.texts else { continue }
            try writeDictionary(number, texts)
        }
    }

    private mutating func writeEnd() throws {
        try put([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0])
        let footer = FlatBufferWriter.document(
            .table([
                .short(ArrowSchema.version), .reference(schema),
                .reference(.structs(dictionaryBlocks, size: 24)),
                .reference(.structs(batchBlocks, size: 24)),
            ]))
        try put(footer)
        try put(Self.bytes(Int32(footer.count)) + ArrowSchema.magic)
    }

    /// A buffer of a batch: its bytes, and how many there are.
    private typealias Body = (start: UnsafeRawPointer?, count: Int)

    private mutating func writeDictionary(_ number: Int, _ texts: TextValues) throws {
        let bodies: [Body] = [
            (nil, 0), (UnsafeRawPointer(texts.offsets), (texts.count + 1) * 4),
            (UnsafeRawPointer(texts.bytes), Int(texts.offsets[texts.count])),
        ]
        let batch = Self.batch(rows: texts.count, nodes: [(texts.count, 0)], bodies)
        let header = FlatBufferNode.table([.long(Int64(number)), .reference(batch), .byte(0)])
        let block = try message(
            kind: 2, header: header, bodyLength: Self.bodyLength(bodies), buffers: bodies)
        dictionaryBlocks += block
    }

    private mutating func writeBatch(_ table: Table) throws {
        precondition(
            table.columns.map(\.name) == self.table.columns.map(\.name)
                && zip(table.columns, self.table.columns).allSatisfy { batch, first in
                    guard case .dictionary = first.type else { return batch.type == first.type }
                    return batch.type == first.type && batch.texts?.bytes == first.texts?.bytes
                }, "Batches of one file have the same columns and dictionaries.")
        var bodies: [Body] = []
        for column in table.columns { bodies += Self.bodies(of: column) }
        let batch = Self.batch(
            rows: table.rowCount, nodes: table.columns.map { ($0.count, $0.nullCount) }, bodies)
        batchBlocks += try message(
            kind: 3, header: batch, bodyLength: Self.bodyLength(bodies), buffers: bodies)
    }

    private static func bodies(of column: Column) -> [Body] {
        let bits = (column.count + 7) / 8
        let validity: Body = column.validity.map { (UnsafeRawPointer($0), bits) } ?? (nil, 0)
        switch column.type {
        case .text:
            guard let texts = column.texts else { return [validity, (nil, 0), (nil, 0)] }
            return [
                validity, (UnsafeRawPointer(texts.offsets), (column.count + 1) * 4),
                (UnsafeRawPointer(texts.bytes), Int(texts.offsets[column.count])),
            ]
        case .bool: return [validity, (column.values, bits)]
        default: return [validity, (column.values, column.count * column.type.width)]
        }
    }

    /// Writes an encapsulated message and its body; gives its `Block`.
    @discardableResult
    private mutating func message(
        kind: UInt8, header: FlatBufferNode, bodyLength: Int, buffers: [Body]
    ) throws -> [UInt8] {
        let start = position
        var document = FlatBufferWriter.document(
            .table([
                .short(ArrowSchema.version), .byte(kind), .reference(header),
                .long(Int64(bodyLength)),
            ]))
        // The body starts on 64 bytes, so that its buffers do in the mapped file.
        while (start + 8 + document.count) % 64 != 0 { document.append(0) }
        try put(Self.bytes(UInt32.max) + Self.bytes(UInt32(document.count)))
        try put(document)
        for buffer in buffers {
            try put(UnsafeRawBufferPointer(start: buffer.start, count: buffer.count))
            try pad(to: 64)
        }
        return Self.bytes(Int64(start)) + Self.bytes(Int32(document.count + 8))
            + Self.bytes(Int32(0)) + Self.bytes(Int64(bodyLength))
    }

    private static func padded(_ count: Int) -> Int { (count + 63) / 64 * 64 }

    private static func bodyLength(_ bodies: [Body]) -> Int {
        bodies.reduce(0) { $0 + padded($1.count) }
    }

    private static func batch(
        rows: Int, nodes: [(length: Int, nulls: Int)], _ bodies: [Body]
    ) -> FlatBufferNode {
        var nodeBytes: [UInt8] = []
        for node in nodes { nodeBytes += bytes(Int64(node.length)) + bytes(Int64(node.nulls)) }
        var bufferBytes: [UInt8] = []
        var offset = 0
        for body in bodies {
            bufferBytes += bytes(Int64(offset)) + bytes(Int64(body.count))
            offset += padded(body.count)
        }
        return .table([
            .long(Int64(rows)), .reference(.structs(nodeBytes, size: 16)),
            .reference(.structs(bufferBytes, size: 16)),
        ])
    }

    private static func bytes<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}

extension ColumnType {
    /// Bytes of one value in the values buffer; 0 for bits and texts.
    var width: Int {
        switch self {
        case .bool, .text: 0
        case .uint8: 1
        case .uint16: 2
        case .uint32, .int32, .date: 4
        case .int64: 8
        case .dictionary(let width): width
        }
    }
}
