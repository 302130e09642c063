/// A company that answers, and its part in the answer.
public struct ESPDTenderer: Sendable, Equatable {
    /// The company.
    public var party: ESPDParty
    /// Its part, as a code of version 4: `sole-tenderer`, `group-lead`, `group-mem`, `oeron`,
    /// `subcont`; else as written; empty when not said.
    public var role = ""
    /// Systems of prequalification it is registered in, by identifier.
    public var qualifications: [String] = []

    /// A company and its part.
    public init(party: ESPDParty, role: String = "", qualifications: [String] = []) {
        self.party = party
        self.role = role
        self.qualifications = qualifications
    }
}
