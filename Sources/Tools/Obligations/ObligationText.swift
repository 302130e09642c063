public import Law
import Procurement

/// What is known of an obligation, in French; nothing where nothing is known.
public enum ObligationText {
    /// A known thing and what it is.
    public struct Fact: Hashable, Sendable {
        /// French.
        public let term: String
        /// French.
        public let text: String
    }

    /// Everything known, in the order readers want it.
    public static func facts(_ standing: ObligationStanding) -> [Fact] {
        let obligation = standing.obligation
        var facts = [
            Fact(term: "Ce qui est dû", text: obligation.text),
            Fact(term: "Moment", text: obligation.phase.label),
            Fact(term: "Qui", text: owners(obligation)),
        ]
        if let role = obligation.role {
            facts.append(Fact(term: "En qualité de", text: role.label.lowercased()))
        }
        if let threshold = obligation.threshold, let phrase = threshold.phrase {
            facts.append(Fact(term: threshold.measure.label, text: phrase))
        }
        if let condition = standing.openCondition {
            facts.append(Fact(term: "Cela dépend de", text: condition))
        }
        for value in standing.values where !value.phrases.isEmpty {
            facts.append(Fact(term: value.rule.title, text: phrase(value)))
        }
        if let from = obligation.from {
            facts.append(Fact(term: "Depuis le", text: FrenchNumber.day(from)))
        }
        if let to = obligation.to {
            facts.append(Fact(term: "Jusqu’au", text: FrenchNumber.day(to)))
        }
        facts.append(Fact(term: "Article", text: obligation.article))
        if let sanction = obligation.sanction {
            facts.append(Fact(term: "Sanction", text: sanction))
        }
        if let lever = obligation.lever {
            facts.append(Fact(term: "Ce qu’une entreprise peut invoquer", text: lever))
        }
        if let confirmation = obligation.confirmation {
            facts.append(
                Fact(
                    term: "Relue le",
                    text: "\(FrenchNumber.day(confirmation.day)), \(confirmation.source)"))
        } else if let label = obligation.confidence.label {
            facts.append(
                Fact(
                    term: "Confiance",
                    text: "\(label)\u{202F}: à lire dans l’article avant de s’en servir"))
        }
        return facts
    }

    /// The values of a rule on the day, each marked where it is to be confirmed.
    public static func phrase(_ value: ObligationValue) -> String {
        value.facts.filter { $0.number != nil }.map { fact in
            value.rule.phrase(fact.value)
                + (fact.confidence == .memory ? " (à confirmer)" : "")
        }.joined(separator: " ou ")
    }

    /// Which buyers it concerns, as its source says.
    public static func owners(_ obligation: Obligation) -> String {
        obligation.owners.map(\.label).joined(separator: ", ")
    }
}
