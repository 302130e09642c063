import Columns

extension Indicator {
    /// Écart entre nombre et montant.
    static let smallFirmGap = Indicator(
        code: "PME-04", theme: .firms,
        title: "Écart entre nombre et montant",
        question: "Les PME gagnent-elles surtout de petits marchés ?",
        better: .lower,
        population:
            "Attributions des marchés hors plafonds, dont la taille et le montant sont connus.",
        amount: Amount.partText,
        formula: "Part des PME en nombre − part des PME en montant, sur les mêmes attributions.",
        sources: ["Dérivé de PME-01 (Tableau de bord du marché unique, indicateur 7)"],
        caveats: [
            Caveat.size,
            "Un écart positif veut dire que les PME gagnent plus de marchés que d'argent ; il ne dit pas pourquoi.",
            "Les deux parts sont prises sur les mêmes attributions, et diffèrent un peu de celles de PME-01, qui compte des marchés.",
        ],
        examples: [
            Example(
                .counted, "Une attribution de taille et de montant connus compte.",
                [
                    "genre": "Marché", "plafond": 0, "titulaire_taille": "PME",
                    "part_centimes": 100,
                ]),
            Example(
                .notCounted, "Le plafond d'un accord-cadre ne compte pas.",
                [
                    "genre": "Marché", "plafond": 1, "titulaire_taille": "PME",
                    "part_centimes": 100,
                ]),
            Example(
                .unknown, "Sans montant, l'attribution est inconnue.",
                ["genre": "Marché", "plafond": 0, "titulaire_taille": "PME"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "ecart", "Écart", .points, .gap(of: .isSME, weight: .column(Amount.part)),
                among: .isSpending, over: .awards, scale: (100, 1)),
            NamedMeasure(
                "nombre", "Part des PME, en nombre d'attributions", .share,
                .share(of: .isSME, weight: .rows),
                among: .all([.isSpending, .isKnown(Amount.part)]), over: .awards),
            NamedMeasure(
                "montant", "Part des PME, en montant", .share,
                .share(of: .isSME, weight: .column(Amount.part)), among: .isSpending,
                over: .awards),
        ]
    }
}
