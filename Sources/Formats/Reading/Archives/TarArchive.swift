/// A tar archive read once, in order, as a stream gives it.
///
/// - Source: POSIX.1-2001, `ustar` interchange format; GNU long names are stepped over.
final class TarArchive {
    /// A member: its name, and its bytes until the next one is asked for.
    struct Member {
        let name: String
        let source: any ByteSource
    }

    private static let blockBytes = 512

    private let source: any ByteSource
    private var head: [UInt8]
    private var place = 0
    /// Bytes of the current member, then of its padding, not read yet.
    private var left: UInt64 = 0
    private var padding: UInt64 = 0

    /// An archive whose first bytes were read to recognise it.
    init(head: [UInt8], rest source: any ByteSource) {
        self.head = head
        self.source = source
    }

    /// Whether first bytes are those of a tar archive.
    static func isOne(_ head: [UInt8]) -> Bool {
        head.count >= blockBytes && head[257..<262].elementsEqual("ustar".utf8)
    }

    /// The next regular file, or nil at the end; what was not read of the one before is skipped.
    func next() throws -> Member? {
        while true {
            try skip(left + padding)
            (left, padding) = (0, 0)
            var header = [UInt8](repeating: 0, count: Self.blockBytes)
            let count = try header.withUnsafeMutableBytes { try fill($0) }
            guard count == Self.blockBytes, header[257..<262].elementsEqual("ustar".utf8),
                let size = Self.octal(header[124..<136])
            else { return nil }
            left = size
            let rest = size % UInt64(Self.blockBytes)
            padding = rest == 0 ? 0 : UInt64(Self.blockBytes) - rest
            // '0' and NUL are files; the others hold names, folders, links.
            guard header[156] == 0x30 || header[156] == 0, size > 0 else { continue }
            let prefix = Self.text(header[345..<500])
            let name = (prefix.isEmpty ? "" : prefix + "/") + Self.text(header[0..<100])
            return Member(name: name, source: Bytes(self))
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// A size in octal digits; nil when it is anything else.
    private static func octal(_ bytes: ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        var digits = 0
        for byte in bytes where byte != 0x20 && byte != 0 {
            guard byte >= 0x30, byte <= 0x37 else { return nil }
            value = value * 8 + UInt64(byte - 0x30)
            digits += 1
        }
        return digits > 0 ? value : nil
    }

    /// Reads as much as there is room for, unless the source ends.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var got = 0
        while got < buffer.count {
            let read = try take(UnsafeMutableRawBufferPointer(rebasing: buffer[got...]))
            if read == 0 { break }
            got += read
        }
        return got
    }

    private func take(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard place < head.count else { return try source.read(into: buffer) }
        let count = min(head.count - place, buffer.count)
        buffer.copyBytes(from: head[place..<place + count])
        place += count
        if place == head.count { (head, place) = ([], 0) }
        return count
    }

    private func skip(_ count: UInt64) throws {
        var rest = count
        var room = [UInt8](repeating: 0, count: 1 << 16)
        while rest > 0 {
            let wanted = Int(min(UInt64(room.count), rest))
            let read = try room.withUnsafeMutableBytes {
                try take(UnsafeMutableRawBufferPointer(rebasing: $0[..<wanted]))
            }
            if read == 0 { return }
            rest -= UInt64(read)
        }
    }

    /// The bytes of the current member.
    private final class Bytes: ByteSource {
        private let archive: TarArchive
        private(set) var isDamaged = false

        init(_ archive: TarArchive) { self.archive = archive }

        func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            guard archive.left > 0, !buffer.isEmpty else { return 0 }
            let wanted = Int(min(UInt64(buffer.count), archive.left))
            let read = try archive.take(
                UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
            archive.left -= UInt64(read)
            // The archive ends in the middle of a member.
            if read == 0 { isDamaged = true }
            return read
        }
    }
}
