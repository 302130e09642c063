/// What a demonstration shows: invented organisations, persons and content that say so.
public enum CommunitySample {
    /// Fills an empty store; nothing happens when it holds a group already.
    ///
    /// - Returns: whether something was added.
    public static func fill(_ store: CommunityStore, _ acting: Acting) throws -> Bool {
        guard try store.groups.all().isEmpty else { return false }
        for part in parts { try part(store, acting) }
        return true
    }

    /// The one list, in order; later parts may use what earlier ones added.
    private static let parts: [@Sendable (CommunityStore, Acting) throws -> Void] = [
        addGroups, addMeetings,
    ]

    /// The seven groups of the founders' themes.
    static func addGroups(to store: CommunityStore, _ acting: Acting) throws {
        let themes: [(key: String, name: String, mandate: String)] = [
            (
                "performance-economique", "Performance économique",
                "Acheter au juste prix sur toute la durée de vie\u{202F}: coût complet, analyse des offres, "
                    + "concurrence réelle."
            ),
            (
                "innovation", "Innovation",
                "Faire se rencontrer acheteurs et innovateurs, et suivre ce qui en sort."
            ),
            (
                "acces-des-tpe-pme", "Accès des TPE et PME",
                "Lever ce qui empêche une petite entreprise de répondre\u{202F}: allotissement, avances, "
                    + "candidature simplifiée."
            ),
            (
                "delais-de-paiement", "Délais de paiement",
                "Mesurer les délais réels et aider chacun à payer et à être payé à l’heure."
            ),
            (
                "responsabilite-sociale", "Responsabilité sociale",
                "Clauses d’insertion, réservations, égalité\u{202F}: ce qui se fait et ce qui marche."
            ),
            (
                "responsabilite-environnementale", "Responsabilité environnementale",
                "Considérations environnementales utiles, proportionnées et vérifiables."
            ),
            (
                "connaissance-de-la-commande-publique", "Connaissance de la commande publique",
                "Des données fiables, des définitions partagées, des études que l’on peut refaire."
            ),
        ]
        for theme in themes {
            _ = try store.groups.add(
                key: theme.key, name: theme.name,
                mandate: theme.mandate + "\n\n*Exemple inventé pour la démonstration.*", acting)
        }
    }
}
