/// A document that proves an answer, given by where it is found.
public struct ESPDEvidence: Sendable, Equatable {
    /// What answers refer to.
    public var identifier = ""
    /// The number of the document, for its issuer.
    public var number = ""
    public var title = ""
    public var address = ""
    public var issuer = ""
    /// Code of confidentiality, as written.
    public var confidentiality = ""

    /// A document of which nothing is known.
    public init() {}
}
