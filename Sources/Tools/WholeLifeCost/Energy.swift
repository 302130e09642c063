import Law

/// What an offer consumes.
enum Energy: String, Sendable, CaseIterable {
    case electricity, gas, diesel, petrol
    case fuelOil = "fuel-oil"
    case wood, other

    /// French.
    var label: String {
        switch self {
        case .electricity: "Électricité (kWh)"
        case .gas: "Gaz naturel (kWh)"
        case .diesel: "Gazole (litre)"
        case .petrol: "Essence (litre)"
        case .fuelOil: "Fioul (kWh)"
        case .wood: "Granulés de bois (kWh)"
        case .other: "Autre"
        }
    }

    /// The library's emission factor; nil where it has none.
    var emissions: RuleName? {
        switch self {
        case .electricity: .emissionElectricity
        case .gas: .emissionGas
        case .diesel: .emissionDiesel
        case .petrol: .emissionPetrol
        case .fuelOil: .emissionFuelOil
        case .wood: .emissionWood
        case .other: nil
        }
    }
}
