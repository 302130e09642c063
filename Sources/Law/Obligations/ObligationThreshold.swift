public import Procurement

/// A number of an obligation: what it is compared with, or what it lays down.
public struct ObligationThreshold: Hashable, Sendable {
    /// What the number is about.
    public enum Measure: String, Sendable, CaseIterable {
        /// The estimated amount of the contract, excluding tax: who knows it can decide.
        case contract
        /// What the buyer buys in a year.
        case yearlyPurchases = "yearly-purchases"
        case subcontract, duration, delay, share, turnover, sum

        /// French, before a number and its test.
        public var label: String {
            switch self {
            case .contract: "Montant du marché"
            case .yearlyPurchases: "Achats de l’année"
            case .subcontract: "Montant sous-traité"
            case .duration: "Durée"
            case .delay: "Délai"
            case .share: "Part"
            case .turnover: "Chiffre d’affaires exigé"
            case .sum: "Somme"
            }
        }

        /// Whether an obligation depends on it, rather than laying it down.
        public var isCondition: Bool { self == .contract || self == .yearlyPurchases }
    }

    public let measure: Measure
    /// The number in force since the obligation's `from`; nil where only the rule holds it.
    public let number: LegalNumber?
    public let unit: LegalUnit?
    public let test: LegalTest?
    /// The dated rule that holds its values through time.
    public let rule: String?

    /// The number with its test, in French: `à partir de 25 000 € HT`; nil without number.
    public var phrase: String? {
        guard let number, let unit else { return nil }
        return (test.map { $0.words + " " } ?? "") + unit.phrase(number)
    }
}

/// Whether a contract meets a condition.
public enum ConditionAnswer: Hashable, Sendable {
    case met
    /// Not met, and why in French.
    case unmet(String)
    /// Not known, and why in French.
    case undecided(String)
}

extension ObligationThreshold {
    /// Whether a contract meets the condition.
    ///
    /// A limit known by heart decides nothing.
    ///
    /// - Parameter amount: estimated amount excluding tax; nil when it is not known.
    public func answer(
        amount: Money?, in situation: Situation, _ law: LawBook
    ) -> ConditionAnswer {
        guard measure.isCondition else { return .met }
        let limits = limits(in: situation, law)
        guard !limits.isEmpty else {
            return .undecided("le seuil de cet achat n’est pas connu pour ce jour")
        }
        let words =
            measure.label.lowercasedFirst + " \(limits[0].test.afterNoun) "
            + limits.sorted { $0.number < $1.number }.map(\.phrase).joined(separator: " ou ")
        guard measure == .contract else { return .undecided(words) }
        guard let amount else { return .undecided(words) }
        let answers = Set(limits.map { $0.test.holds(amount, $0.number) })
        guard answers.count == 1, let holds = answers.first else {
            return .undecided(words + ", selon ce qui est acheté et par qui")
        }
        if limits.contains(where: { $0.confidence == .memory }) {
            return .undecided(words + ", seuil à confirmer")
        }
        return holds ? .met : .unmet(words)
    }

    private struct Limit {
        let number: LegalNumber
        let test: LegalTest
        let phrase: String
        let confidence: DatedFact.Confidence
    }

    /// What the amount is compared with on the day: the values of the rule, else the number given.
    private func limits(in situation: Situation, _ law: LawBook) -> [Limit] {
        guard let name = rule else {
            guard let number, let unit, let test else { return [] }
            return [
                Limit(
                    number: number, test: test, phrase: unit.phrase(number), confidence: .found)
            ]
        }
        guard let rule = law.rules.first(where: { $0.id == name }) else {
            preconditionFailure("The rule of a threshold is in the book: \(name)")
        }
        let facts: [DatedFact] =
            switch rule.answer(in: situation) {
            case .known(let fact): [fact]
            case .several(let facts): facts
            case .unknown, .notConcerned: []
            }
        return facts.compactMap { fact in
            guard let number = fact.number, let test = self.test ?? rule.test else { return nil }
            return Limit(
                number: number, test: test, phrase: rule.unit.phrase(number),
                confidence: fact.confidence)
        }
    }
}

extension LegalTest {
    /// French, between a noun and a number.
    fileprivate var afterNoun: String {
        switch self {
        case .below: "de moins de"
        case .atMost: "d’au plus"
        case .atLeast: "d’au moins"
        case .above: "de plus de"
        }
    }

    /// Whether an amount, exact to the cent, meets the test.
    fileprivate func holds(_ amount: Money, _ limit: LegalNumber) -> Bool {
        let left = Int128(amount.cents) * 100
        let right = Int128(limit.tenThousandths)
        return switch self {
        case .below: left < right
        case .atMost: left <= right
        case .atLeast: left >= right
        case .above: left > right
        }
    }
}

extension String {
    /// The text with its first letter in lower case.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
