import GRDB

extension CommunityStore {
    /// Working groups.
    public var groups: Groups { Groups(store: self) }
}

/// Working groups: content, not code.
public struct Groups: Sendable {
    let store: CommunityStore

    /// A group.
    public struct Group: Sendable, Hashable, Identifiable {
        public let id: Int64
        /// Its word in addresses, as `delais-de-paiement`.
        public let key: String
        public let name: String
        /// One line: what it is about.
        public let theme: String
        /// Markdown.
        public let mandate: String
        public let rank: Int
        public let created: Moment
        public let closed: Moment?
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            key = row["cle"]
            name = row["nom"]
            theme = row["theme"]
            mandate = row["mandat"]
            rank = row["rang"]
            created = Moment(seconds: row["cree"])
            closed = (row["clos"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }
    }

    /// Adds a group.
    ///
    /// - Returns: its number.
    public func add(key: String, name: String, mandate: String, _ acting: Acting) throws -> Int64 {
        let key = try AddressWord.read("cle", key)
        let name = try Entry.line("nom", name, 2...120)
        let mandate = try Entry.text("mandat", mandate, 0...20_000)
        return try store.write(acting) { database in
            let taken = try Int.fetchOne(
                database, sql: "SELECT 1 FROM groupe WHERE cle = ?", arguments: [key])
            guard taken == nil else {
                throw CommunityRefusal.invalid(
                    field: "cle", value: key, sentence: "Un groupe a déjà cette adresse.")
            }
            try database.execute(
                sql: """
                    INSERT INTO groupe (cle, nom, mandat, rang, cree)
                    VALUES (?, ?, ?, (SELECT coalesce(max(rang), 0) + 1 FROM groupe), ?)
                    """, arguments: [key, name, mandate, acting.now.seconds])
            return database.lastInsertedRowID
        }
    }

    /// All groups, in their order, closed ones last.
    public func all() throws -> [Group] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM groupe ORDER BY clos IS NOT NULL, rang, id"
            ).map { Group($0) }
        }
    }

    /// A group by its word.
    ///
    /// - Throws: `.absent`.
    public func group(_ key: String) throws -> Group {
        let found = try store.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM groupe WHERE cle = ?", arguments: [key]
            ).map { Group($0) }
        }
        guard let found else {
            throw CommunityRefusal.absent(
                "Il n’y a pas de groupe «\u{202F}\(key.prefix(80))\u{202F}».")
        }
        return found
    }

    /// Makes a person take part in a group, or lead it.
    public func join(_ group: Int64, person: Int64, asLead: Bool = false, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    INSERT INTO groupe_membre (groupe, personne, pilote, depuis) VALUES (?, ?, ?, ?)
                    ON CONFLICT (groupe, personne) DO UPDATE SET pilote = excluded.pilote
                    """, arguments: [group, person, asLead ? 1 : 0, acting.now.seconds])
        }
    }

    /// Ends a person's part in a group.
    public func leave(_ group: Int64, person: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: "DELETE FROM groupe_membre WHERE groupe = ? AND personne = ?",
                arguments: [group, person])
        }
    }
}
