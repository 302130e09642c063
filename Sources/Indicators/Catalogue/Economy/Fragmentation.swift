import Columns
import Law

extension Indicator {
    /// Fragmentation des achats.
    static let fragmentation = Indicator(
        code: "ECO-18", theme: .economy,
        title: "Fragmentation des achats",
        question: "Les achats sont-ils répartis en beaucoup de petits contrats ?",
        better: .neutral, exposure: .unnamed,
        population: "Marchés hors plafonds.",
        amount: Amount.usableText,
        formula:
            "Marchés par million d'euros ; part des marchés sous 90 000 € ; nombre moyen de marchés pour un même acheteur, une même classe CPV à quatre chiffres et une même année.",
        sources: [
            "Indicateur de l'observatoire",
            "Code de la commande publique, article R2131-12 (seuil de publicité)",
        ],
        caveats: [
            Caveat.declared,
            "Beaucoup de petits contrats ouvrent aussi la commande aux petites entreprises : la fragmentation n'est ni bonne ni mauvaise en soi.",
            Caveat.rate,
        ],
        examples: [
            Example(
                .counted, "Un marché de 40 000 € compte.",
                ["genre": "Marché", "plafond": 0, "montant_centimes": 4000000]),
            Example(
                .notCounted, "Un plafond d'accord-cadre n'entre pas.",
                ["genre": "Marché", "plafond": 1, "montant_centimes": 4000000]),
            Example(
                .unknown, "Un marché sans montant utilisable est inconnu.",
                ["genre": "Marché", "plafond": 0]),
        ]
    ) { day in
        [
            NamedMeasure(
                "par_million", "Marchés par million d'euros", .perMillion,
                .ratio(.rows, per: .column(Amount.usable)), among: .isSpending,
                scale: (100000000, 1)),
            NamedMeasure(
                "sous_publicite", "Part des marchés sous le seuil de publicité", .share,
                .share(
                    of: .between(
                        Amount.usable, nil, LawBook.yardstick(.advertising).cents(on: day) - 1),
                    weight: .rows), among: .isSpending),
            NamedMeasure(
                "par_acheteur_cpv_annee", "Marchés par acheteur, classe CPV et année", .number,
                .perGroup(
                    [.text("acheteur_id"), .prefix("codeCPV", length: 4), .number("annee")], .count,
                    .mean), among: .isContract),
        ]
    }
}
