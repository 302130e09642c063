import Procurement

/// Why the usable amount of a contract is unknown.
enum AmountReason: UInt8, Sendable {
    case none, absent, bound, repeated, aberrant

    /// As the column `montant_motif` says it; nil when the amount is usable.
    var label: String? {
        switch self {
        case .none: nil
        case .absent: "absent"
        case .bound: "borne"
        case .repeated: "répété"
        case .aberrant: "aberrant"
        }
    }
}

/// What can be said of an amount alone, before it is compared with its peers.
enum AmountRules {
    /// 1 €: an amount up to it is a token, not a price.
    static let leastCents: Int64 = 100
    /// 3 billion euros: above it, an error of input (rule of the ministry's legal affairs
    /// directorate, 15 February 2023).
    static let greatestCents: Int64 = 300_000_000_000

    /// The reason that makes an amount unusable by itself.
    static func reason(_ cents: Int64) -> AmountReason {
        guard cents != .min else { return .absent }
        guard cents > leastCents, cents <= greatestCents else { return .bound }
        return isTypedAtRandom(cents / 100) ? .repeated : .none
    }

    /// Whether whole euros look typed to fill a field: seven equal digits or more and no other,
    /// 123456789 at the beginning, or, above 100 million, a digit other than 0 seven times.
    static func isTypedAtRandom(_ euros: Int64) -> Bool {
        guard euros >= 1_000_000 else { return false }
        var rest = euros
        var counts: (Int64, Int64) = (0, 0)
        // Sixteen four-bit counters would do; two words of five eight-bit ones read better.
        var digits = 0
        let last = euros % 10
        var isUniform = true
        while rest > 0 {
            let digit = rest % 10
            if digit != last { isUniform = false }
            if digit < 5 {
                counts.0 += 1 << (digit * 8)
            } else {
                counts.1 += 1 << ((digit - 5) * 8)
            }
            digits += 1
            rest /= 10
        }
        if isUniform { return true }
        if digits >= 9 {
            var head = euros
            while head > 999_999_999 { head /= 10 }
            if head == 123_456_789 { return true }
        }
        guard euros > 100_000_000 else { return false }
        for digit in 1...9 as ClosedRange<Int64> {
            let count = digit < 5 ? counts.0 >> (digit * 8) : counts.1 >> ((digit - 5) * 8)
            if count & 0xFF > 6 { return true }
        }
        return false
    }

    /// The bands of usable amounts, in order: upper bound in cents (excluded) and label.
    static let bands: [(below: Int64, label: String)] = [
        (2_500_000, "moins de 25 k€"), (4_000_000, "25 à 40 k€"), (9_000_000, "40 à 90 k€"),
        (20_000_000, "90 à 200 k€"), (100_000_000, "200 k€ à 1 M€"),
        (500_000_000, "1 à 5 M€"), (.max, "5 M€ et plus"),
    ]

    /// The number of the band of a usable amount.
    static func band(_ cents: Int64) -> Int {
        bands.firstIndex { cents < $0.below } ?? bands.count - 1
    }
}

/// Purchase type by CPV division.
enum PurchaseType {
    /// Number in `CodeList.type` of a division: 45 is works, 03 to 44 and 48 supplies, 50 to 98
    /// services; unknown for a division the vocabulary does not have.
    static func type(division: Int) -> UInt8 {
        guard divisions.contains(UInt8(clamping: division)) else { return CodeList.unknown }
        if division == 45 { return 0 }
        return division < 45 || division == 48 ? 1 : 2
    }

    /// The 45 divisions of the common procurement vocabulary (regulation 213/2008).
    static let divisions: Set<UInt8> = [
        3, 9, 14, 15, 16, 18, 19, 22, 24, 30, 31, 32, 33, 34, 35, 37, 38, 39, 41, 42, 43, 44, 45,
        48, 50, 51, 55, 60, 63, 64, 65, 66, 70, 71, 72, 73, 75, 76, 77, 79, 80, 85, 90, 92, 98,
    ]
}
