public import Columns

/// What firms of a trade were awarded: counts of contracts by main activity (NAF) and CPV class.
///
/// A contract counts once for a trade, however many of its suppliers are of that trade; contracts
/// without CPV code, and suppliers whose activity is unknown, count for nothing and are told.
///
/// - Complexity: O(awards) to learn, once per edition; O(pairs) to ask.
public struct TradePurchases: Sendable {
    /// A CPV class that a trade was awarded.
    public struct Purchase: Hashable, Sendable {
        /// Four digits.
        public var cpv: String
        /// Contracts of the trade in this class.
        public var contracts: Int
        /// Share among the contracts of the trade, with its interval.
        public var share: Double
        public var interval: WilsonInterval
    }

    /// What is known of a trade.
    public struct Trade: Sendable {
        /// The activity, as asked or shortened to where it was found: `43.91B`, `43.91`, `43.9`, `43`.
        public var activity: String
        /// Contracts of the trade.
        public var contracts: Int
        /// Its CPV classes with at least `leastContracts` contracts, the most frequent first.
        public var purchases: [Purchase]
        /// Classes left out because they have too few contracts.
        public var rareClasses: Int
        /// Contracts of these.
        public var rareContracts: Int
    }

    /// Contracts under which a class says nothing of a trade.
    public static let leastContracts = 5

    /// Contracts by activity, then class.
    private let counts: [String: [UInt16: Int]]
    /// Contracts of each activity.
    private let totals: [String: Int]
    /// Awards whose activity and CPV code are both known.
    public let knownAwards: Int
    /// All awards.
    public let awards: Int

    /// Learns from the tables of an edition.
    public init(contracts: Table, awards: Table) {
        var counts: [String: [UInt16: Int]] = [:]
        var totals: [String: Int] = [:]
        var known = 0
        if let activity = awards["titulaire_naf"], let entries = activity.texts,
            let contract = awards["contrat"], let code = contracts["codeCPV"]
        {
            let classes = code.classes
            var pairs: [UInt32: Int] = [:]
            var sums = [Int](repeating: 0, count: entries.count)
            // Awards follow their contracts: the last contract of a trade is enough to count once.
            var last = [Int](repeating: -1, count: entries.count)
            for award in 0..<awards.rowCount where activity.isKnown(award) {
                let trade = activity.code(award)
                let row = contract.code(award)
                guard trade < entries.count, row < contracts.rowCount, code.isKnown(row),
                    code.code(row) < classes.count
                else { continue }
                let class4 = classes[code.code(row)]
                guard class4 != .max else { continue }
                known += 1
                guard last[trade] != row else { continue }
                last[trade] = row
                sums[trade] += 1
                pairs[UInt32(trade) << 16 | UInt32(class4), default: 0] += 1
            }
            for (pair, count) in pairs {
                counts[entries[Int(pair >> 16)], default: [:]][UInt16(pair & 0xFFFF)] = count
            }
            for trade in 0..<entries.count where sums[trade] > 0 {
                totals[entries[trade]] = sums[trade]
            }
        }
        self.counts = counts
        self.totals = totals
        knownAwards = known
        self.awards = awards.rowCount
    }

    /// The activities that were awarded something, in order.
    public var activities: [String] { totals.keys.sorted() }

    /// What a trade was awarded; of the nearest wider activity when the trade itself has too few
    /// contracts; nil when none has enough.
    ///
    /// - Parameter activity: `43.91B`; shorter ones are taken as they are.
    public func trade(_ activity: String) -> Trade? {
        for beginning in Self.beginnings(of: activity) {
            let members = totals.keys.filter { $0.hasPrefix(beginning) }
            let total = members.reduce(0) { $0 + (totals[$1] ?? 0) }
            guard total >= Self.leastContracts else { continue }
            var sums: [UInt16: Int] = [:]
            for member in members { sums.merge(counts[member] ?? [:], uniquingKeysWith: +) }
            let frequent = sums.filter { $0.value >= Self.leastContracts }
            guard !frequent.isEmpty else { continue }
            let purchases = frequent.map { class4, count in
                Purchase(
                    cpv: Self.digits(class4), contracts: count,
                    share: Double(count) / Double(total),
                    interval: WilsonInterval(met: Double(count), of: Double(total)))
            }.sorted { ($1.contracts, $0.cpv) < ($0.contracts, $1.cpv) }
            let counted = purchases.reduce(0) { $0 + $1.contracts }
            return Trade(
                activity: beginning, contracts: total, purchases: purchases,
                rareClasses: sums.count - frequent.count,
                rareContracts: sums.values.reduce(0, +) - counted)
        }
        return nil
    }

    /// An activity, then shorter ones: class, group, division.
    private static func beginnings(of activity: String) -> [String] {
        [6, 5, 4, 2].filter { $0 <= activity.count }.map { String(activity.prefix($0)) }
    }

    private static func digits(_ class4: UInt16) -> String {
        let text = String(class4)
        return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }
}
