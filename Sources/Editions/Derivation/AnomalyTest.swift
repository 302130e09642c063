import Foundation

/// Outcome of comparing an amount with its peers.
enum AnomalyOutcome: UInt8, Sendable {
    case untested, normal, suspect, aberrant

    /// As the column `montant_epreuve` says it.
    var label: String {
        switch self {
        case .untested: "non éprouvé"
        case .normal: "normal"
        case .suspect: "suspect"
        case .aberrant: "aberrant"
        }
    }
}

/// Compares amounts with those of their peers: distance of the logarithm to the peers' median, in
/// median absolute deviations, on both sides.
///
/// Peers share CPV division, purchase type and buyer category; with fewer than 30, the category is
/// dropped, then the division; with fewer still, the amount is not tested. The population band of
/// the buyer is never a criterion yet, for want of a complete list.
///
/// - Source: rule set of decp-processing #174; suspect above 4, aberrant above 6.
struct AnomalyTest {
    /// An amount to compare: its peers' criteria and its logarithm.
    struct Subject: Sendable {
        /// CPV division, 0 unknown.
        var division: UInt8
        /// Purchase type, 255 unknown.
        var type: UInt8
        /// Number of the buyer's category, 0 unknown.
        var category: UInt16
        /// Whether it is a concession, whose peers are concessions.
        var isConcession: Bool
        /// Millionths of the decimal logarithm, or `.min` when there is no amount to test.
        var logarithm: Int32
    }

    static let leastPeers = 30
    static let suspectHundredths: Int64 = 400
    static let aberrantHundredths: Int64 = 600

    private(set) var outcomes: [AnomalyOutcome]
    /// Distance in hundredths of the median absolute deviation, `.min` when untested.
    private(set) var deviations: [Int32]

    /// Millionths of log10 of an amount in euros plus one, spread over its months when spreading is
    /// meant. Rounded, so that the last bit of the machine's logarithm changes nothing.
    static func logarithm(cents: Int64, months: Int32) -> Int32 {
        let euros = Double(cents) / 100 / Double(max(months, 1))
        return Int32((log10(euros + 1) * 1_000_000).rounded())
    }

    /// Tests all subjects.
    ///
    /// - Complexity: O(n log n).
    init(_ subjects: [Subject]) {
        outcomes = Array(repeating: .untested, count: subjects.count)
        deviations = Array(repeating: .min, count: subjects.count)
        var waiting = subjects.indices.filter {
            subjects[$0].logarithm != .min && subjects[$0].type != 255
        }
        for level in 0..<3 where !waiting.isEmpty {
            let groups = Self.groups(subjects, level: level)
            waiting = waiting.filter { index in
                guard let group = groups[Self.peers(of: subjects[index], level: level)],
                    group.count >= Self.leastPeers, group.deviation > 0
                else { return true }
                let distance = Int64(subjects[index].logarithm) - group.median
                let hundredths = distance * 100 / group.deviation
                deviations[index] = Int32(clamping: hundredths)
                outcomes[index] =
                    abs(hundredths) > Self.aberrantHundredths
                    ? .aberrant : abs(hundredths) > Self.suspectHundredths ? .suspect : .normal
                return false
            }
        }
    }

    private struct Group {
        var count: Int
        var median: Int64
        var deviation: Int64
    }

    /// The criteria of a level, packed.
    private static func peers(of subject: Subject, level: Int) -> UInt32 {
        var packed: UInt32 = subject.isConcession ? 1 : 0
        packed = packed << 7 | UInt32(subject.type & 0x7F)
        packed = packed << 8 | (level < 2 ? UInt32(subject.division) : 0)
        return packed << 16 | (level < 1 ? UInt32(subject.category) : 0)
    }

    /// What peers have in common, at a level: their amounts are sorted together, by criteria.
    private static func groups(_ subjects: [Subject], level: Int) -> [UInt32: Group] {
        var sorted: [UInt64] = []
        sorted.reserveCapacity(subjects.count)
        for subject in subjects where subject.logarithm != .min && subject.type != 255 {
            let place = UInt32(bitPattern: subject.logarithm) ^ 0x8000_0000
            sorted.append(UInt64(peers(of: subject, level: level)) << 32 | UInt64(place))
        }
        sorted.sort()
        var groups: [UInt32: Group] = [:]
        var start = 0
        while start < sorted.count {
            let peers = UInt32(sorted[start] >> 32)
            var end = start
            while end < sorted.count, UInt32(sorted[end] >> 32) == peers { end += 1 }
            groups[peers] = group(
                sorted[start..<end].map {
                    Int64(Int32(bitPattern: UInt32(truncatingIfNeeded: $0) ^ 0x8000_0000))
                })
            start = end
        }
        return groups
    }

    private static func group(_ sorted: [Int64]) -> Group {
        guard sorted.count >= leastPeers else {
            return Group(count: sorted.count, median: 0, deviation: 0)
        }
        let median = middle(sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
        // Distances on both sides of the median grow outwards: they merge in order.
        var below = sorted.partitioningIndex { $0 >= median } - 1
        var above = below + 1
        var former: Int64 = 0
        var distance: Int64 = 0
        for _ in 0...sorted.count / 2 {
            former = distance
            let toLow = below >= 0 ? median - sorted[below] : .max
            let toHigh = above < sorted.count ? sorted[above] - median : .max
            distance = min(toLow, toHigh)
            if toLow <= toHigh { below -= 1 } else { above += 1 }
        }
        let deviation = sorted.count % 2 == 1 ? distance : middle(former, distance)
        return Group(count: sorted.count, median: median, deviation: deviation)
    }

    /// The mean of the two middle values, rounded down.
    private static func middle(_ low: Int64, _ high: Int64) -> Int64 { (low + high) >> 1 }
}

extension [Int64] {
    /// Where the first value that meets a condition is, when those that do come last; O(log n).
    fileprivate func partitioningIndex(_ meets: (Int64) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let place = (low + high) / 2
            if meets(self[place]) { high = place } else { low = place + 1 }
        }
        return low
    }
}
