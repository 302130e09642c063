import Columns

extension Indicator {
    /// Base de fournisseurs.
    static let supplierBase = Indicator(
        code: "ECO-19", theme: .economy,
        title: "Base de fournisseurs",
        question:
            "Combien d'entreprises servent chaque acheteur, et l'argent va-t-il à peu d'entre elles ?",
        better: .neutral, exposure: .unnamed,
        population: "Attributions des marchés ; en montant : hors plafonds.",
        amount: Amount.partText,
        formula:
            "Nombre moyen de titulaires distincts par acheteur ; part des titulaires nouveaux ; part du montant reçue par les dix premiers titulaires.",
        sources: ["Open Contracting Partnership, guide des indicateurs, U025 à U032"],
        caveats: [
            Caveat.declared, "Un titulaire est un établissement.",
            "Un titulaire est nouveau s'il n'apparaît pas avant dans l'édition, ce qui ne se juge qu'après 36 mois d'historique.",
        ],
        examples: [
            Example(
                .counted, "Une attribution à un titulaire identifié compte.",
                ["genre": "Marché", "acheteur_id": "A", "titulaire_id": "T"]),
            Example(
                .notCounted, "Une concession ne compte pas.",
                ["genre": "Concession", "acheteur_id": "A", "titulaire_id": "T"]),
            Example(
                .unknown, "Une attribution sans identifiant est inconnue.",
                ["genre": "Marché", "acheteur_id": "A"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "titulaires_par_acheteur", "Titulaires par acheteur", .number,
                .perGroup([.text("acheteur_id")], .distinct(.text("titulaire_id")), .mean),
                among: .isContract, over: .awards),
            NamedMeasure(
                "nouveaux", "Part des titulaires nouveaux", .share,
                .distinctShare(of: .isTrue("nouveau"), key: .text("titulaire_id")),
                among: .isContract, over: .awards),
            NamedMeasure(
                "dix_premiers", "Part du montant des dix premiers", .share,
                .topShare(10, .text("titulaire_id"), weight: .column(Amount.part)),
                among: .isSpending, over: .awards),
        ]
    }
}
