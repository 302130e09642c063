import Law
import Procurement

/// Interest and fee of a payment that comes after its due date.
///
/// - Source: code de la commande publique, articles L2192-12 to L2192-14 and R2192-31 to R2192-36.
struct Lateness: Sendable {
    let amount: Money
    let due: Day
    /// Day paid, else today.
    let end: Day
    let isPaid: Bool
    /// The rate of the half-year of `first`; nil where it is not known yet.
    let rateFact: DatedFact?
    /// The fee of the day `first`; nil where no rule is known.
    let feeFact: DatedFact?

    /// The lateness of a payment, or of an invoice still unpaid at its `end`.
    init(amount: Money, due: Day, end: Day, isPaid: Bool, law: LawBook) {
        self.amount = amount
        self.due = due
        self.end = end
        self.isPaid = isPaid
        let situation = Situation(on: due.adding(days: 1))
        func fact(_ name: RuleName) -> DatedFact? {
            guard case .known(let fact) = law.rule(name).answer(in: situation), fact.number != nil
            else { return nil }
            return fact
        }
        rateFact = fact(.lateInterest)
        feeFact = fact(.flatFee)
    }

    static let assumptions = [
        "Année de 365 jours, même bissextile.",
        "Montant toutes taxes comprises, retenue de garantie déduite\u{202F}; les intérêts ne portent pas TVA.",
        "Le taux est celui du semestre où les intérêts commencent à courir\u{202F}; il ne change plus.",
    ]

    /// First day on which something is owed.
    var first: Day { due.adding(days: 1) }

    /// Days between the due date and the payment, payment included.
    var days: Int { max(0, Int(end.number - due.number)) }

    /// Percent per year.
    var rate: LegalNumber? { rateFact?.number }

    /// Interest owed; nil while the rate is not known.
    var interest: Money? {
        guard days > 0 else { return Money(cents: 0) }
        return rate.map { Lateness.interest(amount, rate: $0, days: days) }
    }

    /// Flat fee owed; nil where no rule is known.
    var fee: Money? {
        guard days > 0 else { return Money(cents: 0) }
        return wholeFee
    }

    /// The flat fee of a late payment, whether this one is late or not.
    var wholeFee: Money? { feeFact?.number.map(Lateness.money) }

    /// Interest and fee; nil while one of them is not known.
    var total: Money? {
        guard let interest, let fee else { return nil }
        return Money(cents: interest.cents + fee.cents)
    }

    /// Euros of a rule as an amount, to the cent.
    static func money(_ euros: LegalNumber) -> Money { Money(cents: euros.tenThousandths / 100) }

    /// Interest of an amount: amount × rate × days ÷ 365, to the nearest cent.
    ///
    /// - Parameter rate: percent per year.
    static func interest(_ amount: Money, rate: LegalNumber, days: Int) -> Money {
        // Cents × ten-thousandths of a percent × days, over 365 years' days and a million.
        let product = Int128(amount.cents) * Int128(rate.tenThousandths) * Int128(days)
        return Money(cents: Int64((product + divisor / 2) / divisor))
    }

    private static let divisor: Int128 = 365 * 1_000_000

    /// The least number of days whose interest reaches an amount; nil beyond a century.
    static func days(
        for interest: Money, of amount: Money, rate: LegalNumber
    ) -> Int? {
        let daily = Int128(amount.cents) * Int128(rate.tenThousandths)
        guard daily > 0 else { return nil }
        let needed = Int128(interest.cents) * divisor - divisor / 2
        guard needed > 0 else { return interest.cents <= 0 ? 0 : 1 }
        let days = (needed + daily - 1) / daily
        return days <= 36_525 ? Int(days) : nil
    }

    /// Interest of one day, in euros to the ten-thousandth.
    var daily: LegalNumber? {
        rate.map {
            let product = Int128(amount.cents) * Int128($0.tenThousandths) * 100
            return LegalNumber(
                tenThousandths: Int64((product + Lateness.divisor / 2) / Lateness.divisor))
        }
    }
}
