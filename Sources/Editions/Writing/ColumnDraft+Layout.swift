import Columns
import Procurement

extension ColumnDraft {
    /// Lays the values out as Arrow does, with their definition as metadata.
    ///
    /// - Complexity: O(rows + bytes of texts).
    func column(_ definition: ColumnDefinition) -> Column {
        let name = definition.name
        var metadata = ["definition": definition.definition]
        if !definition.unit.isEmpty { metadata["unit"] = definition.unit }
        if case .bits(let list) = definition.storage {
            metadata["legend"] = list.labels.joined(separator: "|")
        }
        switch self {
        case .bool(let answers):
            return .bools(name, answers.map { min($0, 2) }, metadata: metadata)
        case .uint8(let values):
            return .integers(name, .uint8, values, nullable: true, metadata: metadata)
        case .uint16(let values):
            return .integers(name, .uint16, values, nullable: true, metadata: metadata)
        case .uint32(let values):
            return .integers(name, .uint32, values, nullable: true, metadata: metadata)
        case .int32(let values):
            return .integers(name, .int32, values, nullable: true, metadata: metadata)
        case .int64(let values):
            return .integers(name, .int64, values, nullable: true, metadata: metadata)
        case .date(let values):
            return .integers(name, .date, values, nullable: true, metadata: metadata)
        case .text(let list):
            var nulls = Bitmap(count: list.count)
            for row in 0..<list.count where list.length(row) == 0 { nulls[row] = true }
            return .texts(
                name, bytes: list.bytes, offsets: list.starts, nulls: nulls, metadata: metadata)
        case .dictionary(let codes, let entries):
            return .dictionary(
                name, codes: codes, entryBytes: entries.bytes, entryOffsets: entries.starts,
                hasNulls: entries.count > 0 && entries.length(0) == 0, metadata: metadata)
        }
    }
}
