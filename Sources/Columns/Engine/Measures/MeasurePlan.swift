/// A measure made ready for one dataset, selection and grouping.
final class MeasurePlan: Sendable {
    /// A column to read as an integer; nil parents when rows are its own.
    struct Reader: Sendable {
        let column: Column
        let parents: DetailTable?

        /// The values of rows, `Int64.min` when unknown; O(rows).
        func read(_ lines: MeasureLines, into out: UnsafeMutablePointer<Int64>) {
            let rows = parents == nil ? lines.rows : lines.facts
            let count = lines.count
            switch column.type {
            case .uint8: read(column.stored(as: UInt8.self), .max, rows, count, out)
            case .uint16: read(column.stored(as: UInt16.self), .max, rows, count, out)
            case .uint32: read(column.stored(as: UInt32.self), .max, rows, count, out)
            case .int32, .date: read(column.stored(as: Int32.self), .min, rows, count, out)
            case .int64: read(column.stored(as: Int64.self), .min, rows, count, out)
            case .bool, .text, .dictionary:
                for k in 0..<count { out[k] = column.integer(Int(rows[k])) ?? .min }
            }
        }

        @inline(__always)
        private func read<Value: FixedWidthInteger>(
            _ values: UnsafePointer<Value>, _ unknown: Value, _ rows: UnsafePointer<UInt32>,
            _ count: Int, _ out: UnsafeMutablePointer<Int64>
        ) {
            let hasUnknown = column.nullCount > 0
            for k in 0..<count {
                let value = values[Int(rows[k])]
                out[k] =
                    hasUnknown && value == unknown ? .min : Int64(truncatingIfNeeded: value)
            }
        }
    }

    /// Weights: nil is one a row.
    enum Kind: Sendable {
        case count
        case sum(Reader)
        case mean(Reader)
        case ratio(Reader?, per: Reader?)
        case share(met: Predicate, unmet: Predicate, weight: Reader?)
        case gap(met: Predicate, unmet: Predicate, weight: Reader?)
        case distinct(KeyCoder)
        case distinctShare(met: Predicate, unmet: Predicate, KeyCoder)
        case middle(Reader)
        case rank(Reader, perTenThousand: Int)
        case concentration(KeyCoder, Reader?)
        case topShare(Int, KeyCoder, Reader?)
    }

    let dataset: Dataset
    let measure: Measure
    let by: [GroupKey]
    let rowCount: Int
    /// The table of rows when they are details: the way to their facts.
    let detail: DetailTable?
    /// Selected rows.
    let selected: Predicate
    /// Rows where `among` is met, and rows where it is known and not; nil when all are met.
    let among: (met: Predicate, unmet: Predicate)?
    let kind: Kind
    let outer: [KeyCoder]
    let inner: [KeyCoder]
    let summary: Summary?
    /// Number of codes of each level, multiplied.
    let outerSpace: UInt64
    let innerSpace: UInt64
    let pairSpace: UInt64

    /// - Throws: whatever is unknown, of a wrong type or too wide in the question.
    init(
        _ measure: Measure, _ selection: Condition, by: [GroupKey], _ dataset: Dataset
    ) throws(EngineRefusal) {
        self.dataset = dataset
        self.measure = measure
        self.by = by
        let population = measure.population
        rowCount = try dataset.rowCount(population)
        if case .details(let name) = population {
            detail = try dataset.detail(name)
        } else {
            detail = nil
        }
        selected = try PredicateCompiler(
            dataset: dataset, population: population, ownColumns: false
        ).compile(selection)
        let own = PredicateCompiler(dataset: dataset, population: population, ownColumns: true)
        among =
            measure.among == .always
            ? nil
            : (try own.compile(measure.among), try own.compile(measure.among, negated: true))
        var form = measure.form
        var innerKeys: [GroupKey] = []
        var summary: Summary?
        if case .perGroup(let keys, let each, let reduction) = form {
            innerKeys = keys
            form = each
            summary = reduction
        }
        self.summary = summary
        kind = try Self.kind(form, own)
        outer = try Self.coders(by, own)
        inner = try Self.coders(innerKeys, own)
        let names = "\(by.count + innerKeys.count) clés"
        outerSpace = try Self.product(outer.map(\.count), names)
        innerSpace = try Self.product(inner.map(\.count), names)
        pairSpace = try Self.product(
            [outerSpace, innerSpace] + (kind.key.map { [$0.count] } ?? []), names)
    }

    /// What the code of a group stands for, under each key.
    func labels(_ code: UInt64) -> [GroupValue] {
        var rest = code
        var labels: [GroupValue] = []
        for key in outer.reversed() {
            labels.append(key.value(rest % key.count))
            rest /= key.count
        }
        return labels.reversed()
    }

    private static func coders(
        _ keys: [GroupKey], _ own: PredicateCompiler
    ) throws(EngineRefusal) -> [KeyCoder] {
        var coders: [KeyCoder] = []
        for key in keys { coders.append(try KeyCoder(key, own.dataset, own.population)) }
        return coders
    }

    private static func product(
        _ counts: [UInt64], _ names: String
    ) throws(EngineRefusal) -> UInt64 {
        var product: UInt64 = 1
        for count in counts {
            let (next, overflow) = product.multipliedReportingOverflow(by: count)
            guard !overflow else { throw .tooManyGroups(names) }
            product = next
        }
        return product
    }

    private static func kind(
        _ form: Form, _ own: PredicateCompiler
    ) throws(EngineRefusal) -> Kind {
        func reader(_ name: String) throws(EngineRefusal) -> Reader {
            let found = try own.dataset.column(name, of: own.population)
            guard found.column.type.isInteger || found.column.type == .bool else {
                throw .wrongType(column: name, expected: "un nombre, un montant ou une date")
            }
            return Reader(column: found.column, parents: found.parents)
        }
        func weight(_ weight: Weight) throws(EngineRefusal) -> Reader? {
            guard case .column(let name) = weight else { return nil }
            return try reader(name)
        }
        func coder(_ key: GroupKey) throws(EngineRefusal) -> KeyCoder {
            try KeyCoder(key, own.dataset, own.population)
        }
        switch form {
        case .count: return .count
        case .sum(let name): return .sum(try reader(name))
        case .mean(let name): return .mean(try reader(name))
        case .ratio(let above, let below):
            return .ratio(try weight(above), per: try weight(below))
        case .share(let condition, let by):
            return .share(
                met: try own.compile(condition),
                unmet: try own.compile(condition, negated: true), weight: try weight(by))
        case .gap(let condition, let by):
            return .gap(
                met: try own.compile(condition),
                unmet: try own.compile(condition, negated: true), weight: try weight(by))
        case .distinct(let key): return .distinct(try coder(key))
        case .distinctShare(let condition, let key):
            return .distinctShare(
                met: try own.compile(condition),
                unmet: try own.compile(condition, negated: true), try coder(key))
        case .median(let name): return .middle(try reader(name))
        case .quantile(let name, let rank):
            guard (0...10_000).contains(rank) else {
                throw .malformed("un quantile va de 0 à 10\u{202F}000 dix-millièmes")
            }
            return .rank(try reader(name), perTenThousand: rank)
        case .concentration(let key, let by):
            return .concentration(try coder(key), try weight(by))
        case .topShare(let count, let key, let by):
            return .topShare(count, try coder(key), try weight(by))
        case .perGroup: throw .malformed("un regroupement dans un regroupement")
        }
    }
}

extension MeasurePlan.Kind {
    /// The key whose values are counted, if any.
    var key: KeyCoder? {
        switch self {
        case .distinct(let key), .distinctShare(_, _, let key), .concentration(let key, _),
            .topShare(_, let key, _):
            key
        default: nil
        }
    }

    /// Whether every value is kept until the end.
    var keepsValues: Bool {
        switch self {
        case .middle, .rank: true
        default: false
        }
    }

    /// What each row of a key weighs.
    var weight: MeasurePlan.Reader? {
        switch self {
        case .concentration(_, let weight), .topShare(_, _, let weight): weight
        default: nil
        }
    }
}
