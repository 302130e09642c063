internal import CZlib

/// A member of a zip archive, compared at its end with the length and the checksum that the archive
/// announces.
final class CheckedSource: ByteSource {
    private let source: any ByteSource
    private let announced: ZipDirectory.Member
    private var checksum: UInt = 0
    private var length: UInt64 = 0
    private var isWrong = false

    init(_ source: any ByteSource, _ announced: ZipDirectory.Member) {
        self.source = source
        self.announced = announced
    }

    var isDamaged: Bool { isWrong || source.isDamaged }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !buffer.isEmpty else { return 0 }
        let count = try source.read(into: buffer)
        if count == 0 {
            // Archives written without zip64 keep the length of a large member modulo 2³².
            isWrong =
                checksum != announced.checksum
                || UInt32(truncatingIfNeeded: length) != UInt32(truncatingIfNeeded: announced.size)
            return 0
        }
        length += UInt64(count)
        checksum = crc32_z(
            checksum, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), count)
        return count
    }
}
