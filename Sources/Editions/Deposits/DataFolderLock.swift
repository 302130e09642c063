import Foundation

/// The right to change a data folder, held by one process at a time.
///
/// Released when the value goes away, and by the system when the process dies, however it dies.
public struct DataFolderLock: ~Copyable {
    private let file: Int32

    /// Takes the lock `verrou` of a data folder, creating the folder where needed.
    ///
    /// - Throws: `StorageFailure` when another process holds it and `waiting` is false.
    public init(folder: String, waiting: Bool = false) throws {
        file = try Self.take(folder: folder, waiting: waiting)
    }

    private static func take(folder: String, waiting: Bool) throws -> Int32 {
        try DurableFile.createFolder(folder)
        let path = folder + "/verrou"
        let file = try DurableFile.open(path, O_RDWR | O_CREAT, "d’ouvrir le verrou")
        while flock(file, LOCK_EX | (waiting ? 0 : LOCK_NB)) != 0 {
            if errno == EINTR { continue }
            let code = errno
            close(file)
            throw code == EWOULDBLOCK
                ? StorageFailure(
                    """
                    Le dossier «\u{202F}\(folder)\u{202F}» est en cours de modification par une autre \
                    commande\u{202F}: attendez qu’elle finisse, puis recommencez.
                    """)
                : StorageFailure(
                    "Impossible de verrouiller «\u{202F}\(path)\u{202F}»\u{202F}: \(String(cString: strerror(code)))."
                )
        }
        return file
    }

    deinit { close(file) }
}
