public import Columns
public import Procurement

extension Indicator {
    /// The query that gives the same numbers as the engine, in DuckDB's dialect, over the tables
    /// `contracts` and `awards` of an edition, and those of its words when they are asked for; a
    /// comment first says which.
    ///
    /// - Shape: a row for each group and measure: `groupe` (NULL for the whole selection), `mesure`,
    ///   `cas`, `comptes`, `inconnus`, `numerateur`, `denominateur`; the last two are whole numbers
    ///   in the stored unit (cents…).
    public func sql(_ selection: Selection, by key: SelectionKey?, on day: Day) -> String {
        let queries = measures(on: day).map { named in
            let measure = SQLMeasure(
                measure: named.measure, selection: selection.condition, dimension: key)
            let group = key == nil ? "CAST(NULL AS VARCHAR) AS \"groupe\"" : "\"groupe\""
            return "-- \(named.title)\n"
                + "SELECT \(group), \(SQLCondition.literal(named.name)) AS \"mesure\", "
                + "\"cas\", \"comptes\", \"inconnus\", \"numerateur\", \"denominateur\"\n"
                + "FROM (\n\(measure.render())\n)"
        }
        return SQLHeading.above(queries.joined(separator: "\nUNION ALL\n") + ";\n")
    }
}

extension Condition {
    /// The expression of a condition on contracts (alias `c`), in DuckDB's dialect.
    public var sql: String { SQLCondition(scope: .facts, population: .facts).render(self) }
}
