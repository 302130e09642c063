public import Procurement

/// A fact somebody should look at again.
public struct DueFact: Sendable {
    /// Why.
    public enum Reason: Hashable, Sendable {
        /// Its last value ends, or has ended, on this day, and nothing follows.
        case ends(Day)
        /// It is known by heart.
        case toConfirm

        /// French, of what is known by heart.
        public static let toConfirmSentence =
            "Connu de mémoire\u{202F}: à lire dans l’article, puis à confirmer."
    }

    public let rule: LegalRule
    public let fact: DatedFact
    public let reason: Reason

    /// A French sentence.
    public var sentence: String {
        switch reason {
        case .ends(let day):
            switch rule.review {
            case .halfYears:
                "Le taux du semestre suivant est à lire\u{202F}: celui-ci s’arrête le "
                    + "\(FrenchNumber.day(day))."
            case .evenYears:
                "Les seuils des deux années suivantes sont à lire\u{202F}: ceux-ci s’arrêtent le "
                    + "\(FrenchNumber.day(day))."
            case nil: "Rien n’est connu après le \(FrenchNumber.day(day))."
            }
        case .toConfirm: Reason.toConfirmSentence
        }
    }
}

extension LawBook {
    /// The facts due for review on a day: last values that end within a hundred days or have ended,
    /// unless the rule itself has; then facts in force that are known by heart. In the order of the
    /// book.
    public func review(on day: Day) -> [DueFact] {
        let horizon = day.adding(days: 100)
        var ending: [DueFact] = []
        var unconfirmed: [DueFact] = []
        for rule in rules {
            for item in rule.cases {
                if rule.ended == nil, let last = item.values.last, let end = last.to, end <= horizon
                {
                    ending.append(DueFact(rule: rule, fact: last, reason: .ends(end)))
                }
                for fact in item.values
                where fact.confidence == .memory && fact.isInForce(on: day) {
                    unconfirmed.append(DueFact(rule: rule, fact: fact, reason: .toConfirm))
                }
            }
        }
        return ending + unconfirmed
    }

    /// The obligations in force on a day that are known by heart, in the order of the guide.
    public func obligationsToConfirm(on day: Day) -> [Obligation] {
        obligations.filter { $0.confidence == .memory && $0.isInForce(on: day) }
    }

    /// The facts that began or ended without successor in a time, the latest first: what changed.
    ///
    /// - Parameters:
    ///   - from: first day, included.
    ///   - to: last day, included.
    public func changes(from: Day, to: Day) -> [LegalChange] {
        var changes: [LegalChange] = []
        for family in families {
            for rule in family.rules {
                for item in rule.cases {
                    for (index, fact) in item.values.enumerated() {
                        guard let begin = fact.from, begin >= from, begin <= to else { continue }
                        changes.append(
                            LegalChange(
                                day: begin, family: family, rule: rule, scope: item.scope,
                                former: index > 0 ? item.values[index - 1] : nil, fact: fact))
                    }
                }
            }
        }
        return changes.sorted { ($1.day, $0.fact.id) < ($0.day, $1.fact.id) }
    }
}

/// A value that replaced another, or a rule that began.
public struct LegalChange: Sendable {
    /// First day of the new value.
    public let day: Day
    public let family: LegalFamily
    public let rule: LegalRule
    public let scope: LegalScope
    /// The value before; nil when there was none.
    public let former: DatedFact?
    public let fact: DatedFact
}
