internal import Procurement

/// Cuts a JSON document of notices into records: the items of a list, of the list under `results`,
/// `records` or `item`, or whole objects one after another.
///
/// What cannot be a record is a stretch set aside; the scan goes on after it.
///
/// - Complexity: O(bytes); memory is a block and the longest record.
final class NoticeRecordSplitter: RecordSplitter {
    private enum Place { case top, root(start: Int, isKey: Bool), list(isInRoot: Bool), rest }

    private var blocks: BlockReader
    private let format: SourceFormat
    private let member: Int32
    private var place = Place.top
    private var position = 0
    private var isFinished = false
    private var found: [RecordBatch.Record] = []

    private static let lists: Set<String> = ["results", "records", "item", "items", "annonces"]

    init(_ blocks: BlockReader, format: SourceFormat, member: Int32) {
        self.blocks = blocks
        self.format = format
        self.member = member
    }

    func next() throws -> RecordBatch? {
        while !isFinished {
            let isLast = try blocks.fill()
            blocks.bytes.withUnsafeBufferPointer { scan($0) }
            let kept = keptFrom
            let length = blocks.bytes.count - kept
            if isLast || length > blocks.limits.recordBytes {
                isFinished = true
                appendRest(from: kept, isLast: isLast)
            }
            let bytes = blocks.bytes
            let records = found
            found.removeAll(keepingCapacity: true)
            if !isFinished { drop(kept) }
            if !records.isEmpty {
                return RecordBatch(
                    bytes: bytes, records: records, format: format, member: member, layout: nil)
            }
        }
        return nil
    }

    /// Where what must be seen again with the next block begins.
    private var keptFrom: Int {
        if case .root(let start, _) = place { return start }
        return position
    }

    private func drop(_ count: Int) {
        blocks.drop(count)
        position -= count
        if case .root(let start, let isKey) = place {
            place = .root(start: start - count, isKey: isKey)
        }
    }

    /// What is left when the file ends, or when a record passes the limit.
    private func appendRest(from kept: Int, isLast: Bool) {
        let length = blocks.bytes.count - kept
        let isBlank = blocks.bytes[kept...].allSatisfy { $0 <= 0x20 }
        var isOpen = true
        if case .top = place { isOpen = false }
        if case .rest = place { isOpen = false }
        guard blocks.isDamaged || !isLast || isOpen || !isBlank else { return }
        append(
            kept, kept + length,
            blocks.isDamaged ? .damagedCompression : isLast ? .truncated : .tooLarge)
    }

    private func append(_ start: Int, _ end: Int, _ reason: UnreadableReason? = nil) {
        found.append(
            RecordBatch.Record(
                start: start, length: end - start, place: .unknown,
                offset: blocks.offset + UInt64(start), sourceLength: UInt32(clamping: end - start),
                unreadable: reason))
    }

    // MARK: Scan

    /// Goes as far as whole values go.
    private func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
        while true {
            while position < bytes.count, bytes[position] <= 0x20 || bytes[position] == 0x2C {
                position += 1
            }
            guard position < bytes.count else { return }
            let isDone: Bool
            switch place {
            case .top: isDone = top(bytes)
            case .root(let start, let isKey): isDone = root(bytes, start, isKey)
            case .list(let isInRoot): isDone = list(bytes, isInRoot)
            case .rest: isDone = rest(bytes)
            }
            if !isDone { return }
        }
    }

    private func top(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch bytes[position] {
        case 0x5B:
            position += 1
            place = .list(isInRoot: false)
        case 0x7B:
            place = .root(start: position, isKey: true)
            position += 1
        default:
            // A stretch that is neither: to the next object or list.
            let start = position
            while position < bytes.count, bytes[position] != 0x7B, bytes[position] != 0x5B {
                position += 1
            }
            append(start, position, .malformed)
        }
        return true
    }

    private func root(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ isKey: Bool
    ) -> Bool {
        if bytes[position] == 0x7D {
            position += 1
            append(start, position)
            place = .top
            return true
        }
        guard bytes[position] == 0x22 else {
            // No key: the object is broken; its end is looked for, so that the next may be read.
            guard let end = NoticeRecordSplitter.end(bytes, from: start) else { return false }
            append(start, end, .malformed)
            position = end
            place = .top
            return true
        }
        guard let keyEnd = NoticeRecordSplitter.end(bytes, from: position) else { return false }
        var value = keyEnd
        while value < bytes.count, bytes[value] <= 0x20 { value += 1 }
        guard value < bytes.count else { return false }
        guard bytes[value] == 0x3A else {
            position = value
            return true
        }
        value += 1
        while value < bytes.count, bytes[value] <= 0x20 { value += 1 }
        guard value < bytes.count else { return false }
        if bytes[value] == 0x5B, keyEnd - position < 40 {
            let name = String(decoding: bytes[(position + 1)..<(keyEnd - 1)], as: UTF8.self)
            if NoticeRecordSplitter.lists.contains(name.lowercased()) {
                position = value + 1
                place = .list(isInRoot: true)
                return true
            }
        }
        guard let end = NoticeRecordSplitter.end(bytes, from: value) else { return false }
        position = end
        return true
    }

    private func list(_ bytes: UnsafeBufferPointer<UInt8>, _ isInRoot: Bool) -> Bool {
        if bytes[position] == 0x5D {
            position += 1
            place = isInRoot ? .rest : .top
            return true
        }
        guard bytes[position] != 0x7D else {
            append(position, position + 1, .malformed)
            position += 1
            return true
        }
        guard let found = NoticeRecordSplitter.end(bytes, from: position) else { return false }
        // A colon ends where it begins: at least one byte is taken, else the scan would never go on.
        let end = max(found, position + 1)
        append(position, end, bytes[position] == 0x7B ? nil : .notAnObject)
        position = end
        return true
    }

    /// After the list of a page: what is left of the page's object.
    private func rest(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch bytes[position] {
        case 0x7D:
            position += 1
            place = .top
        case 0x3A: position += 1
        default:
            guard let end = NoticeRecordSplitter.end(bytes, from: position) else { return false }
            position = max(end, position + 1)
        }
        return true
    }

    /// The end of the value that begins here, or nil when the block ends before.
    private static func end(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        var depth = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x22:
                index += 1
                while index < bytes.count, bytes[index] != 0x22 {
                    index += bytes[index] == 0x5C ? 2 : 1
                }
                guard index < bytes.count else { return nil }
                if depth == 0 { return index + 1 }
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D:
                if depth == 0 { return index }
                depth -= 1
                if depth == 0 { return index + 1 }
            case 0x2C where depth == 0, 0x3A where depth == 0: return index
            default:
                if byte <= 0x20, depth == 0 { return index }
            }
            index += 1
        }
        return nil
    }
}
