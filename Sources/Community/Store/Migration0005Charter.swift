import GRDB

/// The charter: its text, commitments, signatures, where signatories stand, figures they attest; news.
enum Migration0005Charter: CommunityMigration {
    static let name = "0005-charte"

    private static let signed = StoredTable.Erasure.columns

    static let tables: [StoredTable] = [
        StoredTable("charte_texte"),
        StoredTable("engagement"),
        StoredTable("engagement_redaction"),
        StoredTable(
            "engagement_signature", owner: "personne", personal: ["nom", "fonction"],
            erasure: signed),
        StoredTable("engagement_position"),
        StoredTable("engagement_commentaire"),
        StoredTable("engagement_preuve"),
        StoredTable(
            "chiffres_attestes", owner: "personne", personal: ["nom", "fonction"], erasure: signed,
            heavy: ["synthese"]),
        StoredTable("actualite"),
        StoredTable("abonnement_actualites", owner: "personne", erasure: .row),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(sql: charter)
        try database.execute(sql: signatures)
        try database.execute(sql: attested)
        try database.execute(sql: news)
    }

    private static let charter = """
        CREATE TABLE charte_texte (
          id INTEGER PRIMARY KEY, numero INTEGER NOT NULL UNIQUE, texte TEXT NOT NULL,
          changements TEXT NOT NULL DEFAULT '', cree INTEGER NOT NULL, publie INTEGER,
          version INTEGER NOT NULL DEFAULT 1
        );
        CREATE UNIQUE INDEX charte_brouillon ON charte_texte (publie IS NULL) WHERE publie IS NULL;
        CREATE TABLE engagement (
          id INTEGER PRIMARY KEY, cle TEXT NOT NULL UNIQUE, rang INTEGER NOT NULL,
          cree INTEGER NOT NULL, clos INTEGER, clos_motif TEXT NOT NULL DEFAULT '',
          version INTEGER NOT NULL DEFAULT 1
        );
        CREATE TABLE engagement_redaction (
          id INTEGER PRIMARY KEY, engagement INTEGER NOT NULL REFERENCES engagement (id),
          numero INTEGER NOT NULL, titre TEXT NOT NULL, texte TEXT NOT NULL, theme TEXT NOT NULL,
          indicateur TEXT, mesure TEXT NOT NULL DEFAULT '', filtres TEXT NOT NULL DEFAULT '',
          place TEXT NOT NULL DEFAULT 'acheteur' CHECK (place IN ('acheteur', 'titulaire')),
          edition TEXT, sens TEXT CHECK (sens IN ('au_plus', 'au_moins')),
          cible_millioniemes INTEGER, echeance INTEGER, cree INTEGER NOT NULL,
          UNIQUE (engagement, numero),
          CHECK (indicateur IS NULL OR upper(indicateur) NOT LIKE 'TER-%')
        );
        """

    private static let signatures = """
        CREATE TABLE engagement_signature (
          id INTEGER PRIMARY KEY,
          organisation INTEGER NOT NULL REFERENCES organisation (id),
          engagement INTEGER NOT NULL REFERENCES engagement (id),
          redaction INTEGER NOT NULL REFERENCES engagement_redaction (id),
          charte INTEGER NOT NULL REFERENCES charte_texte (id),
          personne INTEGER REFERENCES personne (id),
          nom TEXT NOT NULL, fonction TEXT NOT NULL, signee INTEGER NOT NULL,
          edition TEXT, siret TEXT,
          perimetre TEXT NOT NULL DEFAULT 'siren' CHECK (perimetre IN ('siret', 'siren')),
          retiree INTEGER, retrait_motif TEXT NOT NULL DEFAULT ''
        );
        CREATE UNIQUE INDEX signature_en_cours
          ON engagement_signature (organisation, engagement) WHERE retiree IS NULL;
        CREATE INDEX signature_engagement ON engagement_signature (engagement);
        CREATE TABLE engagement_position (
          id INTEGER PRIMARY KEY,
          signature INTEGER NOT NULL REFERENCES engagement_signature (id),
          edition TEXT NOT NULL, jour INTEGER NOT NULL,
          etat TEXT NOT NULL CHECK (etat IN ('mesure', 'peu_de_donnees', 'sans_objet')),
          valeur REAL, numerateur TEXT, denominateur TEXT, inconnus INTEGER NOT NULL DEFAULT 0,
          bas REAL, haut REAL, unite TEXT NOT NULL, en_euros INTEGER NOT NULL DEFAULT 0,
          selection TEXT NOT NULL, comptes TEXT, calculee INTEGER NOT NULL,
          UNIQUE (signature, edition)
        );
        CREATE TABLE engagement_commentaire (
          id INTEGER PRIMARY KEY,
          signature INTEGER NOT NULL REFERENCES engagement_signature (id),
          edition TEXT NOT NULL, texte TEXT NOT NULL, ecrit INTEGER NOT NULL,
          UNIQUE (signature, edition)
        );
        CREATE TABLE engagement_preuve (
          id INTEGER PRIMARY KEY,
          signature INTEGER NOT NULL REFERENCES engagement_signature (id),
          texte TEXT NOT NULL, adresse TEXT NOT NULL DEFAULT '', deposee INTEGER NOT NULL
        );
        CREATE INDEX preuve_signature ON engagement_preuve (signature);
        """

    private static let attested = """
        CREATE TABLE chiffres_attestes (
          id INTEGER PRIMARY KEY,
          organisation INTEGER NOT NULL REFERENCES organisation (id),
          trimestre TEXT NOT NULL, taille TEXT NOT NULL,
          factures INTEGER NOT NULL CHECK (factures > 0),
          delai_moyen_centiemes INTEGER NOT NULL, delai_median_centiemes INTEGER,
          retard_dix_milliemes INTEGER NOT NULL CHECK (retard_dix_milliemes BETWEEN 0 AND 10000),
          interets_verses_centimes INTEGER, impayees INTEGER, impayees_centimes INTEGER,
          empreinte TEXT, synthese TEXT, note TEXT NOT NULL DEFAULT '',
          personne INTEGER REFERENCES personne (id),
          nom TEXT NOT NULL, fonction TEXT NOT NULL, deposee INTEGER NOT NULL,
          remplacee INTEGER, corrige INTEGER REFERENCES chiffres_attestes (id),
          motif TEXT NOT NULL DEFAULT ''
        );
        CREATE UNIQUE INDEX chiffres_en_vigueur
          ON chiffres_attestes (organisation, trimestre) WHERE remplacee IS NULL;
        CREATE INDEX chiffres_trimestre ON chiffres_attestes (trimestre);
        """

    private static let news = """
        CREATE TABLE actualite (
          id INTEGER PRIMARY KEY, cle TEXT NOT NULL UNIQUE,
          genre TEXT NOT NULL CHECK (genre IN ('actualite', 'communique')),
          titre TEXT NOT NULL, chapo TEXT NOT NULL, texte TEXT NOT NULL,
          etat TEXT NOT NULL DEFAULT 'brouillon'
            CHECK (etat IN ('brouillon', 'publiee', 'retiree')),
          cree INTEGER NOT NULL, publiee INTEGER, modifiee INTEGER NOT NULL, retiree INTEGER,
          retrait_motif TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 1
        );
        CREATE INDEX actualite_publiee ON actualite (publiee) WHERE etat = 'publiee';
        CREATE TABLE abonnement_actualites (
          personne INTEGER PRIMARY KEY REFERENCES personne (id) ON DELETE CASCADE,
          depuis INTEGER NOT NULL
        );
        """
}
