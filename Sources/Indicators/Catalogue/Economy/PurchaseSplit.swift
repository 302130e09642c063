import Columns

extension Indicator {
    /// Répartition des achats.
    static let purchaseSplit = Indicator(
        code: "ECO-04", theme: .economy,
        title: "Répartition des achats",
        question: "Achète-t-on surtout des travaux, des fournitures ou des services ?",
        better: .neutral,
        population: "Marchés ; les concessions sont à part. En montant : hors plafonds.",
        amount: Amount.usableText,
        formula:
            "Part des travaux, fournitures et services, d'après le code CPV, en nombre et en montant ; groupée par CPV, la part de chaque division.",
        sources: [
            "Open Contracting Partnership, guide des indicateurs, U008 et U009",
            "Observatoire économique de la commande publique",
        ],
        caveats: [
            Caveat.declared, "Le type vient du code CPV principal ; un contrat mixte n'en a qu'un.",
        ],
        examples: [
            Example(
                .counted, "Un marché de travaux compte.", ["genre": "Marché", "type": "Travaux"]),
            Example(
                .notCounted, "Un marché de services est seulement au dénominateur.",
                ["genre": "Marché", "type": "Services"]),
            Example(.unknown, "Un marché sans code CPV est inconnu.", ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "travaux_nombre", "Travaux, part en nombre", .share,
                .share(of: .isAny("type", of: ["Travaux"]), weight: .rows), among: .isContract),
            NamedMeasure(
                "fournitures_nombre", "Fournitures, part en nombre", .share,
                .share(of: .isAny("type", of: ["Fournitures"]), weight: .rows), among: .isContract),
            NamedMeasure(
                "services_nombre", "Services, part en nombre", .share,
                .share(of: .isAny("type", of: ["Services"]), weight: .rows), among: .isContract),
            NamedMeasure(
                "travaux_montant", "Travaux, part en montant", .share,
                .share(of: .isAny("type", of: ["Travaux"]), weight: .column(Amount.usable)),
                among: .isSpending),
            NamedMeasure(
                "fournitures_montant", "Fournitures, part en montant", .share,
                .share(of: .isAny("type", of: ["Fournitures"]), weight: .column(Amount.usable)),
                among: .isSpending),
            NamedMeasure(
                "services_montant", "Services, part en montant", .share,
                .share(of: .isAny("type", of: ["Services"]), weight: .column(Amount.usable)),
                among: .isSpending),
        ]
    }
}
