import Law
import Procurement

/// The rules of payment that a register asks for on each line, worked out once for a buyer.
///
/// Same rules and same arithmetic as `PaymentTerm` and `Lateness`, which say them in sentences.
struct PaymentLaw {
    let delay: RuleThroughTime
    let reopening: RuleThroughTime
    let rate: RuleThroughTime
    let fee: RuleThroughTime
    /// Days of the authorising officer and of the accountant, where they add up to the delay; nil
    /// for buyers whose delay is not shared so.
    let shares: (orderer: Int, accountant: Int)?

    /// The rules for a buyer.
    ///
    /// - Parameter day: the one whose shares are taken.
    init(_ law: LawBook, buyer: BuyerRole, on day: Day) {
        delay = RuleThroughTime(law.rule(.paymentDelay), buyer: buyer)
        reopening = RuleThroughTime(law.rule(.interruptionReopening))
        rate = RuleThroughTime(law.rule(.lateInterest))
        fee = RuleThroughTime(law.rule(.flatFee))
        let orderer = RuleThroughTime(law.rule(.ordererDelay), buyer: buyer).number(on: day)
        let accountant = RuleThroughTime(law.rule(.accountantDelay), buyer: buyer).number(on: day)
        guard let orderer, let accountant, let whole = delay.number(on: day),
            orderer.whole + accountant.whole == whole.whole
        else {
            shares = nil
            return
        }
        shares = (Int(orderer.whole), Int(accountant.whole))
    }

    /// What an amount paid late gives rise to.
    struct Claim {
        let days: Int
        /// Percent per year; nil while not known.
        let rate: LegalNumber?
        /// Nil while the rate is not known.
        let interest: Money?
        /// Nil where no rule is known.
        let fee: Money?
    }

    /// The claim of an amount; nil when it is not late.
    func claim(_ amount: Money, due: Day, end: Day) -> Claim? {
        let days = Int(end.number - due.number)
        guard days > 0 else { return nil }
        let first = due.adding(days: 1)
        let rate = rate.number(on: first)
        return Claim(
            days: days, rate: rate,
            interest: rate.map { Lateness.interest(amount, rate: $0, days: days) },
            fee: fee.number(on: first).map(Lateness.money))
    }
}
