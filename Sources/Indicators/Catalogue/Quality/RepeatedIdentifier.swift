import Columns

extension Indicator {
    /// Identifiants répétés.
    static let repeatedIdentifier = Indicator(
        code: "QUA-01", theme: .quality,
        title: "Identifiants répétés",
        question: "Un même acheteur emploie-t-il plusieurs fois le même identifiant ?",
        better: .lower, exposure: .unnamed,
        population: "Marchés et concessions.",
        formula:
            "Contrats dont l'identifiant est porté par un autre contrat du même acheteur / contrats.",
        sources: ["decp-qualite"],
        caveats: [
            "Un identifiant répété peut désigner des lots d'une même consultation.", Caveat.rate,
        ],
        examples: [
            Example(
                .counted, "Un contrat dont l'identifiant sert deux fois compte.",
                ["genre": "Marché", "identifiant_repete": 1]),
            Example(
                .notCounted, "Un identifiant unique est au dénominateur.",
                ["genre": "Marché", "identifiant_repete": 0]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "part", "Part des identifiants répétés", .share,
                .share(of: .isTrue("identifiant_repete"), weight: .rows))
        ]
    }
}
