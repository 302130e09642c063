/// The procedure that a document is about.
public struct ESPDProcedure: Sendable, Equatable {
    /// A notice, a request or another document that is referred to.
    public struct Reference: Sendable, Equatable {
        public var identifier = ""
        /// The code of its kind, such as `TED_CN`.
        public var kind = ""
        public var title = ""
        public var description = ""
        public var address = ""
    }

    /// The buyer's own number of the file.
    public var number = ""
    public var title = ""
    public var description = ""
    /// Code of the procedure, as written.
    public var code = ""
    /// Code of the kind of purchase, as written.
    public var purchase = ""
    /// CPV codes, as written.
    public var purchases: [String] = []
    /// Identifiers of its lots.
    public var lots: [String] = []
    /// Notices and documents referred to.
    public var references: [Reference] = []

    /// A procedure of which nothing is known.
    public init() {}
}
