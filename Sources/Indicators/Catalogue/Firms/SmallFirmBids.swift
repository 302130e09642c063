import Columns

extension Indicator {
    /// Offres des PME.
    static let smallFirmBids = Indicator(
        code: "PME-02", theme: .firms,
        title: "Offres des PME",
        question: "Quelle part des offres reçues vient de petites et moyennes entreprises ?",
        better: .higher,
        population: "Aucun contrat : voir pourquoi.",
        formula: "Offres de PME / offres reçues.",
        sources: [
            "Tableau de bord du marché unique, indicateur 8 : vert au-delà de 80 %, rouge sous 60 % (seuils à confirmer)",
            "Formulaires électroniques européens, BT-759 : nombre d'offres reçues de PME",
        ],
        caveats: [
            "La part des PME parmi les titulaires (PME-01) ne dit rien de leur part parmi les candidats."
        ],
        examples: [
            Example(
                .notCounted, "Le nombre d'offres, sans leur auteur, ne suffit pas.",
                ["genre": "Marché", "offresRecues": 3, "pme": 1])
        ],
        unavailable:
            "les données essentielles françaises donnent le nombre d'offres reçues, pas combien viennent de PME ; il faudrait les avis européens d'attribution (BT-759), que cette édition ne lit pas."
    ) { _ in
        [
            NamedMeasure(
                "part", "Part des offres", .share, .share(of: .isTrue("pme"), weight: .rows),
                among: .any([]))
        ]
    }
}
