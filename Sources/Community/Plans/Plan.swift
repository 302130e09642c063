public import Procurement
import GRDB

/// What a buyer means to buy, said in public before any consultation.
///
/// - Shape: one line of `projet`; nothing in it commits the buyer, and nothing names a person.
/// - Source: articles R2111-1 and R2111-2 of the code de la commande publique (sourcing), L2111-1
///   (definition of the need).
public struct Plan: Sendable, Hashable, Identifiable {
    public let id: Int64
    /// The word of its address.
    public let key: String
    /// SIRET.
    public let buyer: String
    public let buyerName: String
    public let text: PlanText
    public let state: State
    /// Address of the consultation, once launched.
    public let consultation: String
    /// Why it was given up.
    public let reason: String
    public let created: Moment
    public let changed: Moment
    /// Rises with each change.
    public let version: Int

    /// Where a plan stands.
    public enum State: String, Sendable, CaseIterable {
        case announced = "annonce"
        case sourcing
        case launched = "lancee"
        case abandoned = "abandonne"

        /// French, as shown.
        public var label: String {
            switch self {
            case .announced: "Annoncé"
            case .sourcing: "En sourcing"
            case .launched: "Consultation lancée"
            case .abandoned: "Abandonné"
            }
        }

        /// Whether questions and offers are still taken.
        public var isOpen: Bool { self == .announced || self == .sourcing }
    }

    init(_ row: Row) {
        id = row["id"]
        key = row["cle"]
        buyer = row["acheteur"]
        buyerName = row["acheteur_nom"]
        text = PlanText(row)
        state = State(rawValue: row["etat"]) ?? .announced
        consultation = row["consultation"]
        reason = row["motif"]
        created = Moment(seconds: row["cree"])
        changed = Moment(seconds: row["modifie"])
        version = row["version"]
    }

    /// The first day of the quarter foreseen.
    public var quarterStart: Day {
        Day(year: text.year, month: 3 * text.quarter - 2, day: 1) ?? Day(number: 0)
    }
}

/// What a purchase is worth, without tax, in bands wide enough to say nothing of the estimate.
public enum ValueBand: String, Sendable, CaseIterable {
    case below40k = "moins-de-40-000"
    case below60k = "40-000-a-60-000"
    case below100k = "60-000-a-100-000"
    case below200k = "100-000-a-200-000"
    case below500k = "200-000-a-500-000"
    case below1M = "500-000-a-1-million"
    case below5M = "1-a-5-millions"
    case above5M = "plus-de-5-millions"
    case unsaid = "non-communiquee"

    /// Bounds in euros without tax: from the first, included, to the second, excluded or nil; nil
    /// when nothing is said.
    public var euros: (from: Int64, to: Int64?)? {
        switch self {
        case .below40k: (0, 40_000)
        case .below60k: (40_000, 60_000)
        case .below100k: (60_000, 100_000)
        case .below200k: (100_000, 200_000)
        case .below500k: (200_000, 500_000)
        case .below1M: (500_000, 1_000_000)
        case .below5M: (1_000_000, 5_000_000)
        case .above5M: (5_000_000, nil)
        case .unsaid: nil
        }
    }

    /// French, as shown.
    public var label: String {
        switch self {
        case .below40k: "Moins de 40\u{202F}000\u{202F}€ HT"
        case .below60k: "De 40\u{202F}000 à 60\u{202F}000\u{202F}€ HT"
        case .below100k: "De 60\u{202F}000 à 100\u{202F}000\u{202F}€ HT"
        case .below200k: "De 100\u{202F}000 à 200\u{202F}000\u{202F}€ HT"
        case .below500k: "De 200\u{202F}000 à 500\u{202F}000\u{202F}€ HT"
        case .below1M: "De 500\u{202F}000\u{202F}€ à 1\u{202F}M€ HT"
        case .below5M: "De 1 à 5\u{202F}M€ HT"
        case .above5M: "Plus de 5\u{202F}M€ HT"
        case .unsaid: "Non communiquée"
        }
    }
}

/// The procedure a buyer foresees; it may change.
public enum ForeseenProcedure: String, Sendable, CaseIterable {
    case undecided = "a-definir"
    case withoutNotice = "sans-publicite"
    case innovative = "achat-innovant"
    case adapted = "adaptee"
    case formal = "formalisee"
    case other = "autre"

    /// French, as shown.
    public var label: String {
        switch self {
        case .undecided: "À définir"
        case .withoutNotice: "Sans publicité ni mise en concurrence préalables"
        case .innovative: "Achat innovant, sans publicité ni mise en concurrence"
        case .adapted: "Procédure adaptée"
        case .formal: "Procédure formalisée"
        case .other: "Autre (accord-cadre en cours, centrale d’achat, marché réservé…)"
        }
    }
}

/// Whether a purchase is divided into lots.
public enum Allotment: String, Sendable, CaseIterable {
    case undecided = "a-definir"
    case lots = "en-lots"
    case single = "marche-unique"

    /// French, as shown.
    public var label: String {
        switch self {
        case .undecided: "À définir"
        case .lots: "En lots"
        case .single: "Marché unique"
        }
    }
}
