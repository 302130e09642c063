/// A text column whose words lead to facts.
public struct WordSource: Sendable {
    /// The column: text or dictionary.
    public let column: Column
    /// The fact of each row (`uint32`, in order) for a column of details; nil for one of facts.
    public let parents: Column?

    /// Words of a column of facts, or of details when `parents` is given.
    public init(_ column: Column, parents: Column? = nil) {
        precondition(
            column.texts != nil, "Words come from text columns, and \(column.name) is none.")
        precondition(
            parents == nil || parents?.type == .uint32, "Parents are row numbers (uint32).")
        self.column = column
        self.parents = parents
    }

    /// Rows of the column that belong to these facts, in order.
    func rows(ofFacts facts: Range<Int>) -> Range<Int> {
        guard let parents else { return facts }
        let values = parents.values.assumingMemoryBound(to: UInt32.self)
        func first(atLeast fact: Int) -> Int {
            var low = 0
            var high = parents.count
            while low < high {
                let middle = (low + high) / 2
                if Int(values[middle]) < fact { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return first(atLeast: facts.lowerBound)..<first(atLeast: facts.upperBound)
    }

    /// Rows of a fact, when facts are asked for in order: the search goes on from the last place.
    ///
    /// - Complexity: O(log rows skipped).
    func rows(ofFact fact: Int, from place: inout Int) -> Range<Int> {
        guard let parents else { return fact..<fact + 1 }
        let values = parents.values.assumingMemoryBound(to: UInt32.self)
        let count = parents.count
        var step = 1
        var low = place
        var high = place
        while high < count, Int(values[high]) < fact {
            low = high + 1
            high += step
            step *= 2
        }
        high = min(high, count)
        while low < high {
            let middle = (low + high) / 2
            if Int(values[middle]) < fact { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < count, Int(values[end]) == fact { end += 1 }
        place = low
        return low..<end
    }

    /// The fact of a row.
    @inline(__always)
    func fact(_ row: Int) -> Int {
        guard let parents else { return row }
        return Int(parents.values.load(fromByteOffset: row &* 4, as: UInt32.self))
    }

    /// The entry of a row in the column's texts, or nil when unknown.
    @inline(__always)
    func entry(_ row: Int) -> Int? {
        guard column.isKnown(row) else { return nil }
        if case .text = column.type { return row }
        return column.code(row)
    }
}
