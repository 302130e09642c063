import GRDB

/// What groups do: partners, requests to join, meetings, the work plan, questions, studies.
enum Migration0006WorkingGroups: CommunityMigration {
    static let name = "0006-travaux-des-groupes"

    static let tables: [StoredTable] = [
        StoredTable("groupe_partenaire"),
        StoredTable(
            "groupe_demande", owner: "personne", personal: ["motif"], erasure: .row),
        StoredTable(
            "reunion", personal: ["autres_presents"],
            erasure: .kept("un compte rendu garde qui était là, sous un numéro")),
        StoredTable(
            "reunion_presence", owner: "personne",
            erasure: .kept("un compte rendu garde qui était là, sous un numéro")),
        StoredTable(
            "livrable", owner: "responsable",
            erasure: .kept("le livrable reste, sous la responsabilité d’un numéro")),
        StoredTable(
            "question_ouverte", owner: "auteur",
            erasure: .kept("une question publique reste, sous un numéro")),
        StoredTable(
            "etude", owner: "auteur", erasure: .kept("l’étude est l’œuvre du groupe"),
            heavy: ["texte"]),
        StoredTable(
            "etude_version",
            journal: .nothing("chaque version est gardée ici, avec qui et quand"),
            owner: "auteur", erasure: .kept("l’étude est l’œuvre du groupe"), heavy: ["texte"]),
        StoredTable(
            "etude_commentaire", owner: "auteur", personal: ["texte"], erasure: .columns),
    ]

    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE groupe_partenaire (
                  id INTEGER PRIMARY KEY, groupe INTEGER NOT NULL REFERENCES groupe (id),
                  organisation INTEGER REFERENCES organisation (id),
                  nom TEXT NOT NULL DEFAULT '', lien TEXT NOT NULL DEFAULT '',
                  depuis INTEGER NOT NULL,
                  CHECK (organisation IS NOT NULL OR nom <> ''),
                  UNIQUE (groupe, organisation)
                );
                CREATE TABLE groupe_demande (
                  id INTEGER PRIMARY KEY, groupe INTEGER NOT NULL REFERENCES groupe (id),
                  personne INTEGER NOT NULL REFERENCES personne (id) ON DELETE CASCADE,
                  motif TEXT NOT NULL DEFAULT '',
                  etat TEXT NOT NULL DEFAULT 'demandee'
                    CHECK (etat IN ('demandee', 'acceptee', 'refusee')),
                  demande INTEGER NOT NULL, decide INTEGER, decideur INTEGER
                );
                CREATE UNIQUE INDEX groupe_demande_en_cours
                  ON groupe_demande (groupe, personne) WHERE etat = 'demandee';
                CREATE TABLE reunion (
                  id INTEGER PRIMARY KEY, groupe INTEGER NOT NULL REFERENCES groupe (id),
                  titre TEXT NOT NULL, debut INTEGER NOT NULL, fin INTEGER NOT NULL,
                  lieu TEXT NOT NULL DEFAULT '', lien TEXT NOT NULL DEFAULT '',
                  ordre_du_jour TEXT NOT NULL DEFAULT '',
                  annulee INTEGER, motif TEXT NOT NULL DEFAULT '',
                  sequence INTEGER NOT NULL DEFAULT 0, convoquee INTEGER,
                  compte_rendu TEXT NOT NULL DEFAULT '', autres_presents TEXT NOT NULL DEFAULT '',
                  approuve INTEGER, approbateur INTEGER,
                  cree INTEGER NOT NULL, modifiee INTEGER NOT NULL,
                  version INTEGER NOT NULL DEFAULT 1,
                  CHECK (fin > debut)
                );
                CREATE INDEX reunion_groupe ON reunion (groupe, debut);
                CREATE INDEX reunion_debut ON reunion (debut);
                CREATE TABLE reunion_presence (
                  reunion INTEGER NOT NULL REFERENCES reunion (id),
                  personne INTEGER NOT NULL REFERENCES personne (id),
                  etat TEXT NOT NULL CHECK (etat IN ('present', 'excuse', 'absent')),
                  PRIMARY KEY (reunion, personne)
                );
                CREATE TABLE livrable (
                  id INTEGER PRIMARY KEY, groupe INTEGER NOT NULL REFERENCES groupe (id),
                  titre TEXT NOT NULL, description TEXT NOT NULL DEFAULT '',
                  etat TEXT NOT NULL DEFAULT 'prevu'
                    CHECK (etat IN ('prevu', 'en_cours', 'livre', 'abandonne')),
                  motif TEXT NOT NULL DEFAULT '', echeance INTEGER,
                  responsable INTEGER REFERENCES personne (id) ON DELETE SET NULL,
                  lien TEXT NOT NULL DEFAULT '', cree INTEGER NOT NULL, modifie INTEGER NOT NULL,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX livrable_groupe ON livrable (groupe);
                CREATE TABLE question_ouverte (
                  id INTEGER PRIMARY KEY, groupe INTEGER NOT NULL REFERENCES groupe (id),
                  auteur INTEGER REFERENCES personne (id) ON DELETE SET NULL,
                  titre TEXT NOT NULL, texte TEXT NOT NULL DEFAULT '', pose INTEGER NOT NULL,
                  reponse TEXT NOT NULL DEFAULT '', repondant INTEGER, repondu INTEGER,
                  close INTEGER, version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX question_ouverte_groupe ON question_ouverte (groupe, pose);
                CREATE TABLE etude (
                  id INTEGER PRIMARY KEY, groupe INTEGER NOT NULL REFERENCES groupe (id),
                  question INTEGER REFERENCES question_ouverte (id),
                  titre TEXT NOT NULL, resume TEXT NOT NULL DEFAULT '',
                  auteurs TEXT NOT NULL DEFAULT '', texte TEXT NOT NULL DEFAULT '',
                  edition TEXT NOT NULL DEFAULT '', auteur INTEGER, cree INTEGER NOT NULL,
                  modifiee INTEGER NOT NULL, publiee INTEGER, publiee_version INTEGER,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX etude_groupe ON etude (groupe);
                CREATE INDEX etude_question ON etude (question);
                CREATE TABLE etude_version (
                  etude INTEGER NOT NULL REFERENCES etude (id), numero INTEGER NOT NULL,
                  titre TEXT NOT NULL, resume TEXT NOT NULL, auteurs TEXT NOT NULL,
                  texte TEXT NOT NULL, edition TEXT NOT NULL, auteur INTEGER, moment INTEGER NOT NULL,
                  note TEXT NOT NULL DEFAULT '',
                  PRIMARY KEY (etude, numero)
                );
                CREATE TABLE etude_commentaire (
                  id INTEGER PRIMARY KEY, etude INTEGER NOT NULL REFERENCES etude (id),
                  auteur INTEGER REFERENCES personne (id) ON DELETE SET NULL,
                  texte TEXT NOT NULL, pose INTEGER NOT NULL, modifie INTEGER, retire INTEGER,
                  version INTEGER NOT NULL DEFAULT 1
                );
                CREATE INDEX etude_commentaire_etude ON etude_commentaire (etude, pose);
                """)
    }
}
