import GRDB

extension CommunityStore {
    /// What a setting says, or nil when nobody decided.
    public func setting(_ key: String) throws -> String? {
        try read { try CommunityStore.setting(key, in: $0) }
    }

    static func setting(_ key: String, in database: Database) throws -> String? {
        try String.fetchOne(
            database, sql: "SELECT valeur FROM reglage WHERE cle = ?", arguments: [key])
    }

    /// Decides a setting; nil gives the default back.
    public func decide(_ key: String, _ value: String?, _ acting: Acting) throws {
        try write(acting) { database in
            guard let value else {
                return try database.execute(
                    sql: "DELETE FROM reglage WHERE cle = ?", arguments: [key])
            }
            try database.execute(
                sql: """
                    INSERT INTO reglage (cle, valeur) VALUES (?, ?)
                    ON CONFLICT (cle) DO UPDATE SET valeur = excluded.valeur
                    """, arguments: [key, value])
        }
    }

    /// The store's own key for signed links, made at its first use.
    func key(_ acting: Acting) throws -> [UInt8] {
        let kept = try read {
            try [UInt8].fetch("SELECT valeur FROM secret WHERE nom = 'liens'", $0)
        }
        if let kept { return kept }
        return try write(acting) { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO secret (nom, valeur) VALUES ('liens', ?)",
                arguments: [acting.chance.bytes(32).asData])
            return try [UInt8].fetch("SELECT valeur FROM secret WHERE nom = 'liens'", database)
                ?? []
        }
    }
}
