/// Labels of the closed lists, booleans and place codes.
extension FindingCatalogue {
    static let codes: [FindingRule] = [
        FindingRule(
            .labelUnknown, "COD-01", .error, effect: .invalidCode,
            title: "Libellé inconnu",
            explanation:
                "Le libellé n'est dans aucune version du format ; la valeur est tenue pour "
                + "inconnue.",
            advice: "Choisir un libellé du référentiel.",
            example: "Procédure simplifiée"),
        FindingRule(
            .labelOutsideList, "COD-02", .note, effect: .repaired,
            title: "Libellé écrit autrement que dans le référentiel",
            explanation:
                "La valeur a été reconnue malgré la casse, les accents ou une écriture "
                + "ancienne.",
            advice: "Écrire le libellé comme dans le référentiel.",
            example: "Appel d offres ouvert"),
        FindingRule(
            .labelOfOtherVintage, "COD-03", .note,
            title: "Libellé d'une autre version du format",
            explanation:
                "La valeur est comprise, mais le schéma suivi par ce contrat ne la prévoit "
                + "pas.",
            advice: "Employer les libellés de la version suivie.",
            example: "Accord-cadre (nature, format 2022)"),
        FindingRule(
            .notCommunicated, "COD-04", .note, effect: .missing,
            title: "Valeur non communiquée",
            explanation: "La donnée est déclarée « NC » : elle est tenue pour inconnue.",
            advice: "Renseigner la valeur dès que l'outil le permet.",
            example: "NC"),
        FindingRule(
            .noneWithOthers, "COD-05", .warning,
            title: "« Aucune » cochée avec une autre valeur",
            explanation:
                "« Sans objet » ou « Pas de considération » contredit l'autre valeur, qui "
                + "seule est retenue.",
            advice: "Cocher l'une ou l'autre.",
            example: "Pas de considération sociale, Clause sociale"),
        FindingRule(
            .labelRepeated, "COD-06", .note, effect: .repaired,
            title: "Valeur répétée dans une liste",
            explanation: "Elle n'est comptée qu'une fois.",
            advice: "Ne donner chaque valeur qu'une fois.",
            example: "Tranches, Tranches"),
        FindingRule(
            .booleanAsText, "COD-07", .note, effect: .repaired,
            title: "Oui ou non écrit comme un texte",
            explanation: "La valeur est certaine ; sa forme ne suit pas le schéma.",
            advice: "Publier true ou false, sans guillemets.",
            example: "\"oui\""),
        FindingRule(
            .booleanUnreadable, "COD-08", .error,
            title: "Oui ou non illisible",
            explanation: "La valeur n'est ni oui ni non ; elle est tenue pour inconnue.",
            advice: "Publier true ou false.",
            example: "peut-être"),
        FindingRule(
            .tableTag, "COD-09", .note, effect: .missing,
            title: "Marque d'un tableau du ministère",
            explanation:
                "La case porte MQ (manquant), CDL (sans objet) ou INX (inexploitable) : la "
                + "valeur est tenue pour inconnue.",
            advice: "Corriger la donnée à la source.",
            example: "MQ"),
        FindingRule(
            .placeCodeMismatch, "COD-10", .warning, effect: .invalidCode,
            title: "Code de lieu contraire à son type",
            explanation: "La forme du code n'est pas celle du type annoncé.",
            advice: "Corriger le code ou son type.",
            example: "Code département : 59170"),
    ]
}
