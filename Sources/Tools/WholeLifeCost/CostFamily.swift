/// What a cost is for.
enum CostFamily: String, Sendable, CaseIterable {
    case acquisition, energy, consumables, maintenance, staff, replacement, endOfLife, residual
    case carbon

    /// French.
    var label: String {
        switch self {
        case .acquisition: "Acquisition"
        case .energy: "Énergie"
        case .consumables: "Consommables"
        case .maintenance: "Maintenance"
        case .staff: "Personnel"
        case .replacement: "Renouvellements"
        case .endOfLife: "Fin de vie"
        case .residual: "Valeur résiduelle"
        case .carbon: "Carbone"
        }
    }

    /// What makes it uncertain.
    var uncertainty: Uncertainty? {
        switch self {
        case .acquisition: nil
        case .energy: .energy
        case .consumables, .maintenance, .staff, .replacement, .endOfLife, .residual: .costs
        case .carbon: .carbon
        }
    }
}

/// What is uncertain, each apart.
enum Uncertainty: String, Sendable, CaseIterable {
    case energy, costs, carbon

    /// French.
    var label: String {
        switch self {
        case .energy: "Prix de l’énergie"
        case .costs: "Entretien et autres coûts"
        case .carbon: "Valeur du carbone"
        }
    }
}
