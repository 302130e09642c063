/// What is computed over a selection: a plain value that the engine evaluates, SQL renders and
/// pages show.
///
/// Rows: the selected rows of the population. Let P be those where `among` is met, and U those
/// where `among` is unknown (neither it nor its `not` is met). Each form says which rows of P it
/// counts; rows of P that it cannot count for want of a value are unknown too, so that
/// `unknown` = |U| + rows of P the form cannot count.
///
/// Column names, in `among` and in the form, are looked up in the population's own table, then,
/// for details, in the facts (the row's parent). In a selection they are always those of facts.
/// For the population `.details("awards")`, `anyAward(c)` asks `c` of this very award; for any
/// other population it asks whether the fact has such an award.
public struct Measure: Hashable, Sendable {
    public var population: Population
    public var among: Condition
    public var form: Form

    /// A form over the rows of a population that meet `among`.
    public init(_ form: Form, among: Condition = .always, over population: Population = .facts) {
        self.form = form
        self.among = among
        self.population = population
    }
}

/// Which rows are measured.
public enum Population: Hashable, Sendable {
    /// Rows of the fact table.
    case facts
    /// Rows of a detail table whose parent fact is selected.
    case details(String)
}

/// What each row weighs.
public enum Weight: Hashable, Sendable {
    /// One.
    case rows
    /// The value of an integer column; a row where it is unknown is not counted.
    case column(String)
}

/// What groups rows.
///
/// In `by:`, unknown is a group of its own (with a nil label). Inside a form (`distinct`,
/// `concentration`, `perGroup`…) a row with an unknown key is not counted but unknown.
public enum GroupKey: Hashable, Sendable {
    /// The text of a dictionary column. A column of awards over the facts: the fact is counted
    /// once in each distinct value of its awards (all of them), unknown being one value, and as
    /// unknown when it has no award: a left join on distinct pairs.
    case text(String)
    /// The first bytes of a dictionary column's text; a shorter text is its own group.
    case prefix(String, length: Int)
    /// The value of an integer or date column, or of a bool (0 and 1).
    case number(String)
    /// The bits of a bit set: the row is counted in each of its bits, in `none` when it is known
    /// and empty, in unknown when null.
    case bits(String)
}

/// The arithmetic of a measure, over the rows of P (see `Measure`).
public indirect enum Form: Hashable, Sendable {
    /// Number of rows of P. Numerator: that; no denominator.
    case count
    /// Sum of a column. Counts rows where it is known. Numerator: the sum; no denominator. 0 when
    /// there is none.
    case sum(String)
    /// Number of distinct known values of a key. Numerator: that; no denominator.
    case distinct(GroupKey)
    /// Distinct keys that have at least one row meeting the condition, over distinct keys. Counts
    /// rows where the key is known and the condition is known (met, or its `not` is).
    case distinctShare(of: Condition, key: GroupKey)
    /// Weight of the rows that meet the condition over the weight of those where it is known.
    /// Counts rows where the condition and the weight are known.
    case share(of: Condition, weight: Weight)
    /// Share of the rows that meet the condition, less their share of the weight: positive when they
    /// are many and light. Counts rows where the condition and the weight are known. With m of n rows
    /// meeting it, and w of the weight W: numerator m·W − w·n; denominator n·W.
    case gap(of: Condition, weight: Weight)
    /// Weight over weight. Counts rows where both are known.
    case ratio(Weight, per: Weight)
    /// Sum over number, of the rows where the column is known.
    case mean(String)
    /// Mean of the two middle values (the middle one twice, when the number is odd) of the known
    /// values. Numerator: the sum of the two; denominator: 2.
    case median(String)
    /// Nearest rank: the value of rank ⌈p·n⌉ (at least 1) of the n known values in order, with p
    /// in ten-thousandths. Numerator: that value; denominator: 1.
    case quantile(String, perTenThousand: Int)
    /// Herfindahl–Hirschman: Σ s² over (Σ s)², s being the weight of each key. Counts rows where
    /// key and weight are known.
    case concentration(GroupKey, weight: Weight)
    /// Weight of the k heaviest keys over that of all. Counts rows where key and weight are known.
    case topShare(Int, GroupKey, weight: Weight)
    /// A form (not itself `perGroup`) for each combination of known keys found in P, then a
    /// summary of the groups where it has a value (a denominator that is absent or not zero).
    /// Unknown: rows that lack a key, and those the inner form cannot count.
    case perGroup([GroupKey], Form, Summary)
}

/// How values of groups become one.
public enum Summary: Hashable, Sendable {
    /// Number of groups that have a value. Numerator: that; no denominator.
    case count
    /// Mean of the groups' values; exact when they are integers.
    case mean
    /// Mean of the two middle values of the groups; exact when they are integers.
    case median
}
