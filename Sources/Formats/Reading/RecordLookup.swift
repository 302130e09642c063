public import Procurement

/// Reads one record again, at the address an edition gives it.
public enum RecordLookup {
    /// The record's fields as published, or nil when there is none at that address.
    ///
    /// - Throws: `ReadingRefusal` or `ReadingFailure` when the file is gone or damaged.
    /// - Complexity: O(bytes of the record) in a plain JSON file; else O(bytes before it).
    public static func draft(
        path: String, member: Int32, offset: UInt64, length: UInt32
    ) throws -> DeclarationDraft? {
        if let draft = try plain(path, offset, length) { return draft }
        let reader = try DeclarationReader(path: path)
        var parser = RecordParser()
        var draft = DeclarationDraft()
        while let batch = try reader.next() {
            guard batch.member == member, let last = batch.records.last else { continue }
            if last.offset < offset { continue }
            guard let index = batch.records.firstIndex(where: { $0.offset == offset }) else {
                return nil
            }
            return parser.parse(index, of: batch, into: &draft) == nil ? draft : nil
        }
        return nil
    }

    /// A record of a file that is JSON without compression, read alone.
    private static func plain(
        _ path: String, _ offset: UInt64, _ length: UInt32
    ) throws -> DeclarationDraft? {
        let file = try FileSource(path: path)
        let head = try file.bytes(at: 0, count: 2)
        guard head.count == 2, head != [0x1F, 0x8B], head != [0x50, 0x4B] else { return nil }
        let bytes = try file.bytes(at: offset, count: Int(length))
        guard bytes.count == Int(length), bytes.first == 0x7B, bytes.last == 0x7D else {
            return nil
        }
        var draft = DeclarationDraft()
        return bytes.withUnsafeBufferPointer { slice in
            var parser = JSONRecordParser(slice, keys: KeyTable.shared)
            return parser.parse(into: &draft) == nil ? draft : nil
        }
    }
}
