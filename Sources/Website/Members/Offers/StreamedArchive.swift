import CZlib
import Synchronization

/// A ZIP archive made as it is read, its members stored as they are.
///
/// - Shape: sizes and sums follow each member (data descriptors); the 64-bit records of ZIP64 are always
///   written, so that a member, or the whole, may pass four gibibytes.
/// - Source: PKWARE APPNOTE 6.3.10, §4.3 and §4.5.3.
final class StreamedArchive: Answer.Chunks {
    /// A file of the archive.
    struct Member: Sendable {
        /// Its path, UTF-8.
        let name: String
        /// Opens it: what gives its next bytes, nil at the end.
        let open: @Sendable () throws -> @Sendable () throws -> [UInt8]?
    }

    private struct Entry {
        let name: [UInt8]
        let offset: UInt64
        var size: UInt64 = 0
        var sum: UInt32 = 0
    }

    private struct State {
        var index = 0
        var reading: (@Sendable () throws -> [UInt8]?)?
        var entries: [Entry] = []
        var offset: UInt64 = 0
        var isOver = false
    }

    private let members: [Member]
    private let state = Mutex(State())

    /// An archive of these files, in order.
    init(_ members: [Member]) { self.members = members }

    func next() throws -> [UInt8]? {
        try state.withLock { state in
            guard !state.isOver else { return nil }
            let bytes = try piece(&state)
            state.offset += UInt64(bytes.count)
            return bytes
        }
    }

    private func piece(_ state: inout State) throws -> [UInt8] {
        if let reading = state.reading {
            if let bytes = try reading() {
                let last = state.entries.count - 1
                state.entries[last].size += UInt64(bytes.count)
                state.entries[last].sum = StreamedArchive.sum(state.entries[last].sum, bytes)
                return bytes
            }
            state.reading = nil
            state.index += 1
            return descriptor(state.entries[state.entries.count - 1])
        }
        guard state.index < members.count else {
            state.isOver = true
            return directory(state)
        }
        let member = members[state.index]
        state.reading = try member.open()
        let entry = Entry(name: Array(member.name.utf8), offset: state.offset)
        state.entries.append(entry)
        return head(entry)
    }

    private static func sum(_ former: UInt32, _ bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32(UInt(former), bytes, UInt32(bytes.count)))
    }

    // MARK: Records

    /// General purpose: sizes follow (bit 3), names are UTF-8 (bit 11). The day is 1 January 1980: when a
    /// file was made says nothing here.
    private static let common: [UInt8] =
        number(45, 2) + number(0x0808, 2) + number(0, 2) + number(0, 2) + number(0x21, 2)

    private static func number(_ value: UInt64, _ bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    private func number(_ value: UInt64, _ bytes: Int) -> [UInt8] {
        StreamedArchive.number(value, bytes)
    }

    private func head(_ entry: Entry) -> [UInt8] {
        var bytes = number(0x0403_4B50, 4) + StreamedArchive.common
        bytes += number(0, 4) + number(0xFFFF_FFFF, 4) + number(0xFFFF_FFFF, 4)
        bytes += number(UInt64(entry.name.count), 2) + number(20, 2) + entry.name
        return bytes + number(1, 2) + number(16, 2) + number(0, 8) + number(0, 8)
    }

    private func descriptor(_ entry: Entry) -> [UInt8] {
        number(0x0807_4B50, 4) + number(UInt64(entry.sum), 4) + number(entry.size, 8)
            + number(entry.size, 8)
    }

    private func directory(_ state: State) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in state.entries {
            bytes += number(0x0201_4B50, 4) + number(45, 2) + StreamedArchive.common
            bytes += number(UInt64(entry.sum), 4) + number(0xFFFF_FFFF, 4) + number(0xFFFF_FFFF, 4)
            bytes += number(UInt64(entry.name.count), 2) + number(28, 2) + number(0, 2)
            bytes += number(0, 2) + number(0, 2) + number(0, 4) + number(0xFFFF_FFFF, 4)
            bytes += entry.name + number(1, 2) + number(24, 2)
            bytes += number(entry.size, 8) + number(entry.size, 8) + number(entry.offset, 8)
        }
        let (start, size) = (state.offset, UInt64(bytes.count))
        let count = UInt64(state.entries.count)
        bytes += number(0x0606_4B50, 4) + number(44, 8) + number(45, 2) + number(45, 2)
        bytes += number(0, 4) + number(0, 4) + number(count, 8) + number(count, 8)
        bytes += number(size, 8) + number(start, 8)
        bytes += number(0x0706_4B50, 4) + number(0, 4) + number(start + size, 8) + number(1, 4)
        bytes += number(0x0605_4B50, 4) + number(0, 2) + number(0, 2)
        bytes += number(min(count, 0xFFFF), 2) + number(min(count, 0xFFFF), 2)
        return bytes + number(0xFFFF_FFFF, 4) + number(0xFFFF_FFFF, 4) + number(0, 2)
    }
}
