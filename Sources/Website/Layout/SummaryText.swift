/// Sentences that say a chart to who does not see it.
enum SummaryText {
    /// The greatest and the least of some values.
    static func extremes(_ values: [(label: String, value: Double, text: String)]) -> String {
        guard let greatest = values.max(by: { $0.value < $1.value }),
            let least = values.min(by: { $0.value < $1.value })
        else { return "Aucune valeur connue." }
        guard values.count > 1 else {
            return "Une valeur\u{202F}: \(greatest.label), \(greatest.text)."
        }
        return
            "\(values.count) valeurs\u{202F}; la plus forte\u{202F}: \(greatest.label), \(greatest.text)\u{202F}; "
            + "la plus faible\u{202F}: \(least.label), \(least.text)."
    }
}
