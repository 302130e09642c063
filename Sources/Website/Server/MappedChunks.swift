import Columns
import Synchronization

/// A mapped file, chunk by chunk: what waits for a slow reader stays on the disk.
final class MappedChunks: Answer.Chunks {
    private let file: MappedFile
    private let position = Mutex(0)
    private static let chunkBytes = 256 << 10

    /// All bytes of a file.
    init(_ file: MappedFile) { self.file = file }

    func next() -> [UInt8]? {
        position.withLock { position in
            let end = min(position + MappedChunks.chunkBytes, file.bytes.count)
            guard position < end else { return nil }
            defer { position = end }
            return Array(file.bytes[position..<end])
        }
    }
}
