/// A question asked to a server.
public struct FetchRequest: Sendable {
    /// The address.
    public var address: String
    /// Request headers.
    public var headers: [String: String]
    /// Where the body goes. A 206 answer is appended to what is there, a 200 replaces it, the body
    /// of any other is dropped.
    public var path: String
    /// Bytes the file may reach.
    public var largestBytes: Int
    /// Seconds without a byte after which the server is given up.
    public var patience: Double

    /// A question.
    public init(
        address: String, headers: [String: String] = [:], path: String, largestBytes: Int,
        patience: Double
    ) {
        self.address = address
        self.headers = headers
        self.path = path
        self.largestBytes = largestBytes
        self.patience = patience
    }
}

/// What a server answered.
public struct FetchAnswer: Sendable {
    /// HTTP status.
    public var status: Int
    /// Headers, by lowercase name.
    public var headers: [String: String]

    /// An answer.
    public init(status: Int, headers: [String: String]) {
        self.status = status
        self.headers = headers
    }
}

/// Why no whole answer came.
public enum FetchFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not reached, cut, or silent too long: may be tried again.
    case interrupted(String)
    /// More bytes than accepted.
    case tooLarge(bytes: Int)
    /// The address cannot be one, or is neither http nor https.
    case address(String)

    /// One French sentence.
    public var description: String {
        switch self {
        case .interrupted(let reason): "la connexion a été interrompue (\(reason))."
        case .tooLarge(let bytes): "le fichier dépasse \(bytes / 1_000_000) Mo."
        case .address(let address):
            "«\u{202F}\(address)\u{202F}» n’est pas une adresse http ou https."
        }
    }
}

/// Something that asks servers: the network, or a test.
public protocol Fetcher: Sendable {
    /// Asks, writes the body to the request's file, and gives the answer's head.
    ///
    /// - Throws: `FetchFailure`; what was received before an interruption stays in the file.
    func fetch(_ request: FetchRequest) async throws -> FetchAnswer
}
