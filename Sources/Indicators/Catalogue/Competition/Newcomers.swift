import Columns

extension Indicator {
    /// Nouveaux titulaires.
    static let newcomers = Indicator(
        code: "CON-08", theme: .competition,
        title: "Nouveaux titulaires",
        question: "Des entreprises gagnent-elles pour la première fois ?",
        better: .higher, exposure: .unnamed,
        population:
            "Attributions des marchés notifiés après les 36 premiers mois de l'édition ; en montant : hors plafonds.",
        amount: Amount.partText,
        formula:
            "Titulaires dont une attribution de la sélection est la première / titulaires ; et part du montant qui va à des premières attributions.",
        sources: ["Open Contracting Partnership, guide des indicateurs, U021, U022 et U027 à U031"],
        caveats: [
            "Une entreprise peut avoir gagné avant les premières données, ou ailleurs.",
            "Un changement de SIRET fait paraître nouveau un titulaire ancien.",
        ],
        examples: [
            Example(
                .counted, "La première attribution d'un titulaire compte.",
                ["genre": "Marché", "titulaire_id": "T", "nouveau": 1]),
            Example(
                .notCounted, "Une attribution suivante est au dénominateur.",
                ["genre": "Marché", "titulaire_id": "T", "nouveau": 0]),
            Example(
                .unknown, "Dans les 36 premiers mois, on ne sait pas.",
                ["genre": "Marché", "titulaire_id": "T"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "titulaires", "Part des titulaires", .share,
                .distinctShare(of: .isTrue("nouveau"), key: .text("titulaire_id")),
                among: .isContract, over: .awards),
            NamedMeasure(
                "montant", "Part du montant", .share,
                .share(of: .isTrue("nouveau"), weight: .column(Amount.part)), among: .isSpending,
                over: .awards),
        ]
    }
}
