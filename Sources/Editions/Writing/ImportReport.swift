/// What a build did, for the operator and for `--json`.
public struct ImportReport: Codable, Sendable, Hashable {
    /// A deposit read.
    public struct DepositReport: Codable, Sendable, Hashable {
        public var name: String
        public var sha256: String
        public var series: String
        public var format: String
        public var read: Int
        public var kept: Int
        public var merged: Int
        public var setAside: Int
        /// Why it could not be read to its end, in French; nil when it was.
        public var refusal: String?
        /// Number of findings, by code.
        public var findings: [String: Int]
    }

    /// The edition's identifier.
    public var edition: String
    /// Whether the edition was there already, so that nothing was built.
    public var isUnchanged: Bool
    public var deposits: [DepositReport]
    public var contracts: Int
    public var awards: Int
    public var buyers: Int
    public var suppliers: Int
    public var amendments: Int
    /// What was mended in the reference lists, one French sentence each.
    public var notes: [String]
    /// Notices; 0 when none was read.
    public var notices: Int
    /// Duration of the whole command, given by who holds a clock; 0 until then.
    public var seconds: Double

    /// The report of an edition, from its manifest.
    init(_ manifest: Manifest, isUnchanged: Bool) {
        edition = manifest.edition
        self.isUnchanged = isUnchanged
        deposits = manifest.deposits.map {
            DepositReport(
                name: $0.name, sha256: $0.sha256, series: $0.series, format: $0.format,
                read: $0.read, kept: $0.kept, merged: $0.merged, setAside: $0.setAside,
                refusal: $0.refusal, findings: $0.findings)
        }
        contracts = manifest.counts["contracts"] ?? 0
        awards = manifest.counts["awards"] ?? 0
        buyers = manifest.counts["buyers"] ?? 0
        suppliers = manifest.counts["suppliers"] ?? 0
        amendments = manifest.counts["amendments"] ?? 0
        notes = manifest.referenceNotes ?? []
        notices = manifest.counts["notices"] ?? 0
        seconds = 0
    }
}

/// How far a build is.
public struct BuildProgress: Sendable, Hashable {
    /// What is being done.
    public enum Phase: String, Sendable, CaseIterable {
        case reading, consolidating, deriving, writing

        /// In French, for the operator.
        public var title: String {
            switch self {
            case .reading: "Lecture"
            case .consolidating: "Consolidation"
            case .deriving: "Calcul des colonnes"
            case .writing: "Écriture"
            }
        }
    }

    public var phase: Phase
    /// Bytes of deposits read, of `total`.
    public var done: Int
    public var total: Int
}
