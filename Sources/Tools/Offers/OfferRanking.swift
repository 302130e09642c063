import Law
import Procurement

/// Totals and ranks, exact.
struct OfferRanking: Sendable {
    /// Marks by leaf, by offer, each a part of the leaf's greatest mark.
    let parts: [[Ratio]]
    /// Totals by offer, from 0 to 1.
    let totals: [Ratio]
    /// Ranks by offer, from 1; equal totals share one.
    let ranks: [Int]

    /// The ranking under a formula; nil when the formula needs an estimate that is not given.
    init?(_ offers: OfferCase, formula: PriceFormula) {
        var parts: [[Ratio]] = []
        for (place, leaf) in offers.leaves.enumerated() {
            switch leaf.kind {
            case .price:
                guard let marks = formula.marks(offers.prices, offers.settings) else { return nil }
                parts.append(marks)
            case .quality:
                parts.append(
                    offers.marks[place].map { mark in
                        mark.map { Ratio($0.mark) / Ratio(leaf.greatest) } ?? .zero
                    })
            }
        }
        self.parts = parts
        let totals = offers.offers.indices.map { offer in
            offers.leaves.indices.reduce(Ratio.zero) { sum, leaf in
                sum + offers.leaves[leaf].weight * parts[leaf][offer]
            }
        }
        self.totals = totals
        ranks = totals.map { total in 1 + totals.count { $0 > total } }
    }

    /// Places of the offers of the first rank.
    var winners: [Int] { ranks.indices.filter { ranks[$0] == 1 } }

    /// Places of the offers, the best first; those that tie in the order given.
    var order: [Int] { ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) } }

    /// The mark of an offer at a criterion of the first rank, from 0 to 1.
    func part(of offer: Int, at top: String, _ offers: OfferCase) -> Ratio {
        var sum = Ratio.zero
        var weight = Ratio.zero
        for (place, leaf) in offers.leaves.enumerated() where leaf.top == top {
            sum = sum + leaf.weight * parts[place][offer]
            weight = weight + leaf.weight
        }
        return sum / weight
    }
}
