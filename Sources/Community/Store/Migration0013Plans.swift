import GRDB

/// Purchase plans, the questions asked about them, saved selections and alerts.
///
/// - Shape: who asked a question stands in a table of its own, `projet_question_recue`, that neither
///   pages nor the journal read; followers are persons with an alert, and alerts are not journalled.
enum Migration0013Plans: CommunityMigration {
    static let name = "0013-projets"

    static let tables: [StoredTable] = [
        StoredTable("projet"),
        StoredTable("projet_histoire"),
        StoredTable("projet_question"),
        StoredTable(
            "projet_question_recue",
            journal: .nothing("qui pose une question n’est montré à personne"),
            owner: "personne", personal: ["texte", "mentions"], erasure: .row,
            retention: .init(
                column: "recue", setting: "conservation.auteurs_questions_jours",
                label: "Auteurs des questions sur les projets d’achat", days: 1_095)),
        StoredTable(
            "projet_offre", owner: "personne", personal: ["message"], erasure: .columns,
            heavy: ["message"],
            retention: .init(
                column: "moment", setting: "conservation.offres_de_sourcing_jours",
                label: "Propositions d’entreprises sur les projets d’achat", days: 1_825)),
        StoredTable(
            "projet_echange",
            retention: .init(
                column: "saisi", setting: "conservation.echanges_de_sourcing_jours",
                label: "Échanges notés sur les projets d’achat", days: 1_825)),
        StoredTable(
            "selection_suivie",
            journal: .nothing("recalculée à chaque édition\u{202F}; aucune personne n’y est nommée")
        ),
        StoredTable(
            "selection_nouveaute",
            journal: .nothing("répète ce que disent les pages publiques"),
            retention: .init(
                column: "vu", setting: "conservation.nouveautes_jours",
                label: "Nouveautés des sélections suivies", days: 400)),
        StoredTable(
            "alerte", journal: .nothing("ce que chacun suit n’est montré à personne"),
            owner: "personne", personal: ["nom"], erasure: .row,
            retention: .init(
                column: "renouvelee", setting: "conservation.alertes_jours",
                label: "Alertes jamais renouvelées", days: 730)),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(sql: plans)
        try database.execute(sql: alerts)
    }

    private static let plans = """
        CREATE TABLE projet (
          id INTEGER PRIMARY KEY AUTOINCREMENT, cle TEXT NOT NULL UNIQUE,
          acheteur TEXT NOT NULL, acheteur_nom TEXT NOT NULL,
          objet TEXT NOT NULL, description TEXT NOT NULL DEFAULT '', cpv TEXT NOT NULL,
          departement TEXT NOT NULL, commune TEXT NOT NULL DEFAULT '',
          tranche TEXT NOT NULL, annee INTEGER NOT NULL,
          trimestre INTEGER NOT NULL CHECK (trimestre BETWEEN 1 AND 4),
          procedure TEXT NOT NULL, allotissement TEXT NOT NULL, lots TEXT NOT NULL DEFAULT '',
          social TEXT NOT NULL DEFAULT '', environnement TEXT NOT NULL DEFAULT '',
          innovation TEXT NOT NULL DEFAULT '',
          etat TEXT NOT NULL DEFAULT 'annonce' CHECK (etat IN
            ('annonce', 'sourcing', 'lancee', 'abandonne')),
          consultation TEXT NOT NULL DEFAULT '', motif TEXT NOT NULL DEFAULT '',
          cree INTEGER NOT NULL, modifie INTEGER NOT NULL, version INTEGER NOT NULL DEFAULT 1
        );
        CREATE INDEX projet_par_acheteur ON projet (acheteur, id);
        CREATE TABLE projet_histoire (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          projet INTEGER NOT NULL REFERENCES projet (id) ON DELETE CASCADE,
          moment INTEGER NOT NULL,
          genre TEXT NOT NULL CHECK (genre IN
            ('annonce', 'champ', 'etat', 'question', 'complement')),
          champ TEXT NOT NULL DEFAULT '', avant TEXT NOT NULL DEFAULT '',
          apres TEXT NOT NULL DEFAULT '', question INTEGER
        );
        CREATE INDEX projet_histoire_par_projet ON projet_histoire (projet, id);
        CREATE TABLE projet_question (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          projet INTEGER NOT NULL REFERENCES projet (id) ON DELETE CASCADE,
          recue INTEGER NOT NULL,
          etat TEXT NOT NULL DEFAULT 'recue' CHECK (etat IN ('recue', 'publiee', 'ecartee')),
          question TEXT NOT NULL DEFAULT '', reponse TEXT NOT NULL DEFAULT '',
          motif TEXT NOT NULL DEFAULT '', est_reecrite INTEGER NOT NULL DEFAULT 0,
          publiee INTEGER, version INTEGER NOT NULL DEFAULT 1
        );
        CREATE INDEX projet_question_par_projet ON projet_question (projet, id);
        CREATE TABLE projet_question_recue (
          question INTEGER PRIMARY KEY REFERENCES projet_question (id) ON DELETE CASCADE,
          personne INTEGER NOT NULL REFERENCES personne (id), recue INTEGER NOT NULL,
          texte TEXT NOT NULL, mentions TEXT NOT NULL DEFAULT ''
        );
        CREATE TABLE projet_offre (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          projet INTEGER NOT NULL REFERENCES projet (id) ON DELETE CASCADE,
          personne INTEGER NOT NULL REFERENCES personne (id),
          siret TEXT NOT NULL, entreprise TEXT NOT NULL, message TEXT NOT NULL DEFAULT '',
          moment INTEGER NOT NULL, retiree INTEGER, UNIQUE (projet, siret)
        );
        CREATE TABLE projet_echange (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          projet INTEGER NOT NULL REFERENCES projet (id) ON DELETE CASCADE,
          jour TEXT NOT NULL, siret TEXT NOT NULL DEFAULT '', entreprise TEXT NOT NULL,
          forme TEXT NOT NULL, information TEXT NOT NULL, documents TEXT NOT NULL DEFAULT '',
          suite TEXT NOT NULL DEFAULT '', saisi INTEGER NOT NULL
        );

        """

    private static let alerts = """
        CREATE TABLE selection_suivie (
          id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, requete TEXT NOT NULL,
          etat TEXT NOT NULL, controle INTEGER NOT NULL, echec TEXT NOT NULL DEFAULT '',
          vus BLOB NOT NULL, UNIQUE (source, requete)
        );
        CREATE TABLE selection_nouveaute (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          selection INTEGER NOT NULL REFERENCES selection_suivie (id) ON DELETE CASCADE,
          element TEXT NOT NULL, titre TEXT NOT NULL, adresse TEXT NOT NULL,
          jour TEXT NOT NULL DEFAULT '', vu INTEGER NOT NULL, UNIQUE (selection, element)
        );
        CREATE TABLE alerte (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          personne INTEGER NOT NULL REFERENCES personne (id),
          selection INTEGER NOT NULL REFERENCES selection_suivie (id),
          nom TEXT NOT NULL, rythme TEXT NOT NULL CHECK (rythme IN ('flux', 'jour', 'semaine')),
          heure INTEGER NOT NULL DEFAULT 8 CHECK (heure BETWEEN 0 AND 23),
          jour INTEGER NOT NULL DEFAULT 1 CHECK (jour BETWEEN 1 AND 7),
          flux INTEGER NOT NULL DEFAULT 1, depuis INTEGER NOT NULL, envoye INTEGER NOT NULL,
          prochain INTEGER, cree INTEGER NOT NULL, renouvelee INTEGER NOT NULL,
          version INTEGER NOT NULL DEFAULT 1, UNIQUE (personne, selection)
        );
        CREATE INDEX alerte_par_envoi ON alerte (prochain) WHERE prochain IS NOT NULL;

        """
}
