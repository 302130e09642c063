import Dispatch
import Foundation

/// Waits for the disk beside the work: a file is synced as soon as it is whole, while the next ones
/// are drawn.
final class FileSyncing: @unchecked Sendable {
    // @unchecked Sendable: `failure` is only touched on the serial queue.
    private let queue = DispatchQueue(label: "edition files to the disk")
    private let folder: String
    private var failure: (any Error)?

    init(folder: String) { self.folder = folder }

    /// Begins to sync a file of the folder.
    func begin(_ name: String) {
        let path = folder + "/" + name
        queue.async {
            do {
                let file = try DurableFile.open(path, O_RDONLY, "d’ouvrir")
                defer { close(file) }
                try DurableFile.sync(file, path)
            } catch {
                self.failure = self.failure ?? error
            }
        }
    }

    /// Waits until all files, then the folder's names, are on the disk.
    func finish() throws {
        if let failure = queue.sync(execute: { failure }) { throw failure }
        try DurableFile.syncFolder(folder)
    }
}
