import Columns

extension Indicator {
    /// Concentration du marché.
    static let marketConcentration = Indicator(
        code: "CON-06", theme: .competition,
        title: "Concentration du marché",
        question: "Les marchés où l'on achète vont-ils à peu d'entreprises ?",
        better: .lower, exposure: .unnamed,
        population:
            "Marchés hors plafonds. Chacun est passé dans un segment : son CPV à quatre chiffres, sa région d'exécution, ses trois années (2019 à 2021, 2022 à 2024…). Un segment de moins de 20 attributions à des entreprises identifiées n'est pas mesuré.",
        amount: Amount.partText,
        formula:
            "Indice de Herfindahl-Hirschman d'un segment : somme des carrés des parts de chaque entreprise (SIREN), en montant, sur toute l'édition. L'indicateur est celui du segment du marché médian. Les mesures « de la sélection » prennent toute la sélection pour un seul marché.",
        sources: ["Open Contracting Partnership, guide des indicateurs, U034, U041, R050 et R051"],
        caveats: [
            "Un segment se lit sur toute l'édition : filtrer un acheteur ne change pas la concentration des marchés où il achète.",
            "Les mesures de la sélection n'ont de sens que pour un marché : choisissez un CPV d'au moins quatre chiffres, un territoire et trois années.",
            "Quatre chiffres de CPV et une région ne font pas toujours un marché au sens de la concurrence.",
            Caveat.declared, "Les entreprises d'un même groupe comptent séparément.",
        ],
        examples: [
            Example(
                .counted, "Un marché d'un segment dont l'indice est 0,18 compte.",
                ["genre": "Marché", "plafond": 0, "segment_hhi": 1800]),
            Example(
                .notCounted, "Un plafond d'accord-cadre n'entre pas.",
                ["genre": "Marché", "plafond": 1, "segment_hhi": 1800]),
            Example(
                .unknown, "Un marché d'un segment trop petit est inconnu.",
                ["genre": "Marché", "plafond": 0]),
        ]
    ) { _ in
        segments + [
            NamedMeasure(
                "hhi_montant", "Indice de la sélection, en montant", .index,
                .concentration(.text("titulaire_siren"), weight: .column(Amount.part)),
                among: .isSpending, over: .awards),
            NamedMeasure(
                "hhi_nombre", "Indice de la sélection, en nombre", .index,
                .concentration(.text("titulaire_siren"), weight: .rows), among: .isSpending,
                over: .awards),
            NamedMeasure(
                "premiere", "Part de la première entreprise de la sélection", .share,
                .topShare(1, .text("titulaire_siren"), weight: .column(Amount.part)),
                among: .isSpending, over: .awards),
            NamedMeasure(
                "trois_premieres", "Part des trois premières de la sélection", .share,
                .topShare(3, .text("titulaire_siren"), weight: .column(Amount.part)),
                among: .isSpending, over: .awards),
        ]
    }

    /// Measures of the segments where contracts are made.
    private static let segments = [
        NamedMeasure(
            "hhi_segment", "Indice de concentration du segment, marché médian", .index,
            .median("segment_hhi"), among: .isSpending, scale: (1, 10_000)),
        NamedMeasure(
            "segments_concentres",
            "Part des marchés d'un segment concentré (indice au-dessus de 0,25)",
            .share, .share(of: .between("segment_hhi", 2_501, nil), weight: .rows),
            among: .isSpending),
        NamedMeasure(
            "premiere_segment", "Part de la première entreprise du segment, marché médian", .index,
            .median("segment_premiere"), among: .isSpending, scale: (1, 10_000)),
        NamedMeasure(
            "trois_premieres_segment", "Part des trois premières du segment, marché médian", .index,
            .median("segment_trois_premieres"), among: .isSpending, scale: (1, 10_000)),
    ]
}
