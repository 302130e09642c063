import Columns

extension Indicator {
    /// Montant attribué.
    static let amountAwarded = Indicator(
        code: "ECO-02", theme: .economy,
        title: "Montant attribué",
        question: "Combien d'argent public est engagé par ces contrats ?",
        better: .neutral,
        population: "Marchés ; les concessions sont à part.",
        amount: Amount.usableText,
        formula:
            "Somme des montants utilisables : hors plafonds d'accords-cadres ; puis plafonds compris, sans les marchés subséquents, déjà compris dans leur accord-cadre ; à part, les plafonds, et les montants dont on ne sait s'ils en sont.",
        sources: [
            "Open Contracting Partnership, guide des indicateurs, U006",
            "Observatoire économique de la commande publique",
        ],
        caveats: [
            Caveat.declared, Caveat.ceilings, "Un montant attribué n'est pas une dépense payée.",
        ],
        examples: [
            Example(
                .counted, "Un marché à prix ferme de 50 000 € compte.",
                ["genre": "Marché", "plafond": 0, "montant_centimes": 5000000]),
            Example(
                .notCounted, "Le plafond d'un accord-cadre ne compte pas hors plafonds.",
                ["genre": "Marché", "plafond": 1, "montant_centimes": 5000000]),
            Example(
                .unknown, "Un marché sans montant utilisable est inconnu.",
                ["genre": "Marché", "plafond": 0]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "hors_plafonds", "Hors plafonds", .euros, .sum(Amount.usable), among: .isSpending),
            NamedMeasure(
                "avec_plafonds", "Plafonds compris, sans les marchés subséquents", .euros,
                .sum(Amount.usable), among: .all([.isContract, .isNotSubsequent])),
            NamedMeasure(
                "plafonds", "Plafonds d'accords-cadres", .euros, .sum(Amount.usable),
                among: .all([.isContract, .isCeiling])),
            NamedMeasure(
                "plafond_inconnu", "Montants dont on ne sait pas s'ils sont des plafonds", .euros,
                .sum(Amount.usable), among: .all([.isContract, .isUnknown("plafond")])),
        ]
    }
}
