public import Procurement

/// One rule of the law and its values through time.
///
/// Cases are tried in order: the first that concerns the situation and has a value on the day
/// answers. A special case that did not exist yet thus leaves its place to the general one.
public struct LegalRule: Sendable {
    /// When its values are laid down anew.
    public enum Review: String, Sendable {
        /// On 1 January and 1 July.
        case halfYears
        /// On 1 January of even years.
        case evenYears
    }

    /// Stable name.
    public let id: String
    /// French.
    public let title: String
    public let unit: LegalUnit
    /// How an amount is compared; nil where nothing is.
    public let test: LegalTest?
    public let review: Review?
    /// Why it has no value any more; nil while it lasts.
    public let ended: String?
    public let cases: [LegalCase]

    /// What the law says in a situation.
    public enum Answer: Hashable, Sendable {
        case known(DatedFact)
        /// What is known of the situation leaves several values, that may each be the one.
        case several([DatedFact])
        /// The rule concerns the situation; its value is not known for that day.
        case unknown
        /// The rule does not concern the situation.
        case notConcerned
    }

    /// The cases that concern a situation, or may as far as is known of it.
    public func cases(concerning situation: Situation) -> [LegalCase] {
        cases.filter { $0.scope.match(situation) != .no }
    }

    /// What the rule says in a situation.
    ///
    /// - Complexity: O(values of the rule).
    public func answer(in situation: Situation) -> Answer {
        var candidates: [DatedFact] = []
        var isConcerned = false
        for item in cases {
            let match = item.scope.match(situation)
            guard match != .no else { continue }
            isConcerned = true
            guard let fact = item.value(on: situation.day) else { continue }
            if !candidates.contains(where: { $0.value == fact.value }) { candidates.append(fact) }
            if match == .yes { break }
        }
        switch candidates.count {
        case 0: return isConcerned ? .unknown : .notConcerned
        case 1: return .known(candidates[0])
        default: return .several(candidates)
        }
    }

    /// The value in a situation.
    ///
    /// - Throws: `LawRefusal` when there is none, or several.
    public func fact(in situation: Situation) throws(LawRefusal) -> DatedFact {
        switch answer(in: situation) {
        case .known(let fact): return fact
        case .several(let facts):
            throw .severalValues(rule: title, values: facts.map { phrase($0.value) })
        case .unknown, .notConcerned: throw .notInForce(rule: title, day: situation.day)
        }
    }

    /// The value of the first case on a day, else the nearest in time: for yardsticks of statistics,
    /// which need one even where the rule did not exist yet. Never to say what a rule was.
    public func yardstick(on day: Day) -> DatedFact {
        precondition(cases.first?.values.isEmpty == false, "A legal rule has at least one value.")
        let values = cases[0].values
        if let fact = cases[0].value(on: day) { return fact }
        let former = values.last { fact in fact.to.map { $0 < day } ?? false }
        return former ?? values[0]
    }

    /// A value with its unit, in French.
    public func phrase(_ value: DatedFact.Value) -> String {
        switch value {
        case .number(let number): unit.phrase(number)
        case .holds(let holds): holds ? "oui" : "non"
        case .unbounded: test == .atMost ? "sans plafond" : "sans minimum"
        }
    }
}

/// Why the law cannot answer.
public enum LawRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rule has no value on this day.
    case notInForce(rule: String, day: Day)
    /// Something more must be known of the situation.
    case severalValues(rule: String, values: [String])
    /// No rule has this name.
    case unknownRule(String)
    /// No fact has this name.
    case unknownFact(String)

    /// A French sentence.
    public var description: String {
        switch self {
        case .notInForce(let rule, let day):
            "La règle «\u{202F}\(rule)\u{202F}» n’a pas de valeur connue au \(FrenchNumber.day(day))."
        case .severalValues(let rule, let values):
            "La règle «\u{202F}\(rule)\u{202F}» a plusieurs valeurs selon la situation\u{202F}: "
                + values.joined(separator: ", ") + ". Précisez l’acheteur, l’achat ou l’entreprise."
        case .unknownRule(let id): "Aucune règle ne s’appelle «\u{202F}\(id)\u{202F}»."
        case .unknownFact(let id): "Aucun fait ne s’appelle «\u{202F}\(id)\u{202F}»."
        }
    }
}
