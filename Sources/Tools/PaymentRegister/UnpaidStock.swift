import Law
import Procurement

/// Invoices not paid on the day of the question.
struct UnpaidStock {
    private(set) var count = 0
    private(set) var cents: Int64 = 0
    /// Those whose delay is interrupted.
    private(set) var interrupted = 0
    private(set) var lateCount = 0
    private(set) var lateCents: Int64 = 0
    /// Days past the last day to pay, of late ones.
    private(set) var lateDays: Int64 = 0
    private(set) var longest = 0
    private(set) var interestCents: Int64 = 0
    private(set) var feeCents: Int64 = 0
    private(set) var unknownRate = 0

    /// Counts an invoice.
    mutating func add(_ amount: Money, isInterrupted: Bool, claim: PaymentLaw.Claim?) {
        count += 1
        cents += amount.cents
        if isInterrupted { interrupted += 1 }
        guard let claim else { return }
        lateCount += 1
        lateCents += amount.cents
        lateDays += Int64(claim.days)
        longest = max(longest, claim.days)
        interestCents += claim.interest?.cents ?? 0
        feeCents += claim.fee?.cents ?? 0
        if claim.interest == nil || claim.fee == nil { unknownRate += 1 }
    }

    /// Interest and fees owed so far.
    var owed: Money { Money(cents: interestCents + feeCents) }
    /// Mean days past the last day, of late ones.
    var meanLateDays: LegalNumber? { Hundredths.ratio(Int128(lateDays), Int128(lateCount)) }
}
