import Columns

extension Indicator {
    /// Contrats à offre unique.
    static let singleBid = Indicator(
        code: "CON-01", theme: .competition,
        title: "Contrats à offre unique",
        question: "Combien de mises en concurrence n'ont reçu qu'une offre ?",
        better: .lower, exposure: .unnamed,
        population:
            "Marchés en procédure concurrentielle dont le nombre d'offres est connu et au moins égal à 1.",
        formula:
            "Marchés à une seule offre / marchés dont le nombre d'offres est connu (au moins 1), procédures concurrentielles seulement.",
        sources: [
            "Single Market Scoreboard, public procurement, indicateur 1 (vert : 10 % au plus, rouge : plus de 20 %)",
            "Open Contracting Partnership, guide des indicateurs, U015 et R018",
        ],
        caveats: [
            Caveat.rate, "Une offre unique peut venir d'un marché où peu d'entreprises existent.",
            "Le nombre d'offres est souvent absent avant 2022.",
        ],
        examples: [
            Example(
                .counted, "Un appel d'offres ayant reçu une offre compte.",
                ["genre": "Marché", "concurrentielle": 1, "offresRecues": 1]),
            Example(
                .notCounted, "Un appel d'offres ayant reçu trois offres est au dénominateur.",
                ["genre": "Marché", "concurrentielle": 1, "offresRecues": 3]),
            Example(
                .notCounted, "Un marché sans publicité ni mise en concurrence n'entre pas.",
                ["genre": "Marché", "concurrentielle": 0, "offresRecues": 1]),
            Example(
                .unknown, "Sans nombre d'offres, on ne sait pas.",
                ["genre": "Marché", "concurrentielle": 1]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "part", "Part des contrats à offre unique", .share,
                .share(of: .isAnyNumber("offresRecues", of: [1]), weight: .rows), among: .isCompared
            )
        ]
    }
}
