import Law
import Procurement

/// The days that matter to who thinks of claiming: since when something is owed, when it reaches an
/// amount, when interest passes the fee, until when it can be claimed.
struct WorthAsking {
    let lateness: Lateness
    let buyer: BuyerRole
    /// The amount below which the company would not write; nil where any amount is worth it.
    let threshold: Money?
    let law: LawBook

    /// The figures.
    var results: [ToolResult] {
        [
            ToolResult(name: "firstRight", label: "Dû à partir du", value: .day(lateness.first)),
            ToolResult(
                name: "dailyInterest", label: "Intérêts par jour",
                value: lateness.daily.map { .number($0, unit: "€") } ?? unknownRate),
            ToolResult(
                name: "worthDay",
                label: threshold.map { "Atteint \($0.french) le" } ?? "Vaut la peine à partir du",
                value: value(worthDay)),
            ToolResult(
                name: "interestPassesFee", label: "Intérêts au-dessus de l’indemnité le",
                value: value(passingDay)),
            ToolResult(
                name: "claimBefore", label: "Réclamer au plus tard le (à confirmer)",
                value: prescription.map { .day($0.day) }
                    ?? .unknown("règle de prescription à lire pour cet acheteur")),
        ]
    }

    /// The first day on which interest and fee reach the threshold, were the invoice still unpaid.
    var worthDay: Day? {
        guard let threshold else { return lateness.wholeFee == nil ? nil : lateness.first }
        guard let fee = lateness.wholeFee, let rate = lateness.rate else { return nil }
        guard threshold > fee else { return lateness.first }
        return day(
            Lateness.days(
                for: Money(cents: threshold.cents - fee.cents), of: lateness.amount, rate: rate))
    }

    /// The first day on which interest passes the flat fee.
    var passingDay: Day? {
        guard let fee = lateness.wholeFee, let rate = lateness.rate else { return nil }
        return day(
            Lateness.days(for: Money(cents: fee.cents + 1), of: lateness.amount, rate: rate))
    }

    /// The last day to claim what the first day of lateness gave, by the rule of claims on public
    /// bodies; nil for buyers that it may not concern.
    var prescription: (day: Day, fact: DatedFact)? {
        let concerned: Set<BuyerRole> = [
            .state, .stateAgency, .localAuthority, .localAgency, .hospital,
        ]
        guard concerned.contains(buyer),
            case .known(let fact) = law.rule(.prescription)
                .answer(in: Situation(on: lateness.first)),
            let years = fact.number,
            let last = Day(
                year: lateness.first.year + Int(years.whole), month: 12, day: 31)
        else { return nil }
        return (last, fact)
    }

    private func day(_ days: Int?) -> Day? { days.map { lateness.due.adding(days: max(1, $0)) } }

    private var unknownRate: ToolValue { .unknown(lateness.unknownRate) }

    private func value(_ day: Day?) -> ToolValue {
        guard let day else { return unreached }
        return lateness.isPaid && day > lateness.end
            ? .unknown("non atteint, la facture a été payée avant") : .day(day)
    }

    private var unreached: ToolValue {
        lateness.rate == nil
            ? unknownRate
            : lateness.wholeFee == nil
                ? .unknown("indemnité inconnue pour ce jour")
                : .unknown("pas avant un siècle à ce taux")
    }

    /// The same in sentences, with their articles.
    var steps: [ToolStep] {
        var steps: [ToolStep] = []
        if let feeFact = lateness.feeFact, let fee = lateness.wholeFee {
            steps.append(
                ToolStep(
                    title: "Quand réclamer", text: sentence(fee), articles: [ToolArticle(feeFact)])
            )
        }
        if let passingDay, let rateFact = lateness.rateFact {
            let state =
                lateness.isPaid && passingDay > lateness.end
                ? " La facture a été payée avant\u{202F}: ce jour n’est pas atteint." : ""
            steps.append(
                ToolStep(
                    title: "Intérêts au-dessus de l’indemnité",
                    text: "Les intérêts seuls dépassent l’indemnité le "
                        + "\(FrenchNumber.day(passingDay)).\(state) Des frais de recouvrement plus élevés "
                        + "peuvent être demandés en plus, sur justificatifs.",
                    articles: [ToolArticle(rateFact)]
                        + ToolArticle.of(law.rule(.flatFeeExtra), on: lateness.first)))
        }
        if let prescription {
            steps.append(
                ToolStep(
                    title: "Jusqu’à quand",
                    text: "Ce qui est né en \(lateness.first.year) se réclamerait jusqu’au "
                        + "\(FrenchNumber.day(prescription.day))\u{202F}; à confirmer avant de compter dessus.",
                    articles: [ToolArticle(prescription.fact)]))
        }
        return steps
    }

    private func sentence(_ fee: Money) -> String {
        let first =
            "L’indemnité de \(fee.frenchWhole) est due dès le premier jour de retard, le "
            + FrenchNumber.day(lateness.first)
        guard let threshold else {
            return first + "\u{202F}: réclamer vaut la peine de ce jour."
        }
        guard let worthDay else { return first + "." }
        let reached =
            first + "\u{202F}; indemnité et intérêts atteignent \(threshold.french) le "
            + FrenchNumber.day(worthDay)
        return lateness.isPaid && worthDay > lateness.end
            ? reached + ", après le paiement\u{202F}: ce montant n’est pas atteint." : reached + "."
    }
}
