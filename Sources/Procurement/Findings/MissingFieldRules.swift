/// Mandatory fields that hold nothing.
extension FindingCatalogue {
    static let missing: [FindingRule] = [
        FindingRule(
            .objectMissing, "MAN-01", .error, effect: .missing,
            title: "Objet absent",
            explanation: "Rien ne dit ce qui a été acheté.",
            advice: "Décrire l'objet du contrat.",
            example: "(absent)"),
        FindingRule(
            .mandatoryMissing, "MAN-02", .warning, effect: .missing,
            title: "Champ obligatoire absent",
            explanation:
                "La version du format suivie exige ce champ ; le contrat est compté comme "
                + "« inconnu » pour lui.",
            advice: "Renseigner le champ.",
            example: "(absent)"),
        FindingRule(
            .suppliersMissing, "MAN-03", .error, effect: .missing,
            title: "Titulaire absent",
            explanation:
                "Le contrat n'a aucun titulaire ; il n'entre pas dans les figures par "
                + "titulaire.",
            advice: "Déclarer tous les titulaires.",
            example: "(absent)"),
        FindingRule(
            .placeMissing, "MAN-04", .warning, effect: .missing,
            title: "Lieu d'exécution absent",
            explanation: "Le contrat n'est placé dans aucun territoire d'exécution.",
            advice: "Renseigner le code du lieu et son type.",
            example: "(absent)"),
    ]
}
