import Columns

extension Indicator {
    /// Effectif des titulaires.
    static let firmHeadcount = Indicator(
        code: "PME-03", theme: .firms,
        title: "Effectif des titulaires",
        question: "Combien de personnes emploient les entreprises qui gagnent ?",
        better: .neutral,
        population: "Attributions des marchés ; en montant : hors plafonds.",
        amount: Amount.partText,
        formula:
            "Attributions à une unité légale de moins de 10, de 10 à 49, de 50 à 249, de 250 salariés ou plus / attributions dont l'effectif est connu.",
        sources: [
            "INSEE, SIRENE, tranche d'effectif de l'unité légale (bornes des tranches à confirmer)",
            "Formulaires électroniques européens, taille des opérateurs",
        ],
        caveats: [
            Caveat.size,
            "C'est l'effectif de l'unité légale seule, non du groupe dont elle est membre : PME-08 compare les deux.",
            "Une unité non employeuse est comptée parmi celles de moins de 10 salariés.",
        ],
        examples: [
            Example(
                .counted, "Une attribution à une unité de moins de 10 salariés compte.",
                ["genre": "Marché", "titulaire_effectif": "0 à 9"]),
            Example(
                .notCounted, "Une attribution à une unité plus grande est au dénominateur.",
                ["genre": "Marché", "titulaire_effectif": "10 à 49"]),
            Example(.unknown, "Sans tranche connue, on ne sait pas.", ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "moins_10", "Moins de 10 salariés", .share,
                .share(of: .employs(0...0), weight: .rows), among: .isContract, over: .awards),
            NamedMeasure(
                "de_10_a_49", "De 10 à 49 salariés", .share,
                .share(of: .employs(1...1), weight: .rows), among: .isContract, over: .awards),
            NamedMeasure(
                "de_50_a_249", "De 50 à 249 salariés", .share,
                .share(of: .employs(2...2), weight: .rows), among: .isContract, over: .awards),
            NamedMeasure(
                "de_250", "250 salariés ou plus", .share,
                .share(of: .employs(3...4), weight: .rows), among: .isContract, over: .awards),
            NamedMeasure(
                "moins_10_montant", "Moins de 10 salariés, part du montant", .share,
                .share(of: .employs(0...0), weight: .column(Amount.part)), among: .isSpending,
                over: .awards),
        ]
    }
}
