import Columns

extension Indicator {
    /// Attributions locales.
    static let localCapture = Indicator(
        code: "TER-01", theme: .territory,
        title: "Attributions locales",
        question: "Les titulaires sont-ils établis dans le territoire de l'acheteur ?",
        better: .neutral, exposure: .unnamed,
        population:
            "Attributions des marchés dont le lieu de l'acheteur et du titulaire sont connus ; en montant : hors plafonds.",
        amount: Amount.partText,
        formula:
            "Attributions à un établissement du même département (ou de la même région) que l'acheteur / attributions dont les deux lieux sont connus, en nombre et en montant.",
        sources: [
            "Open Contracting Partnership, guide des indicateurs, U036",
            "Études régionales (Bretagne, Hauts-de-France)",
        ],
        caveats: [
            Caveat.outcomes,
            "Un établissement local peut dépendre d'un groupe qui ne l'est pas, et inversement.",
            "Un SIRET seul ne donne pas le département : sans liste de référence, beaucoup de lieux sont inconnus.",
        ],
        examples: [
            Example(
                .counted, "Un titulaire du département de l'acheteur compte.",
                ["genre": "Marché", "local": 1]),
            Example(
                .notCounted, "Un titulaire d'un autre département est au dénominateur.",
                ["genre": "Marché", "local": 0]),
            Example(.unknown, "Un lieu inconnu laisse la réponse inconnue.", ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "departement_nombre", "Même département, en nombre", .share,
                .share(of: .isTrue("local"), weight: .rows), among: .isContract, over: .awards),
            NamedMeasure(
                "departement_montant", "Même département, en montant", .share,
                .share(of: .isTrue("local"), weight: .column(Amount.part)), among: .isSpending,
                over: .awards),
            NamedMeasure(
                "region_nombre", "Même région, en nombre", .share,
                .share(of: .isTrue("local_region"), weight: .rows), among: .isContract,
                over: .awards),
            NamedMeasure(
                "region_montant", "Même région, en montant", .share,
                .share(of: .isTrue("local_region"), weight: .column(Amount.part)),
                among: .isSpending, over: .awards),
        ]
    }
}
