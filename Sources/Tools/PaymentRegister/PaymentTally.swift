import Law
import Procurement

/// An invoice paid, as the indicators count it.
struct CountedPayment {
    let amount: Money
    /// Days from the start of the delay to the payment.
    let days: Int
    /// The same without the days of an interruption; nil while its end is not known.
    let netDays: Int?
    /// Whether it was paid after its last day; nil where that day is not known.
    let isLate: Bool?
    /// Days beyond which it is late without an interruption.
    let delay: Int
    /// Days at the authorising officer, interruption left out, then at the accountant; nil where
    /// not known.
    let shares: (orderer: Int, accountant: Int)?
    let claim: PaymentLaw.Claim?
    let interestPaid: Money?
}

/// What is counted of the payments of a group: a month, a service, all of them.
struct PaymentTally {
    /// Within 5 days, 6 to 30, 31 to 60, beyond.
    static let bandEnds = [5, 30, 60]

    private(set) var count = 0
    private(set) var cents: Int64 = 0
    /// Of each payment, in no order.
    private(set) var days: [Int32] = []
    private(set) var daySum: Int64 = 0
    private(set) var weightedDays: Int128 = 0
    private(set) var netCount = 0
    private(set) var netSum: Int64 = 0
    private(set) var lateCount = 0
    private(set) var lateCents: Int64 = 0
    /// Payments of which it is known whether they are late.
    private(set) var judgedCount = 0
    private(set) var judgedCents: Int64 = 0
    /// Payments beyond the delay, interruptions not looked at.
    private(set) var beyondCount = 0
    private(set) var bandCounts = [0, 0, 0, 0]
    private(set) var bandCents: [Int64] = [0, 0, 0, 0]
    private(set) var sharedCount = 0
    private(set) var ordererSum: Int64 = 0
    private(set) var accountantSum: Int64 = 0
    private(set) var ordererOver = 0
    private(set) var accountantOver = 0
    private(set) var interestCents: Int64 = 0
    private(set) var feeCents: Int64 = 0
    /// Late payments whose rate is not known.
    private(set) var unknownRate = 0
    private(set) var interestPaidCents: Int64 = 0
    private(set) var interestPaidCount = 0

    /// Counts a payment.
    ///
    /// - Parameter shares: days that the authorising officer and the accountant have; nil where
    ///   the delay is not shared.
    mutating func add(_ payment: CountedPayment, shares: (orderer: Int, accountant: Int)?) {
        count += 1
        cents += payment.amount.cents
        days.append(Int32(clamping: payment.days))
        daySum += Int64(payment.days)
        weightedDays += Int128(payment.amount.cents) * Int128(payment.days)
        if let net = payment.netDays {
            netCount += 1
            netSum += Int64(net)
        }
        if let isLate = payment.isLate {
            judgedCount += 1
            judgedCents += payment.amount.cents
            if isLate {
                lateCount += 1
                lateCents += payment.amount.cents
            }
        }
        if payment.days > payment.delay { beyondCount += 1 }
        var band = 0
        while band < PaymentTally.bandEnds.count, payment.days > PaymentTally.bandEnds[band] {
            band += 1
        }
        bandCounts[band] += 1
        bandCents[band] += payment.amount.cents
        if let own = payment.shares {
            sharedCount += 1
            ordererSum += Int64(own.orderer)
            accountantSum += Int64(own.accountant)
            if let shares {
                if own.orderer > shares.orderer { ordererOver += 1 }
                if own.accountant > shares.accountant { accountantOver += 1 }
            }
        }
        if let claim = payment.claim {
            interestCents += claim.interest?.cents ?? 0
            feeCents += claim.fee?.cents ?? 0
            if claim.interest == nil || claim.fee == nil { unknownRate += 1 }
        }
        if let paid = payment.interestPaid {
            interestPaidCents += paid.cents
            interestPaidCount += 1
        }
    }
}

extension PaymentTally {
    /// Mean days, by invoice.
    var mean: LegalNumber? { Hundredths.ratio(Int128(daySum), Int128(count)) }
    /// Mean days, each euro counting as much.
    var meanByAmount: LegalNumber? { Hundredths.ratio(weightedDays, Int128(cents)) }
    /// Mean days without those of interruptions.
    var netMean: LegalNumber? { Hundredths.ratio(Int128(netSum), Int128(netCount)) }
    /// Percent of payments that are late, by number.
    var lateShare: LegalNumber? {
        Hundredths.ratio(Int128(lateCount) * 100, Int128(judgedCount))
    }
    /// Percent of payments that are late, by amount.
    var lateShareByAmount: LegalNumber? {
        Hundredths.ratio(Int128(lateCents) * 100, Int128(judgedCents))
    }
    /// Interest and fees owed.
    var owed: Money { Money(cents: interestCents + feeCents) }

    /// The median of days: the middle one, or the mean of the two middle ones.
    static func median(_ sorted: [Int32]) -> LegalNumber? {
        guard !sorted.isEmpty else { return nil }
        let high = sorted.count / 2
        let low = sorted.count % 2 == 0 ? high - 1 : high
        return Hundredths.ratio(Int128(sorted[low]) + Int128(sorted[high]), 2)
    }

    /// The least number of days within which nine payments out of ten were made.
    static func ninthDecile(_ sorted: [Int32]) -> LegalNumber? {
        guard !sorted.isEmpty else { return nil }
        return LegalNumber(Int64(sorted[(sorted.count * 9 + 9) / 10 - 1]))
    }
}

/// Ratios rounded to the hundredth, half up.
enum Hundredths {
    /// A ratio; nil over zero.
    static func ratio(_ part: Int128, _ whole: Int128) -> LegalNumber? {
        guard whole > 0 else { return nil }
        return LegalNumber(tenThousandths: Int64((part * 200 + whole) / (whole * 2)) * 100)
    }
}
