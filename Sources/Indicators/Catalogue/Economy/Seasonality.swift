import Columns

extension Indicator {
    /// Rythme et fin d'année.
    static let seasonality = Indicator(
        code: "ECO-03", theme: .economy,
        title: "Rythme et fin d'année",
        question: "Les contrats se concentrent-ils en fin d'année ?",
        better: .neutral,
        population: "Marchés ; les concessions sont à part.",
        amount: Amount.usableText,
        formula:
            "Indice de fin d'année : (contrats notifiés en novembre et décembre) / (2/12 des contrats) ; 1 : pas de concentration. Groupé par mois ou par année, les contrats et les montants donnent la série.",
        sources: ["Open Contracting Partnership, guide des indicateurs, U005"],
        caveats: [
            Caveat.declared, "L'indice n'a de sens que sur des années entières.",
            "La date est celle de notification, pas de l'achat.",
        ],
        examples: [
            Example(
                .counted, "Un marché notifié en novembre compte.", ["genre": "Marché", "mois": 11]),
            Example(
                .notCounted, "Un marché notifié en mai est seulement au dénominateur.",
                ["genre": "Marché", "mois": 5]),
            Example(
                .unknown, "Un marché sans date de notification est inconnu.", ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "fin_annee", "Indice de fin d'année", .index,
                .share(of: .between("mois", 11, 12), weight: .rows), among: .isContract,
                scale: (6, 1)),
            NamedMeasure("contrats", "Marchés", .count, .count, among: .isContract),
            NamedMeasure(
                "montant", "Montant hors plafonds", .euros, .sum(Amount.usable), among: .isSpending),
        ]
    }
}
