/// Somewhere bytes come from, a stretch at a time.
protocol ByteSource: AnyObject {
    /// Reads at least one byte, or 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
    /// Whether the end came from damage rather than from the end of the data.
    var isDamaged: Bool { get }
}

/// The window a splitter has on a source: bytes not yet dealt with, then one more block.
///
/// - Complexity: a block is copied once; a window that must grow doubles.
struct BlockReader {
    /// The window.
    private(set) var bytes: [UInt8]
    /// Offset of the window's first byte in the decompressed member.
    private(set) var offset: UInt64
    let limits: ReadingLimits
    private let source: any ByteSource
    private var isAtEnd = false
    private var isPrimed = true

    /// A window that already holds the head of the source, read to recognise it.
    init(_ source: any ByteSource, head: [UInt8], offset: UInt64, limits: ReadingLimits) {
        self.source = source
        bytes = head
        self.offset = offset
        self.limits = limits
    }

    /// Whether the source broke off.
    var isDamaged: Bool { source.isDamaged }

    /// Adds a block to the window; true when there is no more.
    mutating func fill() throws -> Bool {
        if isPrimed {
            isPrimed = false
            if !bytes.isEmpty { return false }
        }
        guard !isAtEnd else { return true }
        let kept = bytes
        let wanted = max(limits.blockBytes, kept.count)
        var got = 0
        let source = self.source
        bytes = try [UInt8](unsafeUninitializedCapacity: kept.count + wanted) { room, count in
            var used = room.initialize(fromContentsOf: kept)
            while got < wanted {
                let space = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(
                        room)[used...])
                let read = try source.read(into: space)
                if read == 0 { break }
                used += read
                got += read
            }
            count = used
        }
        isAtEnd = got < wanted
        return isAtEnd
    }

    /// Forgets the first bytes of the window.
    mutating func drop(_ count: Int) {
        bytes = Array(bytes[count...])
        offset += UInt64(count)
    }
}
