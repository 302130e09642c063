import Columns

extension Indicator {
    /// Appartenance à un groupe.
    static let groupMembership = Indicator(
        code: "PME-08", theme: .firms,
        title: "Appartenance à un groupe",
        question: "Combien de petites unités titulaires sont en fait membres d'un grand groupe ?",
        better: .neutral,
        population: "Attributions des marchés.",
        formula:
            "Attributions à une unité légale de moins de 250 salariés que l'INSEE classe ETI ou GE / attributions à une unité légale de moins de 250 salariés dont la catégorie est connue ; et les deux lectures de la part des PME, par l'unité et par la catégorie.",
        sources: [
            "INSEE, SIRENE, catégorie d'entreprise (au sens du groupe) et tranche d'effectif de l'unité légale",
            "Formulaires électroniques européens, débat sur la taille des opérateurs",
        ],
        caveats: [
            Caveat.size,
            "Une unité de moins de 250 salariés peut aussi passer les seuils de chiffre d'affaires et de bilan sans être d'un groupe : la lecture par l'unité ne regarde que l'effectif.",
            "Les liens de capital eux-mêmes ne sont pas dans SIRENE.",
        ],
        examples: [
            Example(
                .counted, "Une unité de 12 salariés classée GE est membre d'un groupe.",
                ["genre": "Marché", "titulaire_effectif": "10 à 49", "titulaire_taille": "GE"]),
            Example(
                .notCounted, "Une unité de 12 salariés classée PME est au dénominateur.",
                ["genre": "Marché", "titulaire_effectif": "10 à 49", "titulaire_taille": "PME"]),
            Example(
                .unknown, "Sans catégorie connue, on ne sait pas.",
                ["genre": "Marché", "titulaire_effectif": "10 à 49"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "groupe", "Petites unités classées ETI ou GE", .share,
                .share(of: .isLarger, weight: .rows),
                among: .all([.isContract, .employs(0...2)]), over: .awards),
            NamedMeasure(
                "par_unite", "Part des PME, d'après l'effectif de l'unité", .share,
                .share(of: .employs(0...2), weight: .rows), among: .isContract, over: .awards),
            NamedMeasure(
                "par_categorie", "Part des PME, d'après la catégorie de l'INSEE", .share,
                .share(of: .isSME, weight: .rows), among: .isContract, over: .awards),
        ]
    }
}
