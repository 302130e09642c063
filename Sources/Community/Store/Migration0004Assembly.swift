import GRDB

/// The assembly: sessions, convocations, attendance, proxies, votes, minutes, the bureau.
///
/// Secret votes are kept in `urne` and `electeur`; why these two tables look as they do is in
/// `docs/decisions/0111-secret-ballots.md`.
enum Migration0004Assembly: CommunityMigration {
    static let name = "0004-assemblee"

    private static let underNumber = StoredTable.Erasure.kept(
        "les procès-verbaux gardent qui a pris part, sous un numéro")

    static let tables: [StoredTable] = [
        StoredTable("assemblee", owner: "president", erasure: underNumber),
        StoredTable("point"),
        StoredTable("convocation", owner: "personne", erasure: underNumber),
        StoredTable("presence", owner: "personne", erasure: underNumber),
        StoredTable("procuration", owner: "personne", erasure: underNumber),
        StoredTable("resolution"),
        StoredTable(
            "electeur",
            journal: .nothing("le journal dirait dans quel ordre et quand chacun a voté"),
            owner: "personne", erasure: underNumber),
        StoredTable(
            "voix_publique", owner: "personne", erasure: underNumber),
        StoredTable("urne", journal: .nothing("le journal dirait dans quel ordre l’urne s’emplit")),
        StoredTable("decompte"),
        StoredTable(
            "proces_verbal", owner: "signataire",
            erasure: .kept("le texte nomme les personnes par un numéro")),
        StoredTable(
            "mandat", owner: "personne", erasure: underNumber),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(sql: organisations + sessions + votes + after)
    }

    private static let organisations = """
        ALTER TABLE representation ADD COLUMN affichage INTEGER NOT NULL DEFAULT 0
          CHECK (affichage IN (0, 1));

        """

    private static let sessions = """
        CREATE TABLE assemblee (
          id INTEGER PRIMARY KEY, titre TEXT NOT NULL,
          genre TEXT NOT NULL DEFAULT 'ordinaire' CHECK (genre IN ('ordinaire', 'extraordinaire')),
          lieu TEXT NOT NULL DEFAULT '', lien TEXT NOT NULL DEFAULT '', debut INTEGER NOT NULL,
          etat TEXT NOT NULL DEFAULT 'preparee'
            CHECK (etat IN ('preparee', 'convoquee', 'ouverte', 'close', 'annulee')),
          seconde_de INTEGER REFERENCES assemblee (id),
          president INTEGER REFERENCES personne (id) ON DELETE SET NULL,
          regles TEXT, convoquee INTEGER, ouverte INTEGER, close INTEGER,
          version INTEGER NOT NULL DEFAULT 1
        );
        CREATE INDEX assemblee_debut ON assemblee (debut);
        CREATE TABLE point (
          id INTEGER PRIMARY KEY, seance INTEGER NOT NULL REFERENCES assemblee (id),
          rang INTEGER NOT NULL, titre TEXT NOT NULL, texte TEXT NOT NULL DEFAULT ''
        );
        CREATE INDEX point_seance ON point (seance, rang);
        CREATE TABLE convocation (
          seance INTEGER NOT NULL REFERENCES assemblee (id),
          organisation INTEGER NOT NULL REFERENCES organisation (id),
          personne INTEGER NOT NULL REFERENCES personne (id), moment INTEGER NOT NULL,
          PRIMARY KEY (seance, organisation, personne)
        );
        CREATE TABLE presence (
          seance INTEGER NOT NULL REFERENCES assemblee (id),
          organisation INTEGER NOT NULL REFERENCES organisation (id),
          personne INTEGER REFERENCES personne (id) ON DELETE SET NULL,
          maniere TEXT NOT NULL DEFAULT 'salle' CHECK (maniere IN ('salle', 'distance')),
          par TEXT NOT NULL CHECK (par IN ('equipe', 'representant')), moment INTEGER NOT NULL,
          PRIMARY KEY (seance, organisation)
        );
        CREATE TABLE procuration (
          id INTEGER PRIMARY KEY, seance INTEGER NOT NULL REFERENCES assemblee (id),
          mandant INTEGER NOT NULL REFERENCES organisation (id),
          mandataire INTEGER NOT NULL REFERENCES organisation (id),
          personne INTEGER REFERENCES personne (id) ON DELETE SET NULL,
          donnee INTEGER NOT NULL, revoquee INTEGER
        );
        CREATE UNIQUE INDEX procuration_en_cours ON procuration (seance, mandant)
          WHERE revoquee IS NULL;

        """

    private static let votes = """
        CREATE TABLE resolution (
          id INTEGER PRIMARY KEY, seance INTEGER NOT NULL REFERENCES assemblee (id),
          rang INTEGER NOT NULL, titre TEXT NOT NULL, texte TEXT NOT NULL,
          majorite TEXT NOT NULL DEFAULT 'simple'
            CHECK (majorite IN ('simple', 'absolue', 'deux_tiers')),
          abstentions INTEGER NOT NULL DEFAULT 0 CHECK (abstentions IN (0, 1)),
          mode TEXT NOT NULL DEFAULT 'organismes'
            CHECK (mode IN ('organismes', 'totaux', 'secret')),
          etat TEXT NOT NULL DEFAULT 'preparee' CHECK (etat IN ('preparee', 'ouverte', 'close')),
          petits_colleges INTEGER NOT NULL DEFAULT 0, adoptee INTEGER,
          ouverte INTEGER, close INTEGER, version INTEGER NOT NULL DEFAULT 1
        );
        CREATE INDEX resolution_seance ON resolution (seance, rang);
        CREATE TABLE electeur (
          resolution INTEGER NOT NULL REFERENCES resolution (id),
          organisation INTEGER NOT NULL REFERENCES organisation (id),
          college TEXT NOT NULL, mandataire INTEGER REFERENCES organisation (id),
          a_vote INTEGER NOT NULL DEFAULT 0,
          personne INTEGER REFERENCES personne (id) ON DELETE SET NULL,
          PRIMARY KEY (resolution, organisation)
        ) WITHOUT ROWID;
        CREATE TABLE voix_publique (
          resolution INTEGER NOT NULL REFERENCES resolution (id),
          organisation INTEGER NOT NULL REFERENCES organisation (id),
          choix TEXT NOT NULL CHECK (choix IN ('pour', 'contre', 'abstention')),
          personne INTEGER REFERENCES personne (id) ON DELETE SET NULL, moment INTEGER NOT NULL,
          PRIMARY KEY (resolution, organisation)
        );
        CREATE TABLE urne (
          resolution INTEGER NOT NULL REFERENCES resolution (id), college TEXT NOT NULL,
          choix TEXT NOT NULL CHECK (choix IN ('pour', 'contre', 'abstention')),
          voix TEXT NOT NULL DEFAULT '000000' CHECK (length(voix) = 6),
          PRIMARY KEY (resolution, college, choix)
        ) WITHOUT ROWID;
        CREATE TABLE decompte (
          resolution INTEGER NOT NULL REFERENCES resolution (id), college TEXT NOT NULL,
          poids INTEGER NOT NULL, electeurs INTEGER NOT NULL, votants INTEGER NOT NULL,
          pour INTEGER, contre INTEGER, abstention INTEGER,
          PRIMARY KEY (resolution, college)
        );

        """

    // A signed text changes with its fingerprint only: the erasure of somebody it names.
    private static let after = """
        CREATE TABLE proces_verbal (
          seance INTEGER PRIMARY KEY REFERENCES assemblee (id), texte TEXT NOT NULL,
          cree INTEGER NOT NULL, signe INTEGER,
          signataire INTEGER REFERENCES personne (id) ON DELETE SET NULL, empreinte TEXT,
          version INTEGER NOT NULL DEFAULT 1
        );
        CREATE TRIGGER proces_verbal_fige BEFORE UPDATE OF texte ON proces_verbal
        WHEN OLD.signe IS NOT NULL AND NEW.empreinte IS OLD.empreinte
        BEGIN SELECT RAISE(ABORT, 'un procès-verbal signé ne change plus'); END;
        CREATE TABLE mandat (
          id INTEGER PRIMARY KEY, personne INTEGER NOT NULL REFERENCES personne (id),
          organisation INTEGER REFERENCES organisation (id),
          charge TEXT NOT NULL CHECK (charge IN
            ('presidence', 'vice_presidence', 'secretariat', 'tresorerie', 'membre')),
          depuis INTEGER NOT NULL, jusqua INTEGER,
          affichage INTEGER NOT NULL DEFAULT 0 CHECK (affichage IN (0, 1))
        );
        CREATE INDEX mandat_depuis ON mandat (depuis);

        """
}
