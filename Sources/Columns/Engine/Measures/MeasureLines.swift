/// Rows of a block still in play: each with its fact, the number of its group, the code of its cell
/// and that cell's number; with room for what the form reads of it.
final class MeasureLines {
    private(set) var rows: UnsafeMutablePointer<UInt32>
    /// The fact of each row; the rows themselves when they are facts.
    private(set) var facts: UnsafeMutablePointer<UInt32>
    private(set) var groups: UnsafeMutablePointer<UInt32>
    private(set) var cells: UnsafeMutablePointer<UInt64>
    private(set) var places: UnsafeMutablePointer<UInt32>
    private(set) var codes: UnsafeMutablePointer<UInt64>
    private(set) var values: UnsafeMutablePointer<Int64>
    private(set) var others: UnsafeMutablePointer<Int64>
    var count = 0
    private var capacity: Int
    private let hasFacts: Bool

    /// Room for a block; `hasFacts` when rows are details.
    init(hasFacts: Bool) {
        self.hasFacts = hasFacts
        capacity = blockLength
        rows = .allocate(capacity: capacity)
        facts = hasFacts ? .allocate(capacity: capacity) : rows
        groups = .allocate(capacity: capacity)
        cells = .allocate(capacity: capacity)
        places = .allocate(capacity: capacity)
        codes = .allocate(capacity: capacity)
        values = .allocate(capacity: capacity)
        others = .allocate(capacity: capacity)
    }

    deinit {
        rows.deallocate()
        if hasFacts { facts.deallocate() }
        groups.deallocate()
        cells.deallocate()
        places.deallocate()
        codes.deallocate()
        values.deallocate()
        others.deallocate()
    }

    /// Adds a line; what the form reads of lines is lost when room is made.
    func append(_ row: UInt32, _ fact: UInt32, _ group: UInt32, _ cell: UInt64) {
        if count == capacity { grow() }
        rows[count] = row
        facts[count] = fact
        groups[count] = group
        cells[count] = cell
        count += 1
    }

    /// Copies a line to an earlier place.
    @inline(__always)
    func move(_ from: Int, to place: Int) {
        rows[place] = rows[from]
        facts[place] = facts[from]
        groups[place] = groups[from]
        cells[place] = cells[from]
    }

    private func grow() {
        let wider = capacity * 2
        func copy<Value>(_ old: UnsafeMutablePointer<Value>) -> UnsafeMutablePointer<Value> {
            let new = UnsafeMutablePointer<Value>.allocate(capacity: wider)
            new.initialize(from: old, count: count)
            old.deallocate()
            return new
        }
        func renew<Value>(_ old: UnsafeMutablePointer<Value>) -> UnsafeMutablePointer<Value> {
            old.deallocate()
            return .allocate(capacity: wider)
        }
        rows = copy(rows)
        facts = hasFacts ? copy(facts) : rows
        groups = copy(groups)
        cells = copy(cells)
        places = renew(places)
        codes = renew(codes)
        values = renew(values)
        others = renew(others)
        capacity = wider
    }
}
