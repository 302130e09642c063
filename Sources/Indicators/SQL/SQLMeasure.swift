import Columns

/// Renders one measure over a selection as a query of DuckDB's dialect.
///
/// Rows of `base` are the selected ones where `among` is met or unknown; the query counts them as the
/// engine does (see `Measure`), and gives whole numbers only.
struct SQLMeasure {
    let measure: Measure
    let selection: Condition
    let dimension: SelectionKey?

    private var isOfAwards: Bool { measure.population == .awards }
    private var scope: SQLCondition.Scope { isOfAwards ? .award : .facts }

    /// The query: `cas`, `comptes`, `inconnus`, `numerateur`, `denominateur`, preceded by `groupe`
    /// when there is a dimension.
    func render() -> String {
        var parts = ["base AS (\n\(base)\n)"]
        let form = SQLForm(measure.form, g: dimension == nil ? "" : "\"groupe\"")
        parts += form.tables
        return "WITH " + parts.joined(separator: ", ") + "\n" + form.result
    }

    private var base: String {
        let group = dimension.map { SQLGroup($0, over: measure.population) }
        let own = SQLCondition(scope: scope, population: measure.population)
        var columns: [String] = []
        if let group { columns.append("\(group.expression) AS \"groupe\"") }
        columns.append("\(own.render(measure.among)) AS \"parmi\"")
        columns += self.columns(of: measure.form, own)
        let from =
            isOfAwards
            ? "awards AS a JOIN contracts AS c ON c.\"cle\" = a.\"cle\"" : "contracts AS c"
        let selected = SQLCondition(scope: .facts, population: measure.population)
        return "    SELECT \(columns.joined(separator: ",\n        "))\n"
            + "    FROM \(from)\(group?.join ?? "")\n"
            + "    WHERE \(selected.render(selection))\n"
            + "        AND (\(own.render(measure.among))) IS DISTINCT FROM FALSE"
    }

    /// What the form needs of each row: `v` and `w` values, `met` a condition, `k` keys.
    private func columns(of form: Form, _ own: SQLCondition) -> [String] {
        func value(_ name: String) -> String {
            "CAST(\(SQLCondition.column(name, in: scope)) AS HUGEINT)"
        }
        func weight(_ weight: Weight) -> String {
            if case .column(let name) = weight { value(name) } else { "CAST(1 AS HUGEINT)" }
        }
        switch form {
        case .count: return []
        case .sum(let name), .mean(let name), .median(let name), .quantile(let name, _):
            return ["\(value(name)) AS \"v\""]
        case .ratio(let above, let below):
            return ["\(weight(above)) AS \"v\"", "\(weight(below)) AS \"w\""]
        case .share(let condition, let by), .gap(let condition, let by):
            return ["\(own.render(condition)) AS \"remplie\"", "\(weight(by)) AS \"w\""]
        case .distinct(let key): return ["\(self.key(key)) AS \"k\""]
        case .distinctShare(let condition, let key):
            return ["\(own.render(condition)) AS \"remplie\"", "\(self.key(key)) AS \"k\""]
        case .concentration(let key, let by), .topShare(_, let key, let by):
            return ["\(self.key(key)) AS \"k\"", "\(weight(by)) AS \"w\""]
        case .perGroup(let keys, let inner, _):
            return keys.enumerated().map { "\(key($1)) AS \"k\($0)\"" } + columns(of: inner, own)
        }
    }

    private func key(_ key: GroupKey) -> String {
        switch key {
        case .text(let name): "CAST(\(SQLCondition.column(name, in: scope)) AS VARCHAR)"
        case .prefix(let name, let length):
            "left(CAST(\(SQLCondition.column(name, in: scope)) AS VARCHAR), \(length))"
        case .number(let name), .bits(let name): SQLCondition.column(name, in: scope)
        }
    }
}
