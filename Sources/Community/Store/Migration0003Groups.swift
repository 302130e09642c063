import GRDB

/// Working groups and who takes part in them.
enum Migration0003Groups: CommunityMigration {
    static let name = "0003-groupes"

    static let tables: [StoredTable] = [
        StoredTable("groupe"),
        StoredTable("groupe_membre", owner: "personne", erasure: .row),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE groupe (
                  id INTEGER PRIMARY KEY, cle TEXT NOT NULL UNIQUE, nom TEXT NOT NULL,
                  mandat TEXT NOT NULL DEFAULT '', theme TEXT NOT NULL DEFAULT '',
                  rang INTEGER NOT NULL DEFAULT 0, cree INTEGER NOT NULL, clos INTEGER,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE TABLE groupe_membre (
                  groupe INTEGER NOT NULL REFERENCES groupe (id),
                  personne INTEGER NOT NULL REFERENCES personne (id) ON DELETE CASCADE,
                  pilote INTEGER NOT NULL DEFAULT 0, depuis INTEGER NOT NULL,
                  PRIMARY KEY (groupe, personne)
                );
                CREATE INDEX groupe_membre_personne ON groupe_membre (personne);
                """)
    }
}
