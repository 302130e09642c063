import Law
import Procurement

/// A line of a register that could be read.
struct RegisterInvoice {
    /// Number of its line.
    let row: Int
    let received: Day
    let performed: Day?
    let interrupted: Day?
    let completed: Day?
    let ordered: Day?
    let paid: Day?
    let amount: Money
    let interestPaid: Money?
    let size: CompanySize?
    /// First day from which the delay is counted.
    let start: Day
    /// Days of the delay.
    let delay: Int
    /// Last day to pay; nil while the delay is interrupted.
    let due: Day?
}
