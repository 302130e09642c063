import GRDB

/// What companies said once, the applications made of it, and what buyers verified.
enum Migration0012Dossiers: CommunityMigration {
    static let name = "0012-dossiers"

    static let tables: [StoredTable] = [
        StoredTable("dossier"),
        StoredTable(
            "dossier_dit", owner: "auteur", personal: ["nominatif"], erasure: .columns),
        StoredTable(
            "candidature", owner: "auteur", address: "courriel",
            personal: ["signataire", "qualite", "courriel", "telephone"], erasure: .columns,
            // An application made for a consultation here says who will deposit.
            heavy: [
                "siret", "contenu", "signataire", "qualite", "courriel", "telephone", "auteur",
            ],
            retention: .init(
                column: "cree", setting: "conservation.candidatures_jours",
                label: "Candidatures préparées", days: 1_825),
            secretUntil: """
                SELECT CASE WHEN ROW.consultation IS NULL THEN 0 ELSE
                  (SELECT cloture FROM consultation WHERE consultation.id = ROW.consultation) END
                """),
        StoredTable("jeton_acheteur", heavy: ["jeton"]),
        StoredTable(
            "verification", heavy: ["reponse"],
            retention: .init(
                column: "moment", setting: "conservation.verifications_jours",
                label: "Vérifications faites par les acheteurs", days: 365)),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE dossier (
                  id INTEGER PRIMARY KEY, siret TEXT NOT NULL UNIQUE,
                  cree INTEGER NOT NULL, modifie INTEGER NOT NULL,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE TABLE dossier_dit (
                  id INTEGER PRIMARY KEY,
                  dossier INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
                  rubrique TEXT NOT NULL, rang INTEGER NOT NULL DEFAULT 0,
                  valeurs TEXT NOT NULL DEFAULT '{}', nominatif TEXT NOT NULL DEFAULT '',
                  source TEXT NOT NULL CHECK (source IN ('registre', 'dit')),
                  auteur INTEGER REFERENCES personne (id),
                  depuis INTEGER NOT NULL, echeance TEXT, finie INTEGER
                );
                CREATE UNIQUE INDEX dossier_dit_courant
                  ON dossier_dit (dossier, rubrique, rang) WHERE finie IS NULL;
                CREATE INDEX dossier_dit_echeance ON dossier_dit (echeance)
                  WHERE finie IS NULL AND echeance IS NOT NULL;
                CREATE TABLE candidature (
                  id INTEGER PRIMARY KEY, siret TEXT NOT NULL, consultation INTEGER,
                  acheteur TEXT NOT NULL, objet TEXT NOT NULL, contenu TEXT NOT NULL,
                  signataire TEXT NOT NULL, qualite TEXT NOT NULL,
                  courriel TEXT NOT NULL, telephone TEXT NOT NULL,
                  auteur INTEGER REFERENCES personne (id), cree INTEGER NOT NULL
                );
                CREATE INDEX candidature_siret ON candidature (siret, cree);
                CREATE TABLE jeton_acheteur (
                  id INTEGER PRIMARY KEY, acheteur TEXT NOT NULL UNIQUE, jeton BLOB NOT NULL,
                  pose INTEGER NOT NULL, personne INTEGER REFERENCES personne (id)
                );
                CREATE TABLE verification (
                  id INTEGER PRIMARY KEY, acheteur TEXT NOT NULL, entreprise TEXT NOT NULL,
                  preuve TEXT NOT NULL, maniere TEXT NOT NULL CHECK (maniere IN ('api', 'main')),
                  statut INTEGER, reponse TEXT NOT NULL DEFAULT '', moment INTEGER NOT NULL,
                  personne INTEGER REFERENCES personne (id)
                );
                CREATE INDEX verification_qui ON verification (acheteur, entreprise, preuve, id);
                """)
    }
}
