import Columns

/// Rows of a table by the contract they belong to, whatever their order.
///
/// - Complexity: O(rows) to make, two passes; O(1) to find.
struct RowGroups: Sendable {
    private var starts: [UInt32]
    private var rows: [UInt32]

    /// Groups the rows of a column that names contracts; unknown ones are left out.
    init(_ column: Column?, groups: Int) {
        starts = Array(repeating: 0, count: groups + 2)
        rows = []
        guard let column else { return }
        var known = 0
        for row in 0..<column.count where column.isKnown(row) && column.code(row) < groups {
            starts[column.code(row) + 2] += 1
            known += 1
        }
        for group in 2..<starts.count { starts[group] += starts[group - 1] }
        rows = Array(repeating: 0, count: known)
        for row in 0..<column.count where column.isKnown(row) && column.code(row) < groups {
            let group = column.code(row) + 1
            rows[Int(starts[group])] = UInt32(row)
            starts[group] += 1
        }
    }

    /// The rows of a contract, in order.
    func rows(of group: Int) -> [Int] {
        guard group >= 0, group + 1 < starts.count else { return [] }
        return rows[Int(starts[group])..<Int(starts[group + 1])].map(Int.init)
    }
}
