import Foundation
import GRDB

/// One file that holds a community and its settings, taken while the site is served.
///
/// - Shape: a SQLite file, read by its owner only: the tables of the store, and one more,
///   `sauvegarde`, that holds the small files beside it, as `reglages.json`. Choice: decision 0113.
public enum Backup {
    /// The table of the files kept beside the store.
    static let table = "sauvegarde"

    /// What a backup holds.
    public struct Facts: Sendable, Hashable {
        /// Its size, in bytes.
        public let sizeBytes: Int64
        /// Persons who were not erased.
        public let people: Int
        /// Rows of the journal.
        public let changes: Int
        /// The sealed offers copied with it.
        public internal(set) var offers = OfferBackup.Facts()
    }

    // MARK: Taking

    /// Copies the store of a folder to a file while it is used; checked before it gets its name. Offers,
    /// sealed, go to a folder beside it.
    ///
    /// - Parameter files: names and contents kept with it.
    /// - Throws: `StoreFailure` when there is no store, the file exists or cannot be written.
    /// - Complexity: O(size of the store); memory does not depend on it.
    public static func take(
        of folder: String, to path: String, files: [(name: String, bytes: [UInt8])]
    )
        throws -> Facts
    {
        let source = folder + "/" + CommunityStore.fileName
        guard FileManager.default.fileExists(atPath: source) else {
            throw StoreFailure(
                .broken, "Il n’y a pas de communauté dans «\u{202F}\(folder)\u{202F}».")
        }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreFailure(
                .broken,
                "«\u{202F}\(path)\u{202F}» existe déjà\u{202F}: une sauvegarde n’en écrase pas une autre."
            )
        }
        guard !FileManager.default.fileExists(atPath: OfferBackup.folder(of: path)) else {
            throw StoreFailure(
                .broken,
                "«\u{202F}\(OfferBackup.folder(of: path))\u{202F}» existe déjà\u{202F}: ce sont les offres d’une autre "
                    + "sauvegarde. Nommez celle-ci autrement.")
        }
        let lock = try StoreLock(folder: folder, alone: false)
        let partial = path + ".partiel"
        try remove(partial)
        try makePrivate(partial)
        do {
            let facts = try withExtendedLifetime(lock) { () throws -> Facts in
                try StoreFailure.told { try copy(source, to: partial, files) }
                var facts = try check(partial)
                facts.offers = try StoreFailure.told {
                    try OfferBackup.copy(
                        namedIn: partial, from: folder + "/offres", to: OfferBackup.folder(of: path)
                    )
                }
                return facts
            }
            try settle(partial, as: path)
            return facts
        } catch {
            try remove(partial)
            let offers = OfferBackup.folder(of: path)
            if FileManager.default.fileExists(atPath: offers) {
                try FileManager.default.removeItem(atPath: offers)
            }
            throw error
        }
    }

    private static func copy(
        _ source: String, to partial: String, _ files: [(name: String, bytes: [UInt8])]
    ) throws {
        // Opened as it is: a program newer than the server must not change the schema under it.
        let original = try DatabaseQueue(path: source, configuration: CommunityStore.configuration)
        try original.read { try CommunityStore.recognise($0) }
        let copy = try DatabaseQueue(path: partial)
        // One step reads one state, whatever is written meanwhile.
        try original.backup(to: copy)
        try original.close()
        try copy.writeWithoutTransaction { database in
            // One file, without a log beside it.
            _ = try Row.fetchAll(database, sql: "PRAGMA journal_mode = DELETE")
            try database.execute(
                sql: "CREATE TABLE \(table) (nom TEXT PRIMARY KEY, contenu BLOB NOT NULL)")
            for file in files {
                try database.execute(
                    sql: "INSERT INTO \(table) (nom, contenu) VALUES (?, ?)",
                    arguments: [file.name, file.bytes.asData])
            }
        }
        try copy.close()
    }

    // MARK: Checking

    /// Whether a file is a whole store that this program reads: its mark, its schema, its pages, its
    /// references.
    ///
    /// - Throws: `StoreFailure` saying what is wrong.
    public static func check(_ path: String) throws -> Facts {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreFailure(.broken, "Il n’y a pas de fichier «\u{202F}\(path)\u{202F}».")
        }
        return try StoreFailure.told {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let facts = try queue.read { database in
                try CommunityStore.recognise(database)
                let verdict = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)")
                guard verdict == "ok" else {
                    throw StoreFailure(
                        .broken, "Le fichier est abîmé\u{202F}: \(verdict ?? "sans réponse").")
                }
                guard try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil else {
                    throw StoreFailure(
                        .broken,
                        "Le fichier est abîmé\u{202F}: une ligne renvoie à une ligne absente.")
                }
                return Facts(
                    sizeBytes: try size(path),
                    people: try Int.fetchOne(
                        database, sql: "SELECT count(*) FROM personne WHERE effacee IS NULL") ?? 0,
                    changes: try Int.fetchOne(database, sql: "SELECT count(*) FROM journal") ?? 0)
            }
            try queue.close()
            return facts
        }
    }

    private static func size(_ path: String) throws -> Int64 {
        (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.int64Value
            ?? 0
    }

    // MARK: Files

    /// An empty file that its owner alone reads.
    static func makePrivate(_ path: String) throws {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StoreFailure(
                .broken,
                "Impossible d’écrire «\u{202F}\(path)\u{202F}»\u{202F}: \(StoreLock.reason)")
        }
        close(file)
    }

    /// Removes a file when it is there, with the journals SQLite may have left beside it.
    static func remove(_ path: String) throws {
        for end in ["", "-wal", "-shm", "-journal"] {
            if unlink(path + end) != 0, errno != ENOENT {
                throw StoreFailure(
                    .broken,
                    "Impossible d’ôter «\u{202F}\(path + end)\u{202F}»\u{202F}: \(StoreLock.reason)"
                )
            }
        }
    }

    /// Gives a whole file its name, once its bytes are on the disk, and waits until the name is.
    static func settle(_ partial: String, as path: String) throws {
        func failed() -> StoreFailure {
            StoreFailure(
                .broken,
                "Impossible d’enregistrer «\u{202F}\(path)\u{202F}»\u{202F}: \(StoreLock.reason)")
        }
        let file = open(partial, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { throw failed() }
        defer { close(file) }
        guard fsync(file) == 0, rename(partial, path) == 0 else { throw failed() }
        let parent = (path as NSString).deletingLastPathComponent
        let folder = open(parent.isEmpty ? "." : parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failed() }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failed() }
    }
}
