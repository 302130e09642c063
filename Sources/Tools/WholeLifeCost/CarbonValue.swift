import Foundation
import Law
import Procurement

/// The value of a tonne of CO₂, year by year.
///
/// Between two milestones the value grows at a constant rate; before the first and after the last it
/// stays. A value given by hand stands for all of them.
///
/// - Unit: euros per tonne.
/// - Source: France Stratégie, the edition in force on the day of the case.
struct CarbonValue: Sendable {
    private let milestones: [(year: Int, value: Double)]
    /// What the milestones rest on.
    let articles: [ToolArticle]
    let isGiven: Bool

    init(_ given: LegalNumber?, _ law: LawBook, on day: Day) {
        isGiven = given != nil
        if let given {
            milestones = [(0, given.approximate)]
            articles = []
            return
        }
        let rules: [(Int, RuleName)] = [
            (2018, .carbon2018), (2020, .carbon2020), (2025, .carbon2025), (2030, .carbon2030),
            (2040, .carbon2040), (2050, .carbon2050),
        ]
        var found: [(Int, Double)] = []
        var articles: [ToolArticle] = []
        for (year, name) in rules {
            guard case .known(let fact) = law.rule(name).answer(in: Situation(on: day)),
                let number = fact.number
            else { continue }
            found.append((year, number.approximate))
            articles.append(ToolArticle(fact))
        }
        milestones = found
        self.articles = articles
    }

    /// Whether anything is known.
    var isKnown: Bool { !milestones.isEmpty }

    /// The value of a year.
    func value(in year: Int) -> Double {
        guard let first = milestones.first, let last = milestones.last else { return 0 }
        if year <= first.year { return first.value }
        if year >= last.year { return last.value }
        for (before, after) in zip(milestones, milestones.dropFirst()) where year <= after.year {
            let part = Double(year - before.year) / Double(after.year - before.year)
            return before.value * pow(after.value / before.value, part)
        }
        return last.value
    }
}
