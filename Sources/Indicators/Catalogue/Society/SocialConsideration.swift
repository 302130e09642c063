import Columns

extension Indicator {
    /// Considérations sociales.
    static let socialConsideration = Indicator(
        code: "SOC-01", theme: .society,
        title: "Considérations sociales",
        question: "Quelle part des contrats tient compte du social ?",
        better: .higher,
        population: "Marchés ; les concessions sont à part. En montant : hors plafonds.",
        amount: Amount.usableText,
        formula:
            "Marchés avec clause sociale, critère social ou réservés / marchés dont la déclaration est connue, en nombre et en montant.",
        sources: [
            "Plan national pour des achats durables 2022-2025 (objectif : 30 %)",
            "Observatoire économique de la commande publique",
        ],
        caveats: [
            "Une clause déclarée n'est pas une clause exécutée ; le nombre d'heures n'est pas publié.",
            Caveat.declared,
        ],
        examples: [
            Example(
                .counted, "Un marché avec une clause sociale compte.",
                ["genre": "Marché", "considerationsSociales": 1]),
            Example(
                .notCounted, "Un marché déclaré sans considération sociale est au dénominateur.",
                ["genre": "Marché", "considerationsSociales": 0]),
            Example(
                .unknown, "Sans déclaration, on ne sait pas : inconnu n'est pas non.",
                ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "nombre", "Part avec considération sociale, en nombre", .share,
                .share(of: .hasAnyBit("considerationsSociales", mask: 7), weight: .rows),
                among: .isContract),
            NamedMeasure(
                "montant", "Part avec considération sociale, en montant", .share,
                .share(
                    of: .hasAnyBit("considerationsSociales", mask: 7),
                    weight: .column(Amount.usable)), among: .isSpending),
        ]
    }
}
