/// Modifications of contracts.
extension FindingCatalogue {
    static let modifications: [FindingRule] = [
        FindingRule(
            .modificationWithoutDate, "MOD-01", .warning, effect: .missing,
            title: "Modification sans date",
            explanation: "La modification est rangée à la place où elle est publiée.",
            advice: "Renseigner la date de notification de la modification.",
            example: "(absente)"),
        FindingRule(
            .modificationNumber, "MOD-02", .note,
            title: "Numéro de modification absent, nul ou illisible",
            explanation: "Les modifications se comptent à partir de 1.",
            advice: "Numéroter les modifications dans l'ordre de leur notification.",
            example: "0"),
        FindingRule(
            .modificationBeforeNotification, "MOD-03", .warning,
            title: "Modification antérieure à la notification",
            explanation:
                "Un contrat ne peut être modifié avant d'exister ; une des dates est fausse.",
            advice: "Vérifier les deux dates.",
            example: "modifié le 2019-01-02, notifié le 2019-03-04"),
        FindingRule(
            .modificationRepeated, "MOD-04", .warning,
            title: "Numéro de modification répété",
            explanation: "Deux modifications portent le même numéro ; les deux sont conservées.",
            advice: "Numéroter les modifications de 1 en 1.",
            example: "2, deux fois"),
        FindingRule(
            .modificationEmpty, "MOD-05", .note,
            title: "Modification qui ne change rien",
            explanation: "Ni montant, ni durée, ni titulaire n'est donné.",
            advice: "Publier les valeurs nouvelles.",
            example: "(objet seul)"),
        FindingRule(
            .modificationLooksLikeDifference, "MOD-06", .warning,
            title: "Nouveau montant très inférieur au montant initial",
            explanation: "La modification donne peut-être une différence au lieu du nouveau total.",
            advice: "Publier le nouveau montant total, non la différence.",
            example: "initial 100000, modification 4500"),
    ]
}
