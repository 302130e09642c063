/// An offer as it came out of its seal.
public struct OpenedOffer: Sendable, Hashable {
    /// How it arrived, and whether it still counts.
    public enum State: String, Sendable {
        case inTime = "dans_les_delais"
        case late = "hors_delai"
        /// Late, and left sealed: the buyer set it aside.
        case setAside = "ecartee"
        case withdrawn = "retiree"
        case replaced = "remplacee"
    }

    /// A file of the offer.
    public struct File: Sendable, Hashable {
        public let name: String
        /// Bytes.
        public let size: Int
        /// 64 hexadecimal digits.
        public let sha256: String
        /// Where its bytes are read, as the part that keeps them writes it; nil when it has no address.
        public let address: String?

        /// A file of the offer.
        public init(name: String, size: Int, sha256: String, address: String? = nil) {
            self.name = name
            self.size = size
            self.sha256 = sha256
            self.address = address
        }
    }

    public let siret: String
    /// The company's name; its SIRET when it is not known.
    public let name: String
    public let lot: Int
    public let state: State
    /// When its transmission ended.
    public let received: Moment
    /// Why the buyer admitted it or set it aside, when it came late; nil while nothing was decided.
    public let decisionReason: String?
    public let files: [File]

    /// An offer.
    public init(
        siret: String, name: String, lot: Int, state: State, received: Moment,
        decisionReason: String? = nil, files: [File]
    ) {
        self.siret = siret
        self.name = name
        self.lot = lot
        self.state = state
        self.received = received
        self.decisionReason = decisionReason
        self.files = files
    }
}

/// What keeps sealed offers, as consultations need it.
public protocol OpenedOffers: Sendable {
    /// Why a consultation may not be published yet, in a French sentence: keys not made, opening not
    /// rehearsed; nil when it may.
    func missing(forPublishing consultation: Int64) throws -> String?
    /// The offers of a consultation; nil until they are opened.
    func opened(consultation: Int64) throws -> [OpenedOffer]?
    /// How many late offers wait for the buyer's decision, or for their opening once admitted.
    func undecided(consultation: Int64) throws -> Int
    /// The persons who deposited: they are told of changes, and shown to nobody.
    func depositors(consultation: Int64) throws -> [Int64]
}

/// No offer is received on the site: the buyer notes those that reached it.
public struct OffersElsewhere: OpenedOffers {
    /// Nothing is kept.
    public init() {}

    /// Nothing to prepare.
    public func missing(forPublishing consultation: Int64) throws -> String? { nil }
    /// Nothing was sealed.
    public func opened(consultation: Int64) throws -> [OpenedOffer]? { [] }
    /// None.
    public func undecided(consultation: Int64) throws -> Int { 0 }
    /// Nobody.
    public func depositors(consultation: Int64) throws -> [Int64] { [] }
}
