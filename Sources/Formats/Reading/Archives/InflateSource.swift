internal import CZlib

/// What decompression has given so far in a whole file, against the limits.
final class InflateBudget {
    private let limits: ReadingLimits
    private var total: UInt64 = 0

    init(_ limits: ReadingLimits) { self.limits = limits }

    /// Counts bytes out.
    func spend(_ count: Int, name: String, compressed: UInt64, produced: UInt64) throws {
        total += UInt64(count)
        if total > limits.totalBytes {
            throw ReadingRefusal.tooLarge(name: name, limitBytes: limits.totalBytes)
        }
        if produced > limits.ratioFloorBytes, produced / max(1, compressed) > limits.ratio {
            throw ReadingRefusal.tooCompressed(name: name, ratio: limits.ratio)
        }
    }
}

/// Decompresses gzip (several members too) or raw deflate while reading.
final class InflateSource: ByteSource {
    private var isBroken = false
    private let source: any ByteSource
    private let budget: InflateBudget
    private let name: String
    private let isGzip: Bool
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var consumed: UInt64 = 0
    private var produced: UInt64 = 0
    private var isFinished = false
    private var isInputOver = false

    init(_ source: any ByteSource, isGzip: Bool, name: String, budget: InflateBudget) {
        self.source = source
        self.isGzip = isGzip
        self.name = name
        self.budget = budget
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(byteCount: 1 << 18, alignment: 16)
        let status = inflateInit2_(
            stream, isGzip ? 31 : -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib refuses to start: not enough memory")
    }

    var isDamaged: Bool { isBroken || source.isDamaged }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let room = min(buffer.count, 1 << 30)
        guard room > 0 else { return 0 }
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room)
        while !isFinished, stream.pointee.avail_out == UInt32(room) {
            try refill()
            step()
        }
        let count = room - Int(stream.pointee.avail_out)
        produced += UInt64(count)
        try budget.spend(count, name: name, compressed: consumed, produced: produced)
        return count
    }

    private func refill() throws {
        guard stream.pointee.avail_in == 0, !isInputOver else { return }
        let count = try source.read(into: input)
        isInputOver = count == 0
        consumed += UInt64(count)
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
    }

    private func step() {
        let status = inflate(stream, Z_NO_FLUSH)
        switch status {
        case Z_OK, Z_BUF_ERROR:
            guard stream.pointee.avail_in == 0, isInputOver else { return }
            isBroken = true
            isFinished = true
        case Z_STREAM_END:
            if isGzip, !isInputOver, hasNextMember() {
                inflateReset(stream)
            } else {
                isFinished = true
            }
        default:
            isBroken = true
            isFinished = true
        }
    }

    /// Whether another gzip member follows; zeros used as padding end the file.
    private func hasNextMember() -> Bool {
        if stream.pointee.avail_in == 0 {
            // A read error shows at the next read of the source.
            do { try refill() } catch { return false }
        }
        guard stream.pointee.avail_in > 0, let next = stream.pointee.next_in else { return false }
        return next.pointee == 0x1F
    }
}
