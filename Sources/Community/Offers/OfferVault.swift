import Foundation

/// Where sealed files are on the disk: a folder per deposit, read by its owner only.
///
/// - Shape: `offres/⟨deposit⟩/⟨file⟩-⟨start⟩-⟨chance⟩.scelle`, and `⟨file⟩.suivi` while a file is not
///   whole. Nothing is ever written in clear, here or in temporary files.
struct OfferVault: Sendable {
    /// The folder `offres` itself.
    let folder: String

    /// Free bytes below which nothing more is taken: the store must still note what was received.
    static let reserveBytes: Int64 = 16 << 20

    /// The folder of a deposit, made when absent.
    func folder(of deposit: String, isMade: Bool = false) throws -> String {
        precondition(
            deposit.utf8.allSatisfy { $0 == 0x2D || $0 == 0x5F || $0.isWordByte },
            "A deposit's key is a word.")
        let path = folder + "/" + deposit
        if isMade {
            try OfferVault.made(folder)
            try OfferVault.made(path)
        }
        return path
    }

    private static func made(_ path: String) throws {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw failure("créer un dossier d’offres") }
    }

    /// What the last system call says, for the operator; never the name of somebody's file.
    static func failure(_ what: String) -> StoreFailure {
        if errno == ENOSPC || errno == EDQUOT { return full }
        return StoreFailure(
            .broken, "Impossible de \(what)\u{202F}: \(String(cString: strerror(errno))).")
    }

    static let full = StoreFailure(
        .full, "Le disque des offres est plein\u{202F}: ce qui suit n’a pas été reçu.")

    /// Refuses when so many more bytes would not leave the reserve.
    func requireRoom(for bytes: Int64) throws {
        var facts = statvfs()
        var path = folder
        // The folder may not be there yet: its parent is on the same disk.
        if statvfs(path, &facts) != 0 {
            path = (folder as NSString).deletingLastPathComponent
            guard statvfs(path, &facts) == 0 else {
                throw OfferVault.failure("lire l’espace libre")
            }
        }
        let free = Int64(clamping: UInt64(facts.f_bavail) * UInt64(facts.f_frsize))
        guard free - bytes >= OfferVault.reserveBytes else { throw OfferVault.full }
    }

    /// Waits until the names in a folder are on the disk.
    static func settle(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("enregistrer un dossier d’offres") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("enregistrer un dossier d’offres") }
    }

    /// Removes a deposit's files.
    func remove(_ deposit: String) throws {
        let path = try folder(of: deposit)
        guard FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }

    /// Removes the pieces of one file of a deposit.
    func remove(_ deposit: String, file: Int) throws {
        let path = try folder(of: deposit)
        guard FileManager.default.fileExists(atPath: path) else { return }
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where name.hasPrefix("\(file)-") || name == "\(file).suivi" {
            if unlink(path + "/" + name) != 0, errno != ENOENT {
                throw OfferVault.failure("ôter un fichier scellé")
            }
        }
    }

    /// The key that opened offers are kept under, beside the store and in no backup of it; made at its
    /// first use.
    func openedKey() throws -> SecretBytes {
        try OfferVault.made(folder)
        let path = folder + "/.cle-apres-ouverture"
        if !FileManager.default.fileExists(atPath: path) {
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw OfferVault.failure("créer la clé des offres ouvertes") }
            defer { close(file) }
            let key = SecretBytes.random(Sodium.keyBytes)
            let written = key.read { write(file, $0.baseAddress, $0.count) }
            guard written == key.count, fsync(file) == 0 else {
                let failure = OfferVault.failure("écrire la clé des offres ouvertes")
                unlink(path)
                throw failure
            }
            try OfferVault.settle(folder)
        }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw OfferVault.failure("lire la clé des offres ouvertes") }
        defer { close(file) }
        let key = SecretBytes(count: Sodium.keyBytes)
        guard key.fill({ read(file, $0, key.count) }) == key.count else {
            throw StoreFailure(.broken, "La clé des offres ouvertes est abîmée.")
        }
        return key
    }
}

extension UInt8 {
    fileprivate var isWordByte: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}
