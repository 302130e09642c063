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

    /// What changed from the last visit to the day of the case, the latest first; obligations of
    /// other kinds of buyers apart. None without a last visit.
    public func changes(_ law: LawBook) -> [ObligationChange] {
        guard let since else { return [] }
        let rules = Dictionary(
            grouping: law.changes(from: since, to: day), by: \.rule.id)
        var changes: [ObligationChange] = []
        for obligation in asked(law) {
            if let buyer, obligation.concerns(buyer) == .unnamed { continue }
            if let from = obligation.from, from >= since, from <= day {
                changes.append(
                    ObligationChange(
                        day: from, obligation: obligation, kind: .began, fact: nil))
            }
            if let to = obligation.to, to >= since, to < day {
                changes.append(
                    ObligationChange(
                        day: to.adding(days: 1), obligation: obligation, kind: .ended, fact: nil))
            }
            for change in obligation.rules.compactMap({ rules[$0] }).joined() {
                // A rule that begins with its obligation says nothing more.
                if change.former == nil, change.day == obligation.from { continue }
                changes.append(ObligationChange(obligation, change))
            }
        }
        return changes.sorted {
            ($1.day, $0.obligation.phase.place) < ($0.day, $1.obligation.phase.place)
        }
    }
}

/// Something of the guide that changed.
public struct ObligationChange: Sendable {
    /// How.
    public enum Kind: Hashable, Sendable {
        case began, ended
        /// A number it depends on, or lays down, has a new value; in French.
        case value(String)
    }

    /// First day of the new state.
    public let day: Day
    public let obligation: Obligation
    public let kind: Kind
    /// The fact of a new value.
    public let fact: DatedFact?

    fileprivate init(day: Day, obligation: Obligation, kind: Kind, fact: DatedFact?) {
        self.day = day
        self.obligation = obligation
        self.kind = kind
        self.fact = fact
    }

    fileprivate init(_ obligation: Obligation, _ change: LegalChange) {
        let scope = change.scope.french
        let former = change.former.map { change.rule.phrase($0.value) + " → " } ?? ""
        self.init(
            day: change.day, obligation: obligation,
            kind: .value(
                change.rule.title + (scope.isEmpty ? "" : " (\(scope))") + "\u{202F}: " + former
                    + change.rule.phrase(change.fact.value)),
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

    /// How sure we are of it.
    public var confidence: DatedFact.Confidence { fact?.confidence ?? obligation.confidence }
}

extension ContractPhase {
    /// Its place in a contract's life.
    var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Obligation {
    /// What words are looked for in.
    var searchedText: String {
        ([title, text, article, id] + [lever, sanction].compactMap(\.self)).joined(separator: " ")
    }
}
