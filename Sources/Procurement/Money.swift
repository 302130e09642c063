/// An amount in euros, excluding tax unless said otherwise, exact to the cent.
///
/// - Unit: cents.
public struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Cents, negative allowed.
    public let cents: Int64

    /// An amount of cents.
    public init(cents: Int64) { self.cents = cents }

    /// The amount written `-1234.56`: digits, then at most two decimals after a point; or nil.
    public init?(_ text: some StringProtocol) {
        var value: Int64 = 0
        var decimals = -1
        var hasDigits = false
        let isNegative = text.utf8.first == 0x2D
        for byte in text.utf8.dropFirst(isNegative ? 1 : 0) {
            if byte == 0x2E, decimals < 0, hasDigits {
                decimals = 0
                continue
            }
            guard byte >= 0x30, byte <= 0x39, decimals < 2 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, more) = product.addingReportingOverflow(Int64(byte - 0x30))
            guard !overflow, !more else { return nil }
            value = sum
            hasDigits = true
            if decimals >= 0 { decimals += 1 }
        }
        guard hasDigits, decimals != 0 else { return nil }
        for _ in max(0, decimals)..<2 {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
        }
        cents = isNegative ? -value : value
    }

    /// `-1234.56`, always two decimals.
    public var description: String {
        let magnitude = cents.magnitude
        let rest = magnitude % 100
        return "\(cents < 0 ? "-" : "")\(magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `1 234,56 €`, blanks being narrow no-break spaces (U+202F).
    public var french: String {
        let magnitude = cents.magnitude
        let rest = magnitude % 100
        let euros = FrenchNumber.grouped(magnitude / 100)
        return "\(cents < 0 ? "−" : "")\(euros),\(rest < 10 ? "0" : "")\(rest)\u{202F}€"
    }

    /// `1 235 €`, rounded half away from zero.
    public var frenchWhole: String {
        let euros = (cents.magnitude + 50) / 100
        return "\(cents < 0 && euros > 0 ? "−" : "")\(FrenchNumber.grouped(euros))\u{202F}€"
    }

    /// Smaller amounts first.
    public static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }
}
