/// A facet request made ready: filters compiled and grouped by the key that facets may ignore.
///
/// Filters of facts whose key some facet counts are a group of their own; the others share group
/// 0. A fact that meets every group is counted everywhere; one that fails a single group, only in
/// the facets of that group's key. Filters of awards have bits in the same way.
struct FacetPlan: Sendable {
    /// Where a facet's codes come from.
    enum Source: Sendable {
        /// Codes as stored: a dictionary or a `uint8` bit set.
        case codes(Column)
        /// An integer less its least value; unknown has the last cell.
        case offset(Column, least: Int64)
        /// 0 no, 1 yes, 2 unknown.
        case flags(Column)
        /// Codes of a dictionary of awards; facts without award have the last cell.
        case awards(Column)
    }

    struct Line: Sendable {
        let facet: Facet
        let source: Source
        let cellCount: Int
        /// The group of filters of facts that it ignores.
        let ownGroup: Int?
        /// The bit of the filters of awards that it ignores; 0 when there is none.
        let ownAwardBit: UInt16
    }

    let lines: [Line]
    /// Filters of facts, by group.
    let groups: [[Predicate]]
    /// What each bit of an award's mask asks.
    let awardFilters: [(bit: UInt16, predicate: Predicate)]
    let amount: Column
    let awards: DetailTable?
    let rowCount: Int
    /// Whether sums of any number of facts fit 64 bits.
    let sumsAreSmall: Bool

    /// Integers are counted by value when they span no more than this.
    static let widestSpan: Int64 = 1 << 20

    /// - Throws: what compiling the filters throws; `wrongType` for a column that cannot be
    ///   counted; `malformed` for more than 15 keys with filters of awards.
    init(_ request: FacetRequest, _ dataset: Dataset) throws(EngineRefusal) {
        guard let amount = try dataset.facts.sound(request.amountColumn) else {
            throw .unknownColumn(request.amountColumn)
        }
        guard amount.type == .int64 else {
            throw .wrongType(column: amount.name, expected: "un montant")
        }
        self.amount = amount
        let bounds = dataset.bounds(of: amount) ?? 0...0
        let greatest = max(bounds.lowerBound.magnitude, bounds.upperBound.magnitude)
        sumsAreSmall =
            !greatest.multipliedReportingOverflow(by: UInt64(max(1, amount.count))).overflow
            && greatest * UInt64(max(1, amount.count)) < UInt64(Int64.max)

        rowCount = dataset.facts.rowCount
        let filtered = Set(request.filters.map(\.key))
        var ownGroups: [String: Int] = [:]
        var awardBits: [String: UInt16] = [:]
        var groups: [[Predicate]] = [[]]
        var awardFilters: [(bit: UInt16, predicate: Predicate)] = []
        let counted = Set(request.facets.map(\.key)).intersection(filtered)
        let onFacts = PredicateCompiler(
            dataset: dataset, population: .facts, ownColumns: false)
        let onAwards = PredicateCompiler(
            dataset: dataset, population: .details(Dataset.awards), ownColumns: true)
        for filter in request.filters {
            if case .anyAward(let inner) = filter.condition {
                var bit: UInt16 = 1
                if counted.contains(filter.key) {
                    guard awardBits.count < 15 else {
                        throw .malformed("plus de 15 clés de titulaires filtrées")
                    }
                    bit = awardBits[filter.key] ?? 2 << UInt16(awardBits.count)
                    awardBits[filter.key] = bit
                }
                awardFilters.append((bit, try onAwards.compile(inner)))
            } else {
                let predicate = try onFacts.compile(filter.condition)
                if let group = ownGroups[filter.key] {
                    groups[group].append(predicate)
                } else if counted.contains(filter.key) {
                    ownGroups[filter.key] = groups.count
                    groups.append([predicate])
                } else {
                    groups[0].append(predicate)
                }
            }
        }
        self.groups = groups
        self.awardFilters = awardFilters
        awards = dataset.details[Dataset.awards]
        var lines: [Line] = []
        for facet in request.facets {
            lines.append(
                try Self.line(facet, ownGroups[facet.key], awardBits[facet.key] ?? 0, dataset))
        }
        self.lines = lines
    }

    /// The count of some lines over every fact, without filter.
    init(everythingOf lines: [Line], like plan: FacetPlan) {
        self.lines = lines.map { line in
            Line(
                facet: line.facet, source: line.source, cellCount: line.cellCount, ownGroup: nil,
                ownAwardBit: 0)
        }
        groups = [[]]
        awardFilters = []
        amount = plan.amount
        awards = plan.awards
        rowCount = plan.rowCount
        sumsAreSmall = plan.sumsAreSmall
    }

    private static func line(
        _ facet: Facet, _ group: Int?, _ bit: UInt16, _ dataset: Dataset
    ) throws(EngineRefusal) -> Line {
        func line(_ source: Source, _ cells: Int) -> Line {
            Line(
                facet: facet, source: source, cellCount: cells, ownGroup: group, ownAwardBit: bit)
        }
        guard let column = try dataset.facts.sound(facet.column) else {
            guard let column = try dataset.details[Dataset.awards]?.table.sound(facet.column) else {
                throw .unknownColumn(facet.column)
            }
            guard column.type.isDictionary else {
                throw .wrongType(column: facet.column, expected: "un texte répété")
            }
            return line(.awards(column), (column.texts?.count ?? 0) + 1)
        }
        switch column.type {
        case .dictionary: return line(.codes(column), max(1, column.texts?.count ?? 0))
        case .bool: return line(.flags(column), 3)
        case .uint8 where !column.legend.isEmpty: return line(.codes(column), 256)
        case .uint8, .uint16, .uint32, .int32, .int64, .date:
            let bounds = dataset.bounds(of: column) ?? 0...0
            let (span, overflow) = bounds.upperBound.subtractingReportingOverflow(
                bounds.lowerBound)
            guard !overflow, span < widestSpan else { throw .tooManyGroups(facet.column) }
            return line(.offset(column, least: bounds.lowerBound), Int(span) + 2)
        case .text: throw .wrongType(column: facet.column, expected: "un texte répété")
        }
    }
}

extension FacetPlan.Line {
    /// Whether values are those of awards.
    var isOfAwards: Bool {
        if case .awards = source { true } else { false }
    }

    /// The column counted.
    var column: Column {
        switch source {
        case .codes(let column), .offset(let column, _), .flags(let column), .awards(let column):
            column
        }
    }

    /// Whether there are so many cells that those touched are noted, not all looked at.
    var isLong: Bool { cellCount > 4_096 }
}
