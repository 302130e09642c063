public import Columns
public import Procurement

/// Contracts of other buyers near one that end in the same quarter as its own, for the same class of
/// purchases: what could be bought together.
///
/// Near is within a radius of the place of the buyer's contract, or in the same department where one of
/// the two places is unknown.
public struct RenewalNeighbours: Sendable {
    /// A quarter of a year.
    public struct Quarter: Hashable, Comparable, Sendable {
        public let year: Int
        /// From 1 to 4.
        public let number: Int

        /// The quarter of a day.
        public init(of day: Day) {
            let parts = day.parts
            (year, number) = (parts.year, (parts.month + 2) / 3)
        }

        /// The earlier comes first.
        public static func < (left: Self, right: Self) -> Bool {
            (left.year, left.number) < (right.year, right.number)
        }
    }

    /// A neighbour's contract.
    public struct Line: Sendable {
        public var row: Int
        public var distance: PlaceDistances.Distance?
    }

    /// One class of purchases in one quarter.
    public struct Group: Sendable {
        /// CPV class, four digits.
        public var cpv: String
        public var quarter: Quarter
        /// Rows of the buyer's own contracts, by end.
        public var own: [Int]
        /// Neighbours' contracts, the nearest first.
        public var others: [Line]
        /// Number of other buyers.
        public var buyers: Int
    }

    /// What is asked.
    public struct Question: Sendable {
        /// SIRET of the buyer.
        public var buyer: String
        public var ends: ClosedRange<Day>
        /// Kilometres.
        public var radius = 50.0

        /// The contracts of a buyer that end within days.
        public init(buyer: String, ends: ClosedRange<Day>) {
            self.buyer = buyer
            self.ends = ends
        }
    }

    /// Groups with at least one neighbour, by quarter, then class.
    public let groups: [Group]

    /// Looks for neighbours.
    ///
    /// - Complexity: two scans of the engine's columns, then O(found).
    public init(
        _ question: Question, dataset: Dataset, centre: @escaping PlaceDistances.Centre,
        workers: Int = 1
    ) throws(EngineRefusal) {
        let facts = dataset.facts
        guard let end = facts["dateFin"], let code = facts["codeCPV"],
            let buyer = facts["acheteur_id"], let departement = facts["acheteur_departement"]
        else { throw .unknownColumn("dateFin") }
        struct Key: Hashable {
            var class4: UInt16
            var quarter: Quarter
        }
        let classes = code.classes
        func key(_ row: Int) -> Key? {
            guard code.isKnown(row), classes[code.code(row)] != .max, let day = end.integer(row)
            else { return nil }
            return Key(
                class4: classes[code.code(row)],
                quarter: Quarter(of: Day(number: Int32(clamping: day))))
        }
        let among = Selection.everything
        let own = try dataset.select(
            .all([
                .isAny("acheteur_id", of: [question.buyer]),
                RenewalRadar.condition(among, ends: question.ends),
            ]), workers: workers)
        var rows: [Key: [Int]] = [:]
        own.forEachRow { row in
            if let key = key(row) { rows[key, default: []].append(row) }
        }
        let wanted = Set(rows.keys.map { Self.digits($0.class4) })
        guard !wanted.isEmpty else {
            groups = []
            return
        }
        let found = try dataset.select(
            .all([
                .startsWith("codeCPV", wanted.sorted()),
                RenewalRadar.condition(
                    among, ends: Self.wholeQuarters(question.ends)),
                .not(.isAny("acheteur_id", of: [question.buyer])),
            ]), workers: workers)
        var others: [Key: [Line]] = [:]
        var distances: [Key: PlaceDistances?] = [:]
        found.forEachRow { row in
            guard let key = key(row), let first = rows[key]?.first else { return }
            if distances[key] == nil {
                let point = PlaceDistances.point(of: first, in: facts, centre: centre)
                distances[key] = .some(
                    point.map { PlaceDistances(facts, from: $0, centre: centre) })
            }
            let distance = distances[key]??.distance(row)
            let isNear =
                distance.map { $0.kilometres <= question.radius }
                ?? (departement.isKnown(row) && departement.isKnown(first)
                    && departement.code(row) == departement.code(first))
            if isNear { others[key, default: []].append(Line(row: row, distance: distance)) }
        }
        groups = others.map { key, lines in
            Group(
                cpv: Self.digits(key.class4), quarter: key.quarter,
                own: (rows[key] ?? []).sorted {
                    (end.integer($0) ?? 0, $0) < (end.integer($1) ?? 0, $1)
                },
                others: lines.sorted {
                    ($0.distance?.kilometres ?? .infinity, $0.row)
                        < ($1.distance?.kilometres ?? .infinity, $1.row)
                }, buyers: Set(lines.map { buyer.code($0.row) }).count)
        }.sorted { ($0.quarter, $0.cpv) < ($1.quarter, $1.cpv) }
    }

    /// From the first day of the first quarter to the last day of the last.
    private static func wholeQuarters(_ days: ClosedRange<Day>) -> ClosedRange<Day> {
        func first(_ day: Day, adding months: Int) -> Day {
            let quarter = Quarter(of: day)
            let start = Day(year: quarter.year, month: quarter.number * 3 - 2, day: 1) ?? day
            return start.adding(months: months)
        }
        return first(
            days.lowerBound, adding: 0)...first(days.upperBound, adding: 3).adding(days: -1)
    }

    private static func digits(_ class4: UInt16) -> String {
        let text = String(class4)
        return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }
}

extension PlaceDistances {
    /// Where a contract is performed, else the centre of its buyer's department.
    public static func point(
        of row: Int, in contracts: Table, centre: Centre
    ) -> GeoPoint? {
        if let code = contracts["lieuExecution_code"]?.text(row), !code.isEmpty,
            let found = centre(
                code, contracts["lieuExecution_typeCode"]?.text(row),
                contracts["departement"]?.text(row))
        {
            return found.point
        }
        guard let departement = contracts["acheteur_departement"]?.text(row) else { return nil }
        return centre("", nil, departement)?.point
    }
}
