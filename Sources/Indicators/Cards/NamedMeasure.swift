public import Columns
import Procurement

/// One measure of an indicator: its name in answers, its title, and how its value is read.
public struct NamedMeasure: Sendable {
    /// What a value counts.
    public enum Unit: String, Sendable {
        /// A number of contracts, firms…
        case count
        /// Euros, excluding tax.
        case euros
        /// Between 0 and 1.
        case share
        /// A number that may have decimals: offers, suppliers…
        case number
        /// A ratio to a reference, 1 being it.
        case index
        /// Points of percentage: a difference of two shares.
        case points
        /// Contracts for a million euros.
        case perMillion
    }

    /// As in answers: lower case, digits and underscores.
    public let name: String
    /// French.
    public let title: String
    public let unit: Unit
    public let measure: Measure
    /// The value is `numerator × scale.up / (denominator × scale.down)`.
    public let scale: (up: Int64, down: Int64)

    init(
        _ name: String, _ title: String, _ unit: Unit, _ form: Form, among: Condition = .always,
        over population: Population = .facts, scale: (up: Int64, down: Int64)? = nil
    ) {
        self.name = name
        self.title = title.typesetInFrench
        self.unit = unit
        measure = Measure(form, among: among, over: population)
        let digits = measure.form.decimals
        var down: Int64 = 1
        for _ in 0..<max(0, digits.numerator - digits.denominator) { down *= 10 }
        self.scale = scale ?? (1, down)
    }

    /// Decimals of the exact numerator and denominator as written in answers: 2 for cents shown as
    /// euros, 4 for products of cents, 0 for numbers.
    public var decimals: (numerator: Int, denominator: Int) { measure.form.decimals }

    /// Whether small numbers blank the value: rates, medians and concentrations, never counts.
    public var needsData: Bool { measure.form.needsData }
}

extension Form {
    /// Decimals that cents give to the numerator and the denominator.
    var decimals: (numerator: Int, denominator: Int) {
        func digits(_ column: String) -> Int { column.hasSuffix("_centimes") ? 2 : 0 }
        func digits(_ weight: Weight) -> Int {
            if case .column(let column) = weight { digits(column) } else { 0 }
        }
        switch self {
        case .count, .distinct, .distinctShare: return (0, 0)
        case .sum(let column), .mean(let column), .median(let column), .quantile(let column, _):
            return (digits(column), 0)
        case .share(_, let weight), .gap(_, let weight), .topShare(_, _, let weight):
            return (digits(weight), digits(weight))
        case .ratio(let above, let below): return (digits(above), digits(below))
        case .concentration(_, let weight): return (2 * digits(weight), 2 * digits(weight))
        case .perGroup(_, let form, let summary):
            return (summary == .count ? 0 : form.decimals.numerator, 0)
        }
    }

    var needsData: Bool {
        switch self {
        case .count, .sum, .distinct: false
        case .perGroup(_, _, let summary): summary != .count
        default: true
        }
    }

    /// Whether the value is a share of rows, of which an interval can be given.
    var isShareOfRows: Bool {
        switch self {
        case .share(_, let weight): weight == .rows
        case .distinctShare: true
        default: false
        }
    }
}
