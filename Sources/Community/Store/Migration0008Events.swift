import GRDB

/// Events: programme, registrations, attendance, materials, questionnaires.
enum Migration0008Events: CommunityMigration {
    static let name = "0008-rencontres"

    static let tables: [StoredTable] = [
        StoredTable("rencontre"),
        StoredTable("rencontre_theme"),
        StoredTable("rencontre_quota"),
        StoredTable("rencontre_accueil", owner: "personne", erasure: .row),
        StoredTable("salle"),
        StoredTable("seance"),
        StoredTable(
            "intervenant", owner: "personne", personal: ["nom", "fonction", "accord"],
            erasure: .columns),
        StoredTable("seance_intervenant"),
        StoredTable("support"),
        StoredTable(
            "demande_inscription",
            journal: .nothing("éphémère\u{202F}: rien n’est fait avant la confirmation"),
            address: "courriel", personal: ["courriel", "contenu"], erasure: .row,
            retention: .init(
                column: "cree", setting: "conservation.demandes_inscription_jours",
                label: "Inscriptions à une rencontre jamais confirmées", days: 2)),
        // Heavy columns stay out of the journal: most of those who register have no account, and
        // the journal would keep their names longer than the registration itself.
        StoredTable(
            "inscription", owner: "personne", address: "courriel",
            personal: ["courriel", "nom", "fonction", "organisme"], erasure: .columns,
            heavy: ["courriel", "nom", "fonction", "organisme"],
            retention: .init(
                column: "fin", setting: "conservation.inscriptions_jours",
                label: "Inscriptions, après la rencontre", days: 1_095)),
        StoredTable(
            "inscription_besoin",
            journal: .nothing("des besoins qui peuvent toucher à la santé ne se copient pas"),
            owner: "personne", parent: ("inscription", "inscription"),
            personal: ["acces", "repas"], erasure: .row,
            retention: .init(
                column: "fin", setting: "conservation.besoins_rencontre_jours",
                label: "Besoins d’accès et de repas, après la rencontre", days: 7)),
        StoredTable(
            "inscription_seance", parent: ("inscription", "inscription"),
            erasure: .kept("le choix reste compté, sans rien qui vous nomme")),
        StoredTable("rencontre_bilan"),
        StoredTable("question"),
        StoredTable(
            "avis", journal: .nothing("une réponse anonyme n’a ni heure ni auteur")),
        StoredTable(
            "avis_donne", journal: .nothing("dit seulement qui a répondu, sans heure"),
            parent: ("inscription", "inscription"),
            erasure: .kept("dit seulement qu’une inscription a répondu")),
    ]

    static func migrate(_ database: Database) throws {
        try event(database)
        try registration(database)
        try questionnaire(database)
    }

    private static func event(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE rencontre (
                  id INTEGER PRIMARY KEY, cle TEXT NOT NULL UNIQUE, titre TEXT NOT NULL,
                  resume TEXT NOT NULL DEFAULT '', presentation TEXT NOT NULL DEFAULT '',
                  debut INTEGER NOT NULL, fin INTEGER NOT NULL CHECK (fin > debut),
                  lieu TEXT NOT NULL DEFAULT '', adresse TEXT NOT NULL DEFAULT '',
                  acces TEXT NOT NULL DEFAULT '', accessibilite TEXT NOT NULL DEFAULT '',
                  contact TEXT NOT NULL DEFAULT '',
                  groupe INTEGER REFERENCES groupe (id) ON DELETE SET NULL,
                  etat TEXT NOT NULL DEFAULT 'brouillon' CHECK (etat IN
                    ('brouillon', 'annoncee', 'ouverte', 'close', 'annulee')),
                  motif TEXT NOT NULL DEFAULT '', places INTEGER CHECK (places >= 0),
                  cloture INTEGER, sequence INTEGER NOT NULL DEFAULT 0,
                  cree INTEGER NOT NULL, modifie INTEGER NOT NULL,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX rencontre_debut ON rencontre (debut);
                CREATE TABLE rencontre_theme (
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  mot TEXT NOT NULL, theme TEXT NOT NULL, PRIMARY KEY (rencontre, mot)
                );
                CREATE TABLE rencontre_quota (
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  college TEXT NOT NULL, places INTEGER NOT NULL CHECK (places >= 0),
                  PRIMARY KEY (rencontre, college)
                );
                CREATE TABLE rencontre_accueil (
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  personne INTEGER NOT NULL REFERENCES personne (id) ON DELETE CASCADE,
                  PRIMARY KEY (rencontre, personne)
                );
                CREATE TABLE salle (
                  id INTEGER PRIMARY KEY,
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  nom TEXT NOT NULL, acces TEXT NOT NULL DEFAULT '', rang INTEGER NOT NULL DEFAULT 0,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX salle_rencontre ON salle (rencontre);
                CREATE TABLE seance (
                  id INTEGER PRIMARY KEY,
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  salle INTEGER REFERENCES salle (id) ON DELETE SET NULL,
                  genre TEXT NOT NULL, titre TEXT NOT NULL, resume TEXT NOT NULL DEFAULT '',
                  debut INTEGER NOT NULL, fin INTEGER NOT NULL CHECK (fin > debut),
                  au_choix INTEGER NOT NULL DEFAULT 0, places INTEGER CHECK (places >= 0),
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX seance_rencontre ON seance (rencontre, debut);
                CREATE TABLE intervenant (
                  id INTEGER PRIMARY KEY,
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  personne INTEGER REFERENCES personne (id) ON DELETE SET NULL,
                  nom TEXT NOT NULL, fonction TEXT NOT NULL DEFAULT '',
                  organisme TEXT NOT NULL DEFAULT '', accord TEXT NOT NULL DEFAULT '',
                  rang INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX intervenant_rencontre ON intervenant (rencontre);
                CREATE TABLE seance_intervenant (
                  seance INTEGER NOT NULL REFERENCES seance (id) ON DELETE CASCADE,
                  intervenant INTEGER NOT NULL REFERENCES intervenant (id) ON DELETE CASCADE,
                  PRIMARY KEY (seance, intervenant)
                );
                CREATE TABLE support (
                  id INTEGER PRIMARY KEY,
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  seance INTEGER REFERENCES seance (id) ON DELETE SET NULL,
                  titre TEXT NOT NULL, adresse TEXT NOT NULL DEFAULT '',
                  fichier TEXT REFERENCES fichier (empreinte), nom TEXT NOT NULL DEFAULT '',
                  rang INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX support_fichier ON support (fichier);
                CREATE INDEX support_rencontre ON support (rencontre);
                """)
    }

    private static func registration(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE demande_inscription (
                  id INTEGER PRIMARY KEY,
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  courriel TEXT NOT NULL COLLATE NOCASE, jeton BLOB NOT NULL UNIQUE,
                  contenu TEXT NOT NULL, cree INTEGER NOT NULL, expire INTEGER NOT NULL,
                  utilisee INTEGER
                );
                CREATE INDEX demande_inscription_courriel ON demande_inscription (courriel, cree);
                CREATE TABLE inscription (
                  id INTEGER PRIMARY KEY,
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  personne INTEGER REFERENCES personne (id) ON DELETE SET NULL,
                  courriel TEXT COLLATE NOCASE, nom TEXT NOT NULL DEFAULT '',
                  fonction TEXT NOT NULL DEFAULT '', organisme TEXT NOT NULL DEFAULT '',
                  college TEXT NOT NULL, etat TEXT NOT NULL CHECK (etat IN
                    ('confirmee', 'en_attente', 'annulee')),
                  rang INTEGER NOT NULL, sur_place INTEGER NOT NULL DEFAULT 0,
                  cree INTEGER NOT NULL, confirmee INTEGER, annulee INTEGER,
                  presente INTEGER, sequence INTEGER NOT NULL DEFAULT 0, fin INTEGER NOT NULL,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE UNIQUE INDEX inscription_une ON inscription (rencontre, courriel)
                  WHERE etat <> 'annulee' AND courriel IS NOT NULL AND courriel <> '';
                CREATE INDEX inscription_ordre ON inscription (rencontre, etat, rang);
                CREATE INDEX inscription_personne ON inscription (personne);
                CREATE TABLE inscription_besoin (
                  inscription INTEGER PRIMARY KEY
                    REFERENCES inscription (id) ON DELETE CASCADE,
                  personne INTEGER REFERENCES personne (id) ON DELETE CASCADE,
                  acces TEXT NOT NULL DEFAULT '', repas TEXT NOT NULL DEFAULT '',
                  fin INTEGER NOT NULL
                );
                CREATE TABLE inscription_seance (
                  inscription INTEGER NOT NULL REFERENCES inscription (id) ON DELETE CASCADE,
                  seance INTEGER NOT NULL REFERENCES seance (id) ON DELETE CASCADE,
                  retenue INTEGER NOT NULL DEFAULT 0, rang INTEGER NOT NULL,
                  PRIMARY KEY (inscription, seance)
                );
                CREATE INDEX inscription_seance_ordre ON inscription_seance (seance, retenue, rang);
                CREATE TABLE rencontre_bilan (
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  college TEXT NOT NULL, inscrits INTEGER NOT NULL, attente INTEGER NOT NULL,
                  presents INTEGER NOT NULL, sur_place INTEGER NOT NULL,
                  PRIMARY KEY (rencontre, college)
                );
                """)
    }

    private static func questionnaire(_ database: Database) throws {
        // `avis` has a random key and no order of arrival, `avis_donne` the order of registrations:
        // nothing in the file joins an answer to who gave it, nor two answers of one person.
        try database.execute(
            sql: """
                CREATE TABLE question (
                  id INTEGER PRIMARY KEY,
                  rencontre INTEGER NOT NULL REFERENCES rencontre (id) ON DELETE CASCADE,
                  genre TEXT NOT NULL CHECK (genre IN ('echelle', 'choix', 'texte')),
                  intitule TEXT NOT NULL, choix TEXT NOT NULL DEFAULT '',
                  rang INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX question_rencontre ON question (rencontre);
                CREATE TABLE avis (
                  cle BLOB PRIMARY KEY,
                  question INTEGER NOT NULL REFERENCES question (id) ON DELETE CASCADE,
                  reponse TEXT NOT NULL
                ) WITHOUT ROWID;
                CREATE INDEX avis_question ON avis (question);
                CREATE TABLE avis_donne (
                  inscription INTEGER PRIMARY KEY
                    REFERENCES inscription (id) ON DELETE CASCADE
                );
                """)
    }
}
