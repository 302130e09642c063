import Procurement

/// The arithmetic of a delay to pay, without its words: one invoice or a whole register.
///
/// - Unit: calendar days, the day of the start not counted.
/// - Source: code de la commande publique, articles R2192-10 to R2192-29.
struct PaymentClock {
    /// Why the days of an interruption cannot be.
    enum Fault: Error, Hashable {
        /// Documents were received though nothing had been interrupted.
        case notInterrupted
        /// The notice came before the start of the delay or after its end.
        case noticeOutsideDelay
        case completedBeforeNotice
        /// No rule is known for the day of the notice.
        case unknownRule
    }

    /// Last day to pay; nil while the delay is interrupted.
    let due: Day?
    /// Days between the start and the notice that interrupts the delay.
    let elapsed: Int
    /// Days that were left on that day.
    let balance: Int
    /// Days of the new delay; 0 where there is none.
    let reopened: Int

    /// The end of a delay.
    ///
    /// - Parameters:
    ///   - delay: days.
    ///   - interrupted: day the company received the notice.
    ///   - completed: day the buyer received every document it had asked for.
    ///   - reopening: least days of the new delay, by the rule of the day of the notice.
    init(
        start: Day, delay: Int, interrupted: Day?, completed: Day?, reopening: Int?
    ) throws(Fault) {
        let first = start.adding(days: delay)
        guard let interrupted else {
            guard completed == nil else { throw .notInterrupted }
            due = first
            elapsed = 0
            balance = delay
            reopened = 0
            return
        }
        guard interrupted >= start, interrupted <= first else { throw .noticeOutsideDelay }
        elapsed = Int(interrupted.number - start.number)
        balance = delay - elapsed
        guard let completed else {
            due = nil
            reopened = 0
            return
        }
        guard completed >= interrupted else { throw .completedBeforeNotice }
        guard let reopening else { throw .unknownRule }
        reopened = max(reopening, balance)
        due = completed.adding(days: reopened)
    }
}

extension PaymentClock.Fault {
    /// French, after « parce que ».
    func reason(start: Day, first: Day, interrupted: Day?) -> String {
        switch self {
        case .notInterrupted:
            "le délai n’a pas été interrompu\u{202F}: indiquez le jour où l’entreprise a "
                + "reçu la notification"
        case .noticeOutsideDelay:
            "une interruption se notifie pendant le délai, du \(FrenchNumber.day(start)) au "
                + FrenchNumber.day(first)
        case .completedBeforeNotice:
            "les pièces ne peuvent être reçues avant la notification du "
                + (interrupted.map { FrenchNumber.day($0) } ?? "début")
        case .unknownRule: "la règle de l’interruption n’est pas connue pour ce jour"
        }
    }
}
