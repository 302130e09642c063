import Foundation

/// Writing that survives a power cut: nothing is visible under its final name before it is whole
/// and on the disk.
enum DurableFile {
    /// Creates a folder and its parents.
    static func createFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw StorageFailure(
                "Impossible de créer le dossier «\u{202F}\(path)\u{202F}»\u{202F}: \(error.localizedDescription)"
            )
        }
    }

    /// Opens a file, or throws a sentence that names it.
    static func open(_ path: String, _ flags: Int32, _ action: String) throws -> Int32 {
        let file = Foundation.open(path, flags | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw StorageFailure.system(action, path) }
        return file
    }

    /// Writes all bytes, however many calls it takes.
    static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32, _ path: String) throws {
        var done = 0
        while done < bytes.count {
            guard let start = bytes.baseAddress else { return }
            let count = Foundation.write(file, start + done, bytes.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                throw StorageFailure.system("d’écrire dans", path)
            }
            done += count
        }
    }

    /// Waits until a file's bytes are on the disk.
    static func sync(_ file: Int32, _ path: String) throws {
        guard fsync(file) == 0 else {
            throw StorageFailure.system("d’enregistrer sur le disque", path)
        }
    }

    /// Waits until a folder's names are on the disk.
    static func syncFolder(_ path: String) throws {
        let folder = try open(path, O_RDONLY | O_DIRECTORY, "d’ouvrir le dossier")
        defer { close(folder) }
        try sync(folder, path)
    }

    /// Gives a whole, synced file its final name, and waits until that name is on the disk.
    static func publish(_ temporary: String, as path: String) throws {
        guard rename(temporary, path) == 0 else {
            throw StorageFailure.system("de mettre en place", path)
        }
        try syncFolder((path as NSString).deletingLastPathComponent)
    }

    /// Replaces a small file's content in one step.
    static func replace(_ path: String, with bytes: [UInt8]) throws {
        let temporary = path + ".nouveau"
        let file = try open(temporary, O_WRONLY | O_CREAT | O_TRUNC, "d’écrire")
        do {
            defer { close(file) }
            try bytes.withUnsafeBytes { try write($0, to: file, temporary) }
            try sync(file, temporary)
        }
        try publish(temporary, as: path)
    }
}
