/// What a commitment of the charter is about.
public enum CharterTheme: String, Sendable, CaseIterable {
    case payment = "delais-de-paiement"
    case access = "acces-des-tpe-pme"
    case competition = "concurrence"
    case society = "social"
    case environment = "environnement"
    case innovation = "innovation"
    case data = "donnees"

    /// French, as shown.
    public var label: String {
        switch self {
        case .payment: "Délais de paiement"
        case .access: "Accès des TPE et PME"
        case .competition: "Concurrence et analyse des offres"
        case .society: "Responsabilité sociale"
        case .environment: "Responsabilité environnementale"
        case .innovation: "Innovation"
        case .data: "Données et transparence"
        }
    }
}
