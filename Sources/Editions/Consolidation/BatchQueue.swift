import Formats
import Foundation

/// A file to read, and where its bytes come from.
struct FileToRead: Sendable {
    enum Bytes: Sendable {
        case file(path: String)
        /// Bytes that come once; an archive cannot be read so.
        case feed(CopyFeed)
    }

    /// Its number, unique in a reading.
    let number: Int
    let bytes: Bytes
    let size: Int
}

/// Gives batches of records to workers, file after file, each with its number.
final class BatchQueue: @unchecked Sendable {
    // @unchecked Sendable: every access holds the lock; splitting a batch is much faster than
    // parsing it, so that workers rarely wait.
    private let lock = NSLock()
    private let files: [FileToRead]
    private let progress: @Sendable (Int) -> Void
    private var reader: DeclarationReader?
    private var position = -1
    private var batches = 0
    private var doneBytes = 0
    private var failure: (any Error)?
    private var refused: [Int: String] = [:]
    private var left: Set<Int> = []

    init(_ files: [FileToRead], progress: @escaping @Sendable (Int) -> Void) {
        self.files = files
        self.progress = progress
    }

    /// Why a file could not be read to its end, by its number.
    var refusals: [Int: String] { lock.withLock { refused } }

    /// Numbers of the files that must be read from the disk.
    var unread: Set<Int> { lock.withLock { left } }

    /// The next batch: its place among those of its file, and the file's number.
    func next() throws -> (place: Int, file: Int, batch: RecordBatch)? {
        try lock.withLock {
            if let failure { throw failure }
            do {
                return try advance()
            } catch {
                failure = error
                throw error
            }
        }
    }

    private func advance() throws -> (place: Int, file: Int, batch: RecordBatch)? {
        while position < files.count {
            do {
                if let batch = try reader?.next() {
                    let size = files[position].size
                    let end = batch.records.last.map { Int($0.offset) + Int($0.sourceLength) }
                    progress(doneBytes + min(end ?? 0, size))
                    batches += 1
                    return (batches, files[position].number, batch)
                }
                if position >= 0 { doneBytes += files[position].size }
                progress(doneBytes)
                position += 1
                reader = nil
                guard position < files.count else { return nil }
                reader = try open(files[position])
            } catch let refusal as ReadingRefusal {
                // What was read before stays; the rest is told in the manifest.
                refused[files[position].number] = refusal.message
                reader = nil
            }
        }
        return nil
    }

    private func open(_ file: FileToRead) throws -> DeclarationReader? {
        switch file.bytes {
        case .file(let path): return try DeclarationReader(path: path)
        case .feed(let feed):
            let reader = try DeclarationReader(stream: feed)
            if reader == nil { left.insert(file.number) }
            return reader
        }
    }
}
