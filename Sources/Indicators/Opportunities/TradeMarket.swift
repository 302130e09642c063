public import Columns
public import Procurement

/// Who buys what a trade sells, how much at a time, and from how many firms.
///
/// Contracts under a framework and concessions are left out.
public struct TradeMarket: Sendable {
    /// The lowest quarter, the middle and the highest quarter of known values.
    public struct Spread: Hashable, Sendable {
        /// Values known.
        public var count: Int
        public var firstQuartile: Int64
        /// Mean of the two middle values, rounded towards zero.
        public var median: Int64
        public var thirdQuartile: Int64

        /// The spread of values; nil without any. Quartiles are discrete.
        public init?(_ values: [Int64]) {
            guard !values.isEmpty else { return nil }
            let sorted = values.sorted()
            let middle = sorted.count / 2
            count = sorted.count
            median =
                sorted.count % 2 == 1
                ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2
            firstQuartile = sorted[max(0, (sorted.count + 3) / 4 - 1)]
            thirdQuartile = sorted[max(0, (sorted.count * 3 + 3) / 4 - 1)]
        }
    }

    /// A buyer.
    public struct Buyer: Sendable {
        /// SIRET.
        public var id: String
        public var name: String?
        public var contracts: Int
        /// Of its usable amounts, ceilings left out; in cents.
        public var amounts: Spread?
        /// Its last notification.
        public var last: Day?
        /// The least distance of its contracts.
        public var distance: PlaceDistances.Distance?
    }

    /// Contracts found.
    public var contracts: Int
    /// Contracts left out because their place is unknown.
    public var placeUnknown: Int
    /// First and last notification.
    public var period: ClosedRange<Day>?
    /// Of usable amounts, ceilings of frameworks left out; in cents.
    public var amounts: Spread?
    /// Contracts whose amount is a ceiling.
    public var ceilings: Int
    /// Of numbers of offers received.
    public var offers: Spread?
    /// Awards to firms whose size is known, and among them to small and medium ones; nil when the
    /// edition does not tell sizes.
    public var small: (known: Int, met: Int, awards: Int)?
    /// Buyers, those with most contracts first, then by identifier.
    public var buyers: [Buyer]

    /// What is asked.
    public struct Question: Sendable {
        /// CPV classes, four digits each.
        public var classes: [String]
        public var origin: GeoPoint?
        public var radius: Double?
        /// Column of awards that tells the size of firms, and its values for small and medium ones.
        public var sizes: (column: String, small: Set<String>)?

        /// The market of these classes, everywhere.
        public init(classes: [String]) { self.classes = classes }
    }

    /// Looks at the contracts of these classes around a point.
    ///
    /// - Complexity: O(contracts) over the engine's columns, O(found log found) after.
    public init(
        _ question: Question, dataset: Dataset, centre: @escaping PlaceDistances.Centre,
        workers: Int = 1
    ) throws(EngineRefusal) {
        let found = try dataset.select(
            .all([
                .startsWith("codeCPV", question.classes), .isAny("genre", of: ["Marché"]),
                .isAnyNumber("subsequent", of: [0]),
            ]), workers: workers)
        let facts = dataset.facts
        var gathered = Gathering(facts, awards: dataset.details[Dataset.awards]?.table, question)
        var distances = question.origin.map { PlaceDistances(facts, from: $0, centre: centre) }
        var unknown = 0
        found.forEachRow { row in
            let distance = distances?.distance(row)
            if let radius = question.radius, distances != nil {
                guard let distance else {
                    unknown += 1
                    return
                }
                guard distance.kilometres <= radius else { return }
            }
            gathered.add(row, distance)
        }
        placeUnknown = unknown
        contracts = gathered.contracts
        period = gathered.period
        amounts = Spread(gathered.amounts)
        ceilings = gathered.ceilings
        offers = Spread(gathered.offers)
        small = gathered.small
        buyers = gathered.buyers()
    }

    /// What is gathered row by row.
    private struct Gathering {
        var contracts = 0
        var amounts: [Int64] = []
        var offers: [Int64] = []
        var ceilings = 0
        var small: (known: Int, met: Int, awards: Int)?
        private(set) var period: ClosedRange<Day>?
        private let facts: Table
        private let sizes: (column: Column, small: Set<Int>, contract: Column)?
        /// By code of the buyer.
        private var byBuyer: [Int: (rows: Int, amounts: [Int64], last: Int64?, row: Int)] = [:]
        private var nearest: [Int: PlaceDistances.Distance] = [:]

        init(_ facts: Table, awards: Table?, _ question: Question) {
            self.facts = facts
            if let wanted = question.sizes, let awards, let column = awards[wanted.column],
                let texts = column.texts, let contract = awards["contrat"]
            {
                let codes = (0..<texts.count).filter { wanted.small.contains(texts[$0]) }
                sizes = (column, Set(codes), contract)
                small = (0, 0, 0)
            } else {
                sizes = nil
            }
        }

        mutating func add(_ row: Int, _ distance: PlaceDistances.Distance?) {
            contracts += 1
            let isCeiling = facts["plafond"]?.integer(row) == 1
            let amount = isCeiling ? nil : facts["montant_centimes"]?.integer(row)
            if isCeiling { ceilings += 1 }
            if let amount { amounts.append(amount) }
            if let count = facts["offresRecues"]?.integer(row), count > 0 { offers.append(count) }
            let day = facts["dateNotification"]?.integer(row)
            if let day {
                let day = Day(number: Int32(clamping: day))
                let known = period ?? day...day
                period = min(known.lowerBound, day)...max(known.upperBound, day)
            }
            addAwards(of: row)
            guard let buyer = facts["acheteur_id"], buyer.isKnown(row) else { return }
            let code = buyer.code(row)
            var known = byBuyer[code] ?? (0, [], nil, row)
            known.rows += 1
            if let amount { known.amounts.append(amount) }
            known.last = [known.last, day].compactMap { $0 }.max()
            byBuyer[code] = known
            if let distance, distance.kilometres < nearest[code]?.kilometres ?? .infinity {
                nearest[code] = distance
            }
        }

        private mutating func addAwards(of row: Int) {
            guard let sizes else { return }
            var (low, high) = (0, sizes.contract.count)
            while low < high {
                let middle = (low + high) / 2
                if sizes.contract.code(middle) < row { low = middle + 1 } else { high = middle }
            }
            while low < sizes.contract.count, sizes.contract.code(low) == row {
                small?.awards += 1
                if sizes.column.isKnown(low) {
                    small?.known += 1
                    if sizes.small.contains(sizes.column.code(low)) { small?.met += 1 }
                }
                low += 1
            }
        }

        func buyers() -> [Buyer] {
            byBuyer.map { code, known in
                Buyer(
                    id: facts["acheteur_id"]?.text(known.row) ?? "",
                    name: facts["acheteur_nom"]?.text(known.row), contracts: known.rows,
                    amounts: Spread(known.amounts),
                    last: known.last.map { Day(number: Int32(clamping: $0)) },
                    distance: nearest[code])
            }.sorted { ($1.contracts, $0.id) < ($0.contracts, $1.id) }
        }
    }
}
