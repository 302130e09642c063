import Dispatch
import Foundation
import Synchronization

/// Waits, beside the work of the import, until copied files are on the disk, and only then writes
/// their lines in the ledger.
///
/// A killed import leaves at worst a file without its line: the next import of the same file
/// replaces it and adds the line.
final class DepositSettling: Sendable {
    private let queue = DispatchQueue(label: "orcp.depots")
    private let failure = Mutex<(any Error)?>(nil)

    /// Settles a deposit whose file is at `path`, after those before it.
    func begin(_ deposit: Deposit, path: String, ledger: DepositLedger) {
        queue.async { [self] in
            guard failure.withLock({ $0 == nil }) else { return }
            do {
                let file = try DurableFile.open(path, O_RDONLY, "de relire")
                defer { close(file) }
                try DurableFile.sync(file, path)
                try DurableFile.syncFolder((path as NSString).deletingLastPathComponent)
                try ledger.append(deposit)
            } catch { failure.withLock { $0 = error } }
        }
    }

    /// Waits for all of them.
    ///
    /// - Throws: `StorageFailure` of the first that could not be settled.
    func finish() throws {
        queue.sync {}
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
