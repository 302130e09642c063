/// Values that contradict each other.
extension FindingCatalogue {
    static let coherence: [FindingRule] = [
        FindingRule(
            .supplierIsBuyer, "COH-01", .error,
            title: "Titulaire et acheteur confondus",
            explanation: "Le même SIRET désigne l'acheteur et le titulaire.",
            advice: "Renseigner le SIRET du titulaire.",
            example: "21590163800019"),
        FindingRule(
            .supplierRepeated, "COH-02", .note,
            title: "Titulaire répété",
            explanation: "Il n'est compté qu'une fois.",
            advice: "Ne déclarer chaque titulaire qu'une fois.",
            example: "41378250900017, deux fois"),
        FindingRule(
            .manySuppliers, "COH-03", .note,
            title: "Plus de cinquante titulaires",
            explanation: "La part de chacun, convenue égale, a peu de sens.",
            advice: "Vérifier la liste des titulaires.",
            example: "(63 titulaires)"),
        FindingRule(
            .franceAboveEurope, "COH-04", .error,
            title: "Part France supérieure à la part Union européenne",
            explanation: "La France est dans l'Union : une des deux parts est fausse.",
            advice: "Corriger les parts d'origine.",
            example: "France 0.9, Union 0.5"),
        FindingRule(
            .shareOutOfRange, "COH-05", .error,
            title: "Part hors de l'intervalle de 0 à 1",
            explanation: "La valeur, peut-être un pourcentage, est tenue pour inconnue.",
            advice: "Écrire 0.05 pour 5 %.",
            example: "5"),
        FindingRule(
            .shareUnreadable, "COH-06", .error,
            title: "Part illisible",
            explanation: "La valeur n'est pas un nombre ; elle est tenue pour inconnue.",
            advice: "Écrire un nombre de 0 à 1.",
            example: "cinq"),
        FindingRule(
            .advanceWithoutRate, "COH-07", .warning,
            title: "Avance accordée au taux nul",
            explanation: "L'avance est déclarée, mais son taux est zéro ou absent.",
            advice: "Renseigner le taux de l'avance.",
            example: "avance oui, taux 0"),
        FindingRule(
            .rateWithoutAdvance, "COH-08", .warning,
            title: "Taux d'avance sans avance",
            explanation: "Un taux est donné alors que l'avance est déclarée refusée.",
            advice: "Corriger l'un ou l'autre.",
            example: "avance non, taux 0.05"),
        FindingRule(
            .offersZero, "COH-09", .error,
            title: "Aucune offre reçue",
            explanation: "Un contrat attribué suppose une offre ; le nombre est tenu pour inconnu.",
            advice: "Compter toutes les offres reçues.",
            example: "0"),
        FindingRule(
            .offersMany, "COH-10", .warning,
            title: "Plus de deux cents offres reçues",
            explanation: "Le nombre est conservé, mais douteux.",
            advice: "Vérifier le nombre d'offres de ce lot.",
            example: "1250"),
        FindingRule(
            .offersUnreadable, "COH-11", .error,
            title: "Nombre d'offres illisible",
            explanation: "La valeur n'est pas un nombre entier ; elle est tenue pour inconnue.",
            advice: "Publier un nombre entier.",
            example: "2.5"),
        FindingRule(
            .subsidyAboveValue, "COH-12", .warning,
            title: "Subvention supérieure à la valeur de la concession",
            explanation: "Une des deux valeurs est douteuse.",
            advice: "Vérifier les deux montants.",
            example: "subvention 200000, valeur 50000"),
        FindingRule(
            .startBeforeSignature, "COH-13", .warning,
            title: "Exécution commencée avant la signature",
            explanation: "Une des deux dates est douteuse.",
            advice: "Vérifier les deux dates.",
            example: "début 2019-01-01, signature 2019-06-30"),
    ]
}
