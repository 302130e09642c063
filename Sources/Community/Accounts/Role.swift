/// What a person may do everywhere on the site, besides what groups and organisations give.
public enum Role: String, Sendable, CaseIterable, Comparable {
    /// Signed in, nothing more.
    case account = "inscrit"
    /// Writes news, publications and events.
    case editor = "redacteur"
    /// Decides who may do what.
    case administrator = "administrateur"

    private var rank: Int { Role.allCases.firstIndex(of: self) ?? 0 }

    /// The one that may do less comes first.
    public static func < (former: Role, latter: Role) -> Bool { former.rank < latter.rank }

    /// French, as shown.
    public var label: String {
        switch self {
        case .account: "Compte"
        case .editor: "Rédaction"
        case .administrator: "Administration"
        }
    }
}

/// The four sides of the table.
public enum College: String, Sendable, CaseIterable {
    case buyers = "acheteurs"
    case companies = "entreprises"
    case partners = "partenaires"
    case academics = "universitaires"

    /// French, as shown: `Acheteurs publics`.
    public var label: String {
        switch self {
        case .buyers: "Acheteurs publics"
        case .companies: "Représentants des entreprises"
        case .partners: "Partenaires"
        case .academics: "Universitaires"
        }
    }
}
