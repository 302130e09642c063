import Procurement

/// Which later contract of the same buyer appears to take over from each contract.
///
/// Nothing published says that one contract renews another. A contract is taken for the successor of
/// one that ends when the buyer and the CPV class (four digits) are the same, when it was notified
/// within a year of the expected end, on either side, and after half of the first one's duration, and
/// when the objects share at least half of their words. Each contract succeeds one at most, the most
/// alike first, then the nearest to the end. Contracts under a framework neither succeed nor are
/// succeeded: the framework is what is renewed.
///
/// - Shape: arrays by row of contracts.
/// - Source: decision 0151; choices of ours, not of a text.
struct Successors: Sendable {
    /// Row of the successor, `none` when no contract was recognised.
    private(set) var rows: [UInt32]
    /// Days from the expected end to the successor's notification, negative before; `.min` unknown.
    private(set) var gaps: [Int32]
    /// Shared words among all words of both objects, in hundredths rounded down; 255 unknown.
    private(set) var likeness: [UInt8]

    /// No contract.
    static let none = UInt32.max
    /// Days on either side of the end within which a successor is looked for.
    static let reachDays: Int32 = 365
    /// Days after the first notification before which nothing is a successor.
    static let leastDays: Int32 = 60
    /// Least part of words in common, in hundredths.
    static let leastLikeness = 50
    /// Contracts compared with one, at most: the nearest to its end.
    static let mostCandidates = 512

    /// A contract that may be succeeded or succeed.
    private struct Entry {
        /// Rank of the buyer, then CPV class.
        var group: UInt64
        var row: UInt32
    }

    /// Two contracts that may follow each other.
    private struct Pair {
        var former: UInt32
        var latter: UInt32
        var gap: Int32
        var likeness: UInt8
    }

    /// Looks for the successor of every contract.
    ///
    /// - Complexity: O(n log n) plus the comparisons, at most `mostCandidates` a contract.
    init(_ consolidation: Consolidation, derived: DerivedContracts, workers: Int) {
        let count = consolidation.contracts.count
        rows = Array(repeating: Self.none, count: count)
        gaps = Array(repeating: .min, count: count)
        likeness = Array(repeating: .max, count: count)
        let entries = Self.entries(consolidation, derived)
        let parts = Self.parts(of: entries, count: max(1, workers) * 8)
        let found = Parallel.map(parts, workers: workers) { part in
            Self.pairs(entries[part], consolidation, derived)
        }
        for pair in found.joined() {
            rows[Int(pair.former)] = pair.latter
            gaps[Int(pair.former)] = pair.gap
            likeness[Int(pair.former)] = pair.likeness
        }
    }

    /// Contracts by buyer and CPV class, in order of day within each.
    private static func entries(
        _ consolidation: Consolidation, _ derived: DerivedContracts
    ) -> [Entry] {
        let texts = consolidation.table.texts
        var entries: [Entry] = []
        let contracts = consolidation.contracts
        entries.reserveCapacity(contracts.count)
        for row in contracts.indices {
            let (buyer, code) = (contracts[row].acheteurId, contracts[row].codeCPV)
            guard buyer != 0, code != 0, derived.isSubsequent[row] != 1,
                contracts[row].dateNotification != .min,
                let cpv = texts.withBytes(of: code, class4)
            else { continue }
            entries.append(Entry(group: UInt64(buyer) << 16 | cpv, row: UInt32(row)))
        }
        // Rows are in order of day.
        entries.sort { ($0.group, $0.row) < ($1.group, $1.row) }
        return entries
    }

    private static func class4(_ code: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard code.count >= 4 else { return nil }
        var number: UInt64 = 0
        for digit in code.prefix(4) {
            guard digit &- 0x30 < 10 else { return nil }
            number = number * 10 + UInt64(digit - 0x30)
        }
        return number
    }

    /// Stretches of about the same length that cut no group.
    private static func parts(of entries: [Entry], count: Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        while start < entries.count {
            var end = min(entries.count, start + max(1, entries.count / count))
            while end < entries.count, entries[end].group == entries[end - 1].group { end += 1 }
            parts.append(start..<end)
            start = end
        }
        return parts
    }

    /// The pairs kept among these entries.
    private static func pairs(
        _ entries: ArraySlice<Entry>, _ consolidation: Consolidation, _ derived: DerivedContracts
    ) -> [Pair] {
        var kept: [Pair] = []
        var start = entries.startIndex
        while start < entries.endIndex {
            var end = start + 1
            while end < entries.endIndex, entries[end].group == entries[start].group { end += 1 }
            if end - start > 1 {
                kept += matched(
                    likely(entries[start..<end].map(\.row), consolidation, derived))
            }
            start = end
        }
        return kept
    }

    /// Pairs of one buyer and class whose days and objects fit.
    private static func likely(
        _ rows: [UInt32], _ consolidation: Consolidation, _ derived: DerivedContracts
    ) -> [Pair] {
        let contracts = consolidation.contracts
        let days = rows.map { contracts[Int($0)].dateNotification }
        let words = rows.map { row in
            consolidation.table.withBytes(of: contracts[Int(row)].objet) { ObjectWords($0) }
        }
        func first(from day: Int32) -> Int {
            var (low, high) = (0, days.count)
            while low < high {
                let middle = (low + high) / 2
                if days[middle] < day { low = middle + 1 } else { high = middle }
            }
            return low
        }
        var pairs: [Pair] = []
        for index in rows.indices {
            let end = derived.ends[Int(rows[index])]
            guard end != .min else { continue }
            let least = days[index] + max(leastDays, (end - days[index]) / 2)
            var low = first(from: max(end - reachDays, least))
            var high = first(from: end + reachDays + 1)
            if high - low > mostCandidates {
                let middle = first(from: end)
                low = max(low, middle - mostCandidates / 2)
                high = min(high, middle + mostCandidates / 2)
            }
            guard low < high else { continue }
            for other in low..<high where other != index {
                guard let alike = words[index].likeness(to: words[other]),
                    alike >= leastLikeness
                else { continue }
                pairs.append(
                    Pair(
                        former: rows[index], latter: rows[other], gap: days[other] - end,
                        likeness: UInt8(alike)))
            }
        }
        return pairs
    }

    /// Of pairs that may be, those that are: one successor and one predecessor each.
    private static func matched(_ pairs: [Pair]) -> [Pair] {
        guard !pairs.isEmpty else { return [] }
        var hasSuccessor: Set<UInt32> = []
        var hasPredecessor: Set<UInt32> = []
        return pairs.sorted { left, right in
            if left.likeness != right.likeness { return left.likeness > right.likeness }
            if left.gap.magnitude != right.gap.magnitude {
                return left.gap.magnitude < right.gap.magnitude
            }
            return (left.former, left.latter) < (right.former, right.latter)
        }.filter { pair in
            guard !hasSuccessor.contains(pair.former), !hasPredecessor.contains(pair.latter) else {
                return false
            }
            hasSuccessor.insert(pair.former)
            hasPredecessor.insert(pair.latter)
            return true
        }
    }
}
