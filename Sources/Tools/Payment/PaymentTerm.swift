import Law
import Procurement

/// When a payment is due: the start of the delay, its length, and an interruption.
///
/// - Source: code de la commande publique, articles R2192-10 to R2192-29.
struct PaymentTerm: Sendable {
    /// What is known of a request for payment.
    struct Request: Sendable {
        var buyer: BuyerRole
        /// Day the request was received.
        var received: Day
        /// Day the work was done, where it was later.
        var performed: Day?
        /// Day the company received the notice that interrupts the delay.
        var interrupted: Day?
        /// Day the buyer received every document it had asked for.
        var completed: Day?
    }

    /// First day from which the delay is counted.
    let start: Day
    /// Days of the delay.
    let delay: Int
    /// Last day to pay; nil while the delay is interrupted.
    let due: Day?
    let steps: [ToolStep]

    /// The term of a request.
    ///
    /// - Throws: `ToolRefusal` when days contradict each other or the delay of the day is unknown.
    init(_ request: Request, _ law: LawBook) throws(ToolRefusal) {
        var steps: [ToolStep] = []
        start = max(request.received, request.performed ?? request.received)
        let startRule = law.rule(start > request.received ? .startService : .startReception)
        steps.append(
            ToolStep(
                title: "Point de départ",
                text: start > request.received
                    ? "Les prestations ont été exécutées après la réception de la demande\u{202F}: le "
                        + "délai court du \(FrenchNumber.day(start))."
                    : "La demande a été reçue le \(FrenchNumber.day(start))\u{202F}: le délai court de ce jour.",
                articles: ToolArticle.of(startRule, on: start)))

        let rule = law.rule(.paymentDelay)
        guard case .known(let fact) = rule.answer(in: Situation(on: start, buyer: request.buyer)),
            let days = fact.number
        else {
            throw .contradiction(
                field: PaymentFields.received.name, label: PaymentFields.received.label,
                value: start.description,
                because: "le délai de paiement de cet acheteur n’est pas connu pour ce jour")
        }
        delay = Int(days.whole)
        let first = start.adding(days: delay)
        steps.append(
            ToolStep(
                title: "Délai",
                text:
                    "\(request.buyer.label)\u{202F}: \(delay) jours, soit jusqu’au \(FrenchNumber.day(first)).",
                articles: [ToolArticle(fact)]))

        guard let interrupted = request.interrupted else {
            if let completed = request.completed {
                throw .contradiction(
                    field: PaymentFields.completed.name, label: PaymentFields.completed.label,
                    value: completed.description,
                    because:
                        "le délai n’a pas été interrompu\u{202F}: indiquez le jour où l’entreprise a "
                        + "reçu la notification")
            }
            due = first
            self.steps = steps
            return
        }
        guard interrupted >= start, interrupted <= first else {
            throw .contradiction(
                field: PaymentFields.interrupted.name, label: PaymentFields.interrupted.label,
                value: interrupted.description,
                because:
                    "une interruption se notifie pendant le délai, du \(FrenchNumber.day(start)) au "
                    + FrenchNumber.day(first))
        }
        let elapsed = Int(interrupted.number - start.number)
        let balance = delay - elapsed
        guard let completed = request.completed else {
            due = nil
            steps.append(
                ToolStep(
                    title: "Interruption",
                    text:
                        "Le délai est interrompu depuis le \(FrenchNumber.day(interrupted)), après "
                        + "\(French.days(elapsed))\u{202F}; il rouvrira quand l’acheteur aura reçu toutes les pièces.",
                    articles: ToolArticle.of(law.rule(.interruptionReopening), on: interrupted)))
            self.steps = steps
            return
        }
        guard completed >= interrupted else {
            throw .contradiction(
                field: PaymentFields.completed.name, label: PaymentFields.completed.label,
                value: completed.description,
                because: "les pièces ne peuvent être reçues avant la notification du "
                    + FrenchNumber.day(interrupted))
        }
        guard
            case .known(let reopening) = law.rule(.interruptionReopening)
                .answer(in: Situation(on: interrupted)),
            let least = reopening.number
        else {
            throw .contradiction(
                field: PaymentFields.interrupted.name, label: PaymentFields.interrupted.label,
                value: interrupted.description,
                because: "la règle de l’interruption n’est pas connue pour ce jour")
        }
        let reopened = max(Int(least.whole), balance)
        let end = completed.adding(days: reopened)
        due = end
        steps.append(
            ToolStep(
                title: "Interruption",
                text:
                    "\(French.days(elapsed)) s’étaient écoulés le \(FrenchNumber.day(interrupted)), il en restait "
                    + "\(balance)\u{202F}; toutes les pièces reçues le \(FrenchNumber.day(completed)), un nouveau "
                    + "délai de \(French.days(reopened)) court jusqu’au \(FrenchNumber.day(end)).",
                articles: [ToolArticle(reopening)]))
        self.steps = steps
    }
}

extension ToolArticle {
    /// The articles of a rule that has one value for all, on a day; none when it has none.
    static func of(_ rule: LegalRule, on day: Day) -> [ToolArticle] {
        guard case .known(let fact) = rule.answer(in: Situation(on: day)) else { return [] }
        return [ToolArticle(fact)]
    }
}

/// Counts in French.
enum French {
    /// `1 jour`, `12 jours`.
    static func days(_ count: Int) -> String {
        FrenchNumber.whole(count) + "\u{A0}" + (count >= 2 ? "jours" : "jour")
    }
}
