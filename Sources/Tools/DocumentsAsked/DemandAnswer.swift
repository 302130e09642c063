import Law
import Procurement

/// The answer to something asked of a company, by the obligations of the guide.
struct DemandAnswer {
    let demand: Demand
    let stage: DemandStage?
    let asked: ObligationCase
    let law: LawBook

    var answer: ToolAnswer {
        let ruling = demand.ruling(at: stage)
        let standing = standing(ruling.obligation)
        let judged = judge(ruling, standing)
        let besides = ruling.besides.map { self.standing($0) }
        var answer = ToolAnswer(
            summary: judged.summary,
            results: [
                ToolResult(
                    name: "verdict", label: "Peut-on le demander",
                    value: .text(judged.verdict.label)),
                ToolResult(name: "what", label: "Ce qui est demandé", value: .text(demand.label)),
                ToolResult(
                    name: "article", label: "Article", value: .text(standing.obligation.article)),
            ],
            steps: ([standing] + besides).map { step($0) },
            assumptions: [
                "Marchés publics de droit commun\u{202F}: ni concession, ni défense ou sécurité, ni opérateur "
                    + "de réseaux."
            ])
        if judged.verdict != .yes {
            answer.documents = [
                DemandMessage(demand: demand, standing: standing, figures: nil).document
            ]
        }
        return answer
    }

    private func standing(_ name: String) -> ObligationStanding {
        guard let obligation = law.obligation(named: name) else {
            preconditionFailure("The guide has an obligation «\(name)».")
        }
        return ObligationStanding(obligation, in: asked, law)
    }

    /// The verdict of the day: what is known by heart only ever gives « à confirmer ».
    private func judge(
        _ ruling: Demand.Ruling, _ standing: ObligationStanding
    ) -> (verdict: DemandVerdict, summary: String) {
        let reason = ruling.reason
        switch standing.verdict {
        case .notInForce(let when):
            return (
                .depends,
                "Cela dépend\u{202F}: la règle d’aujourd’hui s’applique \(when)\u{202F}; celle du "
                    + "\(FrenchNumber.day(asked.day)) n’est pas connue ici."
            )
        case .doesNotApply(let limit):
            return (
                .depends,
                "Cela dépend\u{202F}: la règle vaut pour un \(limit), ce qui n’est pas votre cas."
            )
        case .otherBuyers:
            return (
                .depends,
                "Cela dépend\u{202F}: la source ne dit rien de cet acheteur. Pour d’autres, \(reason)."
            )
        case .applies, .depends:
            let limit = standing.openCondition.map { " Cela suppose un \($0)." } ?? ""
            if standing.obligation.confidence == .memory {
                return (
                    .toConfirm,
                    "À confirmer, la règle étant connue de mémoire\u{202F}: \(reason).\(limit)"
                )
            }
            let verdict = standing.openCondition == nil ? ruling.verdict : .depends
            let word = verdict.label.prefix(1).uppercased() + verdict.label.dropFirst()
            return (verdict, "\(word)\u{202F}: \(reason).\(limit)")
        }
    }

    private func step(_ standing: ObligationStanding) -> ToolStep {
        let obligation = standing.obligation
        var text = obligation.text.endedByPoint
        for value in standing.values where !value.phrases.isEmpty {
            text += " \(ObligationText.title(value.rule))\u{202F}: \(ObligationText.phrase(value))."
        }
        if let sanction = obligation.sanction { text += " Sanction\u{202F}: \(sanction)." }
        if let lever = obligation.lever { text += " À invoquer\u{202F}: \(lever)." }
        return ToolStep(
            title: obligation.title, text: text,
            articles: [ToolArticle(obligation)]
                + standing.values.flatMap { $0.facts.map { ToolArticle($0) } })
    }
}
