import Columns

extension Indicator {
    /// Contrats, acheteurs et titulaires.
    static let contractCount = Indicator(
        code: "ECO-01", theme: .economy,
        title: "Contrats, acheteurs et titulaires",
        question:
            "Combien de contrats sont notifiés, par combien d'acheteurs, à combien d'entreprises ?",
        better: .neutral,
        population: "Marchés et concessions de la sélection, chacun compté séparément.",
        formula:
            "Nombre de marchés ; nombre de concessions ; nombre d'acheteurs (SIRET) et de titulaires (identifiants) distincts.",
        sources: [
            "Open Contracting Partnership, guide des indicateurs, U001 à U004",
            "Données essentielles de la commande publique (arrêtés du 22 décembre 2022)",
        ],
        caveats: [
            Caveat.declared,
            "Un établissement compte pour un titulaire ; une entreprise peut en avoir plusieurs.",
        ],
        examples: [
            Example(.counted, "Un marché compte.", ["genre": "Marché"]),
            Example(
                .notCounted, "Une concession ne compte pas parmi les marchés.",
                ["genre": "Concession"]),
        ]
    ) { _ in
        [
            NamedMeasure("contrats", "Marchés", .count, .count, among: .isContract),
            NamedMeasure(
                "concessions", "Concessions", .count, .count,
                among: .isAny("genre", of: ["Concession"])),
            NamedMeasure("acheteurs", "Acheteurs", .count, .distinct(.text("acheteur_id"))),
            NamedMeasure(
                "titulaires", "Titulaires", .count, .distinct(.text("titulaire_id")), over: .awards),
        ]
    }
}
