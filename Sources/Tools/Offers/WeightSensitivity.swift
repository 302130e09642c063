import Law
import Procurement

/// The weights at which the winner changes, exactly.
///
/// The weight of one criterion moves; the others keep their proportions. The total of each offer is
/// then a straight line, and the winner changes where two lines cross:
/// w* = (Qb − Qa) ÷ ((Pa − Pb) + (Qb − Qa)).
struct WeightSensitivity: Sendable {
    /// Where two offers have the same total.
    struct Crossing: Sendable {
        let one: Int
        let other: Int
        let weight: Ratio
    }

    /// The criterion.
    let top: String
    let weight: Ratio
    /// The nearest weights from which, further down and further up, somebody else comes first, and
    /// who; the weight of the case itself where offers tie there; nil: never.
    let below: (weight: Ratio, winners: [Int])?
    let above: (weight: Ratio, winners: [Int])?
    /// Crossings of pairs between the weights 0 and 1.
    let crossings: [Crossing]

    /// Nil when the criterion is alone.
    init?(_ offers: OfferCase, _ ranking: OfferRanking, top: (name: String, weight: Ratio)) {
        guard top.weight < .one else { return nil }
        self.top = top.name
        weight = top.weight
        let lines = offers.offers.indices.map { offer -> (at: Ratio, rest: Ratio) in
            let at = ranking.part(of: offer, at: top.name, offers)
            return (at, (ranking.totals[offer] - top.weight * at) / (.one - top.weight))
        }
        var crossings: [Crossing] = []
        for one in lines.indices {
            for other in lines.indices where other > one {
                let gap = lines[other].rest - lines[one].rest
                let slope = lines[one].at - lines[other].at + gap
                guard !slope.isZero else { continue }
                let weight = gap / slope
                guard weight >= .zero, weight <= .one else { continue }
                crossings.append(Crossing(one: one, other: other, weight: weight))
            }
        }
        crossings.sort { $0.weight < $1.weight }
        self.crossings = crossings
        func winners(_ weight: Ratio) -> [Int] {
            let totals = lines.map { weight * $0.at + (.one - weight) * $0.rest }
            guard let best = totals.max() else { return [] }
            return totals.indices.filter { totals[$0] == best }
        }
        let now = winners(top.weight)
        // Between two crossings the winner does not change: one weight of each interval is enough.
        func change(_ bounds: [Ratio], end: Ratio) -> (weight: Ratio, winners: [Int])? {
            for (bound, next) in zip(bounds, bounds.dropFirst() + [end]) where bound != next {
                let beyond = winners((bound + next) / Ratio(2, 1))
                if beyond != now { return (bound, beyond) }
            }
            return nil
        }
        let weights = crossings.map(\.weight)
        above = change([top.weight] + weights.filter { $0 > top.weight }, end: .one)
        below = change([top.weight] + weights.reversed().filter { $0 < top.weight }, end: .zero)
    }
}
