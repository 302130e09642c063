import Procurement

/// An exact decimal number of the law: `60000`, `10.40`, `0.0044`.
///
/// - Unit: ten-thousandths; what it counts is its rule's `LegalUnit`.
public struct LegalNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number times ten thousand.
    public let tenThousandths: Int64

    /// A whole number.
    public init(_ whole: Int64) { tenThousandths = whole * 10_000 }

    /// A number of ten-thousandths.
    public init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    /// The number written `12`, `10.40` or `-0.5`, at most four decimals and eleven digits before
    /// the point; nil for any other text.
    public init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == 0x2D
        if isNegative { bytes = bytes.dropFirst() }
        let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...11).contains(parts[0].count) else { return nil }
        let decimals = parts.count == 2 ? Array(parts[1]) : [0x30]
        guard (1...4).contains(decimals.count) else { return nil }
        var value: Int64 = 0
        let padding = [UInt8](repeating: 0x30, count: 4 - decimals.count)
        for byte in parts[0] + decimals + padding {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        tenThousandths = isNegative ? -value : value
    }

    /// The number without its decimals, towards zero.
    public var whole: Int64 { tenThousandths / 10_000 }

    /// The nearest binary number: for methods that are not exact by nature, as discounting.
    public var approximate: Double { Double(tenThousandths) / 10_000 }

    /// By value.
    public static func < (left: Self, right: Self) -> Bool {
        left.tenThousandths < right.tenThousandths
    }

    /// `60000`, `10.4`: as data write it.
    public var description: String {
        let magnitude = tenThousandths.magnitude
        var decimals = String(magnitude % 10_000 + 10_000).dropFirst()
        while decimals.last == "0" { decimals = decimals.dropLast() }
        let sign = tenThousandths < 0 ? "-" : ""
        return sign + String(magnitude / 10_000) + (decimals.isEmpty ? "" : "." + decimals)
    }

    /// `60 000`, `10,40`: as French readers write it, with at least `decimals` decimals if it has
    /// any.
    public func french(decimals least: Int = 0) -> String {
        let magnitude = tenThousandths.magnitude
        var decimals = String(magnitude % 10_000 + 10_000).dropFirst()
        while decimals.last == "0" { decimals = decimals.dropLast() }
        while !decimals.isEmpty, decimals.count < least { decimals += "0" }
        let sign = tenThousandths < 0 ? "−" : ""
        return sign + FrenchNumber.grouped(magnitude / 10_000)
            + (decimals.isEmpty ? "" : "," + decimals)
    }
}
