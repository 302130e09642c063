/// A notice of public procurement as one record of a source says it, nothing guessed.
///
/// Sources publish a notice whole, or in parts (one table per rubric): every field may be unknown, and
/// parts with the same `id` are brought together by `merge`.
///
/// - Shape: holds no person: contact names, telephones, e-mail and postal addresses are not read.
public struct Notice: Sendable, Hashable {
    /// A lot of the call.
    public struct Lot: Sendable, Hashable {
        /// As published: `1`, `LOT-0001`.
        public var number: String?
        /// What it is about.
        public var title: String?
        /// Eight digits.
        public var cpv: String?

        /// A lot.
        public init(number: String? = nil, title: String? = nil, cpv: String? = nil) {
            self.number = number
            self.title = title
            self.cpv = cpv
        }
    }

    /// A criterion of award.
    public struct Criterion: Sendable, Hashable {
        /// As published.
        public var name: String
        /// Per cent or points, in hundredths; nil when not given.
        public var weightHundredths: Int32?

        /// A criterion.
        public init(name: String, weightHundredths: Int32? = nil) {
            self.name = name
            self.weightHundredths = weightHundredths
        }
    }

    /// Number given by the journal: `25-127510`.
    public var id: String
    public var nature: NoticeNature?
    public var state: NoticeState?
    /// `MAPA`, `FNS`, `JOUE`, `DSP`, `DIVERS`.
    public var family: String?
    /// Numbers of earlier notices it speaks of, in the order of the source.
    public var links: [String] = []
    /// What all notices of one procedure share (eForms: `ContractFolderID`).
    public var folder: String?
    public var buyerName: String?
    /// SIRET of the buyer, valid.
    public var buyerSiret: String?
    /// SIREN of the buyer, valid; known with the SIRET, or alone.
    public var buyerSiren: String?
    public var buyerPostalCode: String?
    public var buyerTown: String?
    public var buyerNUTS: String?
    /// Departments of publication or performance, by code.
    public var departments: [String] = []
    public var placeNUTS: String?
    public var object: String?
    /// Eight-digit codes, the main one first.
    public var cpvs: [String] = []
    public var descriptorCodes: [String] = []
    public var descriptors: [String] = []
    public var procedure: String?
    /// Numbers in `CodeList.type`: works, supplies, services.
    public var types: [UInt8] = []
    public var published: Day?
    /// Last day on line.
    public var shownUntil: Day?
    public var deadline: NoticeDeadline?
    /// Estimated value without tax, in cents.
    public var estimateCents: Int64?
    public var lots: [Lot] = []
    public var criteria: [Criterion] = []
    /// Social or environmental, as the journal says: `sociaux`, `environnementaux`.
    public var considerations: [String] = []
    /// The buyer's profile, http or https.
    public var profile: String?
    /// The notice on the journal's site, http or https.
    public var address: String?
    /// Rules that its data break, as a set.
    public var findings: NoticeFindings = []

    /// A notice of which only the number is known.
    public init(id: String) { self.id = id }

    /// Whether it says nothing but its number.
    public var isBare: Bool {
        var bare = Notice(id: id)
        bare.findings = findings
        return self == bare
    }

    /// Takes what another record of the same notice says; where both speak, the other is believed.
    public mutating func merge(_ later: Notice) {
        func take<Value>(_ path: WritableKeyPath<Notice, Value?>) {
            if let value = later[keyPath: path] { self[keyPath: path] = value }
        }
        func take<Value: Hashable>(_ path: WritableKeyPath<Notice, [Value]>) {
            if !later[keyPath: path].isEmpty { self[keyPath: path] = later[keyPath: path] }
        }
        take(\.nature)
        take(\.state)
        take(\.family)
        take(\.folder)
        take(\.buyerName)
        take(\.buyerSiret)
        take(\.buyerSiren)
        take(\.buyerPostalCode)
        take(\.buyerTown)
        take(\.buyerNUTS)
        take(\.departments)
        take(\.placeNUTS)
        take(\.object)
        take(\.cpvs)
        take(\.descriptorCodes)
        take(\.descriptors)
        take(\.procedure)
        take(\.types)
        take(\.published)
        take(\.shownUntil)
        take(\.deadline)
        take(\.estimateCents)
        take(\.criteria)
        take(\.considerations)
        take(\.profile)
        take(\.address)
        // Parts come one lot or one link a line: they add up.
        for lot in later.lots where !lots.contains(lot) { lots.append(lot) }
        for link in later.links where !links.contains(link) { links.append(link) }
        findings.formUnion(later.findings)
    }
}
