import Columns

extension Indicator {
    /// Part des PME par tranche de montant.
    static let smallFirmShareByBand = Indicator(
        code: "PME-06", theme: .firms,
        title: "Part des PME par tranche de montant",
        question: "Jusqu'à quel montant les PME gagnent-elles ?",
        better: .higher,
        population: "Marchés hors plafonds, par tranche de montant utilisable hors taxes.",
        amount: Amount.usableText,
        formula:
            "Marchés de la tranche gagnés par une PME / marchés de la tranche dont la taille est connue.",
        sources: [
            "Tranches d'observation : 40 et 90 k€ (publicité), 221 k€ (seuil européen de 2024-2025, à confirmer pour les autres années), 1 M€",
            "Dérivé de PME-01 (Tableau de bord du marché unique, indicateur 7)",
        ],
        caveats: [
            Caveat.size, Caveat.declared,
            "Les bornes sont fixes, pour comparer les années ; les seuils de la loi, eux, changent.",
        ],
        examples: [
            Example(
                .counted,
                "Un marché de 30 000 € gagné par une PME compte dans la première tranche.",
                ["genre": "Marché", "plafond": 0, "pme": 1, "montant_centimes": 3_000_000]),
            Example(
                .notCounted, "Un marché de 40 000 € est de la tranche suivante.",
                ["genre": "Marché", "plafond": 0, "pme": 1, "montant_centimes": 4_000_000]),
            Example(
                .unknown, "Sans montant, la tranche est inconnue.",
                ["genre": "Marché", "plafond": 0, "pme": 1]),
        ]
    ) { _ in
        func band(_ name: String, _ title: String, _ low: Int64?, _ below: Int64?) -> NamedMeasure {
            NamedMeasure(
                name, title, .share, .share(of: .isTrue("pme"), weight: .rows),
                among: .all([
                    .isSpending,
                    .between(
                        Amount.usable, low.map { $0 * 100_000 }, below.map { $0 * 100_000 - 1 }),
                ]))
        }
        return [
            band("moins_40", "Moins de 40 k€", nil, 40),
            band("de_40_a_90", "De 40 à 90 k€", 40, 90),
            band("de_90_a_221", "De 90 à 221 k€", 90, 221),
            band("de_221_a_1000", "De 221 k€ à 1 M€", 221, 1000),
            band("de_1000", "1 M€ et plus", 1000, nil),
        ]
    }
}
