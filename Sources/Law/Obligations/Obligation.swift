public import Procurement

/// Something public procurement law asks of somebody, for a time.
///
/// - Shape: in force from `from` to `to`, both included; nil is without bound.
/// - Source: the article given; `Facts/obligations.json`.
public struct Obligation: Hashable, Sendable, Identifiable {
    /// Stable name: `delai-paiement`. Also the end of its address.
    public let id: String
    public let phase: ContractPhase
    /// French.
    public let title: String
    /// French: what is asked.
    public let text: String
    /// Which buyers it concerns.
    public let owners: [ObligationOwner]
    /// In which role it is owed; nil where the text does not tell.
    public let role: ObligationRole?
    public let threshold: ObligationThreshold?
    /// Names of the dated rules that hold its numbers, the first the nearest.
    public let rules: [String]
    /// The rule whose earlier values tell what held before `from`; nil where nothing is known.
    public let formerly: String?
    /// First day in force; nil where it is not known.
    public let from: Day?
    /// Last day in force; nil while it lasts.
    public let to: Day?
    /// Article or text.
    public let article: String
    /// What happens when it is not kept, in French; nil where nothing is known.
    public let sanction: String?
    /// What a company can invoke, in French; nil where nothing is known.
    public let lever: String?
    public private(set) var confidence: DatedFact.Confidence
    /// Who confirmed it, where and when; nil while nobody has.
    public private(set) var confirmation: Confirmation?

    /// The name a confirmation bears: rules and obligations share no name.
    public var fact: String { "obligations/" + id }

    /// Whether it is in force on a day.
    public func isInForce(on day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }

    /// How far a kind of buyer is concerned.
    public func concerns(_ buyer: BuyerRole) -> ObligationOwner.Coverage {
        let coverages = owners.map { $0.covers(buyer) }
        if coverages.contains(.wholly) { return .wholly }
        return coverages.contains(.partly) ? .partly : .unnamed
    }

    /// The obligation with a confirmation: known by heart, it becomes found.
    func confirmed(by confirmation: Confirmation?) -> Obligation {
        guard let confirmation else { return self }
        var obligation = self
        obligation.confirmation = confirmation
        if obligation.confidence == .memory { obligation.confidence = .found }
        return obligation
    }

    init(
        id: String, phase: ContractPhase, title: String, text: String, owners: [ObligationOwner],
        role: ObligationRole?, threshold: ObligationThreshold?, rules: [String], formerly: String?,
        from: Day?, to: Day?, article: String, sanction: String?, lever: String?,
        confidence: DatedFact.Confidence
    ) {
        self.id = id
        self.phase = phase
        self.title = title
        self.text = text
        self.owners = owners
        self.role = role
        self.threshold = threshold
        self.rules = rules
        self.formerly = formerly
        self.from = from
        self.to = to
        self.article = article
        self.sanction = sanction
        self.lever = lever
        self.confidence = confidence
    }
}

/// A moment of a contract's life, in its order.
public enum ContractPhase: String, Sendable, CaseIterable {
    case preparation, tendering, award, performance, payment, transparency, remedies

    /// French.
    public var label: String {
        switch self {
        case .preparation: "Préparation"
        case .tendering: "Passation"
        case .award: "Attribution"
        case .performance: "Exécution"
        case .payment: "Paiement"
        case .transparency: "Transparence"
        case .remedies: "Recours"
        }
    }
}

/// In which role somebody owes an obligation.
public enum ObligationRole: String, Sendable, CaseIterable {
    case buyer
    /// Who orders payments (*ordonnateur*).
    case orderer
    /// Who pays (*comptable public*).
    case accountant
    /// The company that holds the contract (*titulaire*).
    case contractor

    /// French.
    public var label: String {
        switch self {
        case .buyer: "Acheteur"
        case .orderer: "Ordonnateur"
        case .accountant: "Comptable public"
        case .contractor: "Titulaire"
        }
    }
}
