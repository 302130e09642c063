import Columns
import Law

extension Indicator {
    /// Publication tardive.
    static let latePublication = Indicator(
        code: "QUA-05", theme: .quality,
        title: "Publication tardive",
        question: "Les données sont-elles publiées à temps ?",
        better: .lower, exposure: .unnamed,
        population: "Marchés et concessions dont la notification et la publication sont datées.",
        formula:
            "Contrats publiés plus de deux mois (62 jours) après leur notification / contrats dont les deux dates sont connues ; délai médian.",
        sources: ["decp-qualite", "Code de la commande publique, article R2196-1 (deux mois)"],
        caveats: [
            "La date de publication est déclarée ; une republication peut l'avoir remplacée.",
            "62 jours : deux mois au plus long ; un retard d'un jour ou deux peut échapper.",
            Caveat.rate,
        ],
        examples: [
            Example(
                .counted, "Un contrat publié cent jours après compte.",
                ["genre": "Marché", "delaiPublication": 100]),
            Example(
                .notCounted, "Un contrat publié trente jours après est au dénominateur.",
                ["genre": "Marché", "delaiPublication": 30]),
            Example(.unknown, "Sans date de publication, on ne sait pas.", ["genre": "Marché"]),
        ]
    ) { day in
        [
            NamedMeasure(
                "part", "Part publiée en retard", .share,
                .share(
                    of: .between(
                        "delaiPublication",
                        LawBook.yardstick(.essentialDataDelay).longestDays(on: day) + 1, nil
                    ), weight: .rows)),
            NamedMeasure(
                "delai_median", "Délai médian, en jours", .number, .median("delaiPublication")),
        ]
    }
}
