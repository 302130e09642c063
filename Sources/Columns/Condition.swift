/// What a row must meet. Conditions are values: the engine evaluates them, SQL renders them, pages
/// show them.
///
/// A condition on an unknown value is not met (three-valued logic ends at the leaves): `not`
/// of a leaf selects the rows where the leaf is known and not met; use `isUnknown` for unknown.
/// Above the leaves this is SQL's logic: `not(all)` is met when one part is known and not met,
/// `not(any)` when all parts are, `not(anyAward(c))` when every award meets `not(c)`.
public indirect enum Condition: Hashable, Sendable {
    /// Every row.
    case always
    /// The text of a dictionary or text column is one of these.
    case isAny(String, of: [String])
    /// The integer, day number or cents of a column is one of these (bool: 0 and 1).
    case isAnyNumber(String, of: [Int64])
    /// The integer, day number or cents of a column is within these bounds, both included.
    case between(String, Int64?, Int64?)
    /// The text of a column starts with one of these.
    case startsWith(String, [String])
    /// A bit set has at least one of these bits.
    case hasAnyBit(String, mask: Int64)
    /// A bit set is known and empty.
    case hasNoBit(String)
    /// Two dictionary columns have the same text (unknown when either is).
    case sameText(String, String)
    /// The column is unknown in this row.
    case isUnknown(String)
    /// The column is known in this row.
    case isKnown(String)
    /// The row's words (of the table's word index) match a query; see `WordQuery`.
    case words(WordQuery)
    /// One award of the contract meets all of this; columns inside are those of `awards`.
    case anyAward(Condition)
    /// All are met.
    case all([Condition])
    /// At least one is met.
    case any([Condition])
    /// The condition is not met, and what it asks is known.
    case not(Condition)
}

/// Words to find, in any order.
///
/// Folding: lower case, accents removed, `œ` to `oe`, `æ` to `ae`; words are runs of letters and
/// digits. A last `*` makes a prefix.
public struct WordQuery: Hashable, Sendable {
    /// One thing to find; all must be found.
    public enum Term: Hashable, Sendable {
        /// A whole folded word.
        case word(String)
        /// The beginning of a folded word.
        case prefix(String)
        /// Folded words that follow each other in one text.
        case phrase([String])
    }
    public var terms: [Term]
    /// A query for all of these terms.
    public init(terms: [Term]) { self.terms = terms }
}
