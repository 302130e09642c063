public import Law
public import Procurement

/// How an obligation stands in a case.
public struct ObligationStanding: Sendable {
    /// Whether it applies.
    public enum Verdict: Hashable, Sendable {
        case applies
        /// What is known leaves it open; what it depends on, in French.
        case depends(String)
        /// Its source names other kinds of buyers.
        case otherBuyers
        /// It does not apply to this amount, and why in French.
        case doesNotApply(String)
        /// It was not in force on the day, or no longer was; in French.
        case notInForce(String)
    }

    public let obligation: Obligation
    public let verdict: Verdict
    /// The values on the day of the dated rules that hold its numbers.
    public let values: [ObligationValue]

    /// Whether it applies, and was read in its source.
    public var isConfirmed: Bool { verdict == .applies && obligation.confidence != .memory }
    /// Whether it would apply, and is known by heart.
    public var isToConfirm: Bool { verdict == .applies && obligation.confidence == .memory }
    /// What it depends on, in French; nil unless it is left open.
    public var openCondition: String? {
        guard case .depends(let text) = verdict else { return nil }
        return text
    }

    /// The day it will enter into force; nil when it has, or never will for this case.
    public let upcoming: Day?

    init(_ obligation: Obligation, in asked: ObligationCase, _ law: LawBook) {
        self.obligation = obligation
        values = obligation.rules.compactMap { ObligationValue($0, in: asked, law) }
        verdict = Self.verdict(obligation, asked, law)
        let isNamed = asked.buyer.map { obligation.concerns($0) != .unnamed } ?? true
        if case .notInForce = verdict, isNamed, let from = obligation.from, from > asked.day {
            upcoming = from
        } else {
            upcoming = nil
        }
    }

    private static func verdict(
        _ obligation: Obligation, _ asked: ObligationCase, _ law: LawBook
    ) -> Verdict {
        if let refusal = absence(obligation, asked, law) { return .notInForce(refusal) }
        var isPart = false
        if let buyer = asked.buyer {
            switch obligation.concerns(buyer) {
            case .unnamed: return .otherBuyers
            case .partly: isPart = true
            case .wholly: break
            }
        }
        if let threshold = obligation.threshold {
            switch threshold.answer(amount: asked.amount, in: asked.situation, law) {
            case .met: break
            case .unmet(let text):
                // What is known by heart does not make an obligation disappear.
                return obligation.confidence == .memory
                    ? .depends(text + ", seuil à confirmer") : .doesNotApply(text)
            case .undecided(let text): return .depends(text)
            }
        }
        return isPart ? .depends("l’établissement est administratif ou non") : .applies
    }

    /// Why an obligation was not in force on the day; nil when it was, or when the rule that holds
    /// its numbers already had a value.
    private static func absence(
        _ obligation: Obligation, _ asked: ObligationCase, _ law: LawBook
    ) -> String? {
        guard !obligation.isInForce(on: asked.day) else { return nil }
        if let name = obligation.formerly, let value = ObligationValue(name, in: asked, law),
            !value.phrases.isEmpty
        {
            return nil
        }
        if let from = obligation.from, from > asked.day {
            return "à partir du \(FrenchNumber.day(from))"
        }
        return obligation.to.map { "jusqu’au \(FrenchNumber.day($0))" } ?? ""
    }
}

/// What a dated rule says on the day of a case.
public struct ObligationValue: Sendable {
    public let rule: LegalRule
    /// The facts that may be the one: several where the situation is not wholly known.
    public let facts: [DatedFact]

    /// The values in French; empty where the rule holds no number.
    public var phrases: [String] {
        facts.filter { $0.number != nil }.map { rule.phrase($0.value) }
    }

    /// For whom each fact holds, in French, where there are several; in their order.
    public let scopes: [String]

    init?(_ name: String, in asked: ObligationCase, _ law: LawBook) {
        guard let rule = law.rules.first(where: { $0.id == name }) else { return nil }
        self.rule = rule
        let situation = asked.situation
        let facts = ContractFields.facts(rule.answer(in: situation))
        self.facts = facts
        let cases = rule.cases(concerning: situation).filter {
            $0.scope.purchases != [.concession]
        }
        scopes = facts.map { fact in
            guard facts.count > 1 else { return "" }
            return cases.filter { $0.value(on: asked.day)?.value == fact.value }.map(\.scope.french)
                .map { $0.isEmpty ? "autres cas" : $0 }.joined(separator: "\u{202F}; ")
        }
    }
}
