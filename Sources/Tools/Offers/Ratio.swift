import Law
import Procurement

/// An exact quotient: equal totals are equal, so that a tie is seen as a tie.
struct Ratio: Hashable, Sendable, Comparable {
    let numerator: BigInteger
    /// Above zero.
    let denominator: BigInteger

    static let zero = Ratio(0, 1)
    static let one = Ratio(1, 1)

    init(_ numerator: some BinaryInteger, _ denominator: some BinaryInteger) {
        self.init(BigInteger(numerator), BigInteger(denominator))
    }

    init(_ number: LegalNumber) { self.init(number.tenThousandths, 10_000) }

    init(_ money: Money) { self.init(money.cents, 1) }

    private init(_ numerator: BigInteger, _ denominator: BigInteger) {
        precondition(!denominator.isZero, "A quotient has no zero below.")
        self.numerator = denominator.isNegative ? -numerator : numerator
        self.denominator = denominator.magnitude
    }

    static func + (left: Ratio, right: Ratio) -> Ratio {
        if left.denominator == right.denominator {
            return Ratio(left.numerator + right.numerator, left.denominator)
        }
        return Ratio(
            left.numerator * right.denominator + right.numerator * left.denominator,
            left.denominator * right.denominator)
    }

    static func - (left: Ratio, right: Ratio) -> Ratio {
        left + Ratio(-right.numerator, right.denominator)
    }

    static func * (left: Ratio, right: Ratio) -> Ratio {
        Ratio(left.numerator * right.numerator, left.denominator * right.denominator)
    }

    /// The divisor is not zero.
    static func / (left: Ratio, right: Ratio) -> Ratio {
        Ratio(left.numerator * right.denominator, left.denominator * right.numerator)
    }

    static func < (left: Ratio, right: Ratio) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    static func == (left: Ratio, right: Ratio) -> Bool {
        left.numerator * right.denominator == right.numerator * left.denominator
    }

    /// Equal quotients hash alike.
    func hash(into hasher: inout Hasher) {
        let reduced = reduced
        hasher.combine(reduced.numerator)
        hasher.combine(reduced.denominator)
    }

    var isZero: Bool { numerator.isZero }

    /// Without common divisor.
    var reduced: Ratio {
        let divisor = BigInteger.greatestCommonDivisor(numerator.magnitude, denominator)
        guard !divisor.isZero else { return self }
        let top = numerator.magnitude.divided(by: divisor).quotient
        return Ratio(
            numerator.isNegative ? -top : top, denominator.divided(by: divisor).quotient)
    }

    /// To the nearest ten-thousandth, halves away from zero; nil beyond the range.
    var rounded: LegalNumber? {
        let twice = BigInteger(2)
        let scaled =
            (numerator.magnitude * BigInteger(10_000) * twice + denominator)
            .divided(by: denominator * twice).quotient
        guard let value = scaled.int64 else { return nil }
        return LegalNumber(tenThousandths: numerator.isNegative ? -value : value)
    }

    /// For charts and square roots only.
    var approximate: Double {
        func double(_ number: BigInteger) -> Double {
            number.limbs.reversed().reduce(0) { $0 * 4_294_967_296 + Double($1) }
        }
        let value = double(numerator.magnitude) / double(denominator)
        return numerator.isNegative ? -value : value
    }

    /// `3/5`, or nil when it would be longer than anyone reads.
    var fraction: String? {
        let reduced = reduced
        guard let top = reduced.numerator.int64, let bottom = reduced.denominator.int64,
            bottom < 1_000_000
        else { return nil }
        return bottom == 1 ? String(top) : "\(top)/\(bottom)"
    }

    /// A square root to ten decimals, to two beyond a hundred million: marks that need one are not
    /// exact, and say so.
    var squareRoot: Ratio {
        let root = approximate.squareRoot()
        let scale: Int64 = root < 1e8 ? 10_000_000_000 : 100
        guard root < 1e16 else { return Ratio(Int64(clamping: Int128(root)), 1) }
        return Ratio(Int64((root * Double(scale)).rounded()), scale)
    }
}
