/// Totals under chance: what is uncertain moves within its bounds, most often near the middle.
///
/// - Law: triangular, independent for each uncertainty, the same draw for all offers; from a seed.
struct LifeCostDraws: Sendable {
    /// Least, middle and greatest of nine tenths of the draws, by offer.
    let quantiles: [(low: Double, middle: Double, high: Double)]
    /// Share of the draws in which an offer costs least, by offer.
    let cheapest: [Double]

    /// - Complexity: O(draws × offers).
    init(_ costs: [LifeCost], _ life: LifeCostCase) {
        var random = SeededGenerator(seed: life.seed)
        var totals = costs.map { _ in [Double]() }
        var wins = costs.map { _ in 0 }
        for _ in 0..<life.draws {
            var factors: [Uncertainty: Double] = [:]
            for uncertainty in Uncertainty.allCases {
                let width = life.uncertainties[uncertainty] ?? 0
                factors[uncertainty] = 1 + width * random.triangular()
            }
            var best = 0
            for (place, cost) in costs.enumerated() {
                let total = cost.total(factors)
                totals[place].append(total)
                if total < totals[best][totals[best].count - 1] { best = place }
            }
            wins[best] += 1
        }
        quantiles = totals.map { values in
            let sorted = values.sorted()
            func quantile(_ part: Double) -> Double {
                sorted[Int((Double(sorted.count - 1) * part).rounded())]
            }
            return (quantile(0.1), quantile(0.5), quantile(0.9))
        }
        cheapest = wins.map { Double($0) / Double(life.draws) }
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed.
private struct SeededGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// From -1 to 1, most often near 0: the sum of two uniform numbers, less one.
    mutating func triangular() -> Double { uniform() + uniform() - 1 }

    private mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Double(mixed >> 11) / 9_007_199_254_740_992
    }
}
