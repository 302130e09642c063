import Procurement

/// The thresholds above which European law asks for a formal procedure.
public enum European: String, Sendable, CaseIterable {
    /// Supplies and services of the State and national bodies.
    case central
    /// Supplies and services of other contracting authorities.
    case subcentral
    /// Supplies and services of network operators.
    case entity
    /// Supplies and services for defence or security.
    case defence
    /// Works of all.
    case works
    /// Concessions.
    case concession

    /// French.
    public var title: String {
        switch self {
        case .central: "Seuil européen, fournitures et services de l'État"
        case .subcentral:
            "Seuil européen, fournitures et services des autres pouvoirs adjudicateurs"
        case .entity: "Seuil européen, fournitures et services des entités adjudicatrices"
        case .defence: "Seuil européen, fournitures et services de défense ou de sécurité"
        case .works: "Seuil européen, travaux"
        case .concession: "Seuil européen, concessions"
        }
    }

    /// Euros by pair of years from 2016.
    private var euros: [Int64] {
        switch self {
        case .central: [135_000, 144_000, 139_000, 140_000, 143_000, 140_000]
        case .subcentral: [209_000, 221_000, 214_000, 215_000, 221_000, 216_000]
        case .entity, .defence: [418_000, 443_000, 428_000, 431_000, 443_000, 432_000]
        case .works, .concession:
            [5_225_000, 5_548_000, 5_350_000, 5_382_000, 5_538_000, 5_404_000]
        }
    }

    /// The threshold through time, revised every two years by the Commission.
    public var fact: LegalFact {
        let values = euros.enumerated().map { index, euros in
            let year = 2016 + 2 * index
            return DatedFact(
                euros, .euros, from: "\(year)-01-01", to: "\(year + 1)-12-31",
                "code de la commande publique, articles L2124-1 et R2124-1, annexe 2",
                year == 2020 ? .memory : .found)
        }
        return LegalFact("european-\(rawValue)", title, values)
    }
}
