import Columns

extension Indicator {
    /// Avances.
    static let advances = Indicator(
        code: "PME-09", theme: .firms,
        title: "Avances",
        question: "Les titulaires reçoivent-ils une avance ?",
        better: .higher,
        population: "Marchés ; les concessions sont à part.",
        formula:
            "Marchés avec avance / marchés dont la déclaration est connue ; taux médian des avances déclarées.",
        sources: [
            "Données essentielles de la commande publique (arrêtés du 22 décembre 2022)",
            "Code de la commande publique, articles R2191-3 à R2191-10",
        ],
        caveats: [
            "Le taux vaut pour toutes les tailles d'entreprise ; groupé par taille du titulaire, il les distingue.",
            "Le taux déclaré est celui du contrat, pas de chaque titulaire.",
        ],
        examples: [
            Example(
                .counted, "Un marché avec avance compte.",
                ["genre": "Marché", "attributionAvance": 1, "tauxAvance": 3000]),
            Example(
                .notCounted, "Un marché sans avance est au dénominateur.",
                ["genre": "Marché", "attributionAvance": 0]),
            Example(.unknown, "Sans déclaration, on ne sait pas.", ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "part", "Part des marchés avec avance", .share,
                .share(of: .isTrue("attributionAvance"), weight: .rows), among: .isContract),
            NamedMeasure(
                "taux_median", "Taux médian des avances", .share, .median("tauxAvance"),
                among: .all([.isContract, .isTrue("attributionAvance")]), scale: (1, 10000)),
        ]
    }
}
