import GRDB

/// Offers, sealed until their consultation is opened. The files themselves are in the folder `offres`.
enum Migration0011Offers: CommunityMigration {
    static let name = "0011-offres"

    private static let duty =
        "le registre des dépôts et de l’ouverture, que l’acheteur doit conserver"
    // Who deposits is nobody's to know before the closing, the site's administrators included: what names
    // a company or its files is not copied to the journal, nor is who acted meanwhile.
    private static let closing =
        "SELECT consultation.cloture FROM consultation WHERE consultation.id = ROW.consultation"
    private static let filesClosing = """
        SELECT consultation.cloture FROM depot JOIN consultation ON consultation.id = depot.consultation
        WHERE depot.id = ROW.depot
        """
    private static let keys =
        "la clé publique et la clé chiffrée d’un agent, sans lesquelles des offres resteraient "
        + "scellées"

    static let tables: [StoredTable] = [
        StoredTable(
            "cle_agent", owner: "personne", personal: ["personne"],
            erasure: .kept(keys),
            heavy: ["publique", "sel", "privee"]),
        StoredTable(
            "consultation_cle", owner: "cree_par", personal: ["cree_par"], erasure: .kept(duty),
            heavy: ["publique", "secours", "essai"]),
        StoredTable("consultation_part", heavy: ["part"]),
        StoredTable(
            "depot", owner: "personne", personal: ["personne"], erasure: .kept(duty),
            heavy: ["siret", "personne", "publique", "cle_scellee", "cle_ouverte"],
            secretUntil: closing),
        StoredTable(
            "depot_fichier", heavy: ["nom", "empreinte", "annonce", "recu", "taille"],
            secretUntil: filesClosing),
        StoredTable(
            "depot_segment",
            journal: .nothing("se lit dans les fichiers scellés, dont le dépôt est suivi")),
        StoredTable("ouverture"),
        StoredTable(
            "ouverture_agent", owner: "personne", personal: ["personne"], erasure: .kept(duty)),
        StoredTable(
            "copie_sauvegarde", owner: "agent", personal: ["agent"], erasure: .kept(duty),
            heavy: ["siret", "reference"]),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE cle_agent (
                  id INTEGER PRIMARY KEY, personne INTEGER NOT NULL REFERENCES personne (id),
                  publique BLOB NOT NULL, sel BLOB NOT NULL, privee BLOB NOT NULL,
                  operations INTEGER NOT NULL, memoire INTEGER NOT NULL,
                  cree INTEGER NOT NULL, remplacee INTEGER
                );
                CREATE UNIQUE INDEX cle_agent_courante ON cle_agent (personne) WHERE remplacee IS NULL;
                CREATE TABLE consultation_cle (
                  consultation INTEGER PRIMARY KEY REFERENCES consultation (id) ON DELETE CASCADE,
                  publique BLOB NOT NULL, seuil INTEGER NOT NULL CHECK (seuil >= 1),
                  secours BLOB NOT NULL, essai BLOB NOT NULL, essai_empreinte TEXT NOT NULL,
                  cree INTEGER NOT NULL, cree_par INTEGER REFERENCES personne (id),
                  repetee INTEGER, secours_verifiee INTEGER
                );
                CREATE TABLE consultation_part (
                  consultation INTEGER NOT NULL
                    REFERENCES consultation_cle (consultation) ON DELETE CASCADE,
                  rang INTEGER NOT NULL CHECK (rang BETWEEN 1 AND 255),
                  cle_agent INTEGER NOT NULL REFERENCES cle_agent (id), part BLOB NOT NULL,
                  PRIMARY KEY (consultation, rang), UNIQUE (consultation, cle_agent)
                );
                CREATE TABLE depot (
                  id INTEGER PRIMARY KEY, cle TEXT NOT NULL UNIQUE,
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  siret TEXT NOT NULL, personne INTEGER REFERENCES personne (id),
                  etat TEXT NOT NULL DEFAULT 'en_cours' CHECK (etat IN
                    ('en_cours', 'recu', 'remplace', 'retire', 'abandonne')),
                  numero INTEGER, publique BLOB NOT NULL, cle_scellee BLOB NOT NULL,
                  debut INTEGER NOT NULL, debut_continu INTEGER NOT NULL,
                  fin INTEGER, fin_continu INTEGER, cloture INTEGER,
                  hors_delai INTEGER NOT NULL DEFAULT 0, douteux INTEGER NOT NULL DEFAULT 0,
                  admis INTEGER, admis_motif TEXT NOT NULL DEFAULT '',
                  remplace INTEGER REFERENCES depot (id), retire INTEGER,
                  ouvert INTEGER, cle_ouverte BLOB, detruit INTEGER,
                  UNIQUE (consultation, numero)
                );
                CREATE UNIQUE INDEX depot_en_cours ON depot (consultation, siret)
                  WHERE etat = 'en_cours';
                CREATE INDEX depot_siret ON depot (siret);
                CREATE TABLE depot_fichier (
                  depot INTEGER NOT NULL REFERENCES depot (id) ON DELETE CASCADE,
                  numero INTEGER NOT NULL, nom BLOB NOT NULL, annonce INTEGER,
                  recu INTEGER NOT NULL DEFAULT 0, taille INTEGER, empreinte TEXT,
                  debut INTEGER NOT NULL, fin INTEGER, PRIMARY KEY (depot, numero)
                );
                CREATE TABLE depot_segment (
                  depot INTEGER NOT NULL, fichier INTEGER NOT NULL, debut INTEGER NOT NULL,
                  longueur INTEGER, nom TEXT NOT NULL, PRIMARY KEY (depot, nom),
                  FOREIGN KEY (depot, fichier) REFERENCES depot_fichier (depot, numero)
                    ON DELETE CASCADE
                );
                CREATE INDEX depot_segment_fichier ON depot_segment (depot, fichier, debut);
                CREATE TABLE ouverture (
                  id INTEGER PRIMARY KEY,
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  moment INTEGER NOT NULL, moment_continu INTEGER NOT NULL,
                  secours INTEGER NOT NULL DEFAULT 0, offres INTEGER NOT NULL
                );
                CREATE INDEX ouverture_consultation ON ouverture (consultation);
                CREATE TABLE ouverture_agent (
                  ouverture INTEGER NOT NULL REFERENCES ouverture (id) ON DELETE CASCADE,
                  personne INTEGER NOT NULL REFERENCES personne (id),
                  PRIMARY KEY (ouverture, personne)
                );
                CREATE TABLE copie_sauvegarde (
                  id INTEGER PRIMARY KEY,
                  consultation INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
                  siret TEXT NOT NULL, recue INTEGER NOT NULL,
                  support TEXT NOT NULL CHECK (support IN ('papier', 'usb', 'disque', 'autre')),
                  reference TEXT NOT NULL DEFAULT '', agent INTEGER REFERENCES personne (id),
                  cree INTEGER NOT NULL,
                  issue TEXT CHECK (issue IN ('ouverte', 'non_ouverte', 'rendue')),
                  motif TEXT NOT NULL DEFAULT '', issue_moment INTEGER
                );
                CREATE INDEX copie_sauvegarde_consultation ON copie_sauvegarde (consultation);
                """)
    }
}
