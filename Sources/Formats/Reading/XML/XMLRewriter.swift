internal import CExpat
internal import Procurement

/// Takes expat's events and writes records as JSON.
struct XMLRewriter {
    /// Set when the document must not be read at all.
    var refusal: ReadingRefusal?
    /// Whether elements nest deeper than any format does.
    private(set) var isTooDeep = false

    private let parser: OpaquePointer
    private let base: UInt64
    private let recordBytes: Int
    private var bytes: [UInt8] = []
    private var records: [RecordBatch.Record] = []
    private var depth = 0
    /// Depth of the record's element, or 0 outside records.
    private var recordDepth = 0
    private var recordStart = 0
    private var recordOffset: UInt64 = 0
    private var place = DeclarationDraft.Place.unknown
    private var text: [UInt8] = []
    /// Whether the innermost open element has had a child; one bit per depth is enough, as only
    /// the innermost can still be a leaf.
    private var isLeaf = false
    private var isNil = false
    private var isOversize = false

    init(parser: OpaquePointer, base: UInt64, recordBytes: Int) {
        self.parser = parser
        self.base = base
        self.recordBytes = recordBytes
    }

    /// Connects the events to a rewriter, which must outlive the parser.
    ///
    /// A plain pointer, as expat wants: events come by millions, one at a time, on one thread.
    static func attach(_ rewriter: UnsafeMutablePointer<XMLRewriter>) {
        let parser = rewriter.pointee.parser
        XML_SetUserData(parser, UnsafeMutableRawPointer(rewriter))
        XML_SetElementHandler(
            parser, { XMLRewriter.of($0)?.pointee.start($1, $2) },
            { data, _ in XMLRewriter.of(data)?.pointee.end() })
        XML_SetCharacterDataHandler(parser) { XMLRewriter.of($0)?.pointee.characters($1, $2) }
        XML_SetEntityDeclHandler(parser) { data, name, _, _, _, _, _, _, _ in
            XMLRewriter.of(data)?.pointee.refuseEntity(name)
        }
        XML_SetUnknownEncodingHandler(
            parser, { XMLRewriter.of($0)?.pointee.encoding($1, $2) ?? 0 },
            UnsafeMutableRawPointer(rewriter))
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLRewriter>? {
        data?.assumingMemoryBound(to: XMLRewriter.self)
    }

    /// Hands over the finished records; an unfinished one stays.
    mutating func take() -> (bytes: [UInt8], records: [RecordBatch.Record]) {
        let cut = recordDepth > 0 ? recordStart : bytes.count
        let taken = records
        guard !taken.isEmpty else { return ([], []) }
        let whole = Array(bytes[..<cut])
        bytes = Array(bytes[cut...])
        recordStart = 0
        records = []
        return (whole, taken)
    }

    /// Adds the stretch after which nothing can be read.
    mutating func addRemainder(_ reason: UnreadableReason, endingAt end: UInt64) {
        let offset =
            recordDepth > 0 ? recordOffset : base + UInt64(max(0, XML_GetCurrentByteIndex(parser)))
        let start = recordDepth > 0 ? recordStart : bytes.count
        recordDepth = 0
        records.append(
            RecordBatch.Record(
                start: start, length: bytes.count - start, place: .unknown, offset: offset,
                sourceLength: UInt32(clamping: end > offset ? end - offset : 0),
                unreadable: reason))
    }

    private mutating func start(
        _ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        depth += 1
        if depth > 256 {
            isTooDeep = true
            XML_StopParser(parser, 0)
            return
        }
        guard let name else { return }
        let local = XMLRewriter.local(name)
        if recordDepth == 0 {
            beginRecord(local)
            return
        }
        if isOversize { return }
        if isLeaf { bytes.append(0x7B) } else { bytes.append(0x2C) }
        isLeaf = true
        isNil = XMLRewriter.isNil(attributes)
        text.removeAll(keepingCapacity: true)
        bytes.append(0x22)
        bytes.append(contentsOf: local)
        bytes.append(0x22)
        bytes.append(0x3A)
    }

    private mutating func beginRecord(_ local: UnsafeBufferPointer<UInt8>) {
        if local.elementsEqual("marche".utf8) {
            place = .marche
        } else if local.elementsEqual("contrat-concession".utf8) {
            place = .concession
        } else {
            return
        }
        recordDepth = depth
        recordStart = bytes.count
        recordOffset = base + UInt64(max(0, XML_GetCurrentByteIndex(parser)))
        isLeaf = true
        isOversize = false
        isNil = false
        text.removeAll(keepingCapacity: true)
    }

    private mutating func end() {
        defer { depth -= 1 }
        guard recordDepth > 0 else { return }
        if !isOversize {
            if isLeaf, depth == recordDepth {
                bytes.append(0x7B)
                bytes.append(0x7D)
            } else if isLeaf {
                writeText()
            } else {
                bytes.append(0x7D)
            }
            isLeaf = false
            isOversize = bytes.count - recordStart > recordBytes
        }
        guard depth == recordDepth else { return }
        let end =
            base + UInt64(max(0, XML_GetCurrentByteIndex(parser)))
            + UInt64(max(0, XML_GetCurrentByteCount(parser)))
        records.append(
            RecordBatch.Record(
                start: recordStart, length: bytes.count - recordStart, place: place,
                offset: recordOffset, sourceLength: UInt32(clamping: end - recordOffset),
                unreadable: isOversize ? .tooLarge : nil))
        recordDepth = 0
    }

    private mutating func characters(_ start: UnsafePointer<CChar>?, _ count: Int32) {
        guard recordDepth > 0, isLeaf, !isOversize, let start else { return }
        guard text.count + Int(count) <= recordBytes else {
            isOversize = true
            text.removeAll()
            return
        }
        start.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
            text.append(contentsOf: UnsafeBufferPointer(start: $0, count: Int(count)))
        }
    }

    private mutating func writeText() {
        if isNil {
            bytes.append(contentsOf: "null".utf8)
            return
        }
        bytes.append(0x22)
        for byte in text {
            if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
            switch byte {
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }

    private mutating func refuseEntity(_ name: UnsafePointer<CChar>?) {
        if refusal == nil {
            refusal = .entityDeclaration(name: name.map { String(cString: $0) } ?? "")
        }
        XML_StopParser(parser, 0)
    }

    private mutating func encoding(
        _ name: UnsafePointer<CChar>?, _ info: UnsafeMutablePointer<XML_Encoding>?
    ) -> Int32 {
        let text = name.map { String(cString: $0) } ?? ""
        let known = ["windows-1252", "iso-8859-15", "iso8859-15", "latin-9"]
        guard let info, known.contains(text.lowercased()) else {
            refusal = .unknownEncoding(name: text)
            return 0
        }
        let isLatin9 = text.lowercased() != "windows-1252"
        let changed: [Int: Int32] = [
            0xA4: 0x20AC, 0xA6: 0x160, 0xA8: 0x161, 0xB4: 0x17D, 0xB8: 0x17E, 0xBC: 0x152,
            0xBD: 0x153, 0xBE: 0x178,
        ]
        withUnsafeMutableBytes(of: &info.pointee.map) { map in
            let map = map.bindMemory(to: Int32.self)
            for byte in 0..<256 {
                map[byte] =
                    isLatin9
                    ? changed[byte] ?? Int32(byte)
                    : Int32(Windows1252.scalar(UInt8(byte)))
            }
        }
        info.pointee.convert = nil
        info.pointee.release = nil
        return 1
    }

    private static func local(_ name: UnsafePointer<CChar>) -> UnsafeBufferPointer<UInt8> {
        var count = 0
        var from = 0
        while name[count] != 0 {
            if name[count] == 0x3A { from = count + 1 }
            count += 1
        }
        return UnsafeBufferPointer(
            start: UnsafeRawPointer(name + from).assumingMemoryBound(to: UInt8.self),
            count: count - from)
    }

    private static func isNil(
        _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) -> Bool {
        guard var at = attributes else { return false }
        while let name = at[0], let value = at[1] {
            if local(name).elementsEqual("nil".utf8), value[0] == 0x74 || value[0] == 0x31 {
                return true
            }
            at += 2
        }
        return false
    }
}
