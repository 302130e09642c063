/// Shapes the schemas do not allow.
extension FindingCatalogue {
    static let schema: [FindingRule] = [
        FindingRule(
            .unknownKey, "SCH-01", .note,
            title: "Champ inconnu du format",
            explanation: "Le champ n'est pas lu.",
            advice: "Retirer le champ, ou corriger son nom.",
            example: "montantHT"),
        FindingRule(
            .repeatedKey, "SCH-02", .warning,
            title: "Champ donné deux fois",
            explanation: "Seule la première valeur est lue.",
            advice: "Ne donner le champ qu'une fois.",
            example: "\"montant\": 1000, \"montant\": 2000"),
        FindingRule(
            .illegalToken, "SCH-03", .warning,
            title: "Mot que JSON n'autorise pas",
            explanation: "La valeur est tenue pour absente.",
            advice: "Écrire null, ou omettre le champ.",
            example: "NaN"),
        FindingRule(
            .unexpectedShape, "SCH-04", .warning,
            title: "Valeur d'une forme inattendue",
            explanation:
                "Une liste ou un objet se trouve là où une valeur simple était attendue, ou "
                + "l'inverse.",
            advice: "Suivre le schéma.",
            example: "\"titulaires\": {}"),
        FindingRule(
            .tooLarge, "SCH-05", .warning,
            title: "Contenu démesuré",
            explanation: "La suite, trop longue ou trop imbriquée, n'est pas lue.",
            advice: "Vérifier l'export.",
            example: "(plus de 64 niveaux)"),
        FindingRule(
            .raggedRow, "SCH-06", .warning,
            title: "Ligne dont le nombre de cases diffère de l'en-tête",
            explanation: "Les cases en trop sont ignorées, celles qui manquent sont inconnues.",
            advice: "Protéger par des guillemets les cases qui contiennent le séparateur.",
            example: "24 cases pour 23 colonnes"),
        FindingRule(
            .objectTooLong, "SCH-07", .note,
            title: "Objet plus long que prévu",
            explanation: "Le texte est conservé en entier.",
            advice: "Se tenir à 1 000 caractères (256 en 2019).",
            example: "(1 214 caractères)"),
        FindingRule(
            .objectTooShort, "SCH-08", .warning,
            title: "Objet trop court",
            explanation: "Moins de cinq caractères ne disent pas ce qui a été acheté.",
            advice: "Décrire l'objet du contrat.",
            example: "Lot"),
        FindingRule(
            .concessionAmongContracts, "SCH-09", .note,
            title: "Concession publiée parmi les marchés",
            explanation: "Le contrat est lu comme une concession.",
            advice: "La publier sous « contrat-concession ».",
            example: "Délégation de service public"),
        FindingRule(
            .contractAmongConcessions, "SCH-10", .note,
            title: "Marché publié parmi les concessions",
            explanation: "Le contrat est lu comme un marché.",
            advice: "Le publier sous « marche ».",
            example: "Marché"),
        FindingRule(
            .frameworkIdTooLong, "SCH-11", .warning,
            title: "Identifiant d'accord-cadre de plus de seize caractères",
            explanation: "Il est conservé en entier.",
            advice: "Reprendre l'identifiant publié de l'accord-cadre.",
            example: "2021-AC-FOURNITURES-01"),
        FindingRule(
            .notAContract, "SCH-12", .error,
            title: "Enregistrement qui n'est pas un contrat",
            explanation: "L'enregistrement est mis de côté.",
            advice: "Ne publier dans ce fichier que des marchés et des concessions.",
            example: "Avis d'attribution"),
        FindingRule(
            .unreadableRecord, "SCH-13", .error, firedBy: .reading,
            title: "Enregistrement illisible",
            explanation: "L'enregistrement est mis de côté : sa structure est rompue.",
            advice: "Vérifier le fichier avec un validateur.",
            example: "{\"id\": \"2021"),
    ]
}
