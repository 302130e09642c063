/// Values of one column to count over a selection.
public struct Facet: Hashable, Sendable {
    /// The key of the filter that this facet ignores.
    public var key: String
    /// A column of facts (dictionary, integer, date, bool or bit set), or a dictionary of awards.
    public var column: String
    /// Give only so many values, by decreasing count then value; nil: all, in order of value.
    public var top: Int?

    /// A facet of a column that ignores the filters of its own key.
    public init(key: String, column: String, top: Int? = nil) {
        self.key = key
        self.column = column
        self.top = top
    }
}

/// One filter of a page: a key of the selection and what it asks.
public struct Filter: Hashable, Sendable {
    public var key: String
    public var condition: Condition

    /// A key and what it asks.
    public init(key: String, condition: Condition) {
        self.key = key
        self.condition = condition
    }
}

/// All facets of a page at once.
///
/// Filters are met together; those whose condition is `anyAward(…)` must be met by the same
/// award. Each facet ignores the filters of its own key. A facet of awards counts a fact once for
/// each distinct value among its awards that meet the other award filters, with its whole amount;
/// a fact without award is counted as unknown where no award is asked for.
public struct FacetRequest: Hashable, Sendable {
    public var filters: [Filter]
    public var facets: [Facet]
    /// The `int64` column to sum; unknown amounts add nothing.
    public var amountColumn: String

    /// Facets to count under filters, with sums of a column.
    public init(filters: [Filter], facets: [Facet], amountColumn: String) {
        self.filters = filters
        self.facets = facets
        self.amountColumn = amountColumn
    }
}

/// A number of facts and their amount.
public struct Tally: Hashable, Sendable {
    public var count: Int
    /// Sum of the known amounts; exact.
    public var sum: Int128

    /// A number of facts and their amount.
    public init(count: Int = 0, sum: Int128 = 0) {
        self.count = count
        self.sum = sum
    }

    static func += (left: inout Tally, right: Tally) {
        left.count += right.count
        left.sum += right.sum
    }
}

/// A value of a column, as groups and facets name it.
public enum GroupValue: Hashable, Sendable {
    case unknown
    case text(String)
    /// An integer, a day number, or a bool as 0 and 1.
    case number(Int64)
    /// A bit of a bit set, from 0.
    case bit(Int)
    /// A bit set known and empty.
    case none
}

/// One facet counted.
public struct FacetCounts: Hashable, Sendable {
    public let facet: Facet
    /// Values that have facts, with their number and amount.
    public let values: [Value]
    /// Number of values that have facts, before `top`.
    public let total: Int

    /// A value of the facet.
    public struct Value: Hashable, Sendable {
        public let value: GroupValue
        public let tally: Tally
    }
}

/// The answer to a `FacetRequest`.
public struct FacetResult: Sendable {
    /// Facts that meet all filters, and their amount.
    public let total: Tally
    /// In the order of the request.
    public let facets: [FacetCounts]
    /// The facts that meet all filters.
    public let selection: Bitmap
}
