import GRDB

/// « Rencontres de l'innovation »: needs, solutions, wishes, programmes, what came of them.
///
/// Who wished whom, who met whom and what they said of it are not copied to the journal: they are
/// erased at their date, and no copy may stay behind. Every programme is a version of its own, with
/// its author and moment, so that nothing is changed unseen.
enum Migration0009Meetings: CommunityMigration {
    static let name = "0009-rencontres-innovation"

    private static let pairs = StoredTable.Retention(
        column: "jour", setting: "conservation.innovation_rendez_vous_jours",
        label: "Rendez-vous des rencontres de l’innovation", days: 730)

    static let tables: [StoredTable] = [
        StoredTable("innovation"),
        StoredTable("innovation_etape"),
        StoredTable("innovation_creneau"),
        StoredTable("innovation_table"),
        StoredTable(
            "innovation_participant", owner: "personne",
            erasure: .kept("l’organisme reste inscrit, la personne n’y est plus qu’un numéro")),
        StoredTable("innovation_indisponibilite"),
        StoredTable("innovation_besoin"),
        StoredTable("innovation_solution"),
        StoredTable(
            "innovation_ajout", owner: "personne",
            erasure: .kept("publié à tous au nom de l’acheteur, sous un numéro")),
        StoredTable(
            "innovation_voeu",
            journal: .nothing("un vœu est secret et s’efface à sa date, sans copie"),
            owner: "personne", personal: ["motif"], erasure: .columns,
            retention: .init(
                column: "jour", setting: "conservation.innovation_voeux_jours",
                label: "Vœux des rencontres de l’innovation", days: 365)),
        StoredTable("innovation_programme"),
        StoredTable(
            "innovation_rendezvous",
            journal: .nothing("chaque version est gardée entière et s’efface à sa date"),
            retention: pairs),
        StoredTable(
            "innovation_retour",
            journal: .nothing("lu de l’organisateur seul, s’efface à sa date, sans copie"),
            owner: "personne", personal: ["mot"], erasure: .columns,
            retention: .init(
                column: "jour", setting: "conservation.innovation_retours_jours",
                label: "Avis sur les rendez-vous de l’innovation", days: 730)),
        StoredTable("innovation_releve"),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(sql: event + people + programme)
    }

    private static let event = """
        CREATE TABLE innovation (
          id INTEGER PRIMARY KEY, cle TEXT NOT NULL UNIQUE, titre TEXT NOT NULL,
          presentation TEXT NOT NULL DEFAULT '', lieu TEXT NOT NULL DEFAULT '',
          jour INTEGER NOT NULL, groupe INTEGER REFERENCES groupe (id),
          rencontre INTEGER REFERENCES rencontre (id),
          etape TEXT NOT NULL DEFAULT 'brouillon' CHECK (etape IN
            ('brouillon', 'besoins', 'besoins_figes', 'voeux', 'voeux_clos', 'publie', 'jour',
             'retours', 'close')),
          plafond INTEGER NOT NULL DEFAULT 6, voeux_simples INTEGER NOT NULL DEFAULT 1,
          besoins_jusquau INTEGER, voeux_jusquau INTEGER,
          cree INTEGER NOT NULL, version INTEGER NOT NULL DEFAULT 1
        );
        CREATE TABLE innovation_etape (
          id INTEGER PRIMARY KEY, innovation INTEGER NOT NULL REFERENCES innovation (id),
          etape TEXT NOT NULL, moment INTEGER NOT NULL, personne INTEGER REFERENCES personne (id)
        );
        CREATE TABLE innovation_creneau (
          id INTEGER PRIMARY KEY, innovation INTEGER NOT NULL REFERENCES innovation (id),
          debut INTEGER NOT NULL, minutes INTEGER NOT NULL, UNIQUE (innovation, debut)
        );
        CREATE TABLE innovation_table (
          id INTEGER PRIMARY KEY, innovation INTEGER NOT NULL REFERENCES innovation (id),
          numero INTEGER NOT NULL, nom TEXT NOT NULL DEFAULT '', UNIQUE (innovation, numero)
        );

        """

    private static let people = """
        CREATE TABLE innovation_participant (
          id INTEGER PRIMARY KEY, innovation INTEGER NOT NULL REFERENCES innovation (id),
          cote TEXT NOT NULL CHECK (cote IN ('acheteur', 'entreprise')),
          siret TEXT NOT NULL, nom TEXT NOT NULL, personne INTEGER REFERENCES personne (id),
          taille TEXT NOT NULL DEFAULT '' CHECK (taille IN ('', 'micro', 'pme', 'eti', 'ge')),
          plafond INTEGER, plafond_fixe INTEGER, spontane INTEGER NOT NULL DEFAULT 0,
          inscrit INTEGER NOT NULL, absent INTEGER, retire INTEGER,
          version INTEGER NOT NULL DEFAULT 1, UNIQUE (innovation, siret, cote)
        );
        CREATE INDEX innovation_participant_siret ON innovation_participant (siret);
        CREATE TABLE innovation_indisponibilite (
          participant INTEGER NOT NULL REFERENCES innovation_participant (id),
          creneau INTEGER NOT NULL REFERENCES innovation_creneau (id) ON DELETE CASCADE,
          PRIMARY KEY (participant, creneau)
        );
        CREATE TABLE innovation_besoin (
          id INTEGER PRIMARY KEY, innovation INTEGER NOT NULL REFERENCES innovation (id),
          participant INTEGER NOT NULL REFERENCES innovation_participant (id),
          titre TEXT NOT NULL, texte TEXT NOT NULL, theme TEXT NOT NULL, cpv TEXT NOT NULL DEFAULT '',
          recherche TEXT NOT NULL, horizon TEXT NOT NULL, cree INTEGER NOT NULL, retire INTEGER,
          version INTEGER NOT NULL DEFAULT 1
        );
        CREATE INDEX innovation_besoin_participant ON innovation_besoin (participant);
        CREATE TABLE innovation_solution (
          id INTEGER PRIMARY KEY, innovation INTEGER NOT NULL REFERENCES innovation (id),
          participant INTEGER NOT NULL REFERENCES innovation_participant (id),
          titre TEXT NOT NULL, texte TEXT NOT NULL, theme TEXT NOT NULL, cpv TEXT NOT NULL DEFAULT '',
          maturite TEXT NOT NULL, realisations TEXT NOT NULL DEFAULT '', cree INTEGER NOT NULL,
          retire INTEGER, version INTEGER NOT NULL DEFAULT 1
        );
        CREATE INDEX innovation_solution_participant ON innovation_solution (participant);
        CREATE TABLE innovation_ajout (
          id INTEGER PRIMARY KEY, besoin INTEGER NOT NULL REFERENCES innovation_besoin (id),
          genre TEXT NOT NULL CHECK (genre IN ('complement', 'note')),
          personne INTEGER REFERENCES personne (id), texte TEXT NOT NULL, moment INTEGER NOT NULL
        );
        CREATE INDEX innovation_ajout_besoin ON innovation_ajout (besoin);
        CREATE TABLE innovation_voeu (
          de INTEGER NOT NULL REFERENCES innovation_participant (id),
          vers INTEGER NOT NULL REFERENCES innovation_participant (id),
          force INTEGER NOT NULL CHECK (force BETWEEN 0 AND 5), motif TEXT NOT NULL DEFAULT '',
          personne INTEGER REFERENCES personne (id), moment INTEGER NOT NULL,
          jour INTEGER NOT NULL, PRIMARY KEY (de, vers)
        );
        CREATE INDEX innovation_voeu_vers ON innovation_voeu (vers);

        """

    private static let programme = """
        CREATE TABLE innovation_programme (
          id INTEGER PRIMARY KEY, innovation INTEGER NOT NULL REFERENCES innovation (id),
          numero INTEGER NOT NULL,
          origine TEXT NOT NULL CHECK (origine IN ('calcul', 'retouche', 'reparation')),
          etat TEXT NOT NULL CHECK (etat IN ('en_cours', 'pret', 'echec')),
          raison TEXT NOT NULL DEFAULT '', statut TEXT NOT NULL DEFAULT '',
          limite INTEGER NOT NULL DEFAULT 0, poids INTEGER, borne INTEGER,
          souhaits INTEGER NOT NULL DEFAULT 0, places INTEGER NOT NULL DEFAULT 0,
          sans_rendezvous INTEGER NOT NULL DEFAULT 0, pauses INTEGER NOT NULL DEFAULT 0,
          moins INTEGER NOT NULL DEFAULT 0, plus INTEGER NOT NULL DEFAULT 0,
          mediane_acheteurs INTEGER NOT NULL DEFAULT 0,
          mediane_entreprises INTEGER NOT NULL DEFAULT 0,
          cree INTEGER NOT NULL, personne INTEGER REFERENCES personne (id), publie INTEGER,
          UNIQUE (innovation, numero)
        );
        CREATE TABLE innovation_rendezvous (
          id INTEGER PRIMARY KEY,
          programme INTEGER NOT NULL REFERENCES innovation_programme (id),
          acheteur INTEGER NOT NULL REFERENCES innovation_participant (id),
          entreprise INTEGER NOT NULL REFERENCES innovation_participant (id),
          creneau INTEGER NOT NULL REFERENCES innovation_creneau (id),
          place INTEGER NOT NULL REFERENCES innovation_table (id),
          verrou INTEGER NOT NULL DEFAULT 0, jour INTEGER NOT NULL,
          UNIQUE (programme, acheteur, entreprise)
        );
        CREATE TABLE innovation_retour (
          acheteur INTEGER NOT NULL REFERENCES innovation_participant (id),
          entreprise INTEGER NOT NULL REFERENCES innovation_participant (id),
          cote TEXT NOT NULL CHECK (cote IN ('acheteur', 'entreprise')),
          tenu INTEGER NOT NULL, utile INTEGER CHECK (utile BETWEEN 1 AND 5),
          suite INTEGER NOT NULL DEFAULT 0, mot TEXT NOT NULL DEFAULT '',
          personne INTEGER REFERENCES personne (id), moment INTEGER NOT NULL,
          jour INTEGER NOT NULL, PRIMARY KEY (acheteur, entreprise, cote)
        );
        CREATE TABLE innovation_releve (
          id INTEGER PRIMARY KEY, innovation INTEGER NOT NULL REFERENCES innovation (id),
          edition TEXT NOT NULL, rencontres INTEGER NOT NULL, suivies INTEGER NOT NULL,
          contrats INTEGER NOT NULL, moment INTEGER NOT NULL,
          personne INTEGER REFERENCES personne (id)
        );
        """
}
