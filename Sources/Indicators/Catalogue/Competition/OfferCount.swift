import Columns

extension Indicator {
    /// Offres reçues par contrat.
    static let offerCount = Indicator(
        code: "CON-03", theme: .competition,
        title: "Offres reçues par contrat",
        question: "Combien d'entreprises répondent ?",
        better: .higher, exposure: .unnamed,
        population:
            "Marchés en procédure concurrentielle dont le nombre d'offres est connu et au moins égal à 1.",
        formula: "Moyenne et médiane du nombre d'offres reçues.",
        sources: ["Open Contracting Partnership, guide des indicateurs, U017 à U019"],
        caveats: [
            "La moyenne est tirée par quelques contrats très disputés ; lisez aussi la médiane.",
            "Le nombre publié est celui du contrat, parfois celui de toute la consultation.",
        ],
        examples: [
            Example(
                .counted, "Un appel d'offres à trois offres compte.",
                ["genre": "Marché", "concurrentielle": 1, "offresRecues": 3]),
            Example(
                .notCounted, "Zéro offre avec un titulaire est une erreur : n'entre pas.",
                ["genre": "Marché", "concurrentielle": 1, "offresRecues": 0]),
            Example(
                .unknown, "Sans nombre d'offres, on ne sait pas.",
                ["genre": "Marché", "concurrentielle": 1]),
        ]
    ) { _ in
        [
            NamedMeasure("moyenne", "Moyenne", .number, .mean("offresRecues"), among: .isCompared),
            NamedMeasure(
                "mediane", "Médiane", .number, .median("offresRecues"), among: .isCompared),
        ]
    }
}
