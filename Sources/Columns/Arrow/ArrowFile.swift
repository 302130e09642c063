/// Reads Arrow IPC files as our writer makes them, without decoding: columns are views of the
/// mapped file.
///
/// - Complexity: O(columns) to open; every length and offset of the metadata is checked. Values are
///   checked when they are used: texts where they are read, codes of a column the first time a
///   question needs it, all of them by `Table.faults`.
public enum ArrowFile {
    /// Maps a file as a table.
    ///
    /// - Throws: `ArrowFailure` when the file is missing, truncated, damaged, or uses a part of Arrow
    ///   that our files do not (several batches, compression, other types).
    public static func open(_ path: String, name: String) throws -> Table {
        let file = try MappedFile(path: path)
        var reader = ArrowReader(file: file, path: path)
        return try reader.table(named: name)
    }
}

/// The steps of reading one file.
struct ArrowReader {
    private let file: MappedFile
    private let path: String
    private var dictionaries: [Int64: TextValues] = [:]

    init(file: MappedFile, path: String) {
        self.file = file
        self.path = path
    }

    private func damaged(_ what: String) -> ArrowFailure {
        ArrowFailure(
            """
            Le fichier «\u{202F}\(path)\u{202F}» est endommagé (\(what))\u{202F}: vérifiez l’édition avec \
            «\u{202F}orcp verify\u{202F}», puis reconstruisez-la avec «\u{202F}orcp import\u{202F}».
            """)
    }

    mutating func table(named name: String) throws -> Table {
        let bytes = file.bytes
        guard bytes.count >= 32, bytes.prefix(6).elementsEqual(ArrowSchema.magic),
            bytes.suffix(6).elementsEqual(ArrowSchema.magic)
        else { throw damaged("marque de début ou de fin absente") }
        let length = Int(
            Int32(
                littleEndian: bytes.loadUnaligned(fromByteOffset: bytes.count - 10, as: Int32.self))
        )
        guard length > 8, length <= bytes.count - 18 else { throw damaged("pied trop long") }
        let start = bytes.count - 10 - length
        guard
            let footer = FlatBufferTable(
                root: UnsafeRawBufferPointer(rebasing: bytes[start..<start + length])),
            let schema = footer.table(1), let fields = schema.tables(1),
            let dictionaryBlocks = blocks(footer, 2), let batches = blocks(footer, 3)
        else { throw damaged("pied illisible") }
        for block in dictionaryBlocks { try readDictionary(block) }
        guard batches.count == 1 else { throw damaged("un lot attendu, \(batches.count) trouvés") }
        return try readBatch(batches[0], fields: fields, name: name)
    }

    private typealias Block = (offset: Int, metadata: Int, body: Int)

    private func blocks(_ footer: FlatBufferTable, _ field: Int) -> [Block]? {
        footer.structs(field, size: 24, fields: [(0, true), (8, false), (16, true)])?.map {
            (Int($0[0]), Int($0[1]), Int($0[2]))
        }
    }

    /// The header of a block's message and the bytes of its body.
    private func message(
        _ block: Block, kind: UInt8
    ) throws -> (header: FlatBufferTable, body: UnsafeRawBufferPointer) {
        let size = file.bytes.count
        // Buffers are aligned within a body, so that they are in memory only if bodies are.
        guard block.offset >= 8, block.metadata > 8, block.body >= 0,
            block.offset % 8 == 0, block.metadata % 8 == 0,
            block.offset <= size, block.metadata <= size - block.offset,
            block.body <= size - block.offset - block.metadata
        else { throw damaged("bloc hors du fichier") }
        let start = block.offset + 8
        let end = block.offset + block.metadata
        guard
            let message = FlatBufferTable(
                root: UnsafeRawBufferPointer(rebasing: file.bytes[start..<end])),
            message.scalar(1, default: UInt8(0)) == kind, let header = message.table(2)
        else { throw damaged("en-tête de bloc illisible") }
        return (header, UnsafeRawBufferPointer(rebasing: file.bytes[end..<end + block.body]))
    }

    /// Nodes and buffers of a record batch, each buffer within the body and aligned.
    private func layout(
        _ batch: FlatBufferTable, _ body: UnsafeRawBufferPointer
    ) throws -> (nodes: [[Int64]], buffers: [UnsafeRawBufferPointer]) {
        guard batch.table(3) == nil,
            let nodes = batch.structs(1, size: 16, fields: [(0, true), (8, true)]),
            let ranges = batch.structs(2, size: 16, fields: [(0, true), (8, true)])
        else { throw damaged("lot illisible ou compressé") }
        let buffers = try ranges.map { range in
            let (offset, length) = (Int(range[0]), Int(range[1]))
            guard offset >= 0, length >= 0, offset % 8 == 0, offset <= body.count,
                length <= body.count - offset
            else { throw damaged("tampon hors du bloc") }
            return UnsafeRawBufferPointer(rebasing: body[offset..<offset + length])
        }
        return (nodes, buffers)
    }

    /// Texts over an offsets buffer and a bytes buffer: the last offset is checked here, the others
    /// by the deep check.
    private func texts(
        count: Int, _ offsets: UnsafeRawBufferPointer, _ bytes: UnsafeRawBufferPointer
    ) throws -> TextValues {
        guard count >= 0, count < Int(Int32.max), offsets.count >= (count + 1) * 4,
            let start = offsets.baseAddress
        else {
            throw damaged("décalages trop courts")
        }
        let first = start.assumingMemoryBound(to: Int32.self)
        guard first[0] == 0, Int(first[count]) <= bytes.count, first[count] >= 0 else {
            throw damaged("décalages incohérents")
        }
        let text = bytes.baseAddress ?? start
        return TextValues(
            count: count, offsets: first, bytes: text.assumingMemoryBound(to: UInt8.self),
            byteCount: Int(first[count]))
    }

    private mutating func readDictionary(_ block: Block) throws {
        let (header, body) = try message(block, kind: 2)
        guard header.scalar(2, default: UInt8(0)) == 0, let batch = header.table(1) else {
            throw damaged("dictionnaire par différences")
        }
        let (nodes, buffers) = try layout(batch, body)
        guard let node = nodes.first, buffers.count == 3 else {
            throw damaged("dictionnaire incomplet")
        }
        let values = try texts(count: Int(node[0]), buffers[1], buffers[2])
        // Few entries beside rows: offsets are checked here, so that texts never read outside.
        for entry in 0..<values.count where values.offsets[entry] > values.offsets[entry + 1] {
            throw damaged("dictionnaire aux décalages décroissants")
        }
        dictionaries[header.scalar(0, default: Int64(0))] = values
    }

    private func readBatch(
        _ block: Block, fields: [FlatBufferTable], name: String
    ) throws -> Table {
        let (batch, body) = try message(block, kind: 3)
        let rows = Int(batch.scalar(0, default: Int64(0)))
        let (nodes, buffers) = try layout(batch, body)
        guard rows >= 0, rows <= Int(Int32.max), nodes.count == fields.count else {
            throw damaged("colonnes manquantes")
        }
        var next = 0
        var columns: [Column] = []
        for (number, field) in fields.enumerated() {
            guard let type = ArrowSchema.type(of: field), let columnName = field.string(0) else {
                throw damaged("type de colonne inconnu")
            }
            let needed = type == .text ? 3 : 2
            guard next + needed <= buffers.count, nodes[number][0] == rows else {
                throw damaged("colonne «\u{202F}\(columnName)\u{202F}» incomplète")
            }
            let id = field.table(4)?.scalar(0, default: Int64(0))
            columns.append(
                try column(
                    columnName, type, rows: rows, nulls: Int(nodes[number][1]),
                    Array(buffers[next..<next + needed]), dictionary: id,
                    metadata: ArrowSchema.metadata(of: field, field: 6)))
            next += needed
        }
        return Table(name: name, rowCount: rows, columns: columns)
    }

    private func column(
        _ name: String, _ type: ColumnType, rows: Int, nulls: Int,
        _ buffers: [UnsafeRawBufferPointer], dictionary: Int64?, metadata: [String: String]
    ) throws -> Column {
        let bits = (rows + 7) / 8
        guard nulls >= 0, nulls <= rows else {
            throw damaged("nombre de nuls de «\u{202F}\(name)\u{202F}»")
        }
        guard nulls == 0 || buffers[0].count >= bits else {
            throw damaged("validité de «\u{202F}\(name)\u{202F}» trop courte")
        }
        let validity =
            nulls == 0 ? nil : buffers[0].baseAddress?.assumingMemoryBound(to: UInt8.self)
        var values: TextValues?
        switch type {
        case .text: values = try texts(count: rows, buffers[1], buffers[2])
        case .dictionary:
            guard let id = dictionary, let entries = dictionaries[id] else {
                throw damaged("dictionnaire de «\u{202F}\(name)\u{202F}» absent")
            }
            values = entries
        default: break
        }
        let needed = type == .bool ? bits : rows * type.width
        guard type == .text || buffers[1].count >= needed else {
            throw damaged("valeurs de «\u{202F}\(name)\u{202F}» trop courtes")
        }
        // An empty buffer has no address of its own; the file's start stands in, never read.
        guard let base = buffers[1].baseAddress ?? file.bytes.baseAddress else {
            throw damaged("fichier vide")
        }
        return Column(
            name: name, type: type, count: rows, nullCount: nulls, validity: validity,
            values: base, texts: values, metadata: metadata, owner: file)
    }
}
