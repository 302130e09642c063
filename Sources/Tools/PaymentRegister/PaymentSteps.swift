import Law
import Procurement

/// The rules that a register was measured by, in the order they are applied.
struct PaymentSteps {
    let reading: RegisterReading
    let law: LawBook

    private var day: Day { reading.question.on }

    /// The steps.
    var steps: [ToolStep] {
        var steps = [
            ToolStep(
                title: "Point de départ",
                text:
                    "Le délai court de la réception de la facture, ou de l’exécution des prestations "
                    + "quand elle est plus tardive.",
                articles: articles(.startReception) + articles(.startService))
        ]
        let buyer = reading.question.buyer
        if case .known(let fact) = law.rule(.paymentDelay).answer(
            in: Situation(on: day, buyer: buyer)), let days = fact.number
        {
            steps.append(
                ToolStep(
                    title: "Délai", text: "\(buyer.label)\u{202F}: \(LegalUnit.days.phrase(days)).",
                    articles: [ToolArticle(fact)]))
        }
        if reading.interruptions.count > 0 {
            steps.append(
                ToolStep(
                    title: "Interruption",
                    text:
                        "Le délai rouvre quand toutes les pièces sont reçues, pour ce qu’il en restait "
                        + "ou pour le minimum légal s’il est plus long.",
                    articles: articles(.interruptionReopening)))
        }
        if let shares = reading.law.shares {
            steps.append(
                ToolStep(
                    title: "Partage du délai",
                    text:
                        "Ordonnateur\u{202F}: \(French.days(shares.orderer))\u{202F}; comptable\u{202F}: "
                        + "\(French.days(shares.accountant)).",
                    articles: articles(.ordererDelay) + articles(.accountantDelay)))
        }
        steps.append(
            ToolStep(
                title: "Intérêts",
                text:
                    "Facture par facture\u{202F}: montant TTC × taux du semestre où le retard commence "
                    + "× jours de retard ÷ 365, au centime le plus proche.",
                articles: articles(.lateInterest) + articles(.interestFormula)
                    + articles(.interestWindow) + articles(.interestBase)))
        if case .known(let fact) = law.rule(.flatFee).answer(in: Situation(on: day)),
            let euros = fact.number
        {
            steps.append(
                ToolStep(
                    title: "Indemnité forfaitaire",
                    text: "\(LegalUnit.euros.phrase(euros)) par facture payée en retard.",
                    articles: [ToolArticle(fact)]))
        }
        return steps
    }

    private func articles(_ name: RuleName) -> [ToolArticle] {
        let situation = Situation(on: day, buyer: reading.question.buyer)
        guard case .known(let fact) = law.rule(name).answer(in: situation) else { return [] }
        return [ToolArticle(fact)]
    }
}
