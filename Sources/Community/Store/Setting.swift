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
        try write(acting) { try CommunityStore.decide(key, value, in: $0) }
    }

    private static func decide(_ key: String, _ value: String?, in database: Database) throws {
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

    /// One number for what settings say now, which changes with any of them: the version that a form
    /// over them was opened on.
    public func version(ofSettings keys: [String]) throws -> Int {
        try read { try CommunityStore.version(ofSettings: keys, in: $0) }
    }

    private static func version(ofSettings keys: [String], in database: Database) throws -> Int {
        let said = try keys.map { key in
            try setting(key, in: database).map { "\(key)=\($0)" } ?? key
        }
        return version(of: said)
    }

    /// One number for these texts in this order: the version of what has none of its own.
    static func version(of texts: [String]) -> Int {
        Fingerprint.of(texts.joined(separator: "\n").utf8).prefix(4).reduce(0) {
            ($0 << 8 | Int($1)) % 1_000_000_000
        }
    }

    /// Decides the settings of a form, all of them or none; nil gives a default back.
    ///
    /// - Parameter version: the version the form was opened on, of these very keys in this order.
    /// - Throws: `.changedMeanwhile` when somebody decided one of them since.
    public func decide(
        _ values: [(key: String, value: String?)], version: Int, _ acting: Acting
    ) throws {
        try write(acting) { database in
            guard
                try CommunityStore.version(ofSettings: values.map(\.key), in: database) == version
            else { throw CommunityRefusal.changedMeanwhile(what: "Cette page de réglages") }
            for (key, value) in values {
                try CommunityStore.decide(key, value, in: database)
            }
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
