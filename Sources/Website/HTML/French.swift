import Columns
import Procurement

/// Numbers, amounts and days as a page writes them, over `FrenchNumber`.
///
/// Blanks inside numbers and before units are narrow and no-break (U+202F).
enum French {
    static let narrowSpace = "\u{202F}"
    static let noBreakSpace = "\u{A0}"

    /// `1 234 567`.
    static func integer(_ value: some BinaryInteger) -> String {
        FrenchNumber.whole(Int(clamping: value))
    }

    /// A whole number of tenths, hundredths… as `1 234,5`.
    static func fixed(_ value: Int64, decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return FrenchNumber.decimal(Double(value) / scale, decimals: decimals)
    }

    /// A number with this many decimals.
    static func decimal(_ value: Double, decimals: Int) -> String {
        value.isFinite ? FrenchNumber.decimal(value, decimals: decimals) : "—"
    }

    /// `1 234,56 €`; whole euros without decimals.
    static func euros(cents: Int64) -> String {
        cents % 100 == 0 ? Money(cents: cents).frenchWhole : Money(cents: cents).french
    }

    /// Rounded for reading: `812 €`, `45,3 k€`, `1,24 M€`, `3,10 Md€`.
    static func roundedEuros(cents: Int64) -> String {
        let euros = Double(cents) / 100
        func text(_ unit: String, _ scale: Double) -> String {
            let value = euros / scale
            let decimals = value.magnitude >= 99.95 ? 0 : value.magnitude >= 9.995 ? 1 : 2
            return FrenchNumber.decimal(value, decimals: decimals) + narrowSpace + unit
        }
        switch euros.magnitude {
        case ..<999.5: return FrenchNumber.decimal(euros, decimals: 0) + narrowSpace + "€"
        case ..<999_500: return text("k€", 1e3)
        case ..<999_500_000: return text("M€", 1e6)
        default: return text("Md€", 1e9)
        }
    }

    /// A round number of euros beside an axis: `25 M€`.
    static func axisEuros(_ euros: Double) -> String {
        func text(_ value: Double, _ unit: String) -> String {
            FrenchNumber.decimal(value, decimals: value == value.rounded() ? 0 : 1)
                + narrowSpace + unit
        }
        switch euros.magnitude {
        case ..<1e3: return text(euros, "€")
        case ..<1e6: return text(euros / 1e3, "k€")
        case ..<1e9: return text(euros / 1e6, "M€")
        default: return text(euros / 1e9, "Md€")
        }
    }

    /// The size of a file: `812 octets`, `45,3 ko`, `12,4 Mo`, `1,25 Go`.
    static func bytes(_ count: Int) -> String {
        func text(_ unit: String, _ scale: Double) -> String {
            let value = Double(count) / scale
            let decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
            return FrenchNumber.decimal(value, decimals: decimals) + narrowSpace + unit
        }
        switch count {
        case ..<1_000: return French.count(count, "octet")
        case ..<999_500: return text("ko", 1e3)
        case ..<999_500_000: return text("Mo", 1e6)
        default: return text("Go", 1e9)
        }
    }

    /// `12,3 %` of a share between 0 and 1.
    static func percent(_ share: Double, decimals: Int = 1) -> String {
        FrenchNumber.decimal(share * 100, decimals: decimals) + narrowSpace + "%"
    }

    /// `3 juillet 2024`.
    static func day(_ day: Day) -> String { FrenchNumber.day(day) }

    /// `1 contrat`, `12 contrats`: the French plural begins at two.
    static func count(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
        let noun = value >= 2 ? plural ?? singular + "s" : singular
        return integer(value) + noBreakSpace + noun
    }

    /// Whether a label comes before another in a French dictionary: `Île` among the I, not after Z.
    static func precedes(_ former: String, _ latter: String) -> Bool {
        let folding = WordFolding()
        let order = (folding.words(of: former), folding.words(of: latter))
        guard order.0 != order.1 else { return former < latter }
        return order.0.lexicographicallyPrecedes(order.1)
    }
}
