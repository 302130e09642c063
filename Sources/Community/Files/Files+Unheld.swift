import GRDB

extension Files {
    /// Deletes the bytes that no row refers to any more: the documents of what was erased.
    ///
    /// What may hold a file is read from the foreign keys, so that a table added later is counted too; a
    /// table that goes with the file, as its text, does not hold it.
    ///
    /// - Returns: files deleted. O(files + references).
    static func forgetUnheld(_ database: Database) throws -> Int {
        let holders = try Row.fetchAll(
            database,
            sql: """
                SELECT m.name AS holder, k."from" AS kept
                FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS k
                WHERE m.type = 'table' AND k."table" = 'fichier' AND k.on_delete <> 'CASCADE'
                """)
        guard !holders.isEmpty else { return 0 }
        let held = holders.map { row in
            let holder: String = row["holder"]
            let column: String = row["kept"]
            return "SELECT \"\(column)\" FROM \"\(holder)\" WHERE \"\(column)\" IS NOT NULL"
        }
        try database.execute(
            sql: """
                DELETE FROM fichier WHERE empreinte NOT IN (\(held.joined(separator: " UNION ")))
                """)
        return database.changesCount
    }
}
