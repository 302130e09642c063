/// Sub-contracting acts and their changes.
extension FindingCatalogue {
    static let subcontracting: [FindingRule] = [
        FindingRule(
            .actIncomplete, "SST-01", .warning, effect: .missing,
            title: "Acte de sous-traitance incomplet",
            explanation: "Il manque le sous-traitant, la date ou le montant.",
            advice: "Compléter l'acte.",
            example: "(sous-traitant absent)"),
        FindingRule(
            .actAmountZero, "SST-02", .warning,
            title: "Acte de sous-traitance au montant nul",
            explanation: "L'acte compte dans les nombres, pas dans les sommes.",
            advice: "Publier le montant maximal de l'acte.",
            example: "0"),
        FindingRule(
            .actAboveContract, "SST-03", .warning,
            title: "Sous-traitance supérieure au montant du contrat",
            explanation:
                "Le montant de l'acte dépasse celui du contrat ; l'un des deux est douteux.",
            advice: "Vérifier les deux montants.",
            example: "acte 120000, contrat 90000"),
        FindingRule(
            .actNumber, "SST-04", .note,
            title: "Numéro d'acte absent, nul ou répété",
            explanation: "Les actes se comptent à partir de 1.",
            advice: "Numéroter les actes.",
            example: "0"),
        FindingRule(
            .subcontractorIsSupplier, "SST-05", .warning,
            title: "Sous-traitant et titulaire confondus",
            explanation: "Une entreprise ne se sous-traite pas à elle-même.",
            advice: "Renseigner l'identifiant du sous-traitant.",
            example: "41378250900017"),
        FindingRule(
            .actChangeWithoutAct, "SST-06", .note,
            title: "Modification d'un acte absent",
            explanation: "L'acte modifié n'est pas dans la déclaration.",
            advice: "Publier l'acte avec ses modifications.",
            example: "acte 3"),
    ]
}
