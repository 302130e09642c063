import Columns
import Dispatch
import Synchronization

/// Writes tables one after another beside the drawing of the next ones.
///
/// Few rows wait, so that the tables of a national edition are not all in memory at once.
final class TableLane: Sendable {
    /// Rows beyond which drawing waits for writing.
    private static let mostRows = 1_000_000

    private let folder: String
    private let syncing: FileSyncing
    private let queue = DispatchQueue(label: "orcp.tables")
    private let state = Mutex(State())

    private struct State {
        var files: [Manifest.File] = []
        var failure: (any Error)?
        /// Rows drawn and not yet written.
        var rows = 0
    }

    /// A lane into a folder.
    init(folder: String, syncing: FileSyncing) {
        self.folder = folder
        self.syncing = syncing
    }

    /// Writes a table after those before it.
    ///
    /// - Throws: what stopped one of those.
    func write(_ table: Table) throws {
        let isFull = state.withLock { state in
            state.rows += table.rowCount
            return state.rows > Self.mostRows
        }
        if isFull { _ = try finish() }
        queue.async { [self] in
            let file = Result { try EditionFile.write(table, in: folder) }
            state.withLock { state in
                state.rows -= table.rowCount
                switch file {
                case .success(let file): state.files.append(file)
                case .failure(let failure): state.failure = state.failure ?? failure
                }
            }
            if case .success(let file) = file { syncing.begin(file.name) }
        }
    }

    /// The files, once all are written.
    func finish() throws -> [Manifest.File] {
        queue.sync {}
        return try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.files
        }
    }
}
