import Procurement

/// How concentrated the market of each contract is.
///
/// A segment is a CPV class of four digits, a region of performance and three calendar years, from
/// a year that 3 divides (2019 to 2021, 2022 to 2024). Its weights are the parts of usable amounts
/// that each firm (SIREN) was awarded there by contracts that are neither concessions nor ceilings,
/// over the whole edition: what a reader selects does not change how concentrated a market is.
///
/// - Unit: ten-thousandths, rounded down; `.min` when the segment is unknown or has fewer than
///   `leastAwards` awards.
struct MarketSegments: Sendable {
    /// Σ s² / (Σ s)², by contract.
    private(set) var concentrations: [Int32]
    /// Share of the first firm, by contract.
    private(set) var firstShares: [Int32]
    /// Share of the three first firms, by contract.
    private(set) var topShares: [Int32]

    /// Under this number of awards a share of the market says nothing.
    static let leastAwards = 20

    /// One award that counts.
    private struct Entry {
        var segment: UInt64
        var siren: UInt32
        var cents: Int64
    }

    /// What is known of a segment.
    private struct Figures {
        var concentration = Int32.min
        var first = Int32.min
        var top = Int32.min
    }

    /// Measures every segment.
    ///
    /// - Parameter segments: the segment of each contract, as `numbers` gives it.
    /// - Complexity: O(n log n) of the awards that count.
    init(
        _ segments: [UInt64], _ consolidation: Consolidation, derived: DerivedContracts,
        awards: DerivedAwards
    ) {
        var entries: [Entry] = []
        entries.reserveCapacity(awards.contracts.count)
        var sirens = Sirens(consolidation.table.texts)
        for (award, contract) in awards.contracts.enumerated() {
            let row = Int(contract)
            let segment = segments[row]
            guard segment != .max, derived.isCeiling[row] == 0, awards.shares[award] != .min,
                !consolidation.contracts[row].isConcession, awards.parties[award].isValidSiret,
                let siren = sirens.siren(awards.parties[award].id)
            else { continue }
            entries.append(Entry(segment: segment, siren: siren, cents: awards.shares[award]))
        }
        entries.sort { ($0.segment, $0.siren) < ($1.segment, $1.siren) }
        let figures = Self.figures(entries)
        let found = segments.map { figures[$0] ?? Figures() }
        concentrations = found.map(\.concentration)
        firstShares = found.map(\.first)
        topShares = found.map(\.top)
    }

    /// The segment of each contract, `.max` unknown.
    ///
    /// - Complexity: O(contracts).
    static func numbers(_ consolidation: Consolidation, _ places: Places) -> [UInt64] {
        var numbers: [String: UInt64] = [:]
        let regions = places.known.map { place -> UInt64? in
            guard let region = place.region else { return nil }
            let number = numbers[region] ?? UInt64(numbers.count)
            numbers[region] = number
            return number
        }
        let texts = consolidation.table.texts
        var former = Int32.min
        var period: UInt64?
        let contracts = consolidation.contracts
        return contracts.indices.map { index in
            let (day, code) = (contracts[index].dateNotification, contracts[index].codeCPV)
            if day != former {
                former = day
                period = day == .min ? nil : UInt64(max(0, Day(number: day).year / 3))
            }
            let place = places.ofContract[index]
            guard let period, place >= 0, let region = regions[Int(place)], code != 0,
                let cpv = texts.withBytes(of: code, class4)
            else { return .max }
            return cpv << 40 | region << 24 | period
        }
    }

    /// The first four digits of a CPV code.
    private static func class4(_ code: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard code.count >= 4 else { return nil }
        var number: UInt64 = 0
        for digit in code.prefix(4) {
            guard digit &- 0x30 < 10 else { return nil }
            number = number * 10 + UInt64(digit - 0x30)
        }
        return number
    }

    /// Figures of the segments of sorted entries that have enough awards.
    private static func figures(_ entries: [Entry]) -> [UInt64: Figures] {
        var found: [UInt64: Figures] = [:]
        var start = 0
        while start < entries.count {
            let segment = entries[start].segment
            var end = start
            var weights: [Int128] = []
            var former: UInt32?
            while end < entries.count, entries[end].segment == segment {
                let cents = Int128(entries[end].cents)
                if entries[end].siren == former {
                    weights[weights.count - 1] += cents
                } else {
                    weights.append(cents)
                }
                former = entries[end].siren
                end += 1
            }
            if end - start >= leastAwards { found[segment] = figures(weights) }
            start = end
        }
        return found
    }

    private static func figures(_ weights: [Int128]) -> Figures {
        let total = weights.reduce(0, +)
        guard total > 0 else { return Figures() }
        let squares = weights.reduce(Int128(0)) { $0 + $1 * $1 }
        let sorted = weights.sorted(by: >)
        func share(_ part: Int128, of whole: Int128) -> Int32 {
            Int32(clamping: part * 10_000 / whole)
        }
        return Figures(
            concentration: share(squares, of: total * total),
            first: share(sorted[0], of: total),
            top: share(sorted.prefix(3).reduce(0, +), of: total))
    }
}

/// The firms of establishments, each read once.
private struct Sirens {
    private let texts: TextRanking
    /// By rank; `.max` not read yet, 0 none.
    private var known: [UInt32]

    init(_ texts: TextRanking) {
        self.texts = texts
        known = Array(repeating: .max, count: texts.count)
    }

    /// The first nine digits of a SIRET, or nil.
    mutating func siren(_ rank: UInt32) -> UInt32? {
        if known[Int(rank)] == .max {
            known[Int(rank)] = texts.withBytes(of: rank) { digits in
                guard digits.count == 14 else { return 0 }
                return digits.prefix(9).reduce(0) { $0 * 10 + UInt32($1 &- 0x30) }
            }
        }
        return known[Int(rank)] == 0 ? nil : known[Int(rank)]
    }
}
