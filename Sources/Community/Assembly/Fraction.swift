/// An exact quotient of whole numbers, in lowest terms, its denominator positive.
///
/// - Complexity: O(log) per operation, by Euclid.
public struct Fraction: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Above the bar.
    public let numerator: Int128
    /// Below the bar; positive.
    public let denominator: Int128

    /// A quotient.
    ///
    /// - Parameter denominator: not zero.
    public init(_ numerator: Int128, over denominator: Int128 = 1) {
        precondition(denominator != 0, "a fraction has no zero below its bar")
        var (a, b) = (numerator.magnitude, denominator.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        let divisor = Int128(a) * (denominator < 0 ? -1 : 1)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// Nothing.
    public static let zero = Fraction(0)

    /// The exact sum.
    public static func + (left: Fraction, right: Fraction) -> Fraction {
        Fraction(
            left.numerator * right.denominator + right.numerator * left.denominator,
            over: left.denominator * right.denominator)
    }

    /// Adds exactly.
    public static func += (left: inout Fraction, right: Fraction) { left = left + right }

    /// The exact product.
    public static func * (left: Fraction, right: Fraction) -> Fraction {
        Fraction(
            left.numerator * right.numerator, over: left.denominator * right.denominator)
    }

    /// The quotient by another.
    ///
    /// - Returns: nil by zero.
    public func divided(by other: Fraction) -> Fraction? {
        other.numerator == 0
            ? nil
            : Fraction(
                numerator * other.denominator, over: denominator * other.numerator)
    }

    /// Whether one is smaller, exactly.
    public static func < (left: Fraction, right: Fraction) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    /// `62/3`, or `20` when it is whole.
    public var description: String {
        denominator == 1 ? String(numerator) : "\(numerator)/\(denominator)"
    }

    /// Hundredths of a percent, rounded half up: 6 667 for two thirds. For reading only.
    public var hundredthsOfPercent: Int64 {
        let scaled = numerator * 20_000 + denominator
        return Int64(clamping: scaled / (2 * denominator))
    }
}
