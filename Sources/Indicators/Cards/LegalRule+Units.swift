import Law
import Procurement

/// Legal yardsticks in the units of columns.
extension LegalRule {
    /// The yardstick of a day, in whole units.
    private func number(on day: Day) -> Int64 {
        guard let number = yardstick(on: day).number else {
            preconditionFailure("A yardstick is a number: \(id)")
        }
        return number.whole
    }

    /// Cents of an amount in euros.
    func cents(on day: Day) -> Int64 { number(on: day) * 100 }

    /// Ten-thousandths of a percentage.
    func tenThousandths(on day: Day) -> Int64 { number(on: day) * 100 }

    /// Days of a delay in months at its longest: 62 for two months.
    func longestDays(on day: Day) -> Int64 { number(on: day) * 31 }
}

extension LawBook {
    /// The rule of a name, as shipped: indicators of one edition are the same everywhere.
    static func yardstick(_ name: RuleName) -> LegalRule { shipped.rule(name) }
}
