/// One bit per row.
public struct Bitmap: Hashable, Sendable {
    /// Bits, 64 rows a word, least significant first; bits beyond `count` are zero.
    public var words: [UInt64]
    /// Number of rows.
    public let count: Int

    /// A bitmap of `count` rows, all set or all clear.
    public init(count: Int, filled: Bool = false) {
        self.count = count
        words = Array(repeating: filled ? .max : 0, count: (count + 63) / 64)
        if filled { trim() }
    }

    /// A bitmap of `count` rows with these set.
    public init(count: Int, rows: some Sequence<UInt32>) {
        self.init(count: count)
        for row in rows { words[Int(row) >> 6] |= 1 << UInt64(row & 63) }
    }

    private mutating func trim() {
        let rest = count & 63
        if rest != 0, !words.isEmpty { words[words.count - 1] &= (1 << UInt64(rest)) &- 1 }
    }

    /// Whether a row is set.
    @inlinable public subscript(row: Int) -> Bool {
        get { words[row >> 6] & (1 << UInt64(row & 63)) != 0 }
        set {
            if newValue {
                words[row >> 6] |= 1 << UInt64(row & 63)
            } else {
                words[row >> 6] &= ~(1 << UInt64(row & 63))
            }
        }
    }

    /// Number of rows set. O(words).
    public var setCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Keeps the rows set in both.
    public mutating func formIntersection(_ other: Bitmap) {
        precondition(count == other.count, "Bitmaps of different tables cannot be joined.")
        for index in words.indices { words[index] &= other.words[index] }
    }

    /// Keeps the rows set in either.
    public mutating func formUnion(_ other: Bitmap) {
        precondition(count == other.count, "Bitmaps of different tables cannot be joined.")
        for index in words.indices { words[index] |= other.words[index] }
    }

    /// Sets what is clear and clears what is set.
    public mutating func invert() {
        for index in words.indices { words[index] = ~words[index] }
        trim()
    }

    /// Calls with each row set, in order. O(words + rows set).
    @inlinable public func forEachRow(_ body: (Int) -> Void) {
        for index in words.indices {
            var word = words[index]
            while word != 0 {
                body(index << 6 + word.trailingZeroBitCount)
                word &= word &- 1
            }
        }
    }

    /// The rows set, in order.
    public var rows: [UInt32] {
        var rows: [UInt32] = []
        rows.reserveCapacity(setCount)
        forEachRow { rows.append(UInt32($0)) }
        return rows
    }
}
