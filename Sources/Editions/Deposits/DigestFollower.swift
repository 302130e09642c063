import Foundation

/// Digests a file piece by piece, while somebody else may still be writing its end.
final class DigestFollower: @unchecked Sendable {
    // @unchecked Sendable: one thread at a time digests, on one serial queue; the failure and the
    // digest are read once that queue is empty.
    private let file: Int32
    private let path: String
    private let piece: UnsafeMutableRawBufferPointer
    private var stream: SHA256Stream
    /// What stopped the digest.
    private(set) var failure: (any Error)?

    /// A digest of an open file, which stays open as long as it is used.
    init(file: Int32, path: String) throws {
        self.file = file
        self.path = path
        stream = try SHA256Stream()
        piece = .allocate(byteCount: FileDigest.pieceBytes, alignment: 4096)
    }

    deinit { piece.deallocate() }

    /// Digests the bytes from a place, at most this many; gives their number, 0 at the end.
    func digest(from start: Int, atMost limit: Int) throws -> Int {
        while true {
            let count = pread(file, piece.baseAddress, min(limit, piece.count), off_t(start))
            if count < 0 {
                if errno == EINTR { continue }
                throw StorageFailure.system("de lire", path)
            }
            stream.update(UnsafeRawBufferPointer(rebasing: piece[0..<count]))
            return count
        }
    }

    /// Digests a range that is wholly written; a failure is kept for later.
    func follow(_ range: Range<Int>) {
        var start = range.lowerBound
        while failure == nil, start < range.upperBound {
            do {
                let count = try digest(from: start, atMost: range.upperBound - start)
                guard count > 0 else { throw StorageFailure.system("de relire", path) }
                start += count
            } catch { failure = error }
        }
    }

    /// The SHA-256, in lowercase hexadecimal digits. Nothing may be digested after.
    func finish() -> String { stream.finish() }
}
