import Columns

extension Indicator {
    /// Achats innovants.
    static let innovativeContracts = Indicator(
        code: "INN-01", theme: .innovation,
        title: "Achats innovants",
        question: "Quelle part des contrats est déclarée innovante ?",
        better: .higher,
        population: "Marchés ; les concessions sont à part. En montant : hors plafonds.",
        amount: Amount.usableText,
        formula:
            "Marchés déclarés innovants / marchés dont la déclaration est connue, en nombre et en montant.",
        sources: ["Objectif national de 2 %", "Code de la commande publique, article L2172-3"],
        caveats: [
            "L'acheteur déclare lui-même : rien ne vérifie que l'achat soit innovant.",
            "Les formats d'avant 2022 ne le disent pas.",
        ],
        examples: [
            Example(
                .counted, "Un marché déclaré innovant compte.",
                ["genre": "Marché", "marcheInnovant": 1]),
            Example(
                .notCounted, "Un marché déclaré non innovant est au dénominateur.",
                ["genre": "Marché", "marcheInnovant": 0]),
            Example(
                .unknown, "Sans déclaration, on ne sait pas : inconnu n'est pas non.",
                ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "nombre", "Part innovante, en nombre", .share,
                .share(of: .isTrue("marcheInnovant"), weight: .rows), among: .isContract),
            NamedMeasure(
                "montant", "Part innovante, en montant", .share,
                .share(of: .isTrue("marcheInnovant"), weight: .column(Amount.usable)),
                among: .isSpending),
        ]
    }
}
