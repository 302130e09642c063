public import Procurement

/// A stretch of a file and the records found whole in it, not yet parsed.
///
/// A batch stands alone, so that several threads can parse different batches at once; the order of
/// the file is the order of batches, then of records.
///
/// - Shape: `bytes` holds every record's text: JSON (XML records are rewritten as JSON), or lines of
///   a table.
public struct RecordBatch: Sendable {
    /// Where a record stands.
    public struct Record: Sendable {
        /// First byte in `RecordBatch.bytes`.
        public var start: Int
        /// Length in `RecordBatch.bytes`.
        public var length: Int
        /// Among contracts or concessions, by the name of the list it stood in.
        public var place: DeclarationDraft.Place
        /// First byte in the decompressed member.
        public var offset: UInt64
        /// Length in the decompressed member.
        public var sourceLength: UInt32
        /// Set when the splitter already knows that it cannot be parsed.
        public var unreadable: UnreadableReason?
    }

    /// The text of the records.
    public internal(set) var bytes: [UInt8]
    /// The records, in the order of the file.
    public internal(set) var records: [Record]
    /// The format of the member.
    public let format: SourceFormat
    /// Number of the member in an archive, in the order of names; 0 outside archives.
    public let member: Int32
    /// The columns of a table.
    let layout: TableLayout?

    /// The address of a record in the file.
    public func address(_ index: Int) -> RecordAddress {
        let record = records[index]
        return RecordAddress(member: member, offset: record.offset, length: record.sourceLength)
    }

    /// How a record begins, at most 200 bytes.
    public func excerpt(_ index: Int) -> String {
        let record = records[index]
        let end = record.start + min(record.length, 200)
        return String(decoding: bytes[record.start..<end], as: UTF8.self)
    }
}

/// What parses records of batches; one per thread, reused.
///
/// - Complexity: O(bytes of the record); allocates nothing once warm.
public struct RecordParser {
    private let keys = KeyTable.shared
    private var table = TableRecordParser()

    /// A parser.
    public init() {}

    /// Parses one record into a draft, which is reset first.
    ///
    /// - Returns: nil, or why the record is unreadable (the draft is then of no use).
    public mutating func parse(
        _ index: Int, of batch: RecordBatch, into draft: inout DeclarationDraft
    ) -> UnreadableReason? {
        let record = batch.records[index]
        if let reason = record.unreadable { return reason }
        draft.reset()
        draft.place = record.place
        return batch.bytes.withUnsafeBufferPointer { all in
            let slice = UnsafeBufferPointer(
                rebasing: all[record.start..<record.start + record.length])
            if let layout = batch.layout {
                return table.parse(slice, layout: layout, into: &draft)
            }
            var parser = JSONRecordParser(slice, keys: keys)
            return parser.parse(into: &draft)
        }
    }
}
