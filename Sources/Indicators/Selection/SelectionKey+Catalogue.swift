import Columns
import Procurement

extension SelectionKey {
    /// Every key, in the order of the explorer and of canonical queries.
    public static let all: [SelectionKey] =
        time + amounts + purchase + place + buyer + supplier + terms + considerations + records

    private static let time: [SelectionKey] = [
        .init(
            "annee", "Année", .number(column: "annee", 1900...2999), group: .number("annee"),
            "Année de notification."),
        .init(
            "mois", "Mois", .number(column: "mois", 1...12), group: .number("mois"),
            "Mois de notification, de 1 à 12."),
        .init(
            "dateNotification_min", "Notifié à partir du",
            .least(column: "dateNotification", .day), "Premier jour de notification, compris."),
        .init(
            "dateNotification_max", "Notifié jusqu'au",
            .greatest(column: "dateNotification", .day), "Dernier jour de notification, compris."),
    ]

    private static let amounts: [SelectionKey] = [
        .init(
            "montant_min", "Montant minimal", .least(column: "montant_centimes", .euros),
            "Montant utilisable d'au moins tant d'euros, compris."),
        .init(
            "montant_max", "Montant maximal", .greatest(column: "montant_centimes", .euros),
            "Montant utilisable d'au plus tant d'euros, compris."),
        text(
            "montant_tranche", "Tranche de montant", "Tranche du montant utilisable."),
        flag("plafond", "Plafond", "Le montant est le plafond d'un accord-cadre."),
        flag("subsequent", "Marché subséquent", "Marché subséquent d'un accord-cadre."),
        text(
            "montant_motif", "Montant écarté", sensitive: true,
            "Pourquoi le montant utilisable est inconnu : absent, borne, répété ou aberrant."),
    ]

    private static let purchase: [SelectionKey] = [
        .init(
            "cpv", "Code CPV", .prefix(column: "codeCPV", digits: 1...8),
            group: .text("cpv_division"),
            "Début du code CPV ; deux chiffres : la division. Les regroupements se font par division."
        ),
        list("type", .type, "Type d'achat", "Travaux, fournitures ou services, d'après le CPV."),
        list("nature", .nature, "Nature", "Nature du contrat."),
        list("genre", .genre, "Genre", "Marché ou concession."),
        list("procedure", .procedure, "Procédure", "Procédure de passation."),
        flag(
            "concurrentielle", "Mise en concurrence", sensitive: true,
            "Procédure avec publicité ou mise en concurrence préalable."),
    ]

    private static let place: [SelectionKey] = [
        text("departement", "Département d'exécution", "Code du département d'exécution."),
        text("region", "Région d'exécution", "Code de la région d'exécution."),
    ]

    private static let buyer: [SelectionKey] = [
        text("acheteur_id", "Acheteur", nominative: true, "SIRET de l'acheteur."),
        text("acheteur_nom", "Nom de l'acheteur", nominative: true, "Nom exact de l'acheteur."),
        text("acheteur_categorie", "Catégorie d'acheteur", "Catégorie de l'acheteur."),
        text("acheteur_departement", "Département de l'acheteur", "Code de ce département."),
        text("acheteur_region", "Région de l'acheteur", "Code de cette région."),
    ]

    private static let supplier: [SelectionKey] = [
        text(
            "titulaire_id", "Titulaire", awards: true, nominative: true,
            "Identifiant du titulaire, SIRET le plus souvent."),
        text(
            "titulaire_siren", "Entreprise titulaire", awards: true, nominative: true,
            "SIREN d'un titulaire dont le SIRET est valide."),
        text(
            "titulaire_nom", "Nom du titulaire", awards: true, nominative: true,
            "Nom exact du titulaire."),
        text("titulaire_departement", "Département du titulaire", awards: true, "Code."),
        text("titulaire_region", "Région du titulaire", awards: true, "Code."),
        text(
            "titulaire_naf", "Activité du titulaire", awards: true,
            "Code NAF de l'établissement titulaire, comme « 43.91B »."),
        .init(
            "nouveau", "Nouveau titulaire", .flag(column: "nouveau"), awards: true, sensitive: true,
            "Première attribution du titulaire dans l'édition."),
        .init(
            "local", "Titulaire du département", .flag(column: "local"), awards: true,
            "Titulaire du département de l'acheteur."),
        .init(
            "local_region", "Titulaire de la région", .flag(column: "local_region"), awards: true,
            "Titulaire de la région de l'acheteur."),
    ]

    private static let terms: [SelectionKey] = [
        list("ccag", .ccag, "CCAG", "Cahier des clauses administratives générales."),
        list("formePrix", .formePrix, "Forme du prix", "Unitaire, forfaitaire ou mixte."),
        bits(.typesPrix, "Types de prix", "Types de prix du contrat."),
        bits(.techniques, "Techniques d'achat", "Techniques d'achat employées."),
        bits(.modalitesExecution, "Modalités d'exécution", "Modalités d'exécution du contrat."),
        flag("marcheInnovant", "Innovant", "Déclaré innovant."),
        flag("attributionAvance", "Avance", "Une avance est attribuée."),
        flag("sousTraitanceDeclaree", "Sous-traitance", "Sous-traitance déclarée."),
        list(
            "typeGroupementOperateurs", .typeGroupementOperateurs, "Groupement",
            "Groupement d'opérateurs titulaire."),
        .init(
            "offresRecues", "Offres reçues", .number(column: "offresRecues", 0...Int64.max),
            group: .number("offresRecues"), sensitive: true, "Nombre exact d'offres reçues."),
        .init(
            "offresRecues_min", "Offres, au moins", .least(column: "offresRecues", .integer),
            sensitive: true,
            "Nombre d'offres reçues d'au moins tant, compris."),
        .init(
            "offresRecues_max", "Offres, au plus", .greatest(column: "offresRecues", .integer),
            sensitive: true,
            "Nombre d'offres reçues d'au plus tant, compris."),
        flag("offreUnique", "Offre unique", sensitive: true, "Une seule offre reçue."),
        least("modifications", "Modifications, au moins", "Nombre de modifications publiées."),
    ]

    private static let considerations: [SelectionKey] = [
        bits(
            .considerationsSociales, "Considérations sociales", "Considérations sociales."),
        bits(
            .considerationsEnvironnementales, "Considérations environnementales",
            "Considérations environnementales."),
    ]

    private static let records: [SelectionKey] = [
        text("idAccordCadre", "Accord-cadre", "Identifiant de l'accord-cadre parent."),
        .init("cle", "Clé", .text(column: "cle", labels: nil), "Clé du contrat."),
        text("source", "Source", "Source du dépôt dont vient le dernier état."),
        least(
            "delaiPublication", "Publié après, au moins",
            "Jours de la notification à la publication des données."),
        least("champs_manquants", "Champs manquants, au moins", "Champs obligatoires absents."),
        flag(
            "identifiant_repete", "Identifiant répété", sensitive: true,
            "Un autre contrat du même acheteur porte cet identifiant."),
        text(
            "montant_epreuve", "Épreuve du montant", sensitive: true,
            "Épreuve d'anomalie du montant : normal, suspect, aberrant ou non éprouvé."),
        .init(
            "constat", "Constat", .rules, sensitive: true,
            "Code d'une règle de contrôle que les données du contrat enfreignent ; `aucun` : sans constat."
        ),
        flag(
            "constat_grave", "Constat grave", sensitive: true,
            "Au moins un constat de gravité « erreur »."),
        flag(
            "code_invalide", "Code invalide", sensitive: true,
            "Un code ou un identifiant est invalide."),
        .init(
            "mots", "Mots", .words,
            "Mots de l'objet et des noms ; « \"…\" » pour une expression, « * » après un début de mot."
        ),
    ]

    private static func text(
        _ name: String, _ label: String, awards: Bool = false, nominative: Bool = false,
        sensitive: Bool = false, _ definition: String
    ) -> SelectionKey {
        .init(
            name, label, .text(column: name, labels: nil), group: .text(name), awards: awards,
            nominative: nominative, sensitive: sensitive, definition)
    }

    private static func list(
        _ name: String, _ list: CodeList, _ label: String, _ definition: String
    ) -> SelectionKey {
        .init(
            name, label, .text(column: name, labels: list.labels), group: .text(name), definition)
    }

    private static func least(
        _ column: String, _ label: String, _ definition: String
    ) -> SelectionKey {
        // All of these count what may be wrong: changes, missing fields, days of delay.
        .init(
            column + "_min", label, .least(column: column, .integer), sensitive: true, definition)
    }

    private static func flag(
        _ name: String, _ label: String, sensitive: Bool = false, _ definition: String
    ) -> SelectionKey {
        .init(
            name, label, .flag(column: name), group: .number(name), sensitive: sensitive,
            definition)
    }

    private static func bits(
        _ list: CodeList, _ label: String, _ definition: String
    ) -> SelectionKey {
        .init(list.name, label, .bits(list), group: .bits(list.name), definition)
    }
}
