import Columns

extension Indicator {
    /// Codes invalides.
    static let invalidCodes = Indicator(
        code: "QUA-09", theme: .quality,
        title: "Codes invalides",
        question: "Les codes et identifiants existent-ils ?",
        better: .lower, exposure: .unnamed,
        population: "Marchés et concessions.",
        formula:
            "Contrats dont un code ou un identifiant est invalide (hors liste, clé de contrôle fausse) / contrats.",
        sources: ["decp-qualite", "Pelican"],
        caveats: [
            "Un code qui existe peut être faux.",
            "Ce qui n'a pu être vérifié faute de liste de référence n'est pas compté invalide.",
            Caveat.rate,
        ],
        examples: [
            Example(
                .counted, "Un contrat au SIRET faux compte.",
                ["genre": "Marché", "code_invalide": 1]),
            Example(
                .notCounted, "Un contrat aux codes valides est au dénominateur.",
                ["genre": "Marché", "code_invalide": 0]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "part", "Part des contrats au code invalide", .share,
                .share(of: .isTrue("code_invalide"), weight: .rows))
        ]
    }
}
