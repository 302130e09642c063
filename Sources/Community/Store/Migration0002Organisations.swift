import GRDB

/// Organisations by college, who represents them, and agents attached to a SIRET.
enum Migration0002Organisations: CommunityMigration {
    static let name = "0002-organisations"

    static let tables: [StoredTable] = [
        StoredTable("organisation"),
        StoredTable(
            "representation", owner: "personne",
            erasure: .kept(
                "les procès-verbaux gardent qui représentait, sous un numéro")),
        StoredTable("rattachement", owner: "personne", erasure: .row),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE organisation (
                  id INTEGER PRIMARY KEY, nom TEXT NOT NULL, siret TEXT UNIQUE,
                  college TEXT NOT NULL CHECK (college IN
                    ('acheteurs', 'entreprises', 'partenaires', 'universitaires')),
                  territoire TEXT NOT NULL DEFAULT '', site TEXT NOT NULL DEFAULT '',
                  presentation TEXT NOT NULL DEFAULT '',
                  depuis INTEGER NOT NULL, jusqua INTEGER, version INTEGER NOT NULL DEFAULT 1
                );
                CREATE TABLE representation (
                  id INTEGER PRIMARY KEY,
                  organisation INTEGER NOT NULL REFERENCES organisation (id),
                  personne INTEGER NOT NULL REFERENCES personne (id),
                  qualite TEXT NOT NULL DEFAULT 'titulaire'
                    CHECK (qualite IN ('titulaire', 'suppleant')),
                  depuis INTEGER NOT NULL, jusqua INTEGER
                );
                CREATE UNIQUE INDEX representation_en_cours
                  ON representation (organisation, personne) WHERE jusqua IS NULL;
                CREATE INDEX representation_personne ON representation (personne);
                CREATE TABLE rattachement (
                  id INTEGER PRIMARY KEY,
                  personne INTEGER NOT NULL REFERENCES personne (id) ON DELETE CASCADE,
                  siret TEXT NOT NULL, genre TEXT NOT NULL CHECK (genre IN ('acheteur', 'entreprise')),
                  motif TEXT NOT NULL DEFAULT '',
                  etat TEXT NOT NULL DEFAULT 'demande'
                    CHECK (etat IN ('demande', 'confirme', 'refuse')),
                  demande INTEGER NOT NULL, decide INTEGER,
                  decideur INTEGER REFERENCES personne (id) ON DELETE SET NULL,
                  UNIQUE (personne, siret)
                );
                """)
    }
}
