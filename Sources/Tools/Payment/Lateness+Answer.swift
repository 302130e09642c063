import Law
import Procurement

extension Lateness {
    /// The answer about one invoice.
    ///
    /// - Parameters:
    ///   - worth: what the claim adds: when it is worth asking.
    func answer(after term: PaymentTerm, worth: WorthAsking, law: LawBook) -> ToolAnswer {
        let common = [
            ToolResult(name: "dueDate", label: "Date limite", value: .day(due)),
            ToolResult(
                name: "lateDays", label: "Retard",
                value: .number(LegalNumber(Int64(days)), unit: days >= 2 ? "jours" : "jour")),
        ]
        guard days > 0 else {
            return ToolAnswer(
                summary: isPaid
                    ? "Payée à temps\u{202F}: rien n’est dû."
                    : "Pas de retard à ce jour\u{202F}: à payer au plus tard le \(FrenchNumber.day(due)).",
                results: common + [
                    ToolResult(name: "interest", label: "Intérêts", value: .money(Money(cents: 0))),
                    ToolResult(
                        name: "flatFee", label: "Indemnité forfaitaire",
                        value: .money(Money(cents: 0))),
                    ToolResult(name: "total", label: "Total dû", value: .money(Money(cents: 0))),
                ] + (isPaid ? [] : worth.results),
                steps: term.steps + (isPaid ? [] : worth.steps), assumptions: Lateness.assumptions)
        }
        var answer = late(common, term, worth, law)
        answer.tables = LatenessReadings(self).map { [$0.table] } ?? []
        return answer
    }

    private func late(
        _ common: [ToolResult], _ term: PaymentTerm, _ worth: WorthAsking, _ law: LawBook
    ) -> ToolAnswer {
        var steps = term.steps + [lateStep(law)]
        guard let rate, let interest else {
            return ToolAnswer(
                summary: "\(French.days(days)) de retard\u{202F}; \(unknownRate).",
                results: common + [
                    ToolResult(name: "rate", label: "Taux", value: .unknown(unknownRate)),
                    ToolResult(name: "interest", label: "Intérêts", value: .unknown(unknownRate)),
                    feeResult,
                ] + worth.results,
                steps: steps + feeSteps + worth.steps, assumptions: Lateness.assumptions)
        }
        steps.append(
            ToolStep(
                title: "Intérêts", text: calculation(rate, interest) + ".",
                articles: (rateFact.map { [ToolArticle($0)] } ?? [])
                    + ToolArticle.of(law.rule(.interestFormula), on: first)
                    + ToolArticle.of(law.rule(.interestBase), on: first)))
        steps += feeSteps
        var results =
            common + [
                ToolResult(name: "rate", label: "Taux", value: .number(rate, unit: "%")),
                ToolResult(name: "interest", label: "Intérêts", value: .money(interest)),
                feeResult,
                ToolResult(
                    name: "total", label: "Total dû",
                    value: total.map { .money($0) } ?? .unknown("indemnité inconnue")),
            ]
        if isPaid, let (last, step) = settlement(law) {
            results.append(
                ToolResult(
                    name: "interestDueDate", label: "À verser au plus tard le", value: .day(last)))
            steps.append(step)
        }
        let state = isPaid ? "" : " à ce jour"
        return ToolAnswer(
            summary: "\(French.days(days)) de retard\(state)\u{202F}: \(interest.french) d’intérêts"
                + (fee.map { " et \($0.frenchWhole) d’indemnité forfaitaire" } ?? "") + ".",
            results: results + worth.results, steps: steps + worth.steps,
            assumptions: Lateness.assumptions)
    }

    /// `12 000,00 € × 10,40 % × 56 jours ÷ 365 = 191,47 €`.
    func calculation(_ rate: LegalNumber, _ interest: Money) -> String {
        "\(amount.french) × \(LegalUnit.percent.phrase(rate)) × \(French.days(days)) ÷ 365 = "
            + interest.french
    }

    /// Why interest is not known, in French.
    var unknownRate: String {
        "le taux du semestre du \(FrenchNumber.day(first)) n’est pas encore connu"
    }

    private func lateStep(_ law: LawBook) -> ToolStep {
        ToolStep(
            title: "Retard",
            text: "Du \(FrenchNumber.day(first)) au \(FrenchNumber.day(end)) inclus\u{202F}: "
                + "\(French.days(days)). Le retard est constitué de plein droit, sans mise en demeure.",
            articles: ToolArticle.of(law.rule(.interestWindow), on: first)
                + ToolArticle.of(law.rule(.lateByRight), on: first))
    }

    private func settlement(_ law: LawBook) -> (Day, ToolStep)? {
        let rule = law.rule(.interestPayment)
        guard case .known(let fact) = rule.answer(in: Situation(on: end)), let limit = fact.number
        else { return nil }
        let last = end.adding(days: Int(limit.whole))
        return (
            last,
            ToolStep(
                title: "Versement",
                text:
                    "Intérêts et indemnité sont à verser dans les \(limit.french()) jours de la mise en "
                    + "paiement, soit le \(FrenchNumber.day(last)) au plus tard.",
                articles: [ToolArticle(fact)])
        )
    }

    private var feeResult: ToolResult {
        ToolResult(
            name: "flatFee", label: "Indemnité forfaitaire",
            value: fee.map { .money($0) } ?? .unknown("règle inconnue pour ce jour"))
    }

    private var feeSteps: [ToolStep] {
        guard let feeFact, let euros = feeFact.number else { return [] }
        return [
            ToolStep(
                title: "Indemnité forfaitaire",
                text: "\(LegalUnit.euros.phrase(euros)) par demande de paiement en retard.",
                articles: [ToolArticle(feeFact)])
        ]
    }
}
