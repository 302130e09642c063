/// The kind of a public buyer, as far as its SIREN alone tells.
///
/// - Source: INSEE: SIREN numbers of public bodies begin with 1 (State) or 2 (local), and for local
///   ones the second digit gives the kind; later bodies may bear ordinary numbers. Confidence: memory of INSEE's
///   numbering rule, agreeing with the published buyers read.
public enum BuyerKind: UInt8, Sendable, CaseIterable {
    case state, commune, department, region, grouping, otherLocal

    /// French label.
    public var label: String {
        switch self {
        case .state: "État et ses établissements"
        case .commune: "Commune"
        case .department: "Département"
        case .region: "Région"
        case .grouping: "Groupement de collectivités"
        case .otherLocal: "Autre organisme local"
        }
    }

    /// The kind told by an identifier that begins with a SIREN, or nil when the number does not tell.
    public init?(siren: some StringProtocol) {
        let digits = Array(siren.utf8.prefix(2))
        guard siren.utf8.count >= 9 else { return nil }
        switch (digits[0], digits[1]) {
        case (0x31, _): self = .state
        case (0x32, 0x31): self = .commune
        case (0x32, 0x32): self = .department
        case (0x32, 0x33): self = .region
        case (0x32, 0x30), (0x32, 0x34), (0x32, 0x35): self = .grouping
        case (0x32, 0x36...0x39): self = .otherLocal
        default: return nil
        }
    }

    /// The kind told by INSEE's legal category of four digits, or nil for other kinds of bodies.
    ///
    /// - Source: INSEE, nomenclature des catégories juridiques (7210 commune, 7220 department, 7230
    ///   region, 734x and 735x groupings, 71xx State).
    public init?(legalCategory: some StringProtocol) {
        guard legalCategory.utf8.count == 4 else { return nil }
        switch legalCategory.prefix(2) {
        case "71": self = .state
        case "72":
            switch legalCategory.prefix(3) {
            case "721": self = .commune
            case "722": self = .department
            case "723": self = .region
            default: self = .otherLocal
            }
        case "73":
            switch legalCategory.prefix(3) {
            case "734", "735": self = .grouping
            case "731", "732", "736", "737": self = .otherLocal
            default: return nil
            }
        default: return nil
        }
    }
}
