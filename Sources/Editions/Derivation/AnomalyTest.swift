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
    private static func peers(of subject: Subject, level: Int) -> UInt64 {
        var packed: UInt64 = subject.isConcession ? 1 : 0
        packed = packed << 8 | UInt64(subject.type)
        packed = packed << 8 | (level < 2 ? UInt64(subject.division) : 0)
        return packed << 16 | (level < 1 ? UInt64(subject.category) : 0)
    }

    private static func groups(_ subjects: [Subject], level: Int) -> [UInt64: Group] {
        var values: [UInt64: [Int32]] = [:]
        for subject in subjects where subject.logarithm != .min && subject.type != 255 {
            values[peers(of: subject, level: level), default: []].append(subject.logarithm)
        }
        return values.mapValues { logarithms in
            guard logarithms.count >= leastPeers else {
                return Group(count: logarithms.count, median: 0, deviation: 0)
            }
            let median = Self.median(logarithms)
            let distances = logarithms.map { Int32(clamping: abs(Int64($0) - median)) }
            return Group(
                count: logarithms.count, median: median, deviation: Self.median(distances))
        }
    }

    /// The mean of the two middle values, rounded down.
    private static func median(_ values: [Int32]) -> Int64 {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1
            ? Int64(sorted[middle]) : (Int64(sorted[middle - 1]) + Int64(sorted[middle])) >> 1
    }
}
