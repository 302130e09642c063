/// A table of a FlatBuffers document, read with every bound checked: a damaged document gives
/// nil, never a read outside.
struct FlatBufferTable {
    private let bytes: UnsafeRawBufferPointer
    private let position: Int

    /// The root table of a document.
    init?(root bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 8 else { return nil }
        self.init(bytes, Int(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)))
    }

    private init?(_ bytes: UnsafeRawBufferPointer, _ position: Int) {
        guard position >= 0, position <= bytes.count - 4 else { return nil }
        self.bytes = bytes
        self.position = position
    }

    private func load<T: FixedWidthInteger>(_ type: T.Type, at offset: Int) -> T? {
        guard offset >= 0, offset <= bytes.count - MemoryLayout<T>.size else { return nil }
        return T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
    }

    private func place(_ field: Int) -> Int? {
        guard let back = load(Int32.self, at: position) else { return nil }
        let fieldTable = position - Int(back)
        guard let size = load(UInt16.self, at: fieldTable), Int(size) >= 6 + field * 2,
            let offset = load(UInt16.self, at: fieldTable + 4 + field * 2), offset != 0
        else { return nil }
        return position + Int(offset)
    }

    /// A scalar field, or its default when absent.
    func scalar<T: FixedWidthInteger>(_ field: Int, default value: T) -> T {
        place(field).flatMap { load(T.self, at: $0) } ?? value
    }

    private func target(_ field: Int) -> Int? {
        guard let place = place(field), let offset = load(UInt32.self, at: place) else {
            return nil
        }
        return place + Int(offset)
    }

    /// A field that is a table.
    func table(_ field: Int) -> FlatBufferTable? {
        target(field).flatMap { FlatBufferTable(bytes, $0) }
    }

    /// A field that is a string.
    func string(_ field: Int) -> String? {
        guard let start = target(field), let length = load(UInt32.self, at: start),
            start + 4 + Int(length) <= bytes.count
        else { return nil }
        return String(
            decoding: UnsafeRawBufferPointer(rebasing: bytes[start + 4..<start + 4 + Int(length)]),
            as: UTF8.self)
    }

    /// A field that is a list of tables; nil when the list is damaged, empty when absent.
    func tables(_ field: Int) -> [FlatBufferTable]? {
        guard let start = target(field) else { return [] }
        guard let count = load(UInt32.self, at: start),
            Int(count) <= (bytes.count - start - 4) / 4
        else { return nil }
        var tables: [FlatBufferTable] = []
        for index in 0..<Int(count) {
            let place = start + 4 + index * 4
            guard let offset = load(UInt32.self, at: place),
                let table = FlatBufferTable(bytes, place + Int(offset))
            else { return nil }
            tables.append(table)
        }
        return tables
    }

    /// A field that is a list of structs: for each, the values at these offsets as 64-bit integers
    /// (`wide` ones) or 32-bit ones.
    func structs(_ field: Int, size: Int, fields: [(offset: Int, wide: Bool)]) -> [[Int64]]? {
        guard let start = target(field) else { return [] }
        guard let count = load(UInt32.self, at: start),
            Int(count) <= (bytes.count - start - 4) / size
        else { return nil }
        return (0..<Int(count)).map { index in
            fields.map { field in
                let place = start + 4 + index * size + field.offset
                // Within the bounds that the count was checked for.
                return field.wide
                    ? load(Int64.self, at: place) ?? 0 : Int64(load(Int32.self, at: place) ?? 0)
            }
        }
    }
}
