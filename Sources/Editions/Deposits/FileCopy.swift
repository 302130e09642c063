import CLinux
import Dispatch
import Foundation

/// A copy that is digested while it is made.
///
/// It is written around the page cache where the file system allows it: a national file would
/// otherwise push out everything else, and fresh pages cost more than the disk.
enum FileCopy {
    private static let pieceBytes = 4 << 20
    /// Pieces in turn: one is filled and written while the other is digested, and read.
    static let pieceCount = 2
    /// What direct writing is aligned to.
    private static let block = 4096

    /// Copies a file, and gives the SHA-256 and the size of what was written.
    ///
    /// - Parameters:
    ///   - syncs: whether to return only once the copy is on the disk.
    ///   - feed: given each piece, and the end, whatever the end is.
    /// - Complexity: O(bytes of the file), in memory that does not grow with it.
    static func copy(
        _ path: String, to copy: String, syncs: Bool, feed: CopyFeed? = nil
    ) throws -> (sha256: String, size: Int) {
        let pieces = (0..<pieceCount).map { _ in
            UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: block)
        }
        defer { for piece in pieces { piece.deallocate() } }
        let result = Result { try turn(pieces, path, copy, syncs: syncs, feed) }
        if let feed {
            switch result {
            case .success: feed.end()
            case .failure(let error): feed.end(error)
            }
            feed.waitForReader()
        }
        return try result.get()
    }

    private static func turn(
        _ pieces: [UnsafeMutableRawBufferPointer], _ path: String, _ copy: String, syncs: Bool,
        _ feed: CopyFeed?
    ) throws -> (sha256: String, size: Int) {
        let input = try DurableFile.open(path, O_RDONLY, "de lire")
        defer { close(input) }
        _ = posix_fadvise(input, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
        var output = Output(path: copy)
        try output.open()
        defer { output.close() }
        let digest = Digest(try SHA256Stream())
        defer { digest.wait() }
        var size = 0
        var turn = 0
        while true {
            let piece = pieces[turn]
            digest.waitForPiece()
            feed?.waitForPiece()
            let count = try FileDigest.fill(piece, from: input, path)
            if count == 0 { break }
            let bytes = UnsafeRawBufferPointer(rebasing: piece[0..<count])
            digest.begin(bytes)
            feed?.offer(bytes)
            try output.write(piece, count)
            size += count
            turn = (turn + 1) % pieceCount
        }
        try output.cut(to: size)
        if syncs { try output.sync() }
        return (digest.finish(), size)
    }

    /// The file written, directly as long as that works.
    private struct Output {
        let path: String
        private var file: Int32 = -1
        private var isDirect = false

        init(path: String) { self.path = path }

        mutating func open() throws {
            let flags = O_WRONLY | O_CREAT | O_TRUNC
            file = Foundation.open(path, flags | O_CLOEXEC | orcp_direct_flag(), 0o644)
            isDirect = file >= 0
            if !isDirect { file = try DurableFile.open(path, flags, "d’écrire") }
        }

        func close() { if file >= 0 { Foundation.close(file) } }

        /// Writes a piece; direct writing fills up its last block, and `cut` takes that away.
        mutating func write(_ piece: UnsafeMutableRawBufferPointer, _ count: Int) throws {
            var count = count
            if isDirect, count % block != 0 {
                let whole = (count + block - 1) / block * block
                piece[count..<whole].initializeMemory(as: UInt8.self, repeating: 0)
                count = whole
            }
            var done = 0
            while done < count {
                guard let start = piece.baseAddress else { return }
                let written = Foundation.write(file, start + done, count - done)
                if written > 0 {
                    done += written
                    continue
                }
                if errno == EINTR { continue }
                // Some file systems take the flag and refuse the writing, or write part of a block.
                guard isDirect, errno == EINVAL, lift() else {
                    throw StorageFailure.system("d’écrire dans", path)
                }
            }
        }

        /// Goes on through the page cache.
        private mutating func lift() -> Bool {
            isDirect = false
            let flags = fcntl(file, F_GETFL)
            return flags >= 0 && fcntl(file, F_SETFL, flags & ~orcp_direct_flag()) == 0
        }

        func sync() throws { try DurableFile.sync(file, path) }

        func cut(to size: Int) throws {
            guard ftruncate(file, off_t(size)) == 0 else {
                throw StorageFailure.system("d’écrire dans", path)
            }
        }
    }

    /// Digests pieces on a thread of its own, in order; at most `pieceCount` wait.
    private final class Digest: @unchecked Sendable {
        // @unchecked Sendable: the stream is touched on the serial queue only, and by `finish` once
        // that queue is empty.
        private let queue = DispatchQueue(label: "orcp.empreinte")
        private let free = DispatchSemaphore(value: 0)
        private var stream: SHA256Stream

        init(_ stream: consuming SHA256Stream) {
            self.stream = stream
            for _ in 0..<pieceCount { free.signal() }
        }

        /// Waits until the piece whose turn comes is no longer read.
        func waitForPiece() { free.wait() }

        func begin(_ bytes: UnsafeRawBufferPointer) {
            nonisolated(unsafe) let bytes = bytes
            queue.async { [self] in
                stream.update(bytes)
                free.signal()
            }
        }

        func wait() { queue.sync {} }

        func finish() -> String {
            wait()
            return stream.finish()
        }
    }
}
