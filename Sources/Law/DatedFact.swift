public import Procurement

/// Something the law says, for a time: a value, its unit, its article, and how sure we are of it.
///
/// - Shape: one value in force from `from` to `to`, both included; nil is without bound.
/// - Source: the article given; the tables of this target are data, not opinions.
public struct DatedFact: Hashable, Sendable {
    /// How the value was obtained.
    public enum Confidence: String, Sendable {
        /// Read in a source that `article` names.
        case found
        /// Known by heart: to be confirmed before it is relied upon.
        case memory
        /// Worked out from other facts.
        case derived
    }

    /// What the value counts.
    public enum Unit: String, Sendable {
        /// Euros, excluding tax.
        case euros
        /// Percent of the initial amount.
        case percent
        /// Calendar months.
        case months
    }

    public let value: Int64
    public let unit: Unit
    /// First day in force.
    public let from: Day?
    /// Last day in force; nil while it lasts.
    public let to: Day?
    /// Article or text.
    public let article: String
    public let confidence: Confidence

    /// A fact in force between two days written `yyyy-mm-dd`.
    init(
        _ value: Int64, _ unit: Unit, from: String?, to: String? = nil, _ article: String,
        _ confidence: Confidence
    ) {
        self.value = value
        self.unit = unit
        self.from = from.flatMap { Day($0) }
        self.to = to.flatMap { Day($0) }
        precondition(
            (from == nil) == (self.from == nil) && (to == nil) == (self.to == nil),
            "A dated fact must be bounded by days of the calendar.")
        self.article = article
        self.confidence = confidence
    }

    /// Whether it is in force on a day.
    public func isInForce(on day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
}
