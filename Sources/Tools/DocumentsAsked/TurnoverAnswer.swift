import Law
import Procurement

/// Whether a minimum turnover passes the cap of the day.
///
/// - Source: code de la commande publique, article R2142-7.
/// - Rounding: the cap, to the nearest cent; the comparison is exact.
struct TurnoverAnswer {
    let amount: Money
    let turnover: Money
    let asked: ObligationCase
    let law: LawBook

    private static let assumptions = [
        "Le plafond se compte sur la valeur estimée du marché, ou du lot si le marché est alloti."
    ]

    var answer: ToolAnswer {
        let rule = law.rule(.turnoverCap)
        guard case .known(let fact) = rule.answer(in: asked.situation), let multiple = fact.number
        else {
            return ToolAnswer(
                summary:
                    "Cela dépend\u{202F}: le plafond n’est pas connu au \(FrenchNumber.day(asked.day)).",
                results: [verdict(.depends)], steps: [history(rule)],
                assumptions: Self.assumptions)
        }
        let cap = Self.cap(multiple, of: amount)
        let isAbove =
            Int128(turnover.cents) * 10_000 > Int128(amount.cents) * Int128(multiple.tenThousandths)
        let says = isAbove ? DemandVerdict.no : .yes
        let verdict = fact.confidence == .memory ? DemandVerdict.toConfirm : says
        let remark = fact.note.map { " " + $0.replacing("'", with: "’") } ?? ""
        let note = isAbove ? remark : ""
        let sign = isAbove ? "plus" : "pas plus"
        let comparison =
            "\(turnover.french) exigés, \(sign) que le plafond de \(cap.french)"
        let word = verdict.label.prefix(1).uppercased() + verdict.label.dropFirst()
        var answer = ToolAnswer(
            summary: "\(word)\u{202F}: \(comparison).\(note)",
            results: [
                self.verdict(verdict),
                ToolResult(name: "cap", label: "Plafond", value: .money(cap)),
                ToolResult(
                    name: "multiple", label: "Multiple de la valeur estimée",
                    value: .number(multiple, unit: "fois")),
                ToolResult(name: "turnover", label: "Exigé", value: .money(turnover)),
            ],
            steps: [
                ToolStep(
                    title: "Plafond",
                    text: "\(multiple.french()) × \(amount.french) = \(cap.french), au "
                        + "\(FrenchNumber.day(asked.day)).\(remark)",
                    articles: [ToolArticle(fact)]),
                ToolStep(title: "Comparaison", text: comparison + ".", articles: []),
                history(rule),
            ], assumptions: Self.assumptions)
        answer.tables = [table(rule)]
        if isAbove, let obligation = law.obligation(named: "ca-plafond") {
            answer.documents = [
                DemandMessage(
                    demand: .turnover, standing: ObligationStanding(obligation, in: asked, law),
                    figures:
                        "Le chiffre d’affaires exigé est de \(turnover.french), pour une valeur estimée à "
                        + "\(amount.french) hors taxes. Au \(FrenchNumber.day(asked.day)), le plafond est de "
                        + "\(rule.phrase(fact.value)) cette valeur, soit \(cap.french) (\(fact.article))."
                ).document
            ]
        }
        return answer
    }

    private func verdict(_ verdict: DemandVerdict) -> ToolResult {
        ToolResult(name: "verdict", label: "Peut-on le demander", value: .text(verdict.label))
    }

    private func history(_ rule: LegalRule) -> ToolStep {
        let facts = rule.cases.flatMap(\.values)
        return ToolStep(
            title: "Selon la date",
            text: facts.map { "\(rule.phrase($0.value)) \(Self.span($0))" }
                .joined(separator: "\u{202F}; ") + ".",
            articles: facts.map { ToolArticle($0) })
    }

    /// What the cap would be on other days.
    private func table(_ rule: LegalRule) -> ToolTable {
        ToolTable(
            "caps", "Le plafond selon la date",
            columns: [
                .init("when", "Consultation lancée"), .init("multiple", "Multiple"),
                .init("cap", "Plafond"),
            ],
            rows: rule.cases.flatMap(\.values).compactMap { fact in
                fact.number.map {
                    [
                        .text(Self.span(fact)), .number($0, unit: "fois"),
                        .money(Self.cap($0, of: amount)),
                    ]
                }
            })
    }

    private static func span(_ fact: DatedFact) -> String {
        switch (fact.from, fact.to) {
        case (let from?, let to?): "du \(FrenchNumber.day(from)) au \(FrenchNumber.day(to))"
        case (let from?, nil): "depuis le \(FrenchNumber.day(from))"
        case (nil, let to?): "jusqu’au \(FrenchNumber.day(to))"
        case (nil, nil): "à toute date"
        }
    }

    private static func cap(_ multiple: LegalNumber, of amount: Money) -> Money {
        let product = Int128(amount.cents) * Int128(multiple.tenThousandths)
        return Money(cents: Int64((product + 5_000) / 10_000))
    }
}
