/// Which buyers an obligation concerns, as its source says it.
public enum ObligationOwner: String, Sendable, CaseIterable {
    case all, state
    case stateAndAgencies = "state-and-agencies"
    case localAuthority = "local-authority"
    case localAuthorityAndAgencies = "local-authority-and-agencies"
    case hospital
    /// Administrative bodies, of the state or local.
    case administrativeBody = "administrative-body"

    /// How far a kind of buyer is concerned.
    public enum Coverage: Sendable {
        case wholly
        /// Some buyers of this kind are.
        case partly
        /// The source names other kinds.
        case unnamed
    }

    /// French.
    public var label: String {
        switch self {
        case .all: "Tout acheteur soumis au code"
        case .state: "État"
        case .stateAndAgencies: "État et établissements publics administratifs"
        case .localAuthority: "Collectivité territoriale ou groupement"
        case .localAuthorityAndAgencies: "Collectivité et établissement public local"
        case .hospital: "Établissement public de santé"
        case .administrativeBody: "Établissement public administratif"
        }
    }

    func covers(_ buyer: BuyerRole) -> Coverage {
        switch (self, buyer) {
        case (.all, _), (.state, .state), (.stateAndAgencies, .state),
            (.stateAndAgencies, .stateAgency), (.localAuthority, .localAuthority),
            (.localAuthorityAndAgencies, .localAuthority),
            (.localAuthorityAndAgencies, .localAgency), (.hospital, .hospital),
            (.administrativeBody, .stateAgency):
            .wholly
        // A local body may be administrative, or industrial and commercial.
        case (.administrativeBody, .localAgency): .partly
        default: .unnamed
        }
    }
}
