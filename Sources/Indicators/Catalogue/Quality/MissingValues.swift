import Columns

extension Indicator {
    /// Valeurs manquantes.
    static let missingValues = Indicator(
        code: "QUA-06", theme: .quality,
        title: "Valeurs manquantes",
        question: "Les champs obligatoires sont-ils remplis ?",
        better: .lower, exposure: .unnamed,
        population: "Marchés et concessions ; par champ : marchés.",
        formula:
            "Contrats dont au moins un champ obligatoire manque / contrats ; et, par champ, part des marchés où il manque.",
        sources: [
            "decp-qualite",
            "Données essentielles de la commande publique (arrêtés du 22 décembre 2022)",
        ],
        caveats: [
            "Un champ rempli peut l'être mal : voyez les codes invalides et les montants aberrants.",
            "Les champs obligatoires dépendent du format en vigueur.",
            "Un tableau qui n'a pas de colonne pour un champ le laisse absent, même si l'acheteur l'a rempli.",
            Caveat.rate,
        ],
        examples: [
            Example(
                .counted, "Un contrat auquel il manque deux champs compte.",
                ["genre": "Marché", "champs_manquants": 2]),
            Example(
                .notCounted, "Un contrat complet est au dénominateur.",
                ["genre": "Marché", "champs_manquants": 0]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "part", "Part des contrats incomplets", .share,
                .share(of: .between("champs_manquants", 1, nil), weight: .rows)),
            NamedMeasure(
                "sans_offres_recues", "Nombre d'offres absent", .share,
                .share(of: .isUnknown("offresRecues"), weight: .rows), among: .isContract),
            NamedMeasure(
                "sans_cpv", "Code CPV absent", .share,
                .share(of: .isUnknown("codeCPV"), weight: .rows), among: .isContract),
            NamedMeasure(
                "sans_procedure", "Procédure absente", .share,
                .share(of: .isUnknown("procedure"), weight: .rows), among: .isContract),
            NamedMeasure(
                "sans_duree", "Durée absente", .share,
                .share(of: .isUnknown("dureeMois"), weight: .rows), among: .isContract),
            NamedMeasure(
                "sans_date_notification", "Date de notification absente", .share,
                .share(of: .isUnknown("dateNotification"), weight: .rows), among: .isContract),
            NamedMeasure(
                "sans_montant", "Montant absent", .share,
                .share(of: .isUnknown("montant_courant_centimes"), weight: .rows),
                among: .isContract),
            NamedMeasure(
                "sans_lieu", "Lieu d'exécution absent", .share,
                .share(of: .isUnknown("lieuExecution_code"), weight: .rows), among: .isContract),
        ]
    }
}
