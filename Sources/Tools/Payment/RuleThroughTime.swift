import Law
import Procurement

/// The numbers of a rule, worked out once: a register asks for hundreds of thousands of days.
///
/// - Shape: one answer per span of days between two changes, the same as `LegalRule.answer`.
/// - Complexity: O(log changes) per day.
struct RuleThroughTime {
    private let starts: [Int32]
    private let numbers: [LegalNumber?]

    /// The numbers of a rule for a buyer.
    init(_ rule: LegalRule, buyer: BuyerRole? = nil) {
        var starts: Set<Int32> = [.min]
        for fact in rule.cases.flatMap(\.values) {
            if let from = fact.from { starts.insert(from.number) }
            if let to = fact.to { starts.insert(to.number + 1) }
        }
        self.starts = starts.sorted()
        numbers = self.starts.map { start in
            let situation = Situation(on: Day(number: start), buyer: buyer)
            guard case .known(let fact) = rule.answer(in: situation) else { return nil }
            return fact.number
        }
    }

    /// The number on a day; nil where none is known.
    func number(on day: Day) -> LegalNumber? {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= day.number { low = middle } else { high = middle }
        }
        return numbers[low]
    }
}
