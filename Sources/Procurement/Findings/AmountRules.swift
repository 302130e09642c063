/// Amounts that are absent, doubtful or badly written.
extension FindingCatalogue {
    static let amounts: [FindingRule] = [
        FindingRule(
            .amountMissing, "MON-01", .error, effect: .missing,
            title: "Montant absent",
            explanation: "Le contrat compte dans les nombres, pas dans les sommes.",
            advice: "Renseigner le montant hors taxes, reconductions et tranches comprises.",
            example: "(absent)"),
        FindingRule(
            .amountZero, "MON-02", .error,
            title: "Montant nul",
            explanation: "Un montant nul n'entre dans aucune somme.",
            advice: "Publier le montant maximal, ou une estimation ; jamais zéro.",
            example: "0"),
        FindingRule(
            .amountOne, "MON-03", .error,
            title: "Montant d'un euro ou moins",
            explanation: "Ce montant tient lieu de case à remplir ; il n'entre dans aucune somme.",
            advice: "Publier le montant maximal, ou une estimation.",
            example: "1"),
        FindingRule(
            .amountNegative, "MON-04", .error,
            title: "Montant négatif",
            explanation:
                "Un contrat ne vaut pas moins que rien ; le montant n'entre dans aucune "
                + "somme.",
            advice: "Publier le montant total, non une différence.",
            example: "-1500"),
        FindingRule(
            .amountRepeatedDigit, "MON-05", .error,
            title: "Montant fait d'un seul chiffre répété",
            explanation:
                "Ce montant est presque toujours un remplissage ; il n'entre dans aucune "
                + "somme.",
            advice: "Publier le montant véritable, ou une estimation.",
            example: "999999999"),
        FindingRule(
            .amountSequence, "MON-06", .error,
            title: "Montant fait de chiffres qui se suivent",
            explanation: "Ce montant est presque toujours un essai ; il n'entre dans aucune somme.",
            advice: "Publier le montant véritable, ou une estimation.",
            example: "123456789"),
        FindingRule(
            .amountHuge, "MON-07", .error,
            title: "Montant supérieur à trois milliards d'euros",
            explanation:
                "Aucun contrat ordinaire n'atteint ce montant ; il n'entre dans aucune somme.",
            advice: "Vérifier le montant et son unité.",
            example: "99999999999999"),
        FindingRule(
            .amountUnreadable, "MON-08", .error,
            title: "Montant illisible",
            explanation: "La valeur n'est pas un nombre certain ; elle est tenue pour inconnue.",
            advice: "Publier un nombre, avec un point pour les centimes.",
            example: "sur devis"),
        FindingRule(
            .amountDecimals, "MON-09", .note, effect: .repaired,
            title: "Montant de plus de deux décimales",
            explanation: "Le montant a été arrondi au centime le plus proche.",
            advice: "Arrondir au centime.",
            example: "40000.123"),
        FindingRule(
            .amountFrenchWriting, "MON-10", .note, effect: .repaired,
            title: "Montant écrit à la française",
            explanation: "Blancs, virgule ou signe de l'euro ont été lus sans doute possible.",
            advice: "Publier un nombre, avec un point pour les centimes.",
            example: "40 000,00"),
        FindingRule(
            .amountAsText, "MON-11", .note, effect: .repaired,
            title: "Nombre publié comme un texte",
            explanation: "Le nombre est certain ; sa forme ne suit pas le schéma.",
            advice: "Retirer les guillemets autour du nombre.",
            example: "\"64000\""),
    ]
}
