extension Bitmap {
    /// No row of `count`.
    public init(count: Int) { self.init(rowCount: count) }

    /// The rows that are in, in order. O(words + rows).
    var rows: [UInt32] {
        var rows: [UInt32] = []
        rows.reserveCapacity(count)
        for index in words.indices {
            var word = words[index]
            while word != 0 {
                rows.append(UInt32(index << 6 + word.trailingZeroBitCount))
                word &= word &- 1
            }
        }
        return rows
    }
}
