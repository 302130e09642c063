public import Procurement

/// The values of a rule for the situations it distinguishes.
public struct LegalCase: Sendable {
    /// Whom and what the case concerns.
    public let scope: LegalScope
    /// In order of time, without overlap or hole.
    public let values: [DatedFact]

    /// The value in force on a day.
    public func value(on day: Day) -> DatedFact? { values.first { $0.isInForce(on: day) } }
}

/// Which situations a case concerns; an empty list is no condition.
public struct LegalScope: Hashable, Sendable {
    public var buyers: [BuyerRole] = []
    public var purchases: [PurchaseType] = []
    public var sectors: [Sector] = []
    public var companies: [CompanySize] = []
    public var buyerSizes: [BuyerSize] = []
    public var circumstances: [Circumstance] = []
    public var ccag: [GeneralTerms] = []

    /// Whom and what it concerns, in French; empty for all.
    public var french: String {
        var parts = [
            purchases.map(\.label), sectors.map(\.label), buyers.map(\.label),
            companies.map(\.label),
        ]
        parts.append(buyerSizes.map(\.label))
        parts.append(circumstances.map(\.label))
        parts.append(ccag.map(\.label))
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }
            .joined(separator: "\u{202F}; ")
    }

    /// Whether a situation is concerned, is not, or may be as far as is known.
    enum Match { case yes, no, maybe }

    /// How far a situation is concerned.
    func match(_ situation: Situation) -> Match {
        let parts = [
            match(buyers, situation.buyer), match(purchases, situation.purchase),
            match(sectors, situation.sector), match(companies, situation.company),
            match(buyerSizes, situation.buyerSize),
            match(circumstances, situation.circumstance), match(ccag, situation.ccag),
        ]
        if parts.contains(.no) { return .no }
        return parts.contains(.maybe) ? .maybe : .yes
    }

    private func match<Kind: Equatable>(_ allowed: [Kind], _ given: Kind?) -> Match {
        if allowed.isEmpty { return .yes }
        guard let given else { return .maybe }
        return allowed.contains(given) ? .yes : .no
    }
}
