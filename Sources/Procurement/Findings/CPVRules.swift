/// Codes of the common procurement vocabulary.
extension FindingCatalogue {
    static let cpv: [FindingRule] = [
        FindingRule(
            .cpvMissing, "CPV-01", .error, effect: .missing,
            title: "Code CPV absent",
            explanation:
                "Le contrat ne peut être classé ni en travaux, ni en fournitures, ni en "
                + "services.",
            advice: "Renseigner le code CPV principal.",
            example: "(absent)"),
        FindingRule(
            .cpvCheckDigitCut, "CPV-02", .note, effect: .repaired,
            title: "Clé du code CPV retirée",
            explanation: "Le code a été réduit à ses huit chiffres.",
            advice: "Publier les huit chiffres du code.",
            example: "45000000-7"),
        FindingRule(
            .cpvCheckDigitWrong, "CPV-03", .warning, effect: .invalidCode,
            title: "Clé du code CPV fausse",
            explanation: "La clé ne correspond pas aux huit chiffres, qui sont conservés.",
            advice: "Vérifier le code dans la nomenclature.",
            example: "45000000-3"),
        FindingRule(
            .cpvLeadingZeroRestored, "CPV-04", .warning, effect: .repaired,
            title: "Zéro initial du code CPV rétabli",
            explanation:
                "La nomenclature ne laisse qu'une lecture possible : le zéro initial, perdu "
                + "par un tableur, a été rétabli.",
            advice: "Exporter le code comme du texte.",
            example: "9310000"),
        FindingRule(
            .cpvMalformed, "CPV-05", .error, effect: .invalidCode,
            title: "Code CPV mal formé",
            explanation:
                "Le code n'a pas huit chiffres et ne peut être complété avec certitude ; il "
                + "est tenu pour inconnu.",
            advice: "Publier les huit chiffres du code.",
            example: "4500000"),
        FindingRule(
            .cpvUnknown, "CPV-06", .warning, effect: .invalidCode,
            title: "Code CPV absent de la nomenclature",
            explanation:
                "Seule la division du code, ses deux premiers chiffres, peut être employée.",
            advice: "Choisir un code de la nomenclature 2008.",
            example: "45999999"),
        FindingRule(
            .cpvBlanks, "CPV-07", .note, effect: .repaired,
            title: "Blancs ou points dans le code CPV",
            explanation: "Ils ont été retirés.",
            advice: "Publier les huit chiffres sans séparateur.",
            example: "45 00 00 00"),
        FindingRule(
            .cpvDivisionUnknown, "CPV-08", .error, effect: .invalidCode,
            title: "Division CPV inexistante",
            explanation:
                "Les deux premiers chiffres ne désignent aucune division ; le code est tenu "
                + "pour inconnu.",
            advice: "Choisir un code de la nomenclature 2008.",
            example: "00000000"),
    ]
}
