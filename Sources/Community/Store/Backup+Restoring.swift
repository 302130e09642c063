import Foundation
import GRDB

extension Backup {
    /// What a restoration did.
    public struct Restored: Sendable {
        /// What the backup held.
        public let facts: Facts
        /// Where the former store was kept, when there was one.
        public let former: String?
        /// The files kept with the backup: names and contents.
        public let files: [(name: String, bytes: [UInt8])]
        /// Persons erased since the backup, and erased again.
        public let erasedAgain: Int
        /// The sealed offers put back.
        public let offers: OfferBackup.Facts
    }

    /// Puts a backup in the place of a folder's store.
    ///
    /// - Shape: everything is copied and checked first; the former store is kept aside under
    ///   `communaute.sqlite.avant-⟨moment⟩`. Sessions and sign-in links do not come back: one that was
    ///   ended since must stay so. Persons whom the former store knows to be erased are erased again.
    /// - Throws: `StoreFailure` when the file is not such a backup, or somebody uses the folder.
    public static func restore(_ path: String, to folder: String, _ acting: Acting) throws
        -> Restored
    {
        let lock = try StoreLock(folder: folder, alone: true)
        defer { withExtendedLifetime(lock) {} }
        let facts = try check(path)
        let target = folder + "/" + CommunityStore.fileName
        let partial = target + ".restauration"
        try remove(partial)
        do {
            try makePrivate(partial)
            try copyBytes(path, to: partial)
            _ = try check(partial)
            let files = try StoreFailure.told { try unpack(partial) }
            // Before the store that names them: no moment has deposits without their files.
            let offers = try StoreFailure.told { () throws -> OfferBackup.Facts in
                var offers = try OfferBackup.copy(
                    namedIn: partial, from: OfferBackup.folder(of: path), to: folder + "/offres")
                // What the folder holds already is not missing.
                offers.missing.removeAll {
                    FileManager.default.fileExists(atPath: folder + "/offres/" + $0)
                }
                return offers
            }
            let former = try keepFormer(target, acting.now)
            try settle(partial, as: target)
            let again = try eraseAgain(former, in: target, acting)
            return Restored(
                facts: facts, former: former, files: files, erasedAgain: again, offers: offers)
        } catch {
            try remove(partial)
            throw error
        }
    }

    /// Copies a file's bytes, a mebibyte at a time.
    static func copyBytes(_ path: String, to copy: String) throws {
        do {
            let source = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            let target = try FileHandle(forWritingTo: URL(fileURLWithPath: copy))
            while let bytes = try source.read(upToCount: 1 << 20), !bytes.isEmpty {
                try target.write(contentsOf: bytes)
            }
            try target.close()
            try source.close()
        } catch {
            throw StoreFailure(
                .broken,
                "Impossible de copier «\u{202F}\(path)\u{202F}» dans le dossier de données\u{202F}: "
                    + error.localizedDescription)
        }
    }

    /// Takes out of a copy what does not belong to a store in use.
    private static func unpack(_ path: String) throws -> [(name: String, bytes: [UInt8])] {
        let queue = try DatabaseQueue(path: path, configuration: CommunityStore.configuration)
        let files = try queue.write { database in
            var files: [(name: String, bytes: [UInt8])] = []
            if try database.tableExists(table) {
                files = try Row.fetchAll(database, sql: "SELECT nom, contenu FROM \(table)").map {
                    ($0["nom"], Array($0["contenu"] as Data))
                }
                try database.execute(sql: "DROP TABLE \(table)")
            }
            try database.execute(sql: "DELETE FROM session; DELETE FROM demande_connexion")
            return files
        }
        try queue.close()
        return files
    }

    /// Keeps the store in place under another name, whole.
    private static func keepFormer(_ target: String, _ now: Moment) throws -> String? {
        guard FileManager.default.fileExists(atPath: target) else { return nil }
        // Closing the last connection folds the log into the file; a damaged one is kept as it is.
        do {
            let queue = try DatabaseQueue(path: target, configuration: CommunityStore.configuration)
            try queue.writeWithoutTransaction {
                // The file is then whole without a log beside it.
                _ = try Row.fetchAll($0, sql: "PRAGMA journal_mode = DELETE")
            }
            try queue.close()
        } catch is DatabaseError {}
        var former = target + ".avant-\(now.seconds)"
        while FileManager.default.fileExists(atPath: former) { former += "-bis" }
        // A second name first: at no moment does the folder hold no store.
        guard link(target, former) == 0 else {
            throw StoreFailure(
                .broken, "Impossible de garder l’ancien fichier\u{202F}: \(StoreLock.reason)")
        }
        for end in ["-wal", "-shm"] where access(target + end, F_OK) == 0 {
            guard rename(target + end, former + end) == 0 else {
                throw StoreFailure(
                    .broken, "Impossible de garder l’ancien fichier\u{202F}: \(StoreLock.reason)")
            }
        }
        return former
    }

    /// Erases again those whom the former store knows to be erased.
    private static func eraseAgain(_ former: String?, in target: String, _ acting: Acting) throws
        -> Int
    {
        guard let former else { return 0 }
        var configuration = Configuration()
        configuration.readonly = true
        let erased: [Row]
        do {
            let queue = try DatabaseQueue(path: former, configuration: configuration)
            erased = try queue.read {
                try Row.fetchAll($0, sql: "SELECT id, cree FROM personne WHERE effacee IS NOT NULL")
            }
            try queue.close()
        } catch is DatabaseError {
            // A damaged former store tells nothing.
            return 0
        }
        let store = try CommunityStore(inFolderLockedBy: target)
        var count = 0
        for row in erased {
            let isSame = try store.read { database in
                try Int64.fetchOne(
                    database,
                    sql: "SELECT id FROM personne WHERE id = ? AND cree = ? AND effacee IS NULL",
                    arguments: [row["id"] as Int64, row["cree"] as Int64]) != nil
            }
            guard isSame else { continue }
            try store.accounts.erase(row["id"], evenLastAdministrator: true, acting)
            count += 1
        }
        try store.foldLog()
        try store.close()
        return count
    }
}
