import GRDB

/// Consultations: what a buyer asks for, in lots, until a moment.
enum Migration0010Consultations: CommunityMigration {
    static let name = "0010-consultations"

    static let tables: [StoredTable] = [
        StoredTable("consultation"),
        StoredTable("consultation_lot"),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE consultation (
                  id INTEGER PRIMARY KEY, cle TEXT NOT NULL UNIQUE,
                  acheteur TEXT NOT NULL, objet TEXT NOT NULL,
                  etat TEXT NOT NULL DEFAULT 'brouillon' CHECK (etat IN
                    ('brouillon', 'publiee', 'ouverte', 'attribuee', 'sans_suite', 'annulee')),
                  publication INTEGER, cloture INTEGER,
                  cree INTEGER NOT NULL, modifie INTEGER NOT NULL,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE TABLE consultation_lot (
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  numero INTEGER NOT NULL CHECK (numero >= 1), objet TEXT NOT NULL,
                  PRIMARY KEY (consultation, numero)
                );
                """)
    }
}
