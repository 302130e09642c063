import Foundation
import GRDB

/// The sealed files of offers that go with a copy of the store: in a folder beside it.
///
/// - Shape: `⟨copy⟩.offres/⟨deposit⟩/⟨piece⟩.scelle`, as in `offres/`; sealed as they were received. Only
///   deposits that were sent and whose files were not destroyed; the key of what was opened is never
///   copied.
public enum OfferBackup {
    /// What was copied.
    public struct Facts: Sendable, Hashable {
        /// Deposits whose files were copied.
        public var deposits = 0
        /// Sealed bytes.
        public var sizeBytes: Int64 = 0
        /// Pieces that the store names and the folder does not hold: `⟨deposit⟩/⟨piece⟩`.
        public var missing: [String] = []
    }

    /// The folder that goes with a backup's file.
    public static func folder(of backup: String) -> String { backup + ".offres" }

    /// Copies the sealed files that a store names from one folder of offers to another.
    ///
    /// - Shape: a piece that is there with its length is left alone, since sealed pieces never change; a
    ///   copy gets its name once its bytes are on the disk.
    /// - Throws: `StoreFailure` when something cannot be read or written.
    /// - Complexity: O(sealed bytes); a mebibyte in memory.
    static func copy(namedIn store: String, from source: String, to target: String) throws -> Facts
    {
        var facts = Facts()
        let vault = OfferVault(folder: target)
        for (deposit, names) in try pieces(of: store) {
            var isCounted = false
            for name in names {
                let original = try OfferVault(folder: source).folder(of: deposit) + "/" + name
                guard let size = size(original) else {
                    facts.missing.append(deposit + "/" + name)
                    continue
                }
                let copy = try vault.folder(of: deposit, isMade: true) + "/" + name
                facts.sizeBytes += size
                if !isCounted { facts.deposits += 1 }
                isCounted = true
                if self.size(copy) == size { continue }
                try vault.requireRoom(for: size)
                let partial = copy + ".partiel"
                try Backup.remove(partial)
                try Backup.makePrivate(partial)
                try Backup.copyBytes(original, to: partial)
                try Backup.settle(partial, as: copy)
            }
        }
        return facts
    }

    /// The pieces of the deposits that were sent, by deposit.
    private static func pieces(of store: String) throws -> [(String, [String])] {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: store, configuration: configuration)
        let rows = try queue.read { database in
            // A store of before offers has none.
            guard try database.tableExists("depot_segment") else { return [Row]() }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT d.cle, s.nom FROM depot d JOIN depot_segment s ON s.depot = d.id
                    WHERE d.etat IN ('recu', 'remplace', 'retire') AND d.detruit IS NULL
                    ORDER BY d.id, s.fichier, s.debut
                    """)
        }
        try queue.close()
        var found: [(String, [String])] = []
        for row in rows {
            let deposit: String = row["cle"]
            if found.last?.0 != deposit { found.append((deposit, [])) }
            found[found.count - 1].1.append(row["nom"])
        }
        return found
    }

    private static func size(_ path: String) -> Int64? {
        // What is not there has no size.
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        return (facts?[.size] as? NSNumber)?.int64Value
    }
}
