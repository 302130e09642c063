/// Turns conditions into predicates over the rows of one population.
struct PredicateCompiler {
    let dataset: Dataset
    let population: Population
    /// Whether columns are looked up in the population's own table first (a measure's conditions)
    /// or only in facts (a selection's).
    let ownColumns: Bool

    /// A predicate met where the condition is met, or, when `negated`, known and not met.
    ///
    /// - Throws: `unknownColumn`, `wrongType`, `unknownDetail`, `noWordIndex`.
    func compile(
        _ condition: Condition, negated: Bool = false
    ) throws(EngineRefusal) -> Predicate {
        switch condition {
        case .always: return .constant(!negated)
        case .all(let parts): return try compile(parts, every: !negated, negated: negated)
        case .any(let parts): return try compile(parts, every: negated, negated: negated)
        case .not(let inner): return try compile(inner, negated: !negated)
        case .anyAward(let inner): return try compileAny(inner, negated: negated)
        case .words(let query):
            guard let words = dataset.words else { throw .noWordIndex }
            var rows = words.bitmap(query, of: dataset.facts.rowCount)
            if negated { rows.invert() }
            return try onFacts(.rows(rows))
        default:
            let leaf = LeafCompiler(negated: negated)
            if ownColumns, case .details(let name) = population,
                let own = try leaf.compile(condition, in: dataset.detail(name).table)
            {
                return own
            }
            if let sorted = try sortedRange(condition, negated: negated) {
                return try onFacts(sorted)
            }
            guard let fact = try leaf.compile(condition, in: dataset.facts) else {
                throw .unknownColumn(condition.columnNames.joined(separator: ", "))
            }
            return try onFacts(fact)
        }
    }

    private func compile(
        _ parts: [Condition], every: Bool, negated: Bool
    ) throws(EngineRefusal) -> Predicate {
        var compiled: [Predicate] = []
        for part in parts { compiled.append(try compile(part, negated: negated)) }
        return every ? .all(gathered(compiled)) : .any(compiled)
    }

    /// Conditions on the facts of details, evaluated together before they are spread.
    private func gathered(_ parts: [Predicate]) -> [Predicate] {
        var own: [Predicate] = []
        var ofParents: [Predicate] = []
        var table: DetailTable?
        for part in parts {
            if case .parent(let detail, let inner) = part {
                ofParents.append(inner)
                table = detail
            } else {
                own.append(part)
            }
        }
        if let table { own.insert(.parent(table, .all(ofParents)), at: 0) }
        return own
    }

    private func compileAny(
        _ inner: Condition, negated: Bool
    ) throws(EngineRefusal) -> Predicate {
        let awards = PredicateCompiler(
            dataset: dataset, population: .details(Dataset.awards), ownColumns: true)
        if population == awards.population {
            return try awards.compile(inner, negated: negated)
        }
        // No award may be met, nor unknown: `not` of any asks all awards to be known and not met.
        let detail = try dataset.detail(Dataset.awards)
        guard negated else {
            return try onFacts(.anyDetail(detail, awards.compile(inner), none: false))
        }
        return try onFacts(
            .anyDetail(detail, .complement(awards.compile(inner, negated: true)), none: true))
    }

    private func onFacts(_ predicate: Predicate) throws(EngineRefusal) -> Predicate {
        guard case .details(let name) = population else { return predicate }
        return .parent(try dataset.detail(name), predicate)
    }

    /// A range over the column that facts are sorted by, as rows found by bisection.
    private func sortedRange(
        _ condition: Condition, negated: Bool
    ) throws(EngineRefusal) -> Predicate? {
        guard case .between(let name, let low, let high) = condition, !negated,
            dataset.sortedBy.contains(name), let column = try dataset.facts.sound(name)
        else { return nil }
        guard column.type.isInteger else {
            throw .wrongType(column: name, expected: "un nombre ou une date")
        }
        let start = column.firstRow(atLeast: low ?? .min)
        let end = high.map { $0 == .max ? column.count : column.firstRow(atLeast: $0 + 1) }
        return .span(start..<max(start, end ?? column.count))
    }
}
