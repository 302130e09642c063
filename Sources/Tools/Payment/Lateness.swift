import Law
import Procurement

/// Interest and fee of a payment that comes after its due date.
///
/// - Source: code de la commande publique, articles L2192-12 to L2192-14 and R2192-31 to R2192-36.
struct Lateness {
    let amount: Money
    let due: Day
    /// Day paid, else today.
    let end: Day
    let isPaid: Bool
    let law: LawBook

    static let assumptions = [
        "Année de 365 jours, même bissextile.",
        "Montant toutes taxes comprises, retenue de garantie déduite\u{202F}; les intérêts ne portent pas TVA.",
        "Le taux est celui du semestre où les intérêts commencent à courir\u{202F}; il ne change plus.",
    ]

    /// Days between the due date and the payment, payment included.
    var days: Int { max(0, Int(end.number - due.number)) }

    /// Interest of an amount: amount × rate × days ÷ 365, to the nearest cent.
    ///
    /// - Parameter rate: percent per year.
    static func interest(_ amount: Money, rate: LegalNumber, days: Int) -> Money {
        // Cents × ten-thousandths of a percent × days, over 365 years' days and a million.
        let product = Int128(amount.cents) * Int128(rate.tenThousandths) * Int128(days)
        let divisor: Int128 = 365 * 1_000_000
        return Money(cents: Int64((product + divisor / 2) / divisor))
    }

    /// The whole answer.
    func answer(after term: PaymentTerm) -> ToolAnswer {
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
                ],
                steps: term.steps, assumptions: Lateness.assumptions)
        }
        return late(common, term)
    }

    private func late(_ common: [ToolResult], _ term: PaymentTerm) -> ToolAnswer {
        let first = due.adding(days: 1)
        var steps = term.steps
        steps.append(
            ToolStep(
                title: "Retard",
                text: "Du \(FrenchNumber.day(first)) au \(FrenchNumber.day(end)) inclus\u{202F}: "
                    + "\(French.days(days)). Le retard est constitué de plein droit, sans mise en demeure.",
                articles: articles(.interestWindow, first) + articles(.lateByRight, first)))
        let fee = law.rule(.flatFee).answer(in: Situation(on: first))
        var flatFee: Money?
        if case .known(let fact) = fee, let euros = fact.number {
            flatFee = Money(cents: euros.whole * 100)
        }
        let rateAnswer = law.rule(.lateInterest).answer(in: Situation(on: first))
        guard case .known(let rateFact) = rateAnswer, let rate = rateFact.number else {
            let reason = "le taux du semestre du \(FrenchNumber.day(first)) n’est pas encore connu"
            return ToolAnswer(
                summary: "\(French.days(days)) de retard\u{202F}; \(reason).",
                results: common + [
                    ToolResult(name: "rate", label: "Taux", value: .unknown(reason)),
                    ToolResult(name: "interest", label: "Intérêts", value: .unknown(reason)),
                    feeResult(flatFee),
                ],
                steps: steps + feeStep(fee), assumptions: Lateness.assumptions)
        }
        let interest = Lateness.interest(amount, rate: rate, days: days)
        steps.append(
            ToolStep(
                title: "Intérêts",
                text:
                    "\(amount.french) × \(LegalUnit.percent.phrase(rate)) × \(French.days(days)) ÷ 365 = "
                    + "\(interest.french).",
                articles: [ToolArticle(rateFact)] + articles(.interestFormula, first)
                    + articles(.interestBase, first)))
        steps += feeStep(fee)
        let total = flatFee.map { Money(cents: interest.cents + $0.cents) }
        var results =
            common + [
                ToolResult(name: "rate", label: "Taux", value: .number(rate, unit: "%")),
                ToolResult(name: "interest", label: "Intérêts", value: .money(interest)),
                feeResult(flatFee),
                ToolResult(
                    name: "total", label: "Total dû",
                    value: total.map { .money($0) } ?? .unknown("indemnité inconnue")),
            ]
        if isPaid, let limit = number(.interestPayment, end) {
            let last = end.adding(days: Int(limit.whole))
            results.append(
                ToolResult(
                    name: "interestDueDate", label: "À verser au plus tard le", value: .day(last)))
            steps.append(
                ToolStep(
                    title: "Versement",
                    text:
                        "Intérêts et indemnité sont à verser dans les \(limit.french()) jours de la mise en "
                        + "paiement, soit le \(FrenchNumber.day(last)) au plus tard.",
                    articles: ToolArticle.of(law.rule(.interestPayment), on: end)))
        }
        let state = isPaid ? "" : " à ce jour"
        return ToolAnswer(
            summary: "\(French.days(days)) de retard\(state)\u{202F}: \(interest.french) d’intérêts"
                + (flatFee.map { " et \($0.frenchWhole) d’indemnité forfaitaire" } ?? "") + ".",
            results: results, steps: steps, assumptions: Lateness.assumptions)
    }

    private func feeResult(_ fee: Money?) -> ToolResult {
        ToolResult(
            name: "flatFee", label: "Indemnité forfaitaire",
            value: fee.map { .money($0) } ?? .unknown("règle inconnue pour ce jour"))
    }

    private func feeStep(_ answer: LegalRule.Answer) -> [ToolStep] {
        guard case .known(let fact) = answer, let euros = fact.number else { return [] }
        return [
            ToolStep(
                title: "Indemnité forfaitaire",
                text: "\(LegalUnit.euros.phrase(euros)) par demande de paiement en retard.",
                articles: [ToolArticle(fact)])
        ]
    }

    private func number(_ name: RuleName, _ day: Day) -> LegalNumber? {
        guard case .known(let fact) = law.rule(name).answer(in: Situation(on: day)) else {
            return nil
        }
        return fact.number
    }

    private func articles(_ name: RuleName, _ day: Day) -> [ToolArticle] {
        ToolArticle.of(law.rule(name), on: day)
    }
}
