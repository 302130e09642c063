public import Law
public import Procurement

/// What somebody asks of the guide of obligations; nil is unknown or not asked.
public struct ObligationCase: Sendable {
    public var day: Day
    public var buyer: BuyerRole?
    public var purchase: PurchaseType?
    /// Estimated amount excluding tax.
    public var amount: Money?
    public var phase: ContractPhase?
    /// Words looked for, letters compared without accents or case.
    public var words: String?
    /// The day of the last visit.
    public var since: Day?
    /// The one obligation asked for.
    public var obligation: String?

    /// A case that asks for the whole guide on a day.
    public init(on day: Day) { self.day = day }

    /// What is known for the law: nothing of what shortens a time limit.
    var situation: Situation {
        Situation(on: day, buyer: buyer, purchase: purchase, circumstance: nil)
    }

    /// Whether the case picks obligations out of the guide, rather than asking for it whole.
    var isNarrow: Bool { phase != nil || words != nil || obligation != nil }

    /// Every obligation the case asks about, each with how it stands there, in the order of a
    /// contract's life.
    public func standings(_ law: LawBook) -> [ObligationStanding] {
        asked(law).map { ObligationStanding($0, in: self, law) }
    }

    /// The obligations of the guide that the moment, the words and the name leave.
    private func asked(_ law: LawBook) -> [Obligation] {
        let looked = GuideWords(words ?? "")
        return law.obligations.filter { obligation in
            if let name = self.obligation { return obligation.id == name }
            return (phase == nil || obligation.phase == phase)
                && looked.areAll(in: obligation.searchedText)
        }
    }

    /// What changed from the last visit to the day of the case, the latest first; nothing of
    /// obligations whose source names other buyers. None without a last visit.
    public func changes(_ law: LawBook) -> [ObligationChange] {
        guard let since else { return [] }
        let obligations = asked(law).filter { obligation in
            buyer.map { obligation.concerns($0) != .unnamed } ?? true
        }
        var changes: [ObligationChange] = []
        for obligation in obligations {
            if let from = obligation.from, from >= since, from <= day,
                !held(obligation, on: from.adding(days: -1), law)
            {
                changes.append(ObligationChange(day: from, [obligation], .began, fact: nil))
            }
            if let to = obligation.to, to >= since, to < day {
                changes.append(
                    ObligationChange(day: to.adding(days: 1), [obligation], .ended, fact: nil))
            }
        }
        for change in law.changes(from: since, to: day)
        where isConcerned(by: change) && change.former?.value != change.fact.value {
            // A rule that begins with its obligation says nothing more.
            let touched = obligations.filter {
                $0.rules.contains(change.rule.id)
                    && !(change.former == nil && change.day == $0.from)
            }
            if !touched.isEmpty { changes.append(ObligationChange(touched, change)) }
        }
        return changes.sorted { ($1.day, $0.place) < ($0.day, $1.place) }
    }

    /// Whether an obligation held under an earlier value of its rule.
    private func held(_ obligation: Obligation, on day: Day, _ law: LawBook) -> Bool {
        var eve = self
        eve.day = day
        return obligation.formerly.flatMap { ObligationValue($0, in: eve, law) }?.phrases.isEmpty
            == false
    }

    /// Whether the situation is, or may be, one of those that a change is about.
    private func isConcerned(by change: LegalChange) -> Bool {
        change.scope.purchases != [.concession]
            && change.rule.cases(concerning: situation).contains { $0.scope == change.scope }
    }
}

/// Something of the guide that changed.
public struct ObligationChange: Sendable {
    /// How.
    public enum Kind: Hashable, Sendable {
        case began, ended
        /// A number that obligations depend on, or lay down, has a new value; in French.
        case value(String)
    }

    /// First day of the new state.
    public let day: Day
    /// The obligations it touches, one or more, in the order of a contract's life.
    public let obligations: [Obligation]
    public let kind: Kind
    /// The fact of a new value.
    public let fact: DatedFact?

    fileprivate init(day: Day, _ obligations: [Obligation], _ kind: Kind, fact: DatedFact?) {
        self.day = day
        self.obligations = obligations
        self.kind = kind
        self.fact = fact
    }

    fileprivate init(_ obligations: [Obligation], _ change: LegalChange) {
        let scope = change.scope.french
        let former = change.former.map { change.rule.phrase($0.value) + " → " } ?? ""
        self.init(
            day: change.day, obligations,
            .value(
                ObligationText.title(change.rule) + (scope.isEmpty ? "" : " (\(scope))")
                    + "\u{202F}: " + former + change.rule.phrase(change.fact.value)),
            fact: change.fact)
    }

    /// French: what changed.
    public var sentence: String {
        switch kind {
        case .began: "Entrée en vigueur."
        case .ended: "N’est plus en vigueur."
        case .value(let text): text + "."
        }
    }

    /// The article of what changed.
    public var article: String { fact?.article ?? obligations[0].article }

    /// How sure we are of it.
    public var confidence: DatedFact.Confidence {
        fact?.confidence ?? obligations[0].confidence
    }

    /// Its place in a contract's life.
    fileprivate var place: Int {
        ContractPhase.allCases.firstIndex(of: obligations[0].phase) ?? 0
    }
}

extension Obligation {
    /// What words are looked for in.
    var searchedText: String {
        ([title, text, article, id] + [lever, sanction].compactMap(\.self)).joined(separator: " ")
    }
}
