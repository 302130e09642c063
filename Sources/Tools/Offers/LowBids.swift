import Law
import Procurement

/// Prices that call for a question, by every known method: signals, never reasons to reject.
struct LowBids: Sendable {
    /// What a method says.
    struct Method: Sendable {
        let name: String
        let label: String
        /// A French sentence with its numbers.
        let text: String
        /// Below it, or up to it, a price is a signal; nil where the method has none.
        let limit: LegalNumber?
        /// Places of the offers.
        let suspects: [Int]
        let articles: [ToolArticle]
    }

    let methods: [Method]

    /// Places of the offers that a method points at.
    var suspects: [Int] { Set(methods.flatMap(\.suspects)).sorted() }

    /// Every method that the prices and the estimate allow.
    ///
    /// - Parameter prices: in cents.
    init(_ prices: [Money], estimate: Money?, _ law: LawBook, on day: Day) {
        let situation = Situation(on: day)
        func known(_ name: RuleName) -> (Ratio, ToolArticle)? {
            guard case .known(let fact) = law.rule(name).answer(in: situation),
                let number = fact.number
            else { return nil }
            return (Ratio(number), ToolArticle(fact))
        }
        let values = prices.map { Ratio($0) }
        var methods: [Method] = []
        if values.count > 1, let high = known(.doubleMeanHigh), let low = known(.doubleMeanLow) {
            methods.append(Self.doubleMean(values, high, low))
        }
        if values.count > 2, let count = known(.deviations) {
            methods.append(Self.deviations(values, count, isSample: false))
            methods.append(Self.deviations(values, count, isSample: true))
        }
        if values.count > 1, let bids = known(.draftBids), let mean = known(.draftMean),
            let second = known(.draftSecond)
        {
            methods.append(Self.draft(values, bids, mean, second))
        }
        if let estimate, let gap = known(.belowEstimate) {
            methods.append(Self.estimate(values, Ratio(estimate), gap))
        }
        self.methods = methods
    }

    private static let hundred = Ratio(100, 1)

    private static func mean(_ values: [Ratio]) -> Ratio {
        values.reduce(Ratio.zero) { $0 + $1 } / Ratio(values.count, 1)
    }

    /// Euros of cents.
    private static func euros(_ cents: Ratio) -> LegalNumber? { (cents / hundred).rounded }

    private static func written(_ cents: Ratio) -> String {
        guard let euros = euros(cents) else { return "hors de portée" }
        return euros.french(decimals: 2) + "\u{202F}€"
    }

    private static func doubleMean(
        _ values: [Ratio], _ high: (Ratio, ToolArticle), _ low: (Ratio, ToolArticle)
    ) -> Method {
        let first = mean(values)
        let kept = values.filter { $0 * hundred <= first * high.0 }
        let second = mean(kept)
        let limit = second * low.0 / hundred
        let dropped = values.count - kept.count
        return Method(
            name: "doubleMean", label: "Double moyenne",
            text:
                "Moyenne\u{202F}: \(written(first)). Offres écartées du calcul\u{202F}: \(dropped). Seconde "
                + "moyenne\u{202F}: \(written(second)). Limite\u{202F}: \(written(limit)).",
            limit: euros(limit), suspects: values.indices.filter { values[$0] <= limit },
            articles: [low.1])
    }

    /// Exact: (mean − P)² is compared with k² × variance; the limit shown is rounded.
    private static func deviations(
        _ values: [Ratio], _ count: (Ratio, ToolArticle), isSample: Bool
    ) -> Method {
        let mean = mean(values)
        let squares = values.reduce(Ratio.zero) { $0 + ($1 - mean) * ($1 - mean) }
        let variance = squares / Ratio(isSample ? values.count - 1 : values.count, 1)
        let limit = mean - count.0 * variance.squareRoot
        return Method(
            name: isSample ? "deviationsSample" : "deviationsPopulation",
            label: "Moyenne moins l’écart type, " + (isSample ? "échantillon" : "population"),
            text:
                "Moyenne\u{202F}: \(written(mean)). Écart type\u{202F}: \(written(variance.squareRoot)). "
                + "Limite\u{202F}: \(written(limit)).",
            limit: euros(limit),
            suspects: values.indices.filter { place in
                let gap = mean - values[place]
                return gap > .zero && gap * gap > count.0 * count.0 * variance
            }, articles: [count.1])
    }

    private static func draft(
        _ values: [Ratio], _ bids: (Ratio, ToolArticle), _ part: (Ratio, ToolArticle),
        _ next: (Ratio, ToolArticle)
    ) -> Method {
        let sorted = values.sorted()
        let others = mean(Array(sorted.dropFirst()))
        let isEnough = Ratio(values.count, 1) >= bids.0
        let isLow =
            isEnough && sorted[0] * hundred < others * part.0
            && sorted[0] * hundred < sorted[1] * next.0
        func share(_ ratio: Ratio) -> String {
            ((ratio * hundred).rounded ?? LegalNumber(0)).french(decimals: 2) + "\u{202F}%"
        }
        return Method(
            name: "draft", label: "Critères cumulés du projet de directive de 2011",
            text: isEnough
                ? "L’offre la plus basse vaut \(share(sorted[0] / others)) de la moyenne des autres et "
                    + "\(share(sorted[0] / sorted[1])) de la deuxième."
                : "Trop peu d’offres pour cette méthode.",
            limit: nil,
            suspects: isLow ? values.indices.filter { values[$0] == sorted[0] } : [],
            articles: [part.1])
    }

    private static func estimate(
        _ values: [Ratio], _ estimate: Ratio, _ gap: (Ratio, ToolArticle)
    ) -> Method {
        let limit = estimate * (hundred - gap.0) / hundred
        return Method(
            name: "estimate", label: "Écart à l’estimation",
            text: "Estimation\u{202F}: \(written(estimate)). Limite\u{202F}: \(written(limit)).",
            limit: euros(limit), suspects: values.indices.filter { values[$0] < limit },
            articles: [gap.1])
    }

    /// A row per method.
    func table(_ names: [String]) -> ToolTable {
        ToolTable(
            "lowBids", "Prix qui appellent une question",
            columns: [
                .init("method", "Méthode"), .init("limit", "Limite"),
                .init("offers", "Offres signalées"), .init("how", "Calcul"),
            ],
            rows: methods.map { method in
                [
                    .text(method.label),
                    method.limit.map { .number($0, unit: "€") } ?? .text("sans limite unique"),
                    .text(
                        method.suspects.isEmpty
                            ? "aucune" : method.suspects.map { names[$0] }.joined(separator: ", ")),
                    .text(method.text),
                ]
            },
            note:
                "Un signal, jamais un rejet\u{202F}: demandez des justifications avant de conclure."
        )
    }

    /// What the law asks once a price is a signal.
    static func step(_ law: LawBook, on day: Day) -> ToolStep {
        ToolStep(
            title: "Offre anormalement basse", text: law.rule(.lowBidLaw).title + ".",
            articles: [RuleName.lowBidLaw, .lowBidReject].flatMap {
                ToolArticle.of(law.rule($0), on: day)
            })
    }
}
