import Procurement

/// The tables of an edition and their columns. Names are those French users of this data know.
public enum EditionSchema {
    /// All tables, in the order of the manifest.
    public static let tables = [
        contracts, awards, amendments, subcontracts, buyers, suppliers, findings, declarations,
        sources, notices,
    ]

    /// One row per contract or concession, in order of notification day (unknown first), then key.
    public static let contracts = TableDefinition(
        name: "contracts",
        columns: [
            .init("cle", .text, "Clé du contrat, tirée de son contenu initial ; son adresse."),
            .init("genre", .dictionary, "Marché ou Concession."),
            .init("id", .text, "Identifiant donné par l'acheteur."),
            .init("acheteur_id", .dictionary, "SIRET de l'acheteur, tel que publié sans blancs."),
            .init("acheteur_nom", .dictionary, "Nom de l'acheteur."),
            .init("acheteur_categorie", .dictionary, "Catégorie de l'acheteur."),
            .init("acheteur_departement", .dictionary, "Code du département de l'acheteur."),
            .init("acheteur_region", .dictionary, "Code de la région de l'acheteur."),
            .init("objet", .text, "Objet du contrat."),
            .init("nature", .dictionary, "Nature du contrat."),
            .init("type", .dictionary, "Travaux, Fournitures ou Services, d'après le code CPV."),
            .init("codeCPV", .dictionary, "Code CPV à huit chiffres."),
            .init("cpv_division", .dictionary, "Deux premiers chiffres du code CPV."),
            .init("procedure", .dictionary, "Procédure de passation."),
            .init("techniques", .bits(.techniques), "Techniques d'achat."),
            .init("modalitesExecution", .bits(.modalitesExecution), "Modalités d'exécution."),
            .init("typesPrix", .bits(.typesPrix), "Types de prix."),
            .init("formePrix", .dictionary, "Forme du prix."),
            .init("ccag", .dictionary, "Cahier des clauses administratives générales."),
            .init("marcheInnovant", .bool, "Déclaré innovant."),
            .init("attributionAvance", .bool, "Une avance est attribuée."),
            .init("tauxAvance", .int32, unit: "dix-millièmes", "Taux de l'avance."),
            .init("sousTraitanceDeclaree", .bool, "Sous-traitance déclarée avant notification."),
            .init("typeGroupementOperateurs", .dictionary, "Groupement d'opérateurs."),
            .init("offresRecues", .int32, "Nombre d'offres reçues."),
            .init(
                "considerationsSociales", .bits(.considerationsSociales),
                "Considérations sociales ; 0 : aucune, nul : inconnu."),
            .init(
                "considerationsEnvironnementales", .bits(.considerationsEnvironnementales),
                "Considérations environnementales ; 0 : aucune, nul : inconnu."),
            .init("origineUE", .int32, unit: "dix-millièmes", "Part d'origine Union européenne."),
            .init("origineFrance", .int32, unit: "dix-millièmes", "Part d'origine France."),
            .init("idAccordCadre", .dictionary, "Identifiant de l'accord-cadre parent."),
            .init("dureeMois", .int32, unit: "mois", "Durée après modifications."),
            .init("dureeMois_initiale", .int32, unit: "mois", "Durée initiale."),
            .init("dateNotification", .date, "Jour de notification."),
            .init("annee", .uint16, "Année de notification."),
            .init("mois", .uint8, "Mois de notification, de 1 à 12."),
            .init("datePublicationDonnees", .date, "Jour de publication des données."),
            .init(
                "delaiPublication", .int32, unit: "jours", "De la notification à la publication."),
            .init("dateFin", .date, "Fin attendue : notification plus durée après modifications."),
            .init("dateDebutExecution", .date, "Début d'exécution d'une concession."),
            .init(
                "successeur", .text, since: 6,
                "Clé d'un contrat qui paraît prendre la suite : même acheteur, même classe de CPV, objet semblable, notifié à moins d'un an de la fin attendue."
            ),
            .init(
                "successeur_ecart", .int32, unit: "jours", since: 6,
                "De la fin attendue à la notification du successeur ; négatif avant."),
            .init(
                "successeur_ressemblance", .uint8, unit: "centièmes", since: 6,
                "Mots communs aux deux objets, parmi tous leurs mots."),
            .init("montant_initial_centimes", .int64, unit: "centimes", "Montant initial déclaré."),
            .init(
                "montant_courant_centimes", .int64, unit: "centimes",
                "Montant après la dernière modification qui en donne un."),
            .init(
                "montant_centimes", .int64, unit: "centimes",
                "Montant utilisable : montant courant, ou nul avec un motif ; jamais estimé."),
            .init(
                "montant_motif", .dictionary,
                "Pourquoi le montant utilisable est nul : absent, borne, répété, aberrant."),
            .init(
                "montant_epreuve", .dictionary,
                "Épreuve d'anomalie : normal, suspect, aberrant ou non éprouvé."),
            .init(
                "montant_ecart", .int32, unit: "centièmes d'écart absolu médian",
                "Écart du logarithme du montant à la médiane de ses pairs."),
            .init("montant_tranche", .dictionary, "Tranche du montant utilisable."),
            .init("plafond", .bool, "Le montant est le plafond d'un accord-cadre."),
            .init("subsequent", .bool, "Marché subséquent d'un accord-cadre."),
            .init("concurrentielle", .bool, "Procédure avec mise en concurrence."),
            .init("offreUnique", .bool, "Une seule offre reçue."),
            .init("titulaires", .uint16, "Nombre de titulaires."),
            .init(
                "pme", .bool, since: 6,
                "Au moins un titulaire est une PME ; nul si aucun ne l'est et qu'une taille est inconnue."
            ),
            .init("modifications", .uint16, "Nombre de modifications."),
            .init(
                "derive_montant", .int32, unit: "dix-millièmes",
                "(Montant courant − initial) / initial ; nul pour un plafond ou sans initial."),
            .init("derive_duree", .int32, unit: "dix-millièmes", "Même chose pour la durée."),
            .init("soustraitances", .uint16, "Nombre d'actes de sous-traitance."),
            .init("lieuExecution_code", .dictionary, "Code du lieu principal d'exécution."),
            .init("lieuExecution_typeCode", .dictionary, "Nature de ce code."),
            .init("departement", .dictionary, "Département d'exécution."),
            .init("region", .dictionary, "Région d'exécution."),
            .init(
                "identifiant_repete", .bool, "Un autre contrat du même acheteur porte cet id."),
            .init(
                "champs_manquants", .uint8,
                "Nombre de champs obligatoires absents de ce qui a été lu, faute de colonne comprise."
            ),
            .init("code_invalide", .bool, "Un code ou un identifiant est invalide."),
            .init("constats", .uint16, "Nombre de constats de qualité."),
            .init("constat_grave", .bool, "Au moins un constat de gravité « erreur »."),
            .init("declarations", .uint16, "Nombre de déclarations réunies."),
            .init("source", .dictionary, "Source du dépôt dont vient le dernier état."),
            .init(
                "segment_hhi", .int32, unit: "dix-millièmes",
                "Indice de concentration du segment du contrat : CPV à quatre chiffres, région d'exécution et trois ans ; nul sous 20 attributions."
            ),
            .init(
                "segment_premiere", .int32, unit: "dix-millièmes",
                "Part de la première entreprise de ce segment, en montant."),
            .init(
                "segment_trois_premieres", .int32, unit: "dix-millièmes",
                "Part des trois premières entreprises de ce segment, en montant."),
            .init(
                "ordre_montant", .uint32, "Lignes par montant utilisable croissant, nuls devant."),
        ]
            + FindingRule.sets.map {
                .init($0.name, .bits($0), "Règles de contrôle enfreintes, parmi celles-ci.")
            })

    /// One row per contract and supplier, in the order of contracts.
    public static let awards = TableDefinition(
        name: "awards",
        columns: [
            .init("contrat", .uint32, "Ligne du contrat dans `contracts`."),
            .init("cle", .text, "Clé du contrat."),
            .init("titulaire_typeIdentifiant", .dictionary, "Type de l'identifiant."),
            .init("titulaire_id", .dictionary, "Identifiant du titulaire, sans blancs."),
            .init("titulaire_siren", .dictionary, "SIREN d'un SIRET valide."),
            .init("titulaire_nom", .dictionary, "Nom du titulaire."),
            .init("titulaire_departement", .dictionary, "Département du titulaire."),
            .init("titulaire_region", .dictionary, "Région du titulaire."),
            .init(
                "part_centimes", .int64, unit: "centimes",
                "Part du montant utilisable, à parts égales (plus forts restes) : convention."),
            .init(
                "part_initiale_centimes", .int64, unit: "centimes", "Même part du montant initial."),
            .init(
                "nouveau", .bool,
                "Première attribution du titulaire dans l'édition ; nul les 36 premiers mois."),
            .init("local", .bool, "Titulaire du département de l'acheteur ; nul si inconnu."),
            .init("local_region", .bool, "Titulaire de la région de l'acheteur ; nul si inconnu."),
        ] + ofFirms)

    /// One row per modification, in the order of contracts, then of date.
    public static let amendments = TableDefinition(
        name: "amendments",
        columns: [
            .init("contrat", .uint32, "Ligne du contrat dans `contracts`."),
            .init("rang", .uint16, "Rang de la modification, à partir de 1."),
            .init("modification_id", .int32, "Numéro donné par l'acheteur."),
            .init("objetModification", .dictionary, "Objet de la modification."),
            .init("dateNotificationModification", .date, "Jour de notification."),
            .init("datePublicationDonneesModification", .date, "Jour de publication."),
            .init("montant_centimes", .int64, unit: "centimes", "Nouveau montant total."),
            .init("dureeMois", .int32, unit: "mois", "Nouvelle durée totale."),
            .init("titulaires", .dictionary, "Nouveaux titulaires, séparés par des espaces."),
        ])

    /// One row per sub-contracting act or change of one.
    public static let subcontracts = TableDefinition(
        name: "subcontracts",
        columns: [
            .init("contrat", .uint32, "Ligne du contrat dans `contracts`."),
            .init("acte_id", .int32, "Numéro de l'acte."),
            .init("changement", .bool, "Modification d'un acte antérieur."),
            .init("sousTraitant_id", .dictionary, "Identifiant du sous-traitant."),
            .init("sousTraitant_typeIdentifiant", .dictionary, "Type de l'identifiant."),
            .init("dateNotification", .date, "Jour de notification."),
            .init("datePublicationDonnees", .date, "Jour de publication."),
            .init("montant_centimes", .int64, unit: "centimes", "Montant maximal."),
            .init("dureeMois", .int32, unit: "mois", "Durée."),
            .init("variationPrix", .dictionary, "Variation du prix."),
        ])

    /// One row per buyer, in order of identifier.
    public static let buyers = TableDefinition(
        name: "buyers",
        columns: [
            .init("acheteur_id", .text, "SIRET."),
            .init("acheteur_nom", .text, "Nom."),
            .init("acheteur_categorie", .dictionary, "Catégorie."),
            .init("acheteur_departement", .dictionary, "Département."),
            .init("acheteur_region", .dictionary, "Région."),
            .init("siret_valide", .bool, "SIRET bien formé."),
            .init("contrats", .uint32, "Nombre de contrats."),
            .init(
                "montant_centimes", .int64, unit: "centimes", "Somme hors plafonds et concessions."),
        ])

    /// One row per supplier, in order of identifier.
    public static let suppliers = TableDefinition(
        name: "suppliers",
        columns: [
            .init("titulaire_id", .text, "Identifiant."),
            .init("titulaire_typeIdentifiant", .dictionary, "Type de l'identifiant."),
            .init("titulaire_nom", .text, "Nom."),
            .init("titulaire_departement", .dictionary, "Département."),
            .init("titulaire_region", .dictionary, "Région."),
            .init("siret_valide", .bool, "SIRET bien formé."),
            .init("contrats", .uint32, "Nombre de contrats."),
            .init("part_centimes", .int64, unit: "centimes", "Somme des parts."),
            .init("premiere_attribution", .date, "Première attribution dans l'édition."),
        ] + latestOfFirms)

    /// One row per finding.
    public static let findings = TableDefinition(
        name: "findings",
        columns: [
            .init("code", .dictionary, "Code de la règle."),
            .init("gravite", .dictionary, "Note, Avertissement ou Erreur."),
            .init("champ", .dictionary, "Champ concerné."),
            .init("valeur", .dictionary, "Valeur publiée."),
            .init("declaration", .uint32, "Ligne de la déclaration dans `declarations`."),
            .init("contrat", .uint32, "Ligne du contrat dans `contracts` ; nul si écartée."),
            .init("cle", .text, "Clé du contrat."),
            .init("source", .dictionary, "Source du dépôt."),
        ])

    /// One row per record read, in order of deposit and position.
    public static let declarations = TableDefinition(
        name: "declarations",
        columns: [
            .init("depot", .dictionary, "SHA-256 du dépôt."),
            .init("membre", .uint32, "Membre de l'archive, 0 hors archive."),
            .init("position", .int64, unit: "octets", "Premier octet dans le membre décompressé."),
            .init("longueur", .uint32, unit: "octets", "Longueur."),
            .init("sort", .dictionary, "Gardée, Réunie ou Écartée."),
            .init("motif", .dictionary, "Pourquoi elle est écartée ou réunie."),
            .init("contrat", .uint32, "Ligne du contrat dans `contracts` ; nul si écartée."),
        ])

    /// One row per source.
    public static let sources = TableDefinition(
        name: "sources",
        columns: [
            .init("source", .text, "Nom de la source."),
            .init("serie", .text, "Série."),
            .init("depot", .text, "SHA-256 du dépôt lu."),
            .init("licence", .dictionary, "Licence."),
            .init("lues", .uint32, "Déclarations lues."),
            .init("gardees", .uint32, "Gardées."),
            .init("reunies", .uint32, "Réunies à un contrat déjà vu."),
            .init("ecartees", .uint32, "Écartées."),
        ])
}
