import Law
import Procurement

/// A rule of the law on a terminal or as JSON.
enum LawText {
    /// The answer in a situation, then the history of some cases.
    static func sheet(
        _ rule: LegalRule, _ situation: Situation, history: [LegalCase]
    ) -> String {
        var lines = [rule.title]
        let day = FrenchNumber.day(situation.day)
        switch rule.answer(in: situation) {
        case .known(let fact): lines.append("Au \(day)\u{202F}: \(line(rule, fact))")
        case .several(let facts):
            lines.append("Au \(day), selon la situation\u{202F}:")
            lines += facts.map { "  \(line(rule, $0))" }
        case .unknown: lines.append("Au \(day)\u{202F}: inconnu.")
        case .notConcerned: lines.append("Au \(day)\u{202F}: cette situation n’est pas concernée.")
        }
        if let ended = rule.ended { lines.append("Règle éteinte\u{202F}: \(ended)") }
        lines.append("Historique\u{202F}:")
        for item in history {
            let scope = item.scope.french
            if !scope.isEmpty { lines.append("  \(scope)") }
            for fact in item.values {
                lines.append("    \(period(fact))\u{202F}: \(line(rule, fact)) [\(fact.id)]")
                if let note = fact.note { lines.append("      \(note)") }
                if let confirmation = fact.confirmation {
                    lines.append(
                        "      Confirmé le \(FrenchNumber.day(confirmation.day)) par \(confirmation.name)\u{202F}: "
                            + confirmation.source)
                }
            }
        }
        lines.append("Information, pas conseil juridique.")
        return lines.joined(separator: "\n")
    }

    /// `{"rule", "title", "unit", "on", "state", "values": [{"fact", "value", "from", "to",
    /// "article", "confidence"}]}`; `state` is `known`, `several`, `unknown` or `notConcerned`.
    static func json(_ rule: LegalRule, _ situation: Situation) -> String {
        let state: String
        let facts: [DatedFact]
        switch rule.answer(in: situation) {
        case .known(let fact): (state, facts) = ("known", [fact])
        case .several(let several): (state, facts) = ("several", several)
        case .unknown: (state, facts) = ("unknown", [])
        case .notConcerned: (state, facts) = ("notConcerned", [])
        }
        let values = facts.map { fact in
            """
            {"fact":\(JSONText.string(fact.id)),"value":\(value(fact)),\
            "from":\(JSONText.string(fact.from?.description)),\
            "to":\(JSONText.string(fact.to?.description)),\
            "article":\(JSONText.string(fact.article)),\
            "confidence":\(JSONText.string(fact.confidence.rawValue))}
            """
        }
        return """
            {"rule":\(JSONText.string(rule.id)),"title":\(JSONText.string(rule.title)),\
            "unit":\(JSONText.string(rule.unit.rawValue)),\
            "on":\(JSONText.string(situation.day.description)),"state":\(JSONText.string(state)),\
            "values":[\(values.joined(separator: ","))]}
            """
    }

    private static func value(_ fact: DatedFact) -> String {
        switch fact.value {
        case .number(let number): number.description
        case .holds(let holds): holds ? "true" : "false"
        case .unbounded: "null"
        }
    }

    private static func line(_ rule: LegalRule, _ fact: DatedFact) -> String {
        let test = rule.test.map { fact.number == nil ? "" : $0.words + " " } ?? ""
        let label = fact.confidence.label.map { " (\($0))" } ?? ""
        return "\(test)\(rule.phrase(fact.value)) — \(fact.article)\(label)"
    }

    private static func period(_ fact: DatedFact) -> String {
        switch (fact.from, fact.to) {
        case (let from?, let to?): "du \(FrenchNumber.day(from)) au \(FrenchNumber.day(to))"
        case (let from?, nil): "depuis le \(FrenchNumber.day(from))"
        case (nil, let to?): "jusqu’au \(FrenchNumber.day(to))"
        case (nil, nil): "toujours"
        }
    }
}
