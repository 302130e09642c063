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

        var reopening: DatedFact?
        if let interrupted = request.interrupted,
            case .known(let fact) = law.rule(.interruptionReopening)
                .answer(in: Situation(on: interrupted))
        {
            reopening = fact
        }
        let clock: PaymentClock
        do {
            clock = try PaymentClock(
                start: start, delay: delay, interrupted: request.interrupted,
                completed: request.completed, reopening: reopening?.number.map { Int($0.whole) })
        } catch {
            throw PaymentTerm.refusal(error, request, start: start, first: first)
        }
        due = clock.due
        if let interruption = PaymentTerm.interruption(clock, request, reopening) {
            steps.append(interruption)
        }
        self.steps = steps
    }

    private static func interruption(
        _ clock: PaymentClock, _ request: Request, _ reopening: DatedFact?
    ) -> ToolStep? {
        guard let interrupted = request.interrupted else { return nil }
        guard let completed = request.completed, let due = clock.due else {
            return ToolStep(
                title: "Interruption",
                text:
                    "Le délai est interrompu depuis le \(FrenchNumber.day(interrupted)), après "
                    + "\(French.days(clock.elapsed))\u{202F}; il rouvrira quand l’acheteur aura reçu toutes les pièces.",
                articles: reopening.map { [ToolArticle($0)] } ?? [])
        }
        return ToolStep(
            title: "Interruption",
            text:
                "\(French.days(clock.elapsed)) s’étaient écoulés le \(FrenchNumber.day(interrupted)), il en restait "
                + "\(clock.balance)\u{202F}; toutes les pièces reçues le \(FrenchNumber.day(completed)), un nouveau "
                + "délai de \(French.days(clock.reopened)) court jusqu’au \(FrenchNumber.day(due)).",
            articles: reopening.map { [ToolArticle($0)] } ?? [])
    }

    private static func refusal(
        _ fault: PaymentClock.Fault, _ request: Request, start: Day, first: Day
    ) -> ToolRefusal {
        let isCompletion = fault == .notInterrupted || fault == .completedBeforeNotice
        let field = isCompletion ? PaymentFields.completed : PaymentFields.interrupted
        let value = isCompletion ? request.completed : request.interrupted
        return .contradiction(
            field: field.name, label: field.label, value: value?.description ?? "",
            because: fault.reason(start: start, first: first, interrupted: request.interrupted))
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
