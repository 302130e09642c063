import GRDB

extension CommunityStore {
    /// Deletes the rows whose time is over, as settings or defaults say: a transaction for each table, so
    /// that one that fails stops no other. Last, the files that no row refers to any more.
    ///
    /// - Parameter told: what is told of a table that failed; without it, the first failure is thrown once
    ///   every table had its turn.
    /// - Returns: rows deleted by table.
    public func forgetOldRows(_ acting: Acting, told: ((String, any Error) -> Void)? = nil) throws
        -> [String: Int]
    {
        var counts: [String: Int] = [:]
        var first: (any Error)?
        for table in CommunitySchema.tables {
            guard let retention = table.retention else { continue }
            do {
                let count = try write(acting) { database in
                    try CommunityStore.forget(table.name, retention, at: acting.now, database)
                }
                if count > 0 { counts[table.name] = count }
            } catch {
                first = first ?? error
                told?(table.name, error)
            }
        }
        do {
            let count = try write(acting) { try Files.forgetUnheld($0) }
            if count > 0 { counts["fichier"] = count }
        } catch {
            first = first ?? error
            told?("fichier", error)
        }
        try foldLog()
        if told == nil, let first { throw first }
        return counts
    }

    private static func forget(
        _ table: String, _ retention: StoredTable.Retention, at now: Moment, _ database: Database
    ) throws -> Int {
        let age =
            retention.otherwise.map { "coalesce(\"\(retention.column)\", \"\($0)\")" }
            ?? "\"\(retention.column)\""
        let waiting = retention.held.map { " AND NOT (\($0))" } ?? ""
        try database.execute(
            sql: "DELETE FROM \"\(table)\" WHERE \(age) < ?\(waiting)",
            arguments: [now.adding(days: -(try days(retention, in: database))).seconds])
        return database.changesCount
    }

    /// The days that hold now: what was decided, never less than the law leaves.
    static func days(_ retention: StoredTable.Retention, in database: Database) throws -> Int {
        let decided = try setting(retention.setting, in: database).flatMap { Int($0) }
        return max(decided ?? retention.days, retention.leastDays)
    }

    /// What is kept how long: the days that hold now, by table, in order.
    public func retentions() throws -> [(table: String, kept: StoredTable.Retention, days: Int)] {
        try read { database in
            try CommunitySchema.tables.compactMap { table in
                try table.retention.map {
                    (table.name, $0, try CommunityStore.days($0, in: database))
                }
            }
        }
    }
}
