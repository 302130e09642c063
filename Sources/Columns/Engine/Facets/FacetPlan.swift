/// A facet request made ready: filters compiled and grouped by the facets that ignore them.
///
/// Every filter ignored by some facet has a bit of its own; the others share bit 0. A row's mask
/// has the bits of the filters it fails: 0 is counted everywhere, a single bit only in the facets
/// that own it.
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
        /// Bits of the filters it ignores.
        let ownFactBit: UInt32
        let ownAwardBit: UInt32
    }

    let lines: [Line]
    /// What each bit of a fact's mask asks.
    let factFilters: [(bit: UInt32, predicate: Predicate)]
    /// What each bit of an award's mask asks.
    let awardFilters: [(bit: UInt32, predicate: Predicate)]
    let amount: Column
    let awards: DetailTable?
    /// Whether sums of any number of facts fit 64 bits.
    let sumsAreSmall: Bool

    /// The mask bit of a fact none of whose awards meets the award filters.
    static let noAward: UInt32 = 1 << 31
    /// Integers are counted by value when they span no more than this.
    static let widestSpan: Int64 = 1 << 20

    /// - Throws: what compiling the filters throws; `wrongType` for a column that cannot be
    ///   counted; `malformed` for more than 30 facets with filters.
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

        var keyBits: [String: UInt32] = [:]
        for key in Set(request.facets.map(\.key)).sorted()
        where request.filters.contains(where: { $0.key == key }) {
            guard keyBits.count < 30 else { throw .malformed("plus de 30 facettes filtrées") }
            keyBits[key] = 2 << UInt32(keyBits.count)
        }
        var factFilters: [(bit: UInt32, predicate: Predicate)] = []
        var awardFilters: [(bit: UInt32, predicate: Predicate)] = []
        let onFacts = PredicateCompiler(
            dataset: dataset, population: .facts, ownColumns: false)
        let onAwards = PredicateCompiler(
            dataset: dataset, population: .details(Dataset.awards), ownColumns: true)
        for filter in request.filters {
            let bit = keyBits[filter.key] ?? 1
            if case .anyAward(let inner) = filter.condition {
                awardFilters.append((bit, try onAwards.compile(inner)))
            } else {
                factFilters.append((bit, try onFacts.compile(filter.condition)))
            }
        }
        self.factFilters = factFilters
        self.awardFilters = awardFilters
        awards = dataset.details[Dataset.awards]
        var lines: [Line] = []
        for facet in request.facets {
            lines.append(try Self.line(facet, keyBits[facet.key] ?? 0, dataset))
        }
        self.lines = lines
    }

    private static func line(
        _ facet: Facet, _ bit: UInt32, _ dataset: Dataset
    ) throws(EngineRefusal) -> Line {
        func line(_ source: Source, _ cells: Int) -> Line {
            Line(
                facet: facet, source: source, cellCount: cells, ownFactBit: bit, ownAwardBit: bit)
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
