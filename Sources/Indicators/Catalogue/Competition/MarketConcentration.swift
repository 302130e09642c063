import Columns

extension Indicator {
    /// Concentration du marché.
    static let marketConcentration = Indicator(
        code: "CON-06", theme: .competition,
        title: "Concentration du marché",
        question: "L'argent de ces contrats va-t-il à peu d'entreprises ?",
        better: .lower, exposure: .unnamed,
        population:
            "Attributions des marchés hors plafonds, à des entreprises identifiées par un SIREN.",
        amount: Amount.partText,
        formula:
            "Indice de Herfindahl-Hirschman : somme des carrés des parts de chaque entreprise (SIREN), en montant et en nombre ; part de la première et des trois premières.",
        sources: ["Open Contracting Partnership, guide des indicateurs, U034, U041, R050 et R051"],
        caveats: [
            "Il n'a de sens que pour un marché : choisissez un CPV d'au moins quatre chiffres, un territoire et trois années.",
            Caveat.declared, "Les entreprises d'un même groupe comptent séparément.",
        ],
        examples: [
            Example(
                .counted, "Une attribution de 50 000 € à une entreprise identifiée compte.",
                ["genre": "Marché", "plafond": 0, "titulaire_siren": "S", "part_centimes": 5000000]),
            Example(
                .notCounted, "Un plafond d'accord-cadre n'entre pas.",
                ["genre": "Marché", "plafond": 1, "titulaire_siren": "S", "part_centimes": 5000000]),
            Example(
                .unknown, "Un titulaire sans SIREN est inconnu.",
                ["genre": "Marché", "plafond": 0, "part_centimes": 5000000]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "hhi_montant", "Indice de concentration, en montant", .index,
                .concentration(.text("titulaire_siren"), weight: .column(Amount.part)),
                among: .isSpending, over: .awards),
            NamedMeasure(
                "hhi_nombre", "Indice de concentration, en nombre", .index,
                .concentration(.text("titulaire_siren"), weight: .rows), among: .isSpending,
                over: .awards),
            NamedMeasure(
                "premiere", "Part de la première entreprise", .share,
                .topShare(1, .text("titulaire_siren"), weight: .column(Amount.part)),
                among: .isSpending, over: .awards),
            NamedMeasure(
                "trois_premieres", "Part des trois premières", .share,
                .topShare(3, .text("titulaire_siren"), weight: .column(Amount.part)),
                among: .isSpending, over: .awards),
        ]
    }
}
