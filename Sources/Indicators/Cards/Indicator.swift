import Columns
public import Procurement

/// A measure with its papers: what it asks, how it is computed, what it does not say.
///
/// - Shape: one file for each, in the folder of its theme, listed in `Indicator.all`.
public struct Indicator: Sendable {
    /// What the indicator is about; also its folder.
    public enum Theme: String, Sendable, CaseIterable {
        case economy, competition, territory, innovation, society, environment, firms, quality

        /// French.
        public var title: String {
            switch self {
            case .economy: "Économie de l'achat"
            case .competition: "Concurrence"
            case .territory: "Territoires"
            case .innovation: "Innovation"
            case .society: "Achat social"
            case .environment: "Environnement"
            case .firms: "Accès des entreprises"
            case .quality: "Qualité des données"
            }
        }
    }

    /// Which way is better; neutral when neither is.
    public enum Direction: String, Sendable {
        case lower, higher, neutral
    }

    /// Who may see it by named buyer or firm.
    public enum Exposure: Sendable {
        /// Anyone.
        case anyone
        /// Public comparisons use categories and territories only: competition, integrity, findings.
        case unnamed
    }

    /// Stable, opaque, never reused: `CON-01`.
    public let code: String
    public let theme: Theme
    public let title: String
    public let question: String
    public let better: Direction
    public let exposure: Exposure
    /// Which contracts are in, in words.
    public let population: String
    /// Which of the three amounts is used, in words; nil when none is.
    public let amount: String?
    /// The formula in words.
    public let formula: String
    public let sources: [String]
    /// What this indicator does not say.
    public let caveats: [String]
    public let examples: [Example]
    /// Why no edition can answer it, in French; nil when editions can. Its measures then count
    /// nothing, and every answer is « not applicable » with this reason.
    public let unavailable: String?
    private let make: @Sendable (Day) -> [NamedMeasure]

    /// A card; `measures` may depend on the edition's reference day.
    init(
        code: String, theme: Theme, title: String, question: String, better: Direction,
        exposure: Exposure = .anyone, population: String, amount: String? = nil, formula: String,
        sources: [String], caveats: [String], examples: [Example], unavailable: String? = nil,
        measures: @escaping @Sendable (Day) -> [NamedMeasure]
    ) {
        self.code = code
        self.theme = theme
        self.title = title.typesetInFrench
        self.question = question.typesetInFrench
        self.better = better
        self.exposure = exposure
        self.population = population.typesetInFrench
        self.amount = amount?.typesetInFrench
        self.formula = formula.typesetInFrench
        self.sources = sources.map(\.typesetInFrench)
        self.caveats = caveats.map(\.typesetInFrench)
        self.examples = examples
        self.unavailable = unavailable?.typesetInFrench
        make = measures
    }

    /// The measures, the first one being the main, for an edition of this reference day.
    public func measures(on day: Day) -> [NamedMeasure] { make(day) }

    /// Keys that may group it in public: all dimensions, without those that name a buyer or a firm
    /// when the card forbids it.
    public var publicDimensions: [SelectionKey] {
        SelectionKey.all.filter { $0.group != nil && !(exposure == .unnamed && $0.isNominative) }
    }

    /// The indicator of this code, whatever its case, or nil.
    public static func named(_ code: String) -> Indicator? {
        let wanted = code.uppercased()
        return all.first { $0.code == wanted }
    }
}

/// A contract that shows what an indicator's main measure counts, or does not.
public struct Example: Sendable {
    /// How the main measure takes the contract.
    public enum Outcome: Sendable {
        /// Counted: for a share, in its numerator.
        case counted
        /// For a share, in its denominator only; else outside the population.
        case notCounted
        /// Unknown: neither counted nor discarded.
        case unknown
    }

    /// A value of a column.
    public enum Value: Sendable {
        case text(String)
        case number(Int64)
    }

    /// French, one sentence.
    public let description: String
    /// Known columns, of the contract and of its one award.
    public let row: [String: Value]
    public let outcome: Outcome

    init(_ outcome: Outcome, _ description: String, _ row: [String: Value]) {
        self.outcome = outcome
        self.description = description.typesetInFrench
        self.row = row
    }
}

extension Example.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A number, cents, day or bool as 0 and 1.
    public init(integerLiteral value: Int64) { self = .number(value) }
}
