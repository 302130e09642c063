/// What only a comparison between records can see.
extension FindingCatalogue {
    static let duplicates: [FindingRule] = [
        FindingRule(
            .identifierRepeated, "DOU-01", .warning, firedBy: .consolidation,
            title: "Identifiant porté par plusieurs contrats",
            explanation:
                "Le même acheteur a donné le même identifiant à des contrats différents ; "
                + "ils sont distingués par leur contenu.",
            advice: "Donner un identifiant propre à chaque contrat, donc à chaque lot.",
            example: "202117F000000000"),
        FindingRule(
            .exactDuplicate, "DOU-02", .note, firedBy: .consolidation,
            title: "Déclaration publiée deux fois",
            explanation: "Elle n'est comptée qu'une fois.",
            advice: "Ne publier chaque contrat qu'une fois.",
            example: "(deux enregistrements identiques)"),
        FindingRule(
            .duplicateAcrossSources, "DOU-03", .note, firedBy: .consolidation,
            title: "Contrat publié par plusieurs sources",
            explanation: "Les déclarations ont été réunies en un seul contrat.",
            advice: "Choisir un seul canal de publication.",
            example: "PES et profil d'acheteur"),
        FindingRule(
            .contradictoryStates, "DOU-04", .warning, firedBy: .consolidation,
            title: "Déclarations contradictoires d'un même contrat",
            explanation: "La plus récente l'emporte ; les autres restent consultables.",
            advice: "Publier une modification plutôt qu'une valeur initiale réécrite.",
            example: "montant 90000, puis 95000"),
        FindingRule(
            .modificationWithoutContract, "DOU-05", .warning, firedBy: .consolidation,
            title: "Modification d'un contrat inconnu",
            explanation: "Le contrat modifié n'est dans aucun dépôt.",
            advice: "Publier le contrat initial.",
            example: "2019-0042"),
        FindingRule(
            .subsequentWithoutFramework, "DOU-06", .note, firedBy: .consolidation,
            title: "Marché subséquent sans accord-cadre",
            explanation: "L'accord-cadre annoncé n'est dans aucun dépôt, ou n'est pas nommé.",
            advice: "Renseigner l'identifiant de l'accord-cadre et le publier.",
            example: "2021-AC-07"),
    ]
}
