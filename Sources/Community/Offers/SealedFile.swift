import Foundation

/// A descriptor that writes whole buffers, and is closed when forgotten.
struct SealedFile: ~Copyable {
    private let descriptor: Int32
    let path: String

    /// Opens a file of the vault, made when absent, that its owner alone reads.
    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw OfferVault.failure("écrire un fichier scellé") }
    }

    deinit { close(descriptor) }

    /// Writes all bytes at a place.
    func write(_ bytes: [UInt8], at place: Int64) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(
                    descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
                    off_t(place) + off_t(done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw OfferVault.failure("écrire un fichier scellé") }
            done += count
        }
    }

    /// At most so many bytes of a place.
    func read(_ count: Int, at place: Int64) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress?.advanced(by: done), count - done,
                    off_t(place) + off_t(done))
            }
            if read < 0, errno == EINTR { continue }
            guard read >= 0 else { throw OfferVault.failure("lire un fichier scellé") }
            if read == 0 { break }
            done += read
        }
        return Array(bytes.prefix(done))
    }

    /// Waits until the bytes are on the disk.
    func settle() throws {
        guard fsync(descriptor) == 0 else {
            throw OfferVault.failure("enregistrer un fichier scellé")
        }
    }

    /// Cuts the file.
    func cut(to size: Int64) throws {
        guard ftruncate(descriptor, off_t(size)) == 0 else {
            throw OfferVault.failure("couper un fichier scellé")
        }
    }
}
