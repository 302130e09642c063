import Synchronization

/// Finds the rows of the fact table that hold words.
public protocol WordLookup: Sendable {
    /// Rows that match a query, in increasing order, without repetition.
    func rows(_ query: WordQuery) -> [UInt32]
    /// The same rows as bits, of this many rows.
    func bitmap(_ query: WordQuery, of rowCount: Int) -> Bitmap
}

/// A table whose rows each belong to one row of the fact table, in the order of facts.
public final class DetailTable: @unchecked Sendable {
    // @unchecked Sendable: nobody writes the memory behind the pointers after `init`; the table
    // keeps that of parents alive, and the offsets are the detail's own.
    public let table: Table
    /// Rows of fact `i` are `offsets[i] ..< offsets[i + 1]`.
    let offsets: UnsafePointer<UInt32>
    /// The fact of each row.
    let parents: UnsafePointer<UInt32>

    /// A detail table over facts of `factCount` rows; `parent` names the `uint32` column, sorted,
    /// that leads to them.
    ///
    /// - Throws: `unknownColumn`, `wrongType`, or `malformed` when parents are not in order.
    /// - Complexity: O(rows + facts), once.
    public init(table: Table, parent: String, factCount: Int) throws(EngineRefusal) {
        guard let column = table[parent] else { throw .unknownColumn(parent) }
        guard column.type == .uint32 else {
            throw .wrongType(column: parent, expected: "un numéro de ligne")
        }
        let values = column.values.assumingMemoryBound(to: UInt32.self)
        let offsets = UnsafeMutablePointer<UInt32>.allocate(capacity: factCount + 1)
        offsets.initialize(repeating: 0, count: factCount + 1)
        self.table = table
        self.offsets = UnsafePointer(offsets)
        parents = UnsafePointer(values)
        var previous: UInt32 = 0
        for row in 0..<table.rowCount {
            let fact = values[row]
            guard fact >= previous, Int(fact) < factCount else {
                throw .malformed("la colonne \(parent) n’est pas dans l’ordre")
            }
            previous = fact
            offsets[Int(fact) + 1] &+= 1
        }
        for fact in 0..<factCount { offsets[fact + 1] &+= offsets[fact] }
    }

    deinit { offsets.deallocate() }
}

/// What questions are asked of: a fact table, its details, and its words.
public final class Dataset: Sendable {
    public let facts: Table
    public let details: [String: DetailTable]
    /// Columns by which facts are sorted, unknown first; ranges over them become row ranges.
    public let sortedBy: Set<String>
    public let words: (any WordLookup)?
    /// For an `int64` column of facts, the `uint32` column of rows in increasing order of its
    /// values, unknown first.
    private let orders: [String: String]
    /// Tallies of the whole table, by column and amount.
    let knownTallies = Mutex<[[ObjectIdentifier]: any Sendable]>([:])
    /// What facets are counted in.
    let counting = ZeroedMemory()
    private let knownBounds = Mutex<[ObjectIdentifier: ClosedRange<Int64>?]>([:])

    /// The name of the detail table that `anyAward` speaks of.
    public static let awards = "awards"

    /// A dataset over tables that outlive it.
    public init(
        facts: Table, details: [String: DetailTable] = [:], sortedBy: Set<String> = [],
        orders: [String: String] = [:], words: (any WordLookup)? = nil
    ) {
        self.facts = facts
        self.orders = orders
        self.details = details
        self.sortedBy = sortedBy
        self.words = words
    }

    /// The least and greatest known value of an integer column, found once.
    func bounds(of column: Column) -> ClosedRange<Int64>? {
        let key = ObjectIdentifier(column)
        if let known = knownBounds.withLock({ $0[key] }) { return known }
        let found = column.scanBounds()
        knownBounds.withLock { $0[key] = .some(found) }
        return found
    }

    /// The stored order of a column of facts, or nil.
    func order(of column: Column) -> Column? {
        guard column.type == .int64, let name = orders[column.name], facts[column.name] === column,
            let order = facts[name], order.type == .uint32
        else { return nil }
        return order
    }

    /// A detail table by name.
    func detail(_ name: String) throws(EngineRefusal) -> DetailTable {
        guard let detail = details[name] else { throw .unknownDetail(name) }
        return detail
    }

    /// The rows of a population.
    func rowCount(_ population: Population) throws(EngineRefusal) -> Int {
        switch population {
        case .facts: return facts.rowCount
        case .details(let name): return try detail(name).table.rowCount
        }
    }
}

extension WordLookup {
    /// The same rows as bits, set one by one.
    public func bitmap(_ query: WordQuery, of rowCount: Int) -> Bitmap {
        var bits = Bitmap(rowCount: rowCount)
        for row in rows(query) { bits[Int(row)] = true }
        return bits
    }
}
