/// Durations, in months.
extension FindingCatalogue {
    static let durations: [FindingRule] = [
        FindingRule(
            .durationMissing, "DUR-01", .error, effect: .missing,
            title: "Durée absente",
            explanation: "La fin attendue du contrat reste inconnue.",
            advice: "Renseigner la durée en mois, reconductions comprises.",
            example: "(absente)"),
        FindingRule(
            .durationZero, "DUR-02", .error,
            title: "Durée nulle ou négative",
            explanation: "Une durée compte au moins un mois ; elle est tenue pour inconnue.",
            advice: "Arrondir au mois supérieur.",
            example: "0"),
        FindingRule(
            .durationLong, "DUR-03", .warning,
            title: "Durée de plus de quinze ans",
            explanation:
                "La durée dépasse 180 mois : elle a pu être donnée en jours ou en semaines. "
                + "Elle est conservée.",
            advice: "Vérifier la durée et son unité, le mois.",
            example: "240"),
        FindingRule(
            .durationFraction, "DUR-04", .note, effect: .repaired,
            title: "Durée non entière",
            explanation: "La durée a été arrondie au mois supérieur, comme le veut la règle.",
            advice: "Arrondir au mois supérieur.",
            example: "10.5"),
        FindingRule(
            .durationInDays, "DUR-05", .warning,
            title: "Durée sans doute donnée en jours",
            explanation:
                "Ce nombre est celui des jours d'une ou de plusieurs années ; la valeur est "
                + "conservée, mais douteuse.",
            advice: "Donner la durée en mois.",
            example: "365"),
        FindingRule(
            .durationUnreadable, "DUR-06", .error,
            title: "Durée illisible",
            explanation: "La valeur n'est pas un nombre ; elle est tenue pour inconnue.",
            advice: "Publier un nombre entier de mois.",
            example: "4 ans"),
    ]
}
