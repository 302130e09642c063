import GRDB

/// The library: publications, their versions, their reviews, the texts of files, what search reads.
enum Migration0007Publications: CommunityMigration {
    static let name = "0007-publications"

    private static let kept = "une publication garde le nom de ses auteurs, qui y ont droit"

    static let tables: [StoredTable] = [
        StoredTable(
            "fichier_texte",
            journal: .nothing("se refait des fichiers, que le journal suit"), namesStay: kept,
            heavy: ["texte"]),
        StoredTable("publication", namesStay: kept),
        StoredTable("publication_version", namesStay: kept),
        StoredTable(
            "publication_auteur", namesStay: kept, personal: ["nom"],
            erasure: .kept(kept)),
        StoredTable("publication_institution"),
        StoredTable("publication_theme"),
        StoredTable("publication_fichier"),
        StoredTable(
            "publication_suivi", owner: "personne", personal: ["personne"],
            erasure: .kept("le suivi garde les décisions prises, sous un numéro")),
        StoredTable(
            "publication_recherche", journal: .nothing("se refait des publications"),
            namesStay: kept),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE fichier_texte (
                  fichier TEXT PRIMARY KEY REFERENCES fichier (empreinte) ON DELETE CASCADE,
                  etat TEXT NOT NULL CHECK (etat IN ('attente', 'lu', 'sans_texte', 'illisible')),
                  texte TEXT NOT NULL DEFAULT '', remarque TEXT NOT NULL DEFAULT '',
                  demande INTEGER NOT NULL, fait INTEGER
                );
                CREATE INDEX fichier_texte_attente ON fichier_texte (demande) WHERE etat = 'attente';
                CREATE TABLE publication (
                  id INTEGER PRIMARY KEY, cle TEXT NOT NULL UNIQUE,
                  groupe INTEGER REFERENCES groupe (id), origine TEXT NOT NULL DEFAULT '',
                  cree INTEGER NOT NULL,
                  cree_par INTEGER REFERENCES personne (id) ON DELETE SET NULL,
                  modifiee INTEGER, retiree INTEGER, motif_retrait TEXT NOT NULL DEFAULT ''
                );
                CREATE INDEX publication_modifiee ON publication (modifiee, id);
                CREATE TABLE publication_version (
                  id INTEGER PRIMARY KEY, publication INTEGER NOT NULL REFERENCES publication (id),
                  numero INTEGER NOT NULL,
                  etat TEXT NOT NULL CHECK (etat IN
                    ('brouillon', 'relecture', 'acceptee', 'publiee')),
                  genre TEXT NOT NULL, titre TEXT NOT NULL, resume TEXT NOT NULL DEFAULT '',
                  texte TEXT NOT NULL DEFAULT '', edition TEXT NOT NULL DEFAULT '',
                  jour TEXT NOT NULL, langue TEXT NOT NULL, licence TEXT NOT NULL,
                  exemple INTEGER NOT NULL DEFAULT 0,
                  cree INTEGER NOT NULL, publiee INTEGER, version INTEGER NOT NULL DEFAULT 1,
                  UNIQUE (publication, numero)
                );
                CREATE UNIQUE INDEX publication_version_en_cours
                  ON publication_version (publication) WHERE etat <> 'publiee';
                CREATE TABLE publication_auteur (
                  version INTEGER NOT NULL REFERENCES publication_version (id) ON DELETE CASCADE,
                  rang INTEGER NOT NULL, nom TEXT NOT NULL, PRIMARY KEY (version, rang)
                );
                CREATE TABLE publication_institution (
                  version INTEGER NOT NULL REFERENCES publication_version (id) ON DELETE CASCADE,
                  rang INTEGER NOT NULL, nom TEXT NOT NULL, PRIMARY KEY (version, rang)
                );
                CREATE TABLE publication_theme (
                  version INTEGER NOT NULL REFERENCES publication_version (id) ON DELETE CASCADE,
                  rang INTEGER NOT NULL, cle TEXT NOT NULL, nom TEXT NOT NULL,
                  PRIMARY KEY (version, rang)
                );
                CREATE INDEX publication_theme_cle ON publication_theme (cle);
                CREATE TABLE publication_fichier (
                  version INTEGER NOT NULL REFERENCES publication_version (id) ON DELETE CASCADE,
                  rang INTEGER NOT NULL, nom TEXT NOT NULL, libelle TEXT NOT NULL DEFAULT '',
                  fichier TEXT NOT NULL REFERENCES fichier (empreinte),
                  PRIMARY KEY (version, rang), UNIQUE (version, nom)
                );
                CREATE INDEX publication_fichier_fichier ON publication_fichier (fichier);
                CREATE TABLE publication_suivi (
                  id INTEGER PRIMARY KEY,
                  version INTEGER NOT NULL REFERENCES publication_version (id),
                  personne INTEGER REFERENCES personne (id) ON DELETE SET NULL,
                  moment INTEGER NOT NULL, acte TEXT NOT NULL CHECK (acte IN
                    ('soumise', 'acceptee', 'renvoyee', 'publiee', 'retiree', 'retablie')),
                  commentaire TEXT NOT NULL DEFAULT ''
                );
                CREATE INDEX publication_suivi_version ON publication_suivi (version);
                CREATE VIRTUAL TABLE publication_recherche USING fts5 (
                  titre, auteurs, resume, texte, fichiers,
                  tokenize = 'francais', prefix = '3 4'
                );
                """)
    }
}
