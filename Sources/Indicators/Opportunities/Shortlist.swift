/// The first rows in increasing order of a key, ties by row, while rows come in any order.
///
/// - Complexity: O(1) a row on average once full, O(k log k) now and then.
struct Shortlist {
    private let capacity: Int
    private var best: [(key: Int64, row: Int)] = []
    private var worst: (key: Int64, row: Int)?

    /// A list of at most so many rows.
    init(capacity: Int) { self.capacity = capacity }

    /// Takes a row in, if it is among the first.
    mutating func add(_ row: Int, key: Int64) {
        if let worst, (worst.key, worst.row) <= (key, row) { return }
        best.append((key, row))
        if best.count >= 2 &* capacity &+ 64 { cut() }
    }

    private mutating func cut() {
        best.sort { ($0.key, $0.row) < ($1.key, $1.row) }
        if best.count > capacity { best.removeLast(best.count - capacity) }
        worst = best.count == capacity ? best.last : nil
    }

    /// The first rows, in order.
    mutating func rows() -> [Int] {
        cut()
        return best.map(\.row)
    }
}
