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
        if let threshold = obligation.threshold, let phrase = threshold.phrase,
            !standing.values.contains(where: {
                $0.rule.unit == threshold.unit && !$0.phrases.isEmpty
            })
        {
            facts.append(Fact(term: threshold.measure.label, text: phrase))
        }
        if let condition = standing.openCondition {
            facts.append(Fact(term: "Cela dépend de", text: condition))
        }
        for value in standing.values where !value.phrases.isEmpty {
            facts.append(Fact(term: title(value.rule), text: phrase(value)))
        }
        if let from = obligation.from {
            facts.append(
                Fact(
                    term: obligation.formerly == nil
                        ? "Depuis le" : "Sous cette forme depuis le",
                    text: FrenchNumber.day(from)))
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

    /// The title of a rule, before a colon.
    public static func title(_ rule: LegalRule) -> String {
        rule.title.replacing("\u{202F}:", with: ",").replacing("'", with: "’")
    }

    /// The values of a rule on the day, each with whom it is for where there are several, and marked
    /// where it is to be confirmed.
    public static func phrase(_ value: ObligationValue) -> String {
        let unit = value.rule.unit
        let isAmount = unit == .eurosExcludingTax || unit == .eurosIncludingTax
        let test = isAmount ? value.rule.test.map { $0.words + " " } ?? "" : ""
        var phrases: [String] = []
        for (fact, scope) in zip(value.facts, value.scopes) where fact.number != nil {
            var phrase = value.rule.phrase(fact.value)
            if fact.confidence == .memory { phrase += ", à confirmer" }
            if !scope.isEmpty { phrase += " (\(scope))" }
            phrases.append(phrase)
        }
        return test + phrases.joined(separator: " ou ")
    }

    /// Which buyers it concerns, as its source says.
    public static func owners(_ obligation: Obligation) -> String {
        obligation.owners.map(\.label).joined(separator: ", ")
    }

    /// What a case is about, as a French sentence.
    public static func scope(_ asked: ObligationCase) -> String {
        var parts: [String] = []
        if let phase = asked.phase { parts.append(phase.label.lowercased()) }
        if let buyer = asked.buyer { parts.append(buyer.label) }
        if let purchase = asked.purchase { parts.append(purchase.label.lowercased()) }
        if let amount = asked.amount { parts.append("\(amount.french) HT") }
        if let words = asked.words { parts.append("mots «\u{202F}\(words)\u{202F}»") }
        return parts.isEmpty
            ? "Tous les acheteurs, toute la vie du marché."
            : "Pour\u{202F}: \(parts.joined(separator: ", "))."
    }
}
