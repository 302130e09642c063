public import Procurement

/// What the charter needs of an observatory's editions, which the community does not know.
public protocol CharterFigures: Sendable {
    /// The indicators a commitment may be tied to, and those it may not.
    var indicators: [ObservedIndicator] { get }
    /// The edition served now; nil when none was built.
    func currentEdition() throws -> ObservedEdition?
    /// Every edition kept, the newest first.
    func editions() throws -> [ObservedEdition]
    /// Filters in their canonical form.
    ///
    /// - Throws: `CommunityRefusal.invalid` for the field, when they are no filters.
    func canonical(_ filters: String, field: String) throws -> String
    /// What a measure of an indicator says of one signatory in an edition.
    func figure(_ question: FigureQuestion, edition: String) throws -> ObservedFigure
}

/// An edition, by name and reference day.
public struct ObservedEdition: Sendable, Hashable {
    public let id: String
    public let day: Day

    /// An edition.
    public init(id: String, day: Day) {
        self.id = id
        self.day = day
    }
}

/// What a value counts.
public enum ObservedUnit: String, Sendable {
    case count, euros, share, number, index, perMillion
}

/// An indicator as the charter sees it.
public struct ObservedIndicator: Sendable, Hashable {
    /// Which way is better.
    public enum Direction: String, Sendable { case lower, higher, neutral }

    /// One of its measures.
    public struct Measure: Sendable, Hashable {
        public let name: String
        /// French.
        public let title: String
        public let unit: ObservedUnit

        /// A measure.
        public init(name: String, title: String, unit: ObservedUnit) {
            self.name = name
            self.title = title
            self.unit = unit
        }
    }

    /// As `CON-01`.
    public let code: String
    /// French.
    public let title: String
    public let better: Direction
    /// Whether it observes places of firms or of works: then it can never carry a commitment.
    public let isTerritorial: Bool
    /// The main one first.
    public let measures: [Measure]

    /// An indicator.
    public init(
        code: String, title: String, better: Direction, isTerritorial: Bool, measures: [Measure]
    ) {
        self.code = code
        self.title = title
        self.better = better
        self.isTerritorial = isTerritorial
        self.measures = measures
    }
}

/// A question about one signatory.
public struct FigureQuestion: Sendable, Hashable {
    /// Where the signatory stands in a contract.
    public enum Place: String, Sendable, CaseIterable {
        case buyer = "acheteur"
        case supplier = "titulaire"

        /// French, as shown.
        public var label: String {
            switch self {
            case .buyer: "acheteur"
            case .supplier: "titulaire"
            }
        }
    }

    /// Which establishments count.
    public enum Scope: String, Sendable, CaseIterable {
        case unit = "siren"
        case establishment = "siret"

        /// French, as shown.
        public var label: String {
            switch self {
            case .unit: "tous les établissements de l’organisme (SIREN)"
            case .establishment: "le seul établissement déclaré (SIRET)"
            }
        }
    }

    public let indicator: String
    public let measure: String
    /// A query such as `type=Travaux`, empty for every contract.
    public let filters: String
    public let place: Place
    public let siret: Siret
    public let scope: Scope

    /// A question about one signatory.
    public init(
        indicator: String, measure: String, filters: String, place: Place, siret: Siret,
        scope: Scope
    ) {
        self.indicator = indicator
        self.measure = measure
        self.filters = filters
        self.place = place
        self.siret = siret
        self.scope = scope
    }
}

/// A figure with what it stands on.
public struct ObservedFigure: Sendable, Hashable {
    /// How far the question could be answered.
    public enum State: String, Sendable {
        case measured = "mesure"
        case notEnoughData = "peu_de_donnees"
        case notApplicable = "sans_objet"
    }

    public var state: State
    /// In the unit; nil unless measured.
    public var value: Double?
    /// Exact decimals; euros when `isAmount`.
    public var numerator: String?
    public var denominator: String?
    /// Contracts that could not be counted for want of a value.
    public var unknown: Int
    /// Bounds of the 95 % interval of a share.
    public var low: Double?
    public var high: Double?
    public var unit: ObservedUnit
    public var isAmount: Bool
    /// The query of the contracts looked at.
    public var selection: String
    /// The query of exactly the contracts counted, when an address can say it.
    public var counted: String?

    /// A figure.
    public init(
        state: State, value: Double? = nil, numerator: String? = nil, denominator: String? = nil,
        unknown: Int = 0, low: Double? = nil, high: Double? = nil, unit: ObservedUnit,
        isAmount: Bool = false, selection: String, counted: String? = nil
    ) {
        self.state = state
        self.value = value
        self.numerator = numerator
        self.denominator = denominator
        self.unknown = unknown
        self.low = low
        self.high = high
        self.unit = unit
        self.isAmount = isAmount
        self.selection = selection
        self.counted = counted
    }
}
