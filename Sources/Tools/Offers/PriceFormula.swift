import Law

/// How a price becomes a mark.
enum PriceFormula: String, Sendable, CaseIterable {
    case inverse
    case linearTwo = "linear-2"
    case linearN = "linear-n"
    case minMax = "minmax"
    case quadratic
    case squareRoot = "sqrt"
    case meanRatio = "mean-ratio"
    case meanDistance = "mean-distance"
    case estimateLinear = "estimate-linear"
    case rank

    /// French.
    var label: String {
        switch self {
        case .inverse: "Proportionnelle inverse"
        case .linearTwo: "Linéaire sur l’écart au moins-disant"
        case .linearN: "Linéaire à coefficient n"
        case .minMax: "Linéaire entre les extrêmes"
        case .quadratic: "Quadratique inverse"
        case .squareRoot: "Racine"
        case .meanRatio: "Rapport à la moyenne, plafonné"
        case .meanDistance: "Distance à la moyenne"
        case .estimateLinear: "Linéaire par rapport à l’estimation"
        case .rank: "Note par rang"
        }
    }

    /// As a buyer writes it in the rules of a consultation; N is the greatest mark, P the price.
    var written: String {
        switch self {
        case .inverse: "N × Pmin ÷ P"
        case .linearTwo: "N × (2 − P ÷ Pmin), zéro au moins"
        case .linearN: "N × (n × Pmin − P) ÷ ((n − 1) × Pmin), zéro au moins"
        case .minMax: "N × (Pmax − P) ÷ (Pmax − Pmin)"
        case .quadratic: "N × (Pmin ÷ P)²"
        case .squareRoot: "N × √(Pmin ÷ P)"
        case .meanRatio: "N × Pmoyen ÷ P ÷ k, N au plus"
        case .meanDistance: "N × (1 − |P − Pmoyen| ÷ Pmoyen), zéro au moins"
        case .estimateLinear:
            "N × (n × R − P) ÷ ((n − 1) × R), entre zéro et N, R = (estimation + Pmin) ÷ 2"
        case .rank: "N × (nombre − rang) ÷ (nombre − 1)"
        }
    }

    /// The rule of the law that says what is known of its legality.
    var rule: RuleName {
        switch self {
        case .inverse: .formulaInverse
        case .linearTwo: .formulaLinearTwo
        case .linearN: .formulaLinearN
        case .minMax: .formulaMinMax
        case .quadratic: .formulaQuadratic
        case .squareRoot: .formulaSquareRoot
        case .meanRatio: .formulaMeanRatio
        case .meanDistance: .formulaMeanDistance
        case .estimateLinear: .formulaEstimateLinear
        case .rank: .formulaRank
        }
    }

    /// What some formulas need besides prices.
    struct Settings: Sendable {
        /// The coefficient n, above one.
        var coefficient: Ratio?
        /// The coefficient k, above zero.
        var divisor = Ratio.one
        /// The buyer's estimate, in the unit of prices.
        var estimate: Ratio?
    }

    /// The mark of each price, as a part of the greatest mark; nil when the estimate is missing.
    ///
    /// - Parameter prices: above zero.
    /// - Complexity: O(n), O(n²) for ranks.
    func marks(_ prices: [Ratio], _ settings: Settings) -> [Ratio]? {
        guard let least = prices.min(), let greatest = prices.max() else { return [] }
        let mean =
            prices.reduce(Ratio.zero) { $0 + $1 } / Ratio(prices.count, 1)
        let two = Ratio(2, 1)
        func floor(_ mark: Ratio) -> Ratio { max(mark, .zero) }
        switch self {
        case .inverse: return prices.map { least / $0 }
        case .linearTwo: return prices.map { floor(two - $0 / least) }
        case .linearN:
            let n = settings.coefficient ?? Ratio(3, 1)
            return prices.map { floor((n * least - $0) / ((n - .one) * least)) }
        case .minMax:
            guard least < greatest else { return prices.map { _ in .one } }
            return prices.map { (greatest - $0) / (greatest - least) }
        case .quadratic: return prices.map { least / $0 * (least / $0) }
        case .squareRoot: return prices.map { $0 == least ? .one : (least / $0).squareRoot }
        case .meanRatio: return prices.map { min(.one, mean / $0 / settings.divisor) }
        case .meanDistance:
            return prices.map { price in
                let gap = price < mean ? mean - price : price - mean
                return floor(.one - gap / mean)
            }
        case .estimateLinear:
            guard let estimate = settings.estimate else { return nil }
            let n = settings.coefficient ?? two
            let reference = (estimate + least) / two
            return prices.map {
                min(.one, floor((n * reference - $0) / ((n - .one) * reference)))
            }
        case .rank:
            guard prices.count > 1 else { return prices.map { _ in .one } }
            return prices.map { price in
                let rank = prices.count { $0 < price }
                return Ratio(prices.count - 1 - rank, prices.count - 1)
            }
        }
    }
}
