import Columns

extension Indicator {
    /// Montants aberrants.
    static let aberrantAmounts = Indicator(
        code: "QUA-10", theme: .quality,
        title: "Montants aberrants",
        question: "Les montants déclarés sont-ils plausibles ?",
        better: .lower, exposure: .unnamed,
        population: "Marchés et concessions dont un montant est déclaré.",
        amount: "Montant courant déclaré, comparé au montant utilisable.",
        formula:
            "Contrats dont le montant déclaré est écarté (1 € ou moins, plus de 3 milliards, chiffres répétés, très loin de ses pairs) / contrats dont un montant est déclaré ; part hors de 200 € à 999 999 999 € ; part aberrante parmi les montants éprouvés.",
        sources: ["decp-qualite (bornes)", "decp-processing, discussion 174 (épreuve)"],
        caveats: [
            "Un montant écarté peut être vrai ; il reste visible sur la page du contrat.",
            "Un montant plausible peut être faux.",
            "Un montant qui n'a pas assez de pairs n'est pas éprouvé, ce qui ne veut pas dire bon.",
            Caveat.rate,
        ],
        examples: [
            Example(
                .counted, "Un montant déclaré mais écarté compte.",
                ["genre": "Marché", "montant_courant_centimes": 100]),
            Example(
                .notCounted, "Un montant déclaré et utilisable est au dénominateur.",
                [
                    "genre": "Marché", "montant_courant_centimes": 5000000,
                    "montant_centimes": 5000000,
                ]),
            Example(
                .notCounted, "Sans montant déclaré, le contrat n'entre pas.", ["genre": "Marché"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "ecartes", "Part des montants écartés", .share,
                .share(of: .isUnknown(Amount.usable), weight: .rows),
                among: .isKnown("montant_courant_centimes")),
            NamedMeasure(
                "hors_bornes", "Part hors de 200 € à 999 999 999 €", .share,
                .share(
                    of: .not(.between("montant_courant_centimes", 20_000, 99_999_999_999)),
                    weight: .rows)),
            NamedMeasure(
                "aberrants", "Part aberrante parmi les montants éprouvés", .share,
                .share(of: .isAny("montant_epreuve", of: ["aberrant"]), weight: .rows),
                among: .isAny("montant_epreuve", of: ["normal", "suspect", "aberrant"])),
        ]
    }
}
