import Columns

extension Indicator {
    /// Retour des nouvelles PME.
    static let returningSmallFirms = Indicator(
        code: "PME-07", theme: .firms,
        title: "Retour des nouvelles PME",
        question:
            "Les PME qui gagnent pour la première fois gagnent-elles de nouveau en deux ans ?",
        better: .higher, exposure: .unnamed,
        population:
            "Premières attributions connues comme telles, à une PME : une par titulaire, après les 36 premiers mois de l'édition ; concessions comprises.",
        formula:
            "Estimation de Kaplan-Meier de la part qui gagne de nouveau dans les 730 jours : moyenne des poids 1 / G(T), où G est la part non censurée à la durée T, dans toute l'édition.",
        sources: [
            "Kaplan et Meier (1958), Journal of the American Statistical Association, 53",
            "Satten et Datta (2001), The American Statistician, 55 : la même estimation comme moyenne pondérée",
        ],
        caveats: [
            "Un titulaire est un établissement : une entreprise qui gagne par un autre ne revient pas ici.",
            "Le suivi s'arrête à la dernière notification de la dernière année fournie ; un retour non publié n'est pas vu.",
            "Les poids sont calculés sur toute l'édition, parmi les titulaires de même taille ; sur une petite sélection, l'estimation peut dépasser 100 %.",
            Caveat.size,
        ],
        examples: [
            Example(
                .counted, "La première attribution d'une PME suivie compte, avec son poids.",
                ["titulaire_taille": "PME", "retour_poids": 10_000]),
            Example(
                .notCounted, "Une attribution suivante ne compte pas.",
                ["titulaire_taille": "PME"]),
            Example(.unknown, "Sans taille connue, on ne sait pas.", ["retour_poids": 0]),
        ]
    ) { _ in
        let newcomers = Condition.all([.isSME, .isKnown("retour_poids")])
        return [
            NamedMeasure(
                "retour", "Part qui gagne de nouveau en 24 mois (Kaplan-Meier)", .share,
                .mean("retour_poids"), among: newcomers, over: .awards, scale: (1, 10_000)),
            NamedMeasure(
                "retour_suivi", "La même part, parmi celles suivies 24 mois entiers", .share,
                .share(of: .isTrue("retour_24_mois"), weight: .rows), among: newcomers,
                over: .awards),
            NamedMeasure(
                "delai_median",
                "Jours jusqu'à l'attribution suivante, médiane de celles qui reviennent",
                .number, .median("retour_jours"),
                among: .all([newcomers, .isKnown("retour_jours")]), over: .awards),
        ]
    }
}
