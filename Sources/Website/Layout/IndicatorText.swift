import Procurement

/// What stands beside an indicator's value: its basis, its interval, its unknowns.
enum IndicatorText {
    /// `1 234 sur 5 678 connus ; 12 inconnus`.
    static func basis(_ row: IndicatorRow) -> String {
        var parts: [String] = []
        if let low = row.low, let high = row.high {
            parts.append(
                "intervalle à 95\u{202F}% : de \(French.percent(low)) à \(French.percent(high))")
        }
        if let numerator = row.numerator, let denominator = row.denominator, denominator > 1 {
            parts.append(
                row.isAmount
                    ? "\(French.roundedEuros(cents: numerator)) sur \(French.roundedEuros(cents: denominator))"
                    : "\(French.integer(numerator)) sur \(French.integer(denominator)) connus")
        }
        if let unknown = row.unknown, unknown > 0 {
            parts.append("\(French.integer(unknown)) inconnus")
        }
        return parts.joined(separator: "\u{202F}; ")
    }

    /// The value, or why there is none.
    static func value(_ row: IndicatorRow) -> HTML {
        switch row.state {
        case .measured: HTML(text: row.text)
        case .notEnoughData: "<span class=\"inconnu\">pas assez de données</span>"
        case .notApplicable:
            "<span class=\"inconnu\">sans objet\(row.reason.map { " : " + $0 })</span>"
        }
    }
}
