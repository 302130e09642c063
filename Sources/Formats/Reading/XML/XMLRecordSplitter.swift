internal import CExpat
internal import Procurement

/// Cuts an XML document into batches of records, rewritten as JSON.
///
/// Elements become keys by their local name, repeated ones repeated keys, so that one parser
/// knows the shapes of records whatever their syntax. Entities other than XML's own five are
/// refused; nothing outside the document is ever loaded.
///
/// - Complexity: O(bytes); expat keeps at most one token.
final class XMLRecordSplitter: RecordSplitter {
    private var blocks: BlockReader
    private let format: SourceFormat
    private let member: Int32
    private let parser: OpaquePointer
    private let rewriter: UnsafeMutablePointer<XMLRewriter>
    private var isFinished = false
    private var fed: UInt64 = 0

    init(
        _ blocks: BlockReader, format: SourceFormat, member: Int32, encoding: String?
    ) throws {
        self.blocks = blocks
        self.format = format
        self.member = member
        let name = XMLRecordSplitter.expatName(encoding)
        guard let parser = XML_ParserCreate(name) else {
            preconditionFailure("expat refuses to start: not enough memory")
        }
        self.parser = parser
        rewriter = .allocate(capacity: 1)
        rewriter.initialize(
            to: XMLRewriter(
                parser: parser, base: blocks.offset, recordBytes: blocks.limits.recordBytes))
        XMLRewriter.attach(rewriter)
    }

    deinit {
        XML_ParserFree(parser)
        rewriter.deinitialize(count: 1)
        rewriter.deallocate()
    }

    /// The encoding to impose on expat; nil leaves it to the document.
    private static func expatName(_ declared: String?) -> String? {
        switch declared {
        case "utf8", "utf-8", "utf_8": "UTF-8"
        case "latin1", "latin-1", "iso8859-1", "iso-8859-1": "ISO-8859-1"
        case "cp1252", "windows1252", "windows-1252": "windows-1252"
        default: nil
        }
    }

    func next() throws -> RecordBatch? {
        while !isFinished {
            let isLast = try blocks.fill()
            let reason = feed(isLast)
            if let refusal = rewriter.pointee.refusal { throw refusal }
            if let reason {
                isFinished = true
                rewriter.pointee.addRemainder(
                    blocks.isDamaged ? .damagedCompression : reason, endingAt: endOffset)
            } else if isLast {
                isFinished = true
                if blocks.isDamaged {
                    rewriter.pointee.addRemainder(.damagedCompression, endingAt: endOffset)
                }
            }
            blocks.drop(blocks.bytes.count)
            let (bytes, records) = rewriter.pointee.take()
            if !records.isEmpty {
                return RecordBatch(
                    bytes: bytes, records: records, format: format, member: member, layout: nil)
            }
        }
        return nil
    }

    private var endOffset: UInt64 { blocks.offset + UInt64(blocks.bytes.count) }

    /// Gives the window to expat; a reason when the document is broken.
    private func feed(_ isLast: Bool) -> UnreadableReason? {
        let status = blocks.bytes.withUnsafeBytes { bytes in
            XML_Parse(
                parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(clamping: bytes.count), isLast ? 1 : 0)
        }
        fed += UInt64(blocks.bytes.count)
        if status == XML_STATUS_ERROR {
            switch XML_GetErrorCode(parser) {
            case XML_ERROR_UNKNOWN_ENCODING:
                rewriter.pointee.refusal =
                    rewriter.pointee.refusal ?? .unknownEncoding(name: "non précisé")
                return .malformed
            case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
                XML_ERROR_UNCLOSED_CDATA_SECTION:
                return .truncated
            default:
                return rewriter.pointee.isTooDeep ? .tooLarge : isLast ? .truncated : .malformed
            }
        }
        let reached = UInt64(max(0, XML_GetCurrentByteIndex(parser)))
        // A token longer than a record may be: a comment or a tag without end.
        if fed > reached, fed - reached > UInt64(blocks.limits.recordBytes) { return .tooLarge }
        return nil
    }
}
