import GRDB

/// Persons, signing in, sessions, settings, the journal, mail on its way, files.
enum Migration0001Accounts: CommunityMigration {
    static let name = "0001-comptes"

    static let tables: [StoredTable] = [
        StoredTable(
            "acte", journal: .nothing("dit seulement qui agit dans l’écriture en cours"),
            namesStay: "ne garde qu’un numéro"),
        StoredTable("reglage"),
        StoredTable(
            "secret", journal: .nothing("la clé des liens signés ne se copie pas"),
            namesStay: "ne garde qu’une clé"),
        StoredTable(
            "journal", journal: .nothing("le journal lui-même"), owner: "sujet",
            personal: ["avant", "apres"], erasure: .columns,
            retention: .init(
                column: "moment", setting: "conservation.journal_jours",
                label: "Journal des changements", days: 1_825)),
        StoredTable(
            "personne", owner: "id",
            namesStay: "chaque ligne est à une personne\u{202F}; un homonyme garde son nom",
            personal: ["courriel", "nom", "fonction", "telephone", "identite_externe"],
            erasure: .kept("la ligne est vidée par l’effacement lui-même")),
        StoredTable(
            "demande_connexion", journal: .nothing("éphémère"), address: "courriel",
            personal: ["courriel"], erasure: .row,
            retention: .init(
                column: "cree", setting: "conservation.demandes_connexion_jours",
                label: "Demandes de connexion (liens et codes)", days: 1)),
        StoredTable(
            "session", journal: .nothing("les connexions ne sont pas des changements"),
            owner: "personne", personal: ["appareil"], erasure: .row,
            retention: .init(
                column: "expire", setting: "conservation.sessions_jours",
                label: "Sessions expirées", days: 7)),
        StoredTable(
            "courriel", journal: .nothing("chaque envoi a sa propre ligne, gardée ici"),
            address: "destinataire", personal: ["destinataire", "sujet", "texte"], erasure: .row,
            heavy: ["pieces"],
            retention: .init(
                column: "cree", setting: "conservation.courriels_jours",
                label: "Courriels envoyés ou abandonnés", days: 180)),
        StoredTable(
            "desabonnement", personal: ["courriel"],
            erasure: .kept(
                "un refus reste un refus\u{202F}: seule l’empreinte de l’adresse est gardée")),
        StoredTable("fichier", heavy: ["contenu"]),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE acte (
                  personne INTEGER, moment INTEGER NOT NULL
                );
                INSERT INTO acte (personne, moment) VALUES (NULL, 0);
                CREATE TABLE reglage (
                  cle TEXT PRIMARY KEY, valeur TEXT NOT NULL
                );
                CREATE TABLE secret (
                  nom TEXT PRIMARY KEY, valeur BLOB NOT NULL
                );
                CREATE TABLE journal (
                  id INTEGER PRIMARY KEY, moment INTEGER NOT NULL, personne INTEGER,
                  action TEXT NOT NULL, objet TEXT NOT NULL, ligne INTEGER NOT NULL, sujet INTEGER,
                  avant TEXT, apres TEXT
                );
                CREATE INDEX journal_objet ON journal (objet, ligne);
                CREATE INDEX journal_sujet ON journal (sujet);
                CREATE INDEX journal_moment ON journal (moment);
                CREATE TABLE personne (
                  id INTEGER PRIMARY KEY, courriel TEXT UNIQUE COLLATE NOCASE,
                  nom TEXT NOT NULL DEFAULT '', fonction TEXT NOT NULL DEFAULT '',
                  telephone TEXT NOT NULL DEFAULT '',
                  role TEXT NOT NULL DEFAULT 'inscrit'
                    CHECK (role IN ('inscrit', 'redacteur', 'administrateur')),
                  identite_externe TEXT UNIQUE,
                  cree INTEGER NOT NULL, vue INTEGER, effacee INTEGER,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE TABLE demande_connexion (
                  id INTEGER PRIMARY KEY, courriel TEXT NOT NULL COLLATE NOCASE,
                  jeton BLOB NOT NULL UNIQUE, navigateur BLOB NOT NULL, code BLOB NOT NULL,
                  essais INTEGER NOT NULL DEFAULT 0, suite TEXT NOT NULL DEFAULT '',
                  cree INTEGER NOT NULL, expire INTEGER NOT NULL, utilisee INTEGER
                );
                CREATE INDEX demande_navigateur ON demande_connexion (navigateur);
                CREATE INDEX demande_courriel ON demande_connexion (courriel, cree);
                CREATE TABLE session (
                  id INTEGER PRIMARY KEY,
                  personne INTEGER NOT NULL REFERENCES personne (id) ON DELETE CASCADE,
                  empreinte BLOB NOT NULL UNIQUE, cree INTEGER NOT NULL, vue INTEGER NOT NULL,
                  expire INTEGER NOT NULL, appareil TEXT NOT NULL DEFAULT ''
                );
                CREATE INDEX session_personne ON session (personne);
                CREATE TABLE courriel (
                  id INTEGER PRIMARY KEY AUTOINCREMENT, destinataire TEXT NOT NULL COLLATE NOCASE,
                  sujet TEXT NOT NULL, texte TEXT NOT NULL, categorie TEXT NOT NULL DEFAULT '',
                  pieces TEXT NOT NULL DEFAULT '[]', evenement TEXT UNIQUE,
                  cree INTEGER NOT NULL, prochain INTEGER NOT NULL, essais INTEGER NOT NULL DEFAULT 0,
                  envoye INTEGER, abandonne INTEGER, erreur TEXT
                );
                CREATE INDEX courriel_attente ON courriel (prochain)
                  WHERE envoye IS NULL AND abandonne IS NULL;
                CREATE TABLE desabonnement (
                  courriel BLOB NOT NULL, categorie TEXT NOT NULL, moment INTEGER NOT NULL,
                  PRIMARY KEY (courriel, categorie)
                );
                CREATE TABLE fichier (
                  empreinte TEXT PRIMARY KEY, type TEXT NOT NULL, taille INTEGER NOT NULL,
                  cree INTEGER NOT NULL, contenu BLOB NOT NULL
                );
                """)
    }
}
