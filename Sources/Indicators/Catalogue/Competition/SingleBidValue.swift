import Columns

extension Indicator {
    /// Montant des contrats à offre unique.
    static let singleBidValue = Indicator(
        code: "CON-02", theme: .competition,
        title: "Montant des contrats à offre unique",
        question: "Quelle part de l'argent est attribuée après une seule offre ?",
        better: .lower, exposure: .unnamed,
        population:
            "Marchés en procédure concurrentielle dont le nombre d'offres est connu et au moins égal à 1.",
        amount: Amount.usableText,
        formula:
            "Montant des marchés à une seule offre / montant des marchés dont le nombre d'offres est connu, hors plafonds puis plafonds compris.",
        sources: ["Open Contracting Partnership, guide des indicateurs, U016"],
        caveats: [
            Caveat.rate,
            "Quelques gros contrats suffisent à changer ce taux ; lisez-le avec l'indicateur en nombre.",
            Caveat.ceilings,
        ],
        examples: [
            Example(
                .counted, "Un marché de 50 000 € à une offre compte.",
                [
                    "genre": "Marché", "concurrentielle": 1, "offresRecues": 1, "plafond": 0,
                    "montant_centimes": 5000000,
                ]),
            Example(
                .notCounted, "Le même avec deux offres est au dénominateur.",
                [
                    "genre": "Marché", "concurrentielle": 1, "offresRecues": 2, "plafond": 0,
                    "montant_centimes": 5000000,
                ]),
            Example(
                .unknown, "Sans montant utilisable, on ne sait pas.",
                ["genre": "Marché", "concurrentielle": 1, "offresRecues": 1, "plafond": 0]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "hors_plafonds", "Part du montant, hors plafonds", .share,
                .share(of: .isAnyNumber("offresRecues", of: [1]), weight: .column(Amount.usable)),
                among: .all([.isCompared, .isNotCeiling])),
            NamedMeasure(
                "avec_plafonds", "Part du montant, plafonds compris", .share,
                .share(of: .isAnyNumber("offresRecues", of: [1]), weight: .column(Amount.usable)),
                among: .all([.isCompared, .isNotSubsequent])),
        ]
    }
}
