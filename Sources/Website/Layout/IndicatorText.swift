import Indicators
import Procurement

/// What stands beside an indicator's value: its basis, its interval, its unknowns.
enum IndicatorText {
    /// `1 234 sur 5 678 connus ; 12 inconnus`.
    static func basis(_ row: IndicatorRow) -> String {
        var parts: [String] = []
        if row.unit == .share, let low = row.low, let high = row.high {
            parts.append(
                "intervalle à 95\u{202F}%\u{202F}: de \(French.percent(low)) à \(French.percent(high))"
            )
        }
        if row.unit == .share, let numerator = row.numerator, let denominator = row.denominator,
            !(row.isAmount ? false : denominator > 1 << 60),
            // A mean of rates is no part of a whole.
            numerator <= denominator
        {
            let (part, whole) = (Int64(clamping: numerator), Int64(clamping: denominator))
            parts.append(
                row.isAmount
                    ? "\(French.roundedEuros(cents: part)) sur \(French.roundedEuros(cents: whole))"
                    : "\(French.integer(part)) sur \(French.integer(whole)) connus")
        }
        if row.unknown > 0 { parts.append(French.count(row.unknown, "inconnu")) }
        return parts.joined(separator: "\u{202F}; ")
    }

    /// The value, or why there is none.
    static func value(_ row: IndicatorRow) -> HTML {
        switch row.state {
        case .measured: HTML(text: row.text)
        case .notEnoughData: "<span class=\"inconnu\">pas assez de données</span>"
        case .notApplicable:
            "<span class=\"inconnu\">sans objet\(row.reason.map { "\u{202F}: " + $0 })</span>"
        }
    }
}
