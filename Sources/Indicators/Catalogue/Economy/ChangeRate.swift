import Columns
import Procurement

extension Indicator {
    /// Contrats modifiés.
    static let changeRate = Indicator(
        code: "ECO-09", theme: .economy,
        title: "Contrats modifiés",
        question: "Quelle part des contrats a été modifiée en cours d'exécution ?",
        better: .neutral, exposure: .unnamed,
        population: "Marchés notifiés au moins douze mois avant le jour de référence de l'édition.",
        formula:
            "Marchés d'au moins douze mois ayant au moins une modification publiée / marchés d'au moins douze mois.",
        sources: [
            "Open Contracting Partnership, guide des indicateurs, U048, U056 et R064",
            "Données essentielles de la commande publique (arrêtés du 22 décembre 2022)",
        ],
        caveats: [
            "Une modification non publiée ne se voit pas.",
            "Une modification n'est pas une faute : le code en admet six cas.", Caveat.rate,
        ],
        examples: [
            Example(
                .counted, "Un marché ancien modifié une fois compte.",
                ["genre": "Marché", "dateNotification": 18000, "modifications": 1]),
            Example(
                .notCounted, "Un marché ancien jamais modifié est au dénominateur.",
                ["genre": "Marché", "dateNotification": 18000, "modifications": 0]),
            Example(
                .notCounted, "Une concession ne compte pas.",
                ["genre": "Concession", "dateNotification": 18000, "modifications": 1]),
        ]
    ) { day in
        [
            NamedMeasure(
                "modifies", "Part des marchés modifiés", .share,
                .share(of: .between("modifications", 1, nil), weight: .rows),
                among: .all([
                    .isContract,
                    .between("dateNotification", nil, Int64(day.adding(months: -12).number)),
                ]))
        ]
    }
}
