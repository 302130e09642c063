import Law
import Procurement

/// Legal facts in the units of columns.
extension LegalFact {
    /// Cents of an amount in euros.
    func cents(on day: Day) -> Int64 { yardstick(on: day).value * 100 }

    /// Ten-thousandths of a percentage.
    func tenThousandths(on day: Day) -> Int64 { yardstick(on: day).value * 100 }

    /// Days of a delay in months at its longest: 62 for two months.
    func longestDays(on day: Day) -> Int64 { yardstick(on: day).value * 31 }
}
