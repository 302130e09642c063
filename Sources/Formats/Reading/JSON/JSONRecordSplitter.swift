internal import Procurement

/// Something that cuts one member of a file into batches of records.
protocol RecordSplitter: AnyObject {
    /// The next batch with at least one record, or nil at the end.
    func next() throws -> RecordBatch?
}

/// Cuts a JSON document into batches of records.
final class JSONRecordSplitter: RecordSplitter {
    private var blocks: BlockReader
    private let format: SourceFormat
    private let member: Int32
    private let outline: JSONOutline
    private var isFinished = false
    /// A record too large to keep: where it began, and how it begins.
    private var oversize: (offset: UInt64, excerpt: [UInt8])?

    init(_ blocks: BlockReader, format: SourceFormat, member: Int32, isLines: Bool) {
        self.blocks = blocks
        self.format = format
        self.member = member
        outline = JSONOutline(isLines: isLines)
    }

    func next() throws -> RecordBatch? {
        while !isFinished {
            let isLast = try blocks.fill()
            let kept = blocks.bytes.withUnsafeBufferPointer { outline.scan($0, atEnd: isLast) }
            let base = blocks.offset
            var records = takeFound(base)
            if isLast {
                isFinished = true
                appendRemainder(kept, &records)
            }
            let bytes = blocks.bytes
            let cut = skipOversize(kept)
            blocks.drop(cut)
            outline.drop(cut)
            if !records.isEmpty { return batch(bytes, records) }
        }
        return nil
    }

    private func batch(_ bytes: [UInt8], _ records: [RecordBatch.Record]) -> RecordBatch {
        RecordBatch(
            bytes: bytes, records: records, format: format, member: member, layout: nil)
    }

    private func takeFound(_ base: UInt64) -> [RecordBatch.Record] {
        var records: [RecordBatch.Record] = []
        records.reserveCapacity(outline.found.count)
        for item in outline.found {
            var record = RecordBatch.Record(
                start: item.start, length: item.end - item.start, place: item.place,
                offset: base + UInt64(max(0, item.start)),
                sourceLength: UInt32(clamping: item.end - item.start), unreadable: item.reason)
            if let begun = oversize, item.start <= 0 {
                record.offset = begun.offset
                record.sourceLength = UInt32(
                    clamping: base + UInt64(item.end) - begun.offset)
                record.start = 0
                record.length = 0
                record.unreadable = .tooLarge
                oversize = nil
            } else if record.length > blocks.limits.recordBytes {
                record.unreadable = .tooLarge
            }
            // A run of stray bytes is one stretch, not one finding per byte.
            if record.unreadable == .malformed, let last = records.last,
                last.unreadable == .malformed, last.start + last.length >= record.start - 64
            {
                records[records.count - 1].length = item.end - last.start
                records[records.count - 1].sourceLength = UInt32(
                    clamping: item.end - last.start)
            } else {
                records.append(record)
            }
        }
        outline.found.removeAll(keepingCapacity: true)
        return records
    }

    /// Lets go of the bytes of a record that is too large; gives how many bytes to drop.
    private func skipOversize(_ kept: Int) -> Int {
        let length = blocks.bytes.count - kept
        guard let crossing = outline.crossing, crossing.isRecord,
            oversize != nil
                || length > blocks.limits.recordBytes
        else { return kept }
        if oversize == nil {
            oversize = (
                blocks.offset + UInt64(kept), Array(blocks.bytes[kept...].prefix(200))
            )
        }
        outline.crossing?.start = outline.position
        return outline.position
    }

    /// What is left when the file ends before the document does.
    private func appendRemainder(_ kept: Int, _ records: inout [RecordBatch.Record]) {
        guard !outline.isComplete || blocks.isDamaged else { return }
        let begun = oversize?.offset ?? blocks.offset + UInt64(kept)
        let length = blocks.offset + UInt64(blocks.bytes.count) - begun
        records.append(
            RecordBatch.Record(
                start: kept, length: blocks.bytes.count - kept, place: .unknown, offset: begun,
                sourceLength: UInt32(clamping: length),
                unreadable: blocks.isDamaged ? .damagedCompression : .truncated))
    }
}
