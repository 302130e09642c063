import GRDB

/// Consultations: what a buyer asks for, in lots, until a moment; then what it decides.
enum Migration0010Consultations: CommunityMigration {
    static let name = "0010-consultations"

    static let tables: [StoredTable] = [
        // Five years after the end: code de la commande publique, R2184-12, to be confirmed.
        // What is secret before the award is not copied where the site's administrators read.
        StoredTable(
            "consultation", heavy: ["estimation_centimes", "description"],
            retention: .init(
                column: "terminee", setting: "conservation.consultations_jours",
                label: "Consultations, après leur fin",
                days: Consultations.keptDays)),
        StoredTable("consultation_lot", heavy: ["estimation_centimes"]),
        StoredTable("consultation_critere"),
        StoredTable("consultation_preuve"),
        StoredTable("consultation_piece"),
        StoredTable("consultation_avis"),
        StoredTable(
            "consultation_question",
            journal: .nothing(
                "qui pose une question n’est montré à personne\u{202F}; la réponse est dans les avis"
            ),
            owner: "auteur", personal: ["recue"], erasure: .columns),
        StoredTable(
            "consultation_suivi",
            journal: .nothing("qui suit une consultation n’est montré à personne"),
            owner: "personne", erasure: .row),
        StoredTable("consultation_offre", heavy: ["siret", "nom", "prix_centimes", "motif"]),
        StoredTable("consultation_note", heavy: ["note", "motif"]),
        StoredTable("consultation_attribution", heavy: ["offre", "motif", "donnees"]),
    ]

    static func migrate(_ database: Database) throws {
        try asked(database)
        try said(database)
        try decided(database)
    }

    private static func asked(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE consultation (
                  id INTEGER PRIMARY KEY, cle TEXT NOT NULL UNIQUE,
                  acheteur TEXT NOT NULL, acheteur_nom TEXT NOT NULL DEFAULT '',
                  acheteur_genre TEXT NOT NULL DEFAULT '',
                  objet TEXT NOT NULL, description TEXT NOT NULL DEFAULT '',
                  achat TEXT NOT NULL DEFAULT 'services'
                    CHECK (achat IN ('travaux', 'fournitures', 'services', 'services_sociaux')),
                  procedure TEXT NOT NULL DEFAULT 'devis',
                  cpv TEXT NOT NULL DEFAULT '', lieu TEXT NOT NULL DEFAULT '', mois INTEGER,
                  estimation_centimes INTEGER, ca_minimal_centimes INTEGER,
                  formule TEXT NOT NULL DEFAULT 'inverse',
                  reception TEXT NOT NULL DEFAULT 'site'
                    CHECK (reception IN ('site', 'ailleurs')),
                  etat TEXT NOT NULL DEFAULT 'brouillon' CHECK (etat IN
                    ('brouillon', 'publiee', 'ouverte', 'attribuee', 'sans_suite', 'annulee')),
                  publication INTEGER, cloture INTEGER,
                  fondement TEXT NOT NULL DEFAULT '',
                  motif TEXT NOT NULL DEFAULT '', terminee INTEGER,
                  exemple INTEGER NOT NULL DEFAULT 0,
                  cree INTEGER NOT NULL, modifie INTEGER NOT NULL,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX consultation_acheteur ON consultation (acheteur);
                CREATE INDEX consultation_etat ON consultation (etat, cloture);
                CREATE TABLE consultation_lot (
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  numero INTEGER NOT NULL CHECK (numero >= 1), objet TEXT NOT NULL,
                  estimation_centimes INTEGER,
                  PRIMARY KEY (consultation, numero)
                );
                CREATE TABLE consultation_critere (
                  id INTEGER PRIMARY KEY,
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  rang INTEGER NOT NULL, nom TEXT NOT NULL,
                  genre TEXT NOT NULL CHECK (genre IN ('prix', 'autre')),
                  poids INTEGER NOT NULL CHECK (poids BETWEEN 1 AND 100),
                  UNIQUE (consultation, rang)
                );
                CREATE TABLE consultation_preuve (
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  code TEXT NOT NULL, PRIMARY KEY (consultation, code)
                );
                CREATE TABLE consultation_piece (
                  id INTEGER PRIMARY KEY,
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  fichier TEXT NOT NULL REFERENCES fichier (empreinte),
                  nom TEXT NOT NULL, libelle TEXT NOT NULL DEFAULT '',
                  ajout INTEGER NOT NULL, retrait INTEGER
                );
                CREATE INDEX consultation_piece_de ON consultation_piece (consultation);
                """)
    }

    private static func said(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE consultation_avis (
                  id INTEGER PRIMARY KEY,
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  genre TEXT NOT NULL, moment INTEGER NOT NULL, texte TEXT NOT NULL,
                  avant TEXT NOT NULL DEFAULT ''
                );
                CREATE INDEX consultation_avis_de ON consultation_avis (consultation, moment);
                CREATE TABLE consultation_question (
                  id INTEGER PRIMARY KEY,
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  auteur INTEGER REFERENCES personne (id) ON DELETE SET NULL,
                  recue TEXT NOT NULL, posee INTEGER NOT NULL,
                  texte TEXT NOT NULL DEFAULT '', reponse TEXT NOT NULL DEFAULT '',
                  publiee INTEGER, ecartee INTEGER, version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX consultation_question_de ON consultation_question (consultation);
                CREATE TABLE consultation_suivi (
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  personne INTEGER NOT NULL REFERENCES personne (id) ON DELETE CASCADE,
                  depuis INTEGER NOT NULL, PRIMARY KEY (consultation, personne)
                );
                """)
    }

    private static func decided(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE consultation_offre (
                  id INTEGER PRIMARY KEY,
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  lot INTEGER NOT NULL, siret TEXT NOT NULL, nom TEXT NOT NULL,
                  source TEXT NOT NULL CHECK (source IN ('site', 'autre')),
                  tardive INTEGER NOT NULL DEFAULT 0, recue INTEGER,
                  admission TEXT NOT NULL DEFAULT 'a_decider'
                    CHECK (admission IN ('a_decider', 'admise', 'ecartee')),
                  motif TEXT NOT NULL DEFAULT '', prix_centimes INTEGER,
                  version INTEGER NOT NULL DEFAULT 1,
                  UNIQUE (consultation, lot, siret)
                );
                CREATE TABLE consultation_note (
                  offre INTEGER NOT NULL REFERENCES consultation_offre (id) ON DELETE CASCADE,
                  critere INTEGER NOT NULL REFERENCES consultation_critere (id) ON DELETE CASCADE,
                  note INTEGER NOT NULL CHECK (note BETWEEN 0 AND 2000),
                  motif TEXT NOT NULL DEFAULT '', PRIMARY KEY (offre, critere)
                );
                CREATE TABLE consultation_attribution (
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  lot INTEGER NOT NULL, offre INTEGER REFERENCES consultation_offre (id),
                  motif TEXT NOT NULL DEFAULT '', decidee INTEGER NOT NULL,
                  attente_jours INTEGER NOT NULL DEFAULT 0, identifiant TEXT NOT NULL DEFAULT '',
                  envoi INTEGER, notification INTEGER, donnees TEXT NOT NULL DEFAULT '',
                  PRIMARY KEY (consultation, lot)
                );
                """)
    }
}
