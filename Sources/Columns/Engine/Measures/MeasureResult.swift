/// A measure of one group.
public struct MeasureResult: Hashable, Sendable {
    /// Its place under each key of `by`.
    public let group: [GroupValue]
    /// Rows of P in the group.
    public let rows: Int
    /// Rows that the form counted (for `perGroup`, groups summarised).
    public let counted: Int
    /// Rows that could not be counted for want of a value.
    public let unknown: Int
    /// Exact numerator and denominator, as the form says; nil when not whole numbers or too large.
    public let numerator: Int128?
    public let denominator: Int128?
    /// Numerator over denominator, or the numerator alone; nil when there is nothing to divide by.
    public let value: Double?
}

/// A value before it is labelled.
struct Figure {
    var numerator: Int128?
    var denominator: Int128?
    var value: Double?

    /// A whole number.
    static func whole(_ value: Int128) -> Figure {
        Figure(numerator: value, denominator: nil, value: Double(value))
    }

    /// A quotient, without value when the denominator is zero.
    static func quotient(_ above: Int128, _ below: Int128) -> Figure {
        Figure(
            numerator: above, denominator: below,
            value: below == 0 ? nil : Double(above) / Double(below))
    }
}
