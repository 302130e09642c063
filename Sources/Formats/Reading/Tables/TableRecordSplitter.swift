internal import Procurement

/// Cuts a table into contracts: runs of consecutive lines with the same key.
///
/// Lines of one contract that do not follow one another stay separate declarations, for the
/// consolidation to bring together: memory then does not depend on the file.
final class TableRecordSplitter: RecordSplitter {
    private var blocks: BlockReader
    private let format: SourceFormat
    private let member: Int32
    private let layout: TableLayout
    private var row = TableRow()
    private var isHeaderRead = false
    private var isFinished = false
    /// Lines of one contract; more make another declaration.
    private static let groupLines = 5_000

    init(_ blocks: BlockReader, format: SourceFormat, member: Int32, layout: TableLayout) {
        self.blocks = blocks
        self.format = format
        self.member = member
        self.layout = layout
    }

    func next() throws -> RecordBatch? {
        while !isFinished {
            let isLast = try blocks.fill()
            var records: [RecordBatch.Record] = []
            let kept = blocks.bytes.withUnsafeBufferPointer {
                split($0, atEnd: isLast, &records)
            }
            if isLast { finish(kept, &records) }
            let bytes = blocks.bytes
            blocks.drop(kept)
            if !records.isEmpty {
                return RecordBatch(
                    bytes: bytes, records: records, format: format, member: member,
                    layout: layout)
            }
        }
        return nil
    }

    private func finish(_ kept: Int, _ records: inout [RecordBatch.Record]) {
        isFinished = true
        if blocks.isDamaged {
            records.append(
                record(kept, blocks.bytes.count, reason: .damagedCompression))
        }
    }

    private func record(
        _ start: Int, _ end: Int, reason: UnreadableReason? = nil
    ) -> RecordBatch.Record {
        RecordBatch.Record(
            start: start, length: end - start, place: .unknown,
            offset: blocks.offset + UInt64(start), sourceLength: UInt32(clamping: end - start),
            unreadable: reason)
    }

    /// Finds the groups that end in this window; gives where the unfinished one begins.
    private func split(
        _ bytes: UnsafeBufferPointer<UInt8>, atEnd: Bool, _ records: inout [RecordBatch.Record]
    ) -> Int {
        var position = 0
        var group: (start: Int, end: Int, lines: Int)?
        var key: [UInt8] = []
        var lineKey: [UInt8] = []
        while position < bytes.count {
            guard
                let after = row.read(
                    bytes, from: position, separator: layout.separator, atEnd: atEnd)
            else {
                if !atEnd, bytes.count - position <= blocks.limits.recordBytes { break }
                // A quote that never closes: this line alone is lost.
                if let group { records.append(record(group.start, group.end)) }
                group = nil
                var end = position
                while end < bytes.count, bytes[end] != 0x0A { end += 1 }
                end = min(end + 1, bytes.count)
                records.append(
                    record(position, end, reason: atEnd ? .truncated : .tooLarge))
                position = end
                continue
            }
            defer { position = after }
            if !isHeaderRead {
                isHeaderRead = true
                continue
            }
            if isBlank(bytes) { continue }
            readKey(bytes, &lineKey)
            if let open = group, !lineKey.isEmpty, lineKey == key,
                open.lines < TableRecordSplitter.groupLines,
                after - open.start <= blocks.limits.recordBytes
            {
                group = (open.start, after, open.lines + 1)
                continue
            }
            if let group { records.append(record(group.start, group.end)) }
            group = (position, after, 1)
            swap(&key, &lineKey)
        }
        guard let group else { return position }
        // The next block may go on with the same contract.
        if !atEnd { return group.start }
        records.append(record(group.start, group.end))
        return position
    }

    private func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard row.cells.count == 1, let cell = row.cells.first else { return false }
        return bytes[cell.start..<cell.end].allSatisfy { $0 <= 0x20 }
    }

    private func readKey(_ bytes: UnsafeBufferPointer<UInt8>, _ key: inout [UInt8]) {
        key.removeAll(keepingCapacity: true)
        for column in layout.groupColumns where column < row.cells.count {
            let cell = row.cells[column]
            // A line without its first key, the uid, goes alone.
            if column == layout.groupColumns.first, cell.start == cell.end { return }
            key.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end]))
            key.append(0x1F)
        }
    }
}
