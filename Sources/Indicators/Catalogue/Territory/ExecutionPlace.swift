import Columns

extension Indicator {
    /// Exécution hors du département de l'acheteur.
    static let executionPlace = Indicator(
        code: "TER-10", theme: .territory,
        title: "Exécution hors du département de l'acheteur",
        question: "Les contrats s'exécutent-ils ailleurs que chez l'acheteur ?",
        better: .neutral,
        population: "Marchés ; les concessions sont à part.",
        formula:
            "Marchés dont le département d'exécution n'est pas celui de l'acheteur / marchés dont les deux sont connus.",
        sources: ["Indicateur de l'observatoire"],
        caveats: [
            "Un acheteur national exécute partout : un taux élevé peut être normal.",
            "Un lieu d'exécution mal saisi se voit ici comme un écart.",
        ],
        examples: [
            Example(
                .counted, "Un acheteur du Nord qui fait travailler dans le Pas-de-Calais compte.",
                ["genre": "Marché", "departement": "62", "acheteur_departement": "59"]),
            Example(
                .notCounted,
                "Un acheteur du Nord qui fait travailler dans le Nord est au dénominateur.",
                ["genre": "Marché", "departement": "59", "acheteur_departement": "59"]),
            Example(
                .unknown, "Un lieu inconnu laisse la réponse inconnue.",
                ["genre": "Marché", "departement": "59"]),
        ]
    ) { _ in
        [
            NamedMeasure(
                "ailleurs", "Part exécutée ailleurs", .share,
                .share(of: .not(.sameText("departement", "acheteur_departement")), weight: .rows),
                among: .isContract)
        ]
    }
}
