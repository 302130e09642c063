import Columns

extension Indicator {
    /// Considérations environnementales.
    static let environmentalConsideration = Indicator(
        code: "ENV-01", theme: .environment,
        title: "Considérations environnementales",
        question: "Quelle part des contrats tient compte de l'environnement ?",
        better: .higher,
        population: "Marchés ; les concessions sont à part. En montant : hors plafonds.",
        amount: Amount.usableText,
        formula:
            "Marchés avec clause ou critère environnemental / marchés dont la déclaration est connue, en nombre et en montant.",
        sources: [
            "Plan national pour des achats durables 2022-2025 (objectif : 100 %)",
            "Loi du 22 août 2021 dite Climat et résilience, article 35",
        ],
        caveats: [
            "Un critère peut changer le titulaire, une clause non ; ni l'un ni l'autre ne mesure un effet.",
            Caveat.declared,
        ],
        examples: [
            Example(
                .counted, "Un marché avec un critère environnemental compte.",
                ["genre": "Marché", "considerationsEnvironnementales": 2]),
            Example(
                .notCounted,
                "Un marché déclaré sans considération environnementale est au dénominateur.",
                ["genre": "Marché", "considerationsEnvironnementales": 0]),
            Example(
                .unknown, "Sans déclaration, on ne sait pas : inconnu n'est pas non.",
                ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "nombre", "Part avec considération environnementale, en nombre", .share,
                .share(of: .hasAnyBit("considerationsEnvironnementales", mask: 3), weight: .rows),
                among: .isContract),
            NamedMeasure(
                "montant", "Part avec considération environnementale, en montant", .share,
                .share(
                    of: .hasAnyBit("considerationsEnvironnementales", mask: 3),
                    weight: .column(Amount.usable)), among: .isSpending),
        ]
    }
}
