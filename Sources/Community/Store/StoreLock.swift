import Foundation

/// Who uses the store of a data folder: any number of programs at once, or one that replaces it.
///
/// - Shape: an advisory lock on `communaute.verrou`, given back by the system when a program dies.
final class StoreLock: Sendable {
    private let file: Int32

    /// Takes the lock, shared to use the store, alone to replace it; never waits.
    ///
    /// - Throws: `StoreFailure` when somebody holds it the other way.
    init(folder: String, alone: Bool) throws {
        let path = folder + "/communaute.verrou"
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StoreFailure(
                .broken,
                "Impossible d’ouvrir «\u{202F}\(path)\u{202F}»\u{202F}: \(StoreLock.reason)")
        }
        guard flock(file, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 else {
            close(file)
            throw StoreFailure(
                .busy,
                alone
                    ? "Un serveur ou une commande d’orcp se sert de ce dossier\u{202F}: arrêtez-le d’abord."
                    : "Une restauration est en cours dans ce dossier\u{202F}: attendez sa fin.")
        }
    }

    deinit { close(file) }

    /// What the system says of its last refusal.
    static var reason: String { String(cString: strerror(errno)) }
}
