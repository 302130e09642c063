/// Numbers, shares and days as French readers write them, with narrow no-break spaces (U+202F).
public enum FrenchNumber {
    /// `1 234 567`.
    public static func grouped(_ value: UInt64) -> String {
        let digits = String(value)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append("\u{202F}") }
            text.append(digit)
        }
        return text
    }

    /// `−1 234 567`.
    public static func whole(_ value: Int) -> String {
        (value < 0 ? "−" : "") + grouped(UInt64(value.magnitude))
    }

    /// `12,3 %` of ten-thousandths, rounded half away from zero to the tenth.
    public static func share(tenThousandths: Int) -> String {
        let tenths = (tenThousandths.magnitude + 5) / 10
        let sign = tenThousandths < 0 && tenths > 0 ? "−" : ""
        return "\(sign)\(grouped(UInt64(tenths / 10))),\(tenths % 10)\u{202F}%"
    }

    /// A number with a decimal comma and this many decimals, rounded half away from zero.
    public static func decimal(_ value: Double, decimals: Int = 1) -> String {
        guard value.isFinite, abs(value) < 1e15, (0...6).contains(decimals) else { return "–" }
        var scale: UInt64 = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = UInt64((abs(value) * Double(scale)).rounded())
        let rest = String(scaled % scale)
        let padded = String(repeating: "0", count: max(0, decimals - rest.count)) + rest
        let sign = value < 0 && scaled > 0 ? "−" : ""
        return sign + grouped(scaled / scale) + (decimals == 0 ? "" : "," + padded)
    }

    /// `12,3 %` of a ratio.
    public static func share(_ ratio: Double) -> String { decimal(ratio * 100) + "\u{202F}%" }

    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ]

    /// `3 juillet 2024`; the first of a month is `1er`.
    public static func day(_ day: Day) -> String {
        let (year, month, number) = day.parts
        return "\(number == 1 ? "1er" : String(number)) \(months[month - 1]) \(year)"
    }

    /// `juillet 2024`, month from 1 to 12.
    public static func month(_ month: Int, year: Int) -> String {
        (1...12).contains(month) ? "\(months[month - 1]) \(year)" : String(year)
    }
}
