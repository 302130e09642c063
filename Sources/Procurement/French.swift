/// Numbers, amounts and days as a French reader expects them.
///
/// Thousands are separated by a narrow no-break space (U+202F), the euro sign follows a no-break
/// space (U+00A0), the per-cent sign a narrow one, as in the Unicode locale data for French.
/// Rounding is half away from zero, once, at the end.
public enum French {
    /// Separates thousands, and stands before `%`, `;`, `:`, `!`, `?` and inside « ».
    public static let narrowSpace = "\u{202F}"
    /// Stands before a unit.
    public static let noBreakSpace = "\u{A0}"

    /// `1 234 567`.
    public static func integer(_ value: some BinaryInteger) -> String {
        let digits = String(value.magnitude)
        guard digits.utf8.count > 3 else { return value < 0 ? "−" + digits : digits }
        var text = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { text += narrowSpace }
            text.append(digit)
        }
        return text
    }

    /// A whole number of tenths, hundredths… as `1 234,5`.
    ///
    /// - Parameter decimals: how many of the last digits stand after the comma.
    public static func fixed(_ value: Int64, decimals: Int) -> String {
        guard decimals > 0 else { return integer(value) }
        var scale: UInt64 = 1
        for _ in 0..<decimals { scale *= 10 }
        let fraction = String(value.magnitude % scale)
        let padded = String(repeating: "0", count: decimals - fraction.utf8.count) + fraction
        return (value < 0 ? "−" : "") + integer(value.magnitude / scale) + "," + padded
    }

    /// A number with this many decimals: `12,35`.
    public static func decimal(_ value: Double, decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value * scale).rounded(.toNearestOrAwayFromZero)
        guard scaled.magnitude < 9e18 else { return "—" }
        return fixed(Int64(scaled), decimals: decimals)
    }

    /// `1 234,56 €`; the cents are left out when they are zero.
    public static func euros(cents: Int64) -> String {
        let amount =
            cents % 100 == 0 ? integer(cents / 100) : fixed(cents, decimals: 2)
        return amount + noBreakSpace + "€"
    }

    /// Rounded for reading: `812 €`, `45,3 k€`, `1,24 M€`, `3,10 Md€`.
    public static func roundedEuros(cents: Int64) -> String {
        let euros = Double(cents) / 100
        let size = euros.magnitude
        func text(_ unit: String, _ scale: Double) -> String {
            let value = euros / scale
            let decimals = value.magnitude >= 99.95 ? 0 : value.magnitude >= 9.995 ? 1 : 2
            return decimal(value, decimals: decimals) + noBreakSpace + unit
        }
        switch size {
        case ..<999.5: return decimal(euros, decimals: 0) + noBreakSpace + "€"
        case ..<999_500: return text("k€", 1e3)
        case ..<999_500_000: return text("M€", 1e6)
        default: return text("Md€", 1e9)
        }
    }

    /// `12,3 %` of a share between 0 and 1.
    public static func percent(_ share: Double, decimals: Int = 1) -> String {
        decimal(share * 100, decimals: decimals) + narrowSpace + "%"
    }

    /// `3 juillet 2024`, `1er mars 2024`.
    public static func day(_ day: Day) -> String {
        let (year, month, number) = day.parts
        return "\(number == 1 ? "1er" : String(number)) \(months[month - 1]) \(year)"
    }

    /// `juillet 2024`.
    public static func month(_ month: Int, of year: Int) -> String {
        (1...12).contains(month) ? "\(months[month - 1]) \(year)" : String(year)
    }

    /// `1 contrat`, `12 contrats`, `0 contrat`: French plural begins at two.
    public static func count(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
        let noun = value >= 2 ? plural ?? singular + "s" : singular
        return integer(value) + noBreakSpace + noun
    }

    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ]
}
