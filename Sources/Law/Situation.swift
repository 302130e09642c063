public import Procurement

/// The kind of buyer, as the law tells them apart.
public enum BuyerRole: String, Sendable, CaseIterable {
    case state
    /// National administrative body, hospitals excepted.
    case stateAgency = "state-agency"
    case localAuthority = "local-authority"
    /// Local public body, industrial and commercial ones included.
    case localAgency = "local-agency"
    case hospital
    case publicUndertaking = "public-undertaking"
    /// Housing offices, mixed companies, associations and other authorities of private law.
    case otherAuthority = "other-authority"

    /// French.
    public var label: String {
        switch self {
        case .state: "État"
        case .stateAgency: "Établissement public administratif de l’État"
        case .localAuthority: "Collectivité territoriale ou groupement"
        case .localAgency: "Établissement public local"
        case .hospital: "Établissement public de santé"
        case .publicUndertaking: "Entreprise publique"
        case .otherAuthority: "Autre pouvoir adjudicateur"
        }
    }
}

/// What is bought.
public enum PurchaseType: String, Sendable, CaseIterable {
    case works, supplies, services
    /// Social and other specific services.
    case socialServices = "social-services"
    case concession

    /// French.
    public var label: String {
        switch self {
        case .works: "Travaux"
        case .supplies: "Fournitures"
        case .services: "Services"
        case .socialServices: "Services sociaux et autres services spécifiques"
        case .concession: "Concession"
        }
    }
}

/// The regime the purchase falls under.
public enum Sector: String, Sendable, CaseIterable {
    case ordinary
    /// Defence or security.
    case defence
    /// Bought as a network operator (*entité adjudicatrice*).
    case network

    /// French.
    public var label: String {
        switch self {
        case .ordinary: "Droit commun"
        case .defence: "Défense ou sécurité"
        case .network: "Opérateur de réseaux"
        }
    }
}

/// The size of a company, as the law tells them apart.
public enum CompanySize: String, Sendable, CaseIterable {
    case micro, sme, intermediate, large

    /// French.
    public var label: String {
        switch self {
        case .micro: "Microentreprise"
        case .sme: "Petite ou moyenne entreprise"
        case .intermediate: "Entreprise de taille intermédiaire"
        case .large: "Grande entreprise"
        }
    }
}

/// Whether a buyer's yearly running costs pass the limit of the rule `large-buyer`.
public enum BuyerSize: String, Sendable, CaseIterable {
    case small, large

    /// French.
    public var label: String {
        switch self {
        case .small: "60 M€ par an ou moins"
        case .large: "Plus de 60 M€ par an"
        }
    }
}

/// What shortens a time limit.
public enum Circumstance: String, Sendable, CaseIterable {
    case none
    /// Applications and tenders, or the letter of rejection, are sent electronically.
    case electronic
    /// A prior information notice was sent 35 days to 12 months before.
    case priorNotice = "prior-notice"
    /// Urgency duly justified.
    case urgency
    /// No agreement on a time limit with the candidates chosen.
    case noAgreement = "no-agreement"

    /// French.
    public var label: String {
        switch self {
        case .none: "Délai de base"
        case .electronic: "Transmission électronique"
        case .priorNotice: "Avis de préinformation"
        case .urgency: "Urgence justifiée"
        case .noAgreement: "À défaut d’accord avec les candidats"
        }
    }
}

/// The general terms (CCAG of 2021) a contract refers to.
public enum GeneralTerms: String, Sendable, CaseIterable {
    case suppliesServices = "supplies-services"
    case intellectual, information, industrial, works
    case worksManagement = "works-management"

    /// French.
    public var label: String {
        switch self {
        case .suppliesServices: "CCAG fournitures courantes et services"
        case .intellectual: "CCAG prestations intellectuelles"
        case .information: "CCAG techniques de l’information et de la communication"
        case .industrial: "CCAG marchés industriels"
        case .works: "CCAG travaux"
        case .worksManagement: "CCAG maîtrise d’œuvre"
        }
    }
}

/// What a question to the law is about; nil is unknown.
public struct Situation: Hashable, Sendable {
    /// Day the notice is sent or, without one, the consultation launched.
    public var day: Day
    public var buyer: BuyerRole?
    public var purchase: PurchaseType?
    public var sector: Sector?
    public var company: CompanySize?
    public var buyerSize: BuyerSize?
    public var circumstance: Circumstance?
    public var ccag: GeneralTerms?

    /// A situation; what is not given is unknown, the regime and circumstances apart, which are the
    /// ordinary ones.
    public init(
        on day: Day, buyer: BuyerRole? = nil, purchase: PurchaseType? = nil,
        sector: Sector? = .ordinary, company: CompanySize? = nil, buyerSize: BuyerSize? = nil,
        circumstance: Circumstance? = Circumstance.none, ccag: GeneralTerms? = nil
    ) {
        self.day = day
        self.buyer = buyer
        self.purchase = purchase
        self.sector = sector
        self.company = company
        self.buyerSize = buyerSize
        self.circumstance = circumstance
        self.ccag = ccag
    }
}
