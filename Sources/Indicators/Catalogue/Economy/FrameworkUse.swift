import Columns

extension Indicator {
    /// Recours aux accords-cadres.
    static let frameworkUse = Indicator(
        code: "ECO-05", theme: .economy,
        title: "Recours aux accords-cadres",
        question: "Quelle part des contrats passe par un accord-cadre ?",
        better: .neutral,
        population: "Marchés ; les concessions sont à part.",
        formula:
            "Marchés dont les techniques d'achat comprennent « Accord-cadre » / marchés dont les techniques sont connues ; et part des marchés dont le montant est un plafond.",
        sources: [
            "Opentender",
            "Données essentielles de la commande publique (arrêtés du 22 décembre 2022)",
        ],
        caveats: [
            Caveat.ceilings, "Les formats d'avant 2022 ne disent pas les techniques d'achat.",
        ],
        examples: [
            Example(.counted, "Un accord-cadre compte.", ["genre": "Marché", "techniques": 1]),
            Example(
                .notCounted, "Un marché sans technique particulière est au dénominateur.",
                ["genre": "Marché", "techniques": 0]),
            Example(
                .unknown, "Un marché aux techniques non publiées est inconnu.", ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "technique", "Part des accords-cadres", .share,
                .share(of: .hasAnyBit("techniques", mask: 1), weight: .rows), among: .isContract),
            NamedMeasure(
                "plafond", "Part des montants qui sont des plafonds", .share,
                .share(of: .isCeiling, weight: .rows), among: .isContract),
        ]
    }
}
