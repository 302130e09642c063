/// A condition compiled for one table: each leaf in its cheapest form over stored values.
///
/// Negation is pushed down to the leaves at compilation, so a predicate has two values.
indirect enum Predicate: Sendable {
    case constant(Bool)
    /// Codes or small numbers looked up in a table of 0 and 1.
    case lookup(Column, [UInt8])
    /// Known values between bounds, both included; `outside` asks for known values beyond them.
    case range(Column, Int64, Int64, outside: Bool)
    /// Known values of a set too wide for a table.
    case members(Column, Set<Int64>, absent: Bool)
    /// A bool of this value.
    case flag(Column, Bool)
    /// Known or unknown rows.
    case known(Column, Bool)
    /// Two codes that are equal once each is translated to a common numbering (0: unknown).
    case same(Column, Column, [UInt32], [UInt32], differ: Bool)
    /// Rows precomputed.
    case rows(Bitmap)
    /// Rows of one range.
    case span(Range<Int>)
    /// Facts of which a detail meets this; `none`: no detail does.
    case anyDetail(DetailTable, Predicate, none: Bool)
    /// Details whose fact meets this.
    case parent(DetailTable, Predicate)
    /// Rows where this is not met.
    case complement(Predicate)
    case all([Predicate])
    case any([Predicate])
}

/// One bit a row.
public struct Bitmap: Sendable {
    /// Rows covered.
    public let rowCount: Int
    /// 64 rows a word, least significant first.
    public internal(set) var words: [UInt64]

    /// No row of `rowCount`.
    public init(rowCount: Int) {
        self.rowCount = rowCount
        words = [UInt64](repeating: 0, count: (rowCount + 63) / 64)
    }

    /// Rows whose bits are set in these words.
    init(rowCount: Int, words: [UInt64]) {
        precondition(words.count == (rowCount + 63) / 64, "Words must cover the rows, no more.")
        self.rowCount = rowCount
        self.words = words
    }

    /// Whether a row is in.
    public subscript(row: Int) -> Bool {
        get { words[row >> 6] & (1 << UInt64(row & 63)) != 0 }
        set {
            if newValue {
                words[row >> 6] |= 1 << UInt64(row & 63)
            } else {
                words[row >> 6] &= ~(1 << UInt64(row & 63))
            }
        }
    }

    /// Puts in what was out, and out what was in.
    mutating func invert() {
        for index in words.indices { words[index] = ~words[index] }
        if rowCount & 63 != 0, let last = words.indices.last {
            words[last] &= (1 << UInt64(rowCount & 63)) - 1
        }
    }

    /// Number of rows that are in.
    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}
