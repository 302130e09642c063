import Columns

extension Indicator {
    /// Montant des marchés des PME.
    static let smallFirmAmount = Indicator(
        code: "PME-05", theme: .firms,
        title: "Montant des marchés des PME",
        question: "De quel montant sont les marchés que gagnent les PME, et les autres ?",
        better: .neutral,
        population: "Marchés hors plafonds dont la taille des titulaires est connue.",
        amount: Amount.usableText,
        formula:
            "Médiane et moyenne du montant des marchés gagnés par une PME, et de ceux que d'autres gagnent.",
        sources: ["Dérivé de PME-01 (Tableau de bord du marché unique, indicateur 7)"],
        caveats: [
            Caveat.size, Caveat.ceilings,
            "La moyenne suit les plus gros marchés ; la médiane, le marché du milieu.",
        ],
        examples: [
            Example(
                .counted, "Un marché gagné par une PME, dont le montant est connu, compte.",
                ["genre": "Marché", "plafond": 0, "pme": 1, "montant_centimes": 5_000_000]),
            Example(
                .notCounted, "Un marché gagné par une grande entreprise compte à part.",
                ["genre": "Marché", "plafond": 0, "pme": 0, "montant_centimes": 5_000_000]),
            Example(
                .unknown, "Un marché sans montant utilisable est inconnu.",
                ["genre": "Marché", "plafond": 0, "pme": 1]),
        ]
    ) { _ in
        let small = Condition.all([.isSpending, .isTrue("pme")])
        let others = Condition.all([.isSpending, .isAnyNumber("pme", of: [0])])
        return [
            NamedMeasure(
                "mediane_pme", "Médiane, PME", .euros, .median(Amount.usable), among: small),
            NamedMeasure(
                "mediane_autres", "Médiane, autres entreprises", .euros, .median(Amount.usable),
                among: others),
            NamedMeasure(
                "moyenne_pme", "Moyenne, PME", .euros, .mean(Amount.usable), among: small),
            NamedMeasure(
                "moyenne_autres", "Moyenne, autres entreprises", .euros, .mean(Amount.usable),
                among: others),
        ]
    }
}
