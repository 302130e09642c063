import Columns
import Dispatch
import Synchronization

/// Writes tables one after another beside the drawing of the next; at most two are in memory.
final class TableLane: Sendable {
    private let folder: String
    private let syncing: FileSyncing
    private let queue = DispatchQueue(label: "orcp.tables")
    private let written = Mutex<Result<[Manifest.File], any Error>>(.success([]))

    /// A lane into a folder.
    init(folder: String, syncing: FileSyncing) {
        self.folder = folder
        self.syncing = syncing
    }

    /// Writes a table once those before it are written.
    ///
    /// - Throws: what stopped one of those.
    func write(_ table: Table) throws {
        _ = try finish()
        queue.async { [self] in
            let file = Result { try EditionFile.write(table, in: folder) }
            written.withLock { written in
                switch (written, file) {
                case (.success(let files), .success(let file)): written = .success(files + [file])
                case (.success, .failure(let failure)): written = .failure(failure)
                case (.failure, _): break
                }
            }
            if case .success(let file) = file { syncing.begin(file.name) }
        }
    }

    /// The files, once all are written.
    func finish() throws -> [Manifest.File] {
        queue.sync {}
        return try written.withLock { try $0.get() }
    }
}
