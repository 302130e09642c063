/// All texts of all workers, in order of their bytes: a text's rank is its number from here on, so
/// that any dictionary sorted by rank is sorted by bytes.
///
/// Rank 0 is the empty text.
struct TextRanking: Sendable {
    /// Texts one after another, in order.
    private let bytes: [UInt8]
    private let starts: [Int]
    /// For each worker, the rank of each of its numbers.
    let ranks: [[UInt32]]

    /// Number of ranks.
    var count: Int { starts.count - 1 }

    /// Unites the pools of workers.
    ///
    /// - Complexity: O(n log n) for n distinct texts.
    init(_ pools: [TextPool]) {
        var union = pools.first ?? TextPool()
        var united: [[UInt32]] = []
        for (index, pool) in pools.enumerated() {
            united.append(
                index == 0
                    ? (0..<UInt32(pool.count)).map { $0 }
                    : (0..<UInt32(pool.count)).map { code in
                        pool.withBytes(of: code) { union.code(of: $0) }
                    })
        }
        let order = Self.sorted(union)
        var rank = [UInt32](repeating: 0, count: union.count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(union.bytes.count)
        var starts: [Int] = [0]
        starts.reserveCapacity(union.count + 1)
        for (place, code) in order.enumerated() {
            rank[Int(code)] = UInt32(place)
            union.withBytes(of: code) { bytes.append(contentsOf: $0) }
            starts.append(bytes.count)
        }
        self.bytes = bytes
        self.starts = starts
        ranks = united.map { $0.map { rank[Int($0)] } }
    }

    /// Numbers in order of their bytes: by their first eight, then by the rest.
    private static func sorted(_ pool: TextPool) -> [UInt32] {
        var entries: [(head: UInt64, code: UInt32)] = []
        entries.reserveCapacity(pool.count)
        for code in 0..<UInt32(pool.count) {
            let head = pool.withBytes(of: code) { text in
                var head: UInt64 = 0
                for index in 0..<8 {
                    head = head << 8 | (index < text.count ? UInt64(text[index]) : 0)
                }
                return head
            }
            entries.append((head, code))
        }
        entries.sort { left, right in
            if left.head != right.head { return left.head < right.head }
            return pool.withBytes(of: left.code) { first in
                pool.withBytes(of: right.code) { second in
                    first.lexicographicallyPrecedes(second)
                }
            }
        }
        return entries.map(\.code)
    }

    /// The bytes of a text.
    @inline(__always)
    func withBytes<Result>(
        of rank: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let start = starts[Int(rank)]
        let end = starts[Int(rank) + 1]
        return bytes.withUnsafeBufferPointer { body(.init(rebasing: $0[start..<end])) }
    }

    /// A text.
    subscript(rank: UInt32) -> String {
        withBytes(of: rank) { String(decoding: $0, as: UTF8.self) }
    }

    /// The rank of a text, or nil when no declaration has it.
    ///
    /// - Complexity: O(log n).
    func rank(of text: String) -> UInt32? {
        let wanted = Array(text.utf8)
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let isBefore = withBytes(of: UInt32(middle)) { $0.lexicographicallyPrecedes(wanted) }
            if isBefore { low = middle + 1 } else { high = middle }
        }
        guard low < count, withBytes(of: UInt32(low), { $0.elementsEqual(wanted) }) else {
            return nil
        }
        return UInt32(low)
    }
}
