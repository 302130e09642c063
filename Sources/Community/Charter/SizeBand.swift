/// How large an organisation is, by its own staff: the bands of the payment board.
///
/// - Source: the headcount ceilings of décret n° 2008-1354 of 18 December 2008, article 3 (250 and
///   5 000) and of Commission Recommendation 2003/361/EC (50). Confidence: memory. Turnover is left out:
///   a public body has none.
public enum SizeBand: String, Sendable, CaseIterable {
    case under50 = "moins-de-50"
    case under250 = "50-a-249"
    case under5000 = "250-a-4999"
    case larger = "5000-et-plus"

    /// French, as shown.
    public var label: String {
        switch self {
        case .under50: "moins de 50 agents ou salariés"
        case .under250: "de 50 à 249"
        case .under5000: "de 250 à 4\u{202F}999"
        case .larger: "5\u{202F}000 et plus"
        }
    }
}
