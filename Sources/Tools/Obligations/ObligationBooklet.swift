import Law
import Procurement

/// The guide as a booklet to print: what was read in its source, then the rest apart.
struct ObligationBooklet {
    let asked: ObligationCase
    let standings: [ObligationStanding]

    var document: ToolDocument {
        var blocks: [ToolDocument.Block] = [
            .paragraph(
                "Obligations des donneurs d’ordre publics, au \(FrenchNumber.day(asked.day)). \(ObligationText.scope(asked))"
            ),
            .paragraph(
                "Là où la sanction ou le recours n’est pas connu, rien n’est écrit. \(ToolAnswer.notice)"
            ),
        ]
        let confirmed = standings.filter(\.isConfirmed)
        for phase in ContractPhase.allCases {
            let here = confirmed.filter { $0.obligation.phase == phase }
            if here.isEmpty { continue }
            blocks.append(.heading(phase.label))
            for standing in here { blocks += entry(standing) }
        }
        blocks += apart(
            "Selon ce qui n’est pas dit ici", standings.filter { $0.openCondition != nil })
        blocks += apart(
            "À confirmer\u{202F}: connu de mémoire, à relire dans l’article",
            standings.filter(\.isToConfirm))
        return ToolDocument(
            name: "guide-des-obligations", title: "Guide des obligations", blocks: blocks)
    }

    private func entry(_ standing: ObligationStanding) -> [ToolDocument.Block] {
        let known = ObligationText.facts(standing).filter {
            $0.term != "Ce qui est dû" && $0.term != "Moment"
        }
        return [
            .paragraph("\(standing.obligation.title). \(standing.obligation.text)"),
            .list(known.map { "\($0.term)\u{202F}: \($0.text)" }),
        ]
    }

    private func apart(
        _ title: String, _ standings: [ObligationStanding]
    ) -> [ToolDocument.Block] {
        guard !standings.isEmpty else { return [] }
        return [
            .heading(title),
            .list(
                standings.map { standing in
                    let obligation = standing.obligation
                    var text = "\(obligation.title). \(obligation.text.endedByPoint)"
                    if let condition = standing.openCondition {
                        text += " Dépend de\u{202F}: \(condition.endedByPoint)"
                    }
                    if obligation.confidence == .memory, standing.openCondition != nil {
                        text += " À confirmer."
                    }
                    return text + " \(obligation.article.endedByPoint)"
                }),
        ]
    }
}
