/// What a synchronisation did, resource by resource.
public struct SyncReport: Sendable {
    /// What became of a resource, or of a whole source.
    public enum Fate: String, Sendable, Codable, CaseIterable {
        /// A new deposit.
        case deposited
        /// As it was.
        case unchanged
        /// Withdrawn by its publisher: its last deposit is kept.
        case vanished
        /// Received, and not what it should be: the former deposit is kept.
        case refused
        /// Not received: the former deposit is kept, the next run tries again.
        case failed

        /// In French, for the operator.
        public var title: String {
            switch self {
            case .deposited: "Déposés"
            case .unchanged: "Inchangés"
            case .vanished: "Retirés"
            case .refused: "Refusés"
            case .failed: "Non reçus"
            }
        }
    }

    /// One resource, or one source that could not be listed.
    public struct Line: Sendable, Codable {
        public var source: String
        public var series: String
        public var fate: Fate
        /// One French sentence, or nil when all went well.
        public var message: String?
        /// SHA-256 of the deposit, new or kept.
        public var sha256: String?
    }

    /// In the order they were done.
    public internal(set) var lines: [Line] = []

    /// Adds what another synchronisation did.
    public static func += (report: inout SyncReport, other: SyncReport) {
        report.lines += other.lines
    }

    /// Number of resources of a fate.
    public func count(_ fate: Fate) -> Int { lines.count { $0.fate == fate } }
}
