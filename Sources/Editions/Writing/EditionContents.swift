import Procurement

/// All that the tables of an edition are drawn from.
struct EditionContents: Sendable {
    var consolidation: Consolidation
    var identities: Identities
    var contracts: DerivedContracts
    var awards: DerivedAwards
    /// Size, headcount and activity of suppliers.
    var firms: AwardedFirms
    /// Which newcomers win again.
    var returns: ReturningFirms
    /// What was mended in the reference lists, one French sentence each.
    var notes: [String]
    var findings: FindingTotals
    /// Department and region by place of performance.
    var places: Places
    var segments: MarketSegments
    var notices: NoticeConsolidation
    /// Which later contract appears to take over from each.
    var successors: Successors
    /// The deposits read, in order of their SHA-256.
    var deposits: [Deposit]

    /// Derives all of it.
    init(
        _ consolidation: Consolidation, notices: NoticeConsolidation = NoticeConsolidation(),
        deposits: [Deposit], references: ReferenceTables, day: Day, workers: Int
    ) {
        self.notices = notices
        (identities, (findings, places)) = Parallel.both(workers: workers) {
            Identities(consolidation, references: references)
        } _: {
            (FindingTotals(consolidation), Places(consolidation, references: references))
        }
        let (identities, places) = (identities, places)
        let markets: [UInt64]
        (contracts, (awards, markets)) = Parallel.both(workers: workers) {
            DerivedContracts(consolidation, identities: identities)
        } _: {
            (
                DerivedAwards(consolidation, identities: identities),
                MarketSegments.numbers(consolidation, places)
            )
        }
        awards.share(contracts.usableAmounts)
        firms = AwardedFirms(consolidation, awards: awards, references: references)
        returns = ReturningFirms(consolidation, awards: awards, sizes: firms.sizes, day: day)
        notes = references.notes
        segments = MarketSegments(
            markets, consolidation, derived: contracts, awards: awards)
        successors = Successors(consolidation, derived: contracts, workers: workers)
        self.consolidation = consolidation
        self.deposits = deposits
    }
}

/// Where each place code is, each code and kind worked out once.
struct Places: Sendable {
    private(set) var known: [PerformancePlace] = []
    /// The number in `known` of each contract's place, -1 unknown.
    private(set) var ofContract: [Int32] = []

    init(_ consolidation: Consolidation, references: ReferenceTables) {
        var numbers: [UInt64: Int32] = [:]
        ofContract.reserveCapacity(consolidation.contracts.count)
        let contracts = consolidation.contracts
        for index in contracts.indices {
            let (code, type) = (contracts[index].lieuCode, contracts[index].lieuType)
            guard code != 0 else {
                ofContract.append(-1)
                continue
            }
            let place = UInt64(code) << 8 | UInt64(type)
            if let number = numbers[place] {
                ofContract.append(number)
                continue
            }
            let number = Int32(known.count)
            numbers[place] = number
            known.append(
                PerformancePlace(
                    code: consolidation.table.texts[code], type: type, references: references))
            ofContract.append(number)
        }
    }
}

/// How many findings each contract has, and what they say of it.
struct FindingTotals: Sendable {
    private(set) var counts: [UInt16]
    private(set) var isGrave: [Bool]
    private(set) var hasInvalidCode: [Bool]
    /// Bits of the rules broken, by set of rules, then contract.
    private(set) var sets: [[UInt8]]

    init(_ consolidation: Consolidation) {
        let count = consolidation.contracts.count
        counts = Array(repeating: 0, count: count)
        isGrave = Array(repeating: false, count: count)
        hasInvalidCode = Array(repeating: false, count: count)
        sets = Array(
            repeating: Array(repeating: 0, count: count), count: FindingRule.sets.count)
        for finding in consolidation.table.findings {
            add(finding.rule, consolidation.contractOf[Int(finding.declaration)])
        }
        for finding in consolidation.findings {
            add(finding.rule.rawValue, consolidation.contractOf[Int(finding.declaration)])
        }
    }

    private static let papers = FindingRule.catalogue

    private mutating func add(_ rule: UInt8, _ contract: UInt32) {
        guard contract != Consolidation.none else { return }
        let index = Int(contract)
        if counts[index] < .max { counts[index] += 1 }
        let (set, bit) = Int(rule).quotientAndRemainder(dividingBy: FindingRule.setSize)
        sets[set][index] |= 1 << UInt8(bit)
        let papers = Self.papers[Int(rule)]
        if papers.severity == .error { isGrave[index] = true }
        if papers.effect == .invalidCode { hasInvalidCode[index] = true }
    }
}
