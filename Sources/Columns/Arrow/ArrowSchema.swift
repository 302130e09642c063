/// Arrow's description of tables, in FlatBuffers.
///
/// - Source: Arrow columnar format 1.5, `Schema.fbs` and `Message.fbs`, version V5.
enum ArrowSchema {
    static let version: Int16 = 4
    static let magic: [UInt8] = Array("ARROW1".utf8)

    /// The `Schema` table of these columns.
    static func schema(
        _ columns: [(name: String, type: ColumnType, metadata: [String: String])],
        metadata: [String: String]
    ) -> FlatBufferNode {
        let fields = columns.enumerated().map { number, column in
            field(column.name, column.type, number: number, metadata: column.metadata)
        }
        return .table([
            .short(0), .reference(.vector(fields)), .reference(keyValues(metadata)),
        ])
    }

    private static func field(
        _ name: String, _ type: ColumnType, number: Int, metadata: [String: String]
    ) -> FlatBufferNode {
        var dictionary: FlatBufferNode.Slot?
        let (kind, description): (UInt8, FlatBufferNode)
        switch type {
        case .bool: (kind, description) = (6, .table([]))
        case .uint8: (kind, description) = (2, int(8, signed: false))
        case .uint16: (kind, description) = (2, int(16, signed: false))
        case .uint32: (kind, description) = (2, int(32, signed: false))
        case .int32: (kind, description) = (2, int(32, signed: true))
        case .int64: (kind, description) = (2, int(64, signed: true))
        case .date: (kind, description) = (8, .table([.short(0)]))
        case .text: (kind, description) = (5, .table([]))
        case .dictionary(let width):
            (kind, description) = (5, .table([]))
            dictionary = .reference(
                .table([
                    .long(Int64(number)), .reference(int(Int32(width * 8), signed: false)),
                    .byte(0),
                ]))
        }
        return .table([
            .reference(.string(name)), .byte(1), .byte(kind), .reference(description),
            dictionary, .reference(.vector([])), .reference(keyValues(metadata)),
        ])
    }

    private static func int(_ bits: Int32, signed: Bool) -> FlatBufferNode {
        .table([.int(bits), .byte(signed ? 1 : 0)])
    }

    /// Pairs in order of their keys.
    static func keyValues(_ pairs: [String: String]) -> FlatBufferNode {
        .vector(
            pairs.sorted { $0.key < $1.key }.map {
                .table([.reference(.string($0.key)), .reference(.string($0.value))])
            })
    }

    /// The column type of a `Field` table, or nil when it is none that we write.
    static func type(of field: FlatBufferTable) -> ColumnType? {
        let description = field.table(3)
        switch field.scalar(2, default: UInt8(0)) {
        case 6: return .bool
        case 8: return description?.scalar(0, default: Int16(1)) == 0 ? .date : nil
        case 5:
            guard let dictionary = field.table(4) else { return .text }
            guard let index = dictionary.table(1) else { return nil }
            let bits = index.scalar(0, default: Int32(0))
            return [8, 16, 32].contains(bits) ? .dictionary(indexBytes: Int(bits) / 8) : nil
        case 2:
            guard let description else { return nil }
            let bits = description.scalar(0, default: Int32(0))
            switch (bits, description.scalar(1, default: UInt8(0)) != 0) {
            case (8, false): return .uint8
            case (16, false): return .uint16
            case (32, false): return .uint32
            case (32, true): return .int32
            case (64, true): return .int64
            default: return nil
            }
        default: return nil
        }
    }

    /// Metadata pairs of a field or schema.
    static func metadata(of table: FlatBufferTable, field: Int) -> [String: String] {
        var pairs: [String: String] = [:]
        for pair in table.tables(field) ?? [] {
            if let key = pair.string(0), let value = pair.string(1) { pairs[key] = value }
        }
        return pairs
    }
}
