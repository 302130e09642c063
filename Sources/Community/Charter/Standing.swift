public import Procurement

/// Where a signature stands: from its baseline to its latest position, and how far from the target.
///
/// - Shape: a value of what is stored; nothing is judged without a measured figure.
public struct Standing: Sendable, Hashable {
    /// What can be said of the promise (indicator RSE-01).
    public enum Outcome: String, Sendable, CaseIterable {
        /// The target was reached by its day, or evidence was filed.
        case kept = "tenu"
        /// The day is not past, or none is set.
        case underWay = "en_cours"
        /// The day is past, the last figure of that time is measured and off the target.
        case notKept = "non_tenu"
        /// No figure can tell.
        case unknown = "inconnu"

        /// French, as shown.
        public var label: String {
            switch self {
            case .kept: "tenu"
            case .underWay: "en cours"
            case .notKept: "non tenu à l’échéance"
            case .unknown: "on ne sait pas"
            }
        }
    }

    public let signature: Signature
    /// Oldest first.
    public let positions: [Position]
    /// By edition.
    public let comments: [String: PositionComment]
    /// Oldest first.
    public let evidence: [Evidence]

    init(
        signature: Signature, positions: [Position], comments: [PositionComment],
        evidence: [Evidence]
    ) {
        self.signature = signature
        self.positions = positions.sorted { ($0.day, $0.edition) < ($1.day, $1.edition) }
        self.comments = Dictionary(
            comments.map { ($0.edition, $0) }, uniquingKeysWith: { _, last in last })
        self.evidence = evidence
    }

    private var tie: CommitmentTie? { signature.commitment.tie }

    /// The position that others are counted from: the commitment's baseline edition, else the one
    /// served when it was signed, else the first computed.
    public var baseline: Position? {
        let named = tie?.baseline ?? signature.edition
        return positions.first { $0.edition == named } ?? positions.first
    }

    /// The position in the newest edition.
    public var latest: Position? { positions.last }

    /// From the baseline to a position, in the measure's unit; nil unless both are measured.
    public func change(at position: Position) -> Double? {
        guard let from = baseline?.figure.value, let to = position.figure.value else { return nil }
        return to - from
    }

    /// How much is missing to the target at a position, never below zero; nil unless measured.
    public func distance(at position: Position) -> Double? {
        guard let tie, let value = position.figure.value else { return nil }
        return max(0, tie.sense == .atMost ? value - tie.target : tie.target - value)
    }

    /// Whether the target is reached at a position; nil unless measured.
    public func isReached(at position: Position) -> Bool? {
        distance(at: position).map { $0 == 0 }
    }

    /// Whether the interval of a share holds the target, so that the side is not certain.
    public func isCloseCall(at position: Position) -> Bool {
        guard let tie, let low = position.figure.low, let high = position.figure.high else {
            return false
        }
        return low < tie.target && tie.target < high
    }

    /// What can be said of the promise on a day, from positions and evidence of that time.
    public func outcome(on day: Day) -> Outcome {
        guard let tie else {
            return evidence.contains { $0.filed.day <= day } ? .kept : .underWay
        }
        let limit = tie.due.map { min($0, day) } ?? day
        let known = positions.filter { $0.day <= limit }
        // The baseline itself is where one starts, not what one did, unless it is already there.
        guard let last = known.last else {
            return tie.due.map { $0 < day } == true ? .unknown : .underWay
        }
        switch isReached(at: last) {
        case true?: return .kept
        case false?: return tie.due.map { $0 < day } == true ? .notKept : .underWay
        case nil: return .unknown
        }
    }
}

/// Commitments kept, over signatures in force (indicator RSE-01).
public struct KeptCount: Sendable, Hashable {
    /// By outcome.
    public let counts: [Standing.Outcome: Int]

    /// Counts the outcomes of signatures on a day.
    public init(_ standings: [Standing], on day: Day) {
        counts = standings.reduce(into: [:]) { $0[$1.outcome(on: day), default: 0] += 1 }
    }

    /// Signatures counted.
    public var total: Int { counts.values.reduce(0, +) }
    /// Signatures kept.
    public var kept: Int { counts[.kept] ?? 0 }
    /// Signatures of which nothing can be said.
    public var unknown: Int { counts[.unknown] ?? 0 }
}

extension Standing {
    /// The same as it was known at the end of a day: later positions, comments and evidence left out.
    public func until(_ day: Day) -> Standing {
        Standing(
            signature: signature, positions: positions.filter { $0.day <= day },
            comments: comments.values.filter { $0.written.day <= day },
            evidence: evidence.filter { $0.filed.day <= day })
    }
}
