import Procurement

/// The label tables of both vintages, with the writings seen in published files.
///
/// A class, so that handing it to each record costs one reference count.
final class Labels: Sendable {
    let nature = LabelTable(
        .nature,
        older: [
            "Marché public": 0, "Marchés de partenariat": 1, "Marché de défense et de sécurité": 2,
            "Marché subsequent": 4, "Concession de services": 6,
            "Concession de services public": 7, "Concession de services publics": 7,
        ])
    let procedure = LabelTable(
        .procedure,
        older: [
            "AO ouvert": 1, "AO restreint": 2,
            "Procédure concurrentielle avec négociation": 3,
            "Procédure négociée avec mise en concurrence préalable": 3,
            "Procédure négociée avec publication préalable d'un avis de marché": 3,
            "Marché négocié sans publicité ni mise en concurrence préalable": 5,
            "Négocié sans publicité": 5,
            "Marché public négocié sans publicité ni mise en concurrence préalable": 5,
            "Procédure négociée sans publicité ni mise en concurrence préalable": 5,
            "Marché public passé sans publicité ni mise en concurrence préalable": 5,
            "Marché à procédure adaptée": 0, "MAPA": 0,
        ])
    let techniques = LabelTable(.techniques, none: ["Sans objet"])
    let modalites = LabelTable(
        .modalitesExecution, none: ["Sans objet"],
        older: ["À tranches": 0, "À bons de commande": 1])
    let typesPrix = LabelTable(
        .typesPrix,
        older: ["Ferme": 0, "Ferme et actualisable": 1, "Actualisable": 1, "Révisable": 2])
    let formePrix = LabelTable(.formePrix, older: ["Unitaires": 0, "Forfaitaires": 1])
    /// What the 2019 schema writes in `formePrix`.
    let formePrix2019 = LabelTable(
        CodeList(name: "formePrix", labels: ["Ferme", "Ferme et actualisable", "Révisable"]),
        older: ["Actualisable": 1, "Ferme actualisable": 1])
    let ccag = LabelTable(
        .ccag, exact: ["Maitrise d'œuvre": 1],
        older: [
            "MOE": 1, "FCS": 2, "PI": 4, "TIC": 5, "MI": 3,
            "Aucun": 6, "Sans objet": 6, "Pas de CCAG applicable": 6,
        ])
    let groupement = LabelTable(
        .typeGroupementOperateurs, older: ["Sans objet": 2, "Aucun": 2])
    let lieuType = LabelTable(
        .lieuTypeCode, older: ["CODE POSTAL": 0, "Code INSEE": 1, "Département": 4, "Région": 5])
    let sociales = LabelTable(
        .considerationsSociales, none: ["Pas de considération sociale"],
        older: [
            "Sans objet": LabelTable.none, "Clauses sociales": 0, "Critères sociaux": 1,
            "Marchés réservés": 2,
        ])
    let environnementales = LabelTable(
        .considerationsEnvironnementales, none: ["Pas de considération environnementale"],
        older: [
            "Sans objet": LabelTable.none, "Clauses environnementales": 0,
            "Critères environnementaux": 1,
        ])
    let typeIdentifiant = LabelTable(
        .typeIdentifiant, exact: ["Siret": 0, "siret": 0],
        older: [
            "FRW": 4, "TVA_INTRACOMMUNAUTAIRE": 1, "TVA intracommunautaire": 1, "TVAIC": 1,
        ])
    let variationPrix = LabelTable(
        .variationPrix, older: ["Définitif ferme": 0, "Ferme et actualisable": 1])
    /// `_type`, `typeContrat`: 0 contract, 1 concession.
    let kind = LabelTable(
        CodeList(name: "_type", labels: ["Marché", "Contrat de concession"]),
        older: [
            "MARCHE_PUBLIC": 0, "Marchés": 0, "Accord-cadre": 0, "Concession": 1,
            "CONTRAT_CONCESSION": 1, "CONTRAT_DE_CONCESSION": 1,
        ])
    let boolean = LabelTable(
        CodeList(name: "booléen", labels: ["false", "true"]),
        older: ["non": 0, "oui": 1, "0": 0, "1": 1, "faux": 0, "vrai": 1])
    /// Marks that mean « unknown ».
    let marks = LabelTable(
        CodeList(name: "marques", labels: ["NC", "MQ", "CDL"]), older: ["Non communiqué": 0])
}
