import Law
import Procurement

/// The same interest counted otherwise, where what the text says is not beyond doubt: a company and
/// an accountant who find two amounts see why.
struct LatenessReadings {
    private let lateness: Lateness
    private let kept: Money
    private let rate: LegalNumber

    /// The readings of a late payment; nil where interest is not known, or nothing is late.
    init?(_ lateness: Lateness) {
        guard lateness.days > 0, let kept = lateness.interest, let rate = lateness.rate else {
            return nil
        }
        self.lateness = lateness
        self.kept = kept
        self.rate = rate
    }

    /// Interest without the day of the payment.
    var withoutPaymentDay: Money {
        Lateness.interest(lateness.amount, rate: rate, days: lateness.days - 1)
    }

    /// Interest where the days of a leap year are 366ths of a year.
    var leapYears: Money {
        // Cents × ten-thousandths of a percent × (366 × common days + 365 × leap days), over a
        // million, 365 and 366.
        var leapDays: Int64 = 0
        var year = lateness.first.year
        while year <= lateness.end.year {
            if Day.length(ofMonth: 2, in: year) == 29,
                let first = Day(year: year, month: 1, day: 1),
                let last = Day(year: year, month: 12, day: 31)
            {
                let from = max(first.number, lateness.first.number)
                leapDays += Int64(max(0, min(last.number, lateness.end.number) - from + 1))
            }
            year += 1
        }
        let weight = Int128(Int64(lateness.days) - leapDays) * 366 + Int128(leapDays) * 365
        let product = Int128(lateness.amount.cents) * Int128(rate.tenThousandths) * weight
        let divisor: Int128 = 365 * 366 * 1_000_000
        return Money(cents: Int64((product + divisor / 2) / divisor))
    }

    /// The readings with their differences.
    var table: ToolTable {
        let readings: [(String, Money)] = [
            ("Retenue\u{202F}: année de 365 jours, jour du paiement compté", kept),
            ("Jour du paiement non compté", withoutPaymentDay),
            ("Année de 366 jours quand elle est bissextile", leapYears),
        ]
        return ToolTable(
            "readings", "Autres lectures du calcul",
            columns: [
                .init("reading", "Lecture"), .init("interest", "Intérêts"),
                .init("difference", "Écart"),
            ],
            rows: readings.map { name, interest in
                [
                    .text(name), .money(interest),
                    .money(Money(cents: interest.cents - kept.cents)),
                ]
            },
            note: "Si l’autre partie trouve un autre montant, l’écart vient souvent de là.")
    }
}
