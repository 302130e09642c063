import GRDB

extension CommunityStore {
    /// Deletes the rows whose time is over, as settings or defaults say.
    ///
    /// - Returns: rows deleted by table.
    public func forgetOldRows(_ acting: Acting) throws -> [String: Int] {
        let forgotten = try write(acting) { database in
            var counts: [String: Int] = [:]
            for table in CommunitySchema.tables {
                guard let retention = table.retention else { continue }
                let decided = try CommunityStore.setting(retention.setting, in: database)
                    .flatMap { Int($0) }
                let days = decided ?? retention.days
                try database.execute(
                    sql: "DELETE FROM \"\(table.name)\" WHERE \"\(retention.column)\" < ?",
                    arguments: [acting.now.adding(days: -days).seconds])
                if database.changesCount > 0 { counts[table.name] = database.changesCount }
            }
            return counts
        }
        try foldLog()
        return forgotten
    }

    /// What is kept how long: the setting's key, what it says in French, the table, the days that hold.
    public func retentions() throws -> [(
        setting: String, label: String, table: String, days: Int, byDefault: Int
    )] {
        try CommunitySchema.tables.compactMap { table in
            guard let retention = table.retention else { return nil }
            let decided = try setting(retention.setting).flatMap { Int($0) }
            return (
                retention.setting, retention.label, table.name, decided ?? retention.days,
                retention.days
            )
        }
    }
}
