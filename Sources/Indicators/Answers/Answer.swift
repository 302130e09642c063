import Columns

/// One measure of an indicator for one group of a selection.
public struct Answer: Sendable {
    /// How far the question could be answered.
    public enum State: String, Sendable {
        /// There is a value.
        case measured
        /// Fewer than twenty cases, or none whose amount is known: no value.
        case notEnoughData
        /// Nothing in the selection belongs to the population.
        case notApplicable
    }

    /// The group as a query writes it (`inconnu` for unknown), nil for the whole selection.
    public let group: String?
    /// The name of the measure.
    public let measure: String
    public let state: State
    /// In the measure's unit: euros, share between 0 and 1…; nil unless measured.
    public let value: Double?
    /// Exact, in the measure's stored unit (cents…); see `NamedMeasure.decimals`.
    public let numerator: Int128?
    public let denominator: Int128?
    /// Decimals of both when written for people: 2 for cents.
    public let decimals: (numerator: Int, denominator: Int)
    /// Cases that the measure counted.
    public let counted: Int
    /// Cases that could not be counted for want of a value.
    public let unknown: Int
    /// Bounds of the 95 % interval of a share of rows; nil for anything else, or when not measured.
    public let low: Double?
    public let high: Double?
    /// Why there is no value, in French, when the indicator itself says it.
    public let reason: String?

    /// Under this number of cases, rates, medians and concentrations have no value.
    public static let leastCases = 20

    /// The answer that a result of the engine gives.
    init(
        _ result: MeasureResult, of named: NamedMeasure, group: String?, reason: String? = nil
    ) {
        self.reason = reason
        self.group = group
        measure = named.name
        numerator = result.numerator
        denominator = result.denominator
        decimals = named.decimals
        counted = result.counted
        unknown = result.unknown
        let form = named.measure.form
        let cases = form.cases(result)
        let state: State
        if result.rows == 0, result.unknown == 0, named.needsData {
            state = .notApplicable
        } else if named.needsData, cases < Self.leastCases || result.value == nil {
            state = .notEnoughData
        } else if case .sum = form, result.counted == 0, result.unknown > 0 {
            state = .notEnoughData
        } else {
            state = .measured
        }
        self.state = state
        value = state == .measured ? named.value(result) : nil
        if state == .measured, form.isShareOfRows, let above = result.numerator,
            let below = result.denominator, below > 0
        {
            let interval = WilsonInterval(met: Double(above), of: Double(below))
            let scale = Double(named.scale.up) / Double(named.scale.down)
            low = interval.low * scale
            high = interval.high * scale
        } else {
            low = nil
            high = nil
        }
    }

    /// The numerator as written for people: a decimal, cents shown as euros.
    public var writtenNumerator: String? { numerator.map { $0.decimal(decimals.numerator) } }
    /// The denominator as written for people.
    public var writtenDenominator: String? { denominator.map { $0.decimal(decimals.denominator) } }
}

extension Form {
    /// The number of cases that small-number rules look at: for shares of distinct keys, the keys.
    func cases(_ result: MeasureResult) -> Int {
        if case .distinctShare = self, let below = result.denominator {
            return Int(clamping: below)
        }
        return result.counted
    }
}

extension NamedMeasure {
    /// The value in the measure's unit, computed once from whole numbers where they exist.
    func value(_ result: MeasureResult) -> Double? {
        let up = Double(scale.up)
        let down = Double(scale.down)
        guard let above = result.numerator else { return result.value.map { $0 * up / down } }
        guard let below = result.denominator else { return Double(above) * up / down }
        return below == 0 ? nil : Double(above) * up / (Double(below) * down)
    }
}

extension Int128 {
    /// As a decimal with this many digits after the point.
    func decimal(_ digits: Int) -> String {
        guard digits > 0 else { return String(self) }
        var text = String(magnitude)
        if text.count <= digits {
            text = String(repeating: "0", count: digits + 1 - text.count) + text
        }
        return (self < 0 ? "-" : "") + text.dropLast(digits) + "." + text.suffix(digits)
    }
}
