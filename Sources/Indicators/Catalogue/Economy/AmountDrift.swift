import Columns
import Law

extension Indicator {
    /// Dérive du montant.
    static let amountDrift = Indicator(
        code: "ECO-10", theme: .economy,
        title: "Dérive du montant",
        question: "De combien le montant des contrats modifiés a-t-il changé ?",
        better: .lower, exposure: .unnamed,
        population:
            "Marchés modifiés au moins une fois, accords-cadres exclus (leur montant est un plafond), dont le montant initial est connu.",
        amount: "Montants initial et courant, tels que déclarés.",
        formula:
            "(montant courant − montant initial) / montant initial : médiane, part au-dessus de 15 % et de 50 %, deux repères du code (R2194-8 pour les travaux, R2194-3).",
        sources: [
            "Open Contracting Partnership, guide des indicateurs, R059 et R069",
            "Code de la commande publique, articles R2194-2, R2194-3, R2194-5 et R2194-8",
        ],
        caveats: [
            "Les repères de 15 % et 50 % sont des repères de lecture : le code les applique modification par modification, selon le motif.",
            "Une révision de prix prévue au contrat n'est pas une dérive, mais peut se voir dans le montant.",
            Caveat.rate,
        ],
        examples: [
            Example(
                .counted, "Un marché passé de 100 000 à 120 000 € dépasse 15 %.",
                ["genre": "Marché", "plafond": 0, "modifications": 1, "derive_montant": 2000]),
            Example(
                .notCounted, "Un marché passé de 100 000 à 105 000 € ne dépasse pas 15 %.",
                ["genre": "Marché", "plafond": 0, "modifications": 1, "derive_montant": 500]),
            Example(
                .notCounted, "Un accord-cadre n'entre pas.",
                ["genre": "Marché", "plafond": 1, "modifications": 1]),
        ]
    ) { day in
        [
            NamedMeasure(
                "plus_de_15", "Part au-dessus de 15 %", .share,
                .share(
                    of: .between(
                        "derive_montant",
                        LawBook.yardstick(.minorChange).tenThousandths(on: day) + 1,
                        nil), weight: .rows),
                among: .all([.isSpending, .between("modifications", 1, nil)])),
            NamedMeasure(
                "plus_de_50", "Part au-dessus de 50 %", .share,
                .share(
                    of: .between(
                        "derive_montant",
                        LawBook.yardstick(.greatestChange).tenThousandths(on: day) + 1, nil),
                    weight: .rows), among: .all([.isSpending, .between("modifications", 1, nil)])),
            NamedMeasure(
                "mediane", "Dérive médiane", .share, .median("derive_montant"),
                among: .all([.isSpending, .between("modifications", 1, nil)]), scale: (1, 10000)),
        ]
    }
}
