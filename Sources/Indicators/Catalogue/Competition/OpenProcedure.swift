import Columns

extension Indicator {
    /// Procédures ouvertes.
    static let openProcedure = Indicator(
        code: "CON-05", theme: .competition,
        title: "Procédures ouvertes",
        question: "Quelle part des contrats est ouverte à toute entreprise qui veut répondre ?",
        better: .higher, exposure: .unnamed,
        population: "Marchés dont la procédure est connue ; en montant : hors plafonds.",
        amount: Amount.usableText,
        formula:
            "Part des procédures ouvertes, adaptées, et sans publicité ni mise en concurrence, en nombre et en montant.",
        sources: ["Open Contracting Partnership, guide des indicateurs, U010 à U014"],
        caveats: [
            "Une procédure adaptée peut être aussi ouverte qu'un appel d'offres : les données ne le disent pas.",
            Caveat.rate,
        ],
        examples: [
            Example(
                .counted, "Un appel d'offres ouvert compte.",
                ["genre": "Marché", "procedure": "Appel d'offres ouvert"]),
            Example(
                .notCounted, "Une procédure adaptée est au dénominateur.",
                ["genre": "Marché", "procedure": "Procédure adaptée"]),
            Example(.unknown, "Sans procédure, on ne sait pas.", ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "ouverte_nombre", "Procédures ouvertes, en nombre", .share,
                .share(
                    of: .isAny(
                        "procedure",
                        of: [
                            "Appel d'offres ouvert", "Procédure négociée ouverte",
                            "Procédure non négociée ouverte",
                        ]), weight: .rows), among: .isContract),
            NamedMeasure(
                "ouverte_montant", "Procédures ouvertes, en montant", .share,
                .share(
                    of: .isAny(
                        "procedure",
                        of: [
                            "Appel d'offres ouvert", "Procédure négociée ouverte",
                            "Procédure non négociée ouverte",
                        ]), weight: .column(Amount.usable)), among: .isSpending),
            NamedMeasure(
                "adaptee_nombre", "Procédures adaptées, en nombre", .share,
                .share(of: .isAny("procedure", of: ["Procédure adaptée"]), weight: .rows),
                among: .isContract),
            NamedMeasure(
                "adaptee_montant", "Procédures adaptées, en montant", .share,
                .share(
                    of: .isAny("procedure", of: ["Procédure adaptée"]),
                    weight: .column(Amount.usable)), among: .isSpending),
            NamedMeasure(
                "sans_concurrence_nombre", "Sans publicité ni mise en concurrence, en nombre",
                .share, .share(of: .isAnyNumber("concurrentielle", of: [0]), weight: .rows),
                among: .isContract),
            NamedMeasure(
                "sans_concurrence_montant", "Sans publicité ni mise en concurrence, en montant",
                .share,
                .share(
                    of: .isAnyNumber("concurrentielle", of: [0]), weight: .column(Amount.usable)),
                among: .isSpending),
        ]
    }
}
