import Indicators
import Procurement

/// What pages ask of an edition: selections, facets, indicators. `EditionReader` answers from the
/// engine.
///
/// A query is the items of an address, in the order written; the keys are those of selections.
/// Every method may throw a `Problem` that names the field at fault.
protocol Answering: Sendable {
    typealias Query = [(key: String, value: String)]

    /// The keys a selection knows, in the order of the explorer.
    var keys: [FilterKey] { get }
    /// Indicators, in the order of the catalogue.
    var indicators: [IndicatorCard] { get }

    /// The query in its one canonical form; equal selections are equal texts.
    func canonical(_ query: Query) throws -> String
    /// Count and sums over a selection.
    func totals(_ query: Query) throws -> Totals
    /// Values of these keys with their counts, each key without its own filter.
    func facets(_ query: Query, of keys: [String], top: Int) throws -> CountedFacets
    /// Facets and a page of contracts at once: one selection for both.
    func explore(
        _ query: Query, of keys: [String], top: Int, order: ContractOrder, from first: Int,
        count: Int
    ) throws -> (CountedFacets, RowsAnswer)
    /// Spending (ceilings and concessions left out) and its contracts, by the values of a key.
    func spending(_ query: Query, by key: String) throws -> [CountedFacets.Value]
    /// The purchases one level below a CPV code or its beginning, by decreasing number of contracts;
    /// the one that ends with a zero holds those said no more precisely.
    func purchases(below code: String) throws -> [CountedFacets.Value]
    /// A page of a selection's contracts, in an order.
    func contracts(_ query: Query, order: ContractOrder, from first: Int, count: Int) throws
        -> RowsAnswer
    /// Every row of a selection's contracts, in the table's order.
    func rows(_ query: Query) throws -> [UInt32]
    /// An indicator over a selection, by the values of a key, or as a whole.
    func ask(_ code: String, _ query: Query, by key: String?) throws -> [IndicatorRow]
    /// The SQL of an indicator over a selection.
    func sql(_ code: String, _ query: Query, by key: String?) throws -> String
    /// The items that, added to a selection, leave exactly the contracts an indicator's first measure
    /// counts; nil when no key can say it.
    func counted(_ code: String) -> Query?
    /// How a value of a key is shown: a department's name for its code.
    func label(_ key: String, _ value: String) -> String
}

/// A key of selections.
struct FilterKey: Sendable {
    /// How a value is written.
    enum Kind: Sendable { case values, prefix, least, greatest, words }
    var name: String
    var label: String
    var definition: String
    var kind: Kind
    /// Whether figures may be grouped by it.
    var groups: Bool
    /// Whether its values may be counted.
    var isCounted: Bool
}

/// Order of a list of contracts.
enum ContractOrder: String, CaseIterable, Sendable {
    case recent, ancien, montant, petit

    var label: String {
        switch self {
        case .recent: "les plus récents d’abord"
        case .ancien: "les plus anciens d’abord"
        case .montant: "les plus gros montants d’abord"
        case .petit: "les plus petits montants d’abord"
        }
    }
}

/// Count and sums over a selection.
struct Totals: Sendable {
    var count: Int
    /// Sum of usable amounts, ceilings and concessions left out.
    var amountCents: Int64
    /// Sum of the ceilings of framework agreements.
    var ceilingCents: Int64
    /// Contracts without usable amount.
    var withoutAmount: Int
}

/// Values of keys with their counts.
struct CountedFacets: Sendable {
    struct Value: Sendable {
        /// As in an address; `inconnu` for unknown.
        var value: String
        var label: String
        var count: Int
        var amountCents: Int64
    }
    var totals: Totals
    var facets: [(key: String, values: [Value])]
}

/// Some rows of a selection.
struct RowsAnswer: Sendable {
    var rows: [Int]
    var total: Int
}

/// An indicator's papers.
struct IndicatorCard: Sendable {
    var code: String
    var title: String
    var question: String
    var theme: String
    var unit: String
    /// Which way is better, in words, or nil when neither.
    var better: String?
    var formula: String
    /// Which contracts are in, in words.
    var population: String
    /// Which amount is used, in words.
    var amount: String?
    var sources: [String]
    var caveats: [String]
    /// Titles of its measures, the first one being the main.
    var measures: [(name: String, title: String)]
    /// Keys it makes sense to group by.
    var dimensions: [String]
    /// What each measure counts.
    var unitsByMeasure: [String: NamedMeasure.Unit]
}

/// One measure of an indicator for one group.
struct IndicatorRow: Sendable {
    enum State: String, Sendable { case measured, notEnoughData, notApplicable }
    /// Nil for the whole selection.
    var group: String?
    var label: String
    var measure: String
    var state: State
    var value: Double?
    /// Exact, in the measure's stored unit.
    var numerator: Int128?
    var denominator: Int128?
    var unknown: Int
    var low: Double?
    var high: Double?
    /// As read by people: `12,3 %`.
    var text: String
    /// Why there is no value.
    var reason: String?
    var unit: NamedMeasure.Unit
    /// As decimals, cents shown as euros.
    var writtenNumerator: String?
    var writtenDenominator: String?
    /// Numerator over denominator are cents rather than counts.
    var isAmount = false
}
