import Columns
import Procurement

extension Asker {
    /// The query that counts facets, in DuckDB's dialect.
    ///
    /// - Shape: a row for each value: `facette`, `valeur`, `nombre`, `montant_centimes`; the row of
    ///   the facet `total` has no value.
    /// - Throws: `AskRefusal`.
    public func facetsSQL(
        _ selection: Selection = .everything, of keys: [String] = []
    ) throws(AskRefusal) -> String {
        var queries = [
            query(
                "CAST(NULL AS VARCHAR)", facet: "total", from: "contracts AS c",
                where: selection.condition.sql)
        ]
        for key in try facetKeys(keys) { queries.append(facet(key, selection)) }
        return SQLHeading.above(queries.joined(separator: "\nUNION ALL\n") + ";\n")
    }

    private func facet(_ key: SelectionKey, _ selection: Selection) -> String {
        let others = selection.removing(key)
        if case .rules = key.kind {
            return query(
                "g.\"regle\"", facet: key.name,
                from: "contracts AS c JOIN \(Self.brokenRules) AS g "
                    + "ON g.\"cle\" = c.\"cle\"", where: others.condition.sql)
        }
        guard key.isOfAwards, case .text(let column)? = key.group else {
            let group = SQLGroup(key, over: .facts)
            return query(
                group.expression, facet: key.name, from: "contracts AS c\(group.join)",
                where: others.condition.sql)
        }
        // Distinct values of the awards that meet the other filters on awards.
        let awardTerms = others.terms.filter(\.key.isOfAwards)
        let onAward = SQLCondition(scope: .award, population: .awards)
        let tests = awardTerms.map { onAward.render($0.key.condition($0.values)) }
        let values =
            "(SELECT DISTINCT a.\"cle\", CAST(a.\"\(column)\" AS VARCHAR) AS \"groupe\" FROM awards "
            + "AS a" + (tests.isEmpty ? "" : " WHERE " + tests.joined(separator: " AND ")) + ")"
        let onFacts = others.terms.filter { !$0.key.isOfAwards }
            .map { $0.key.condition($0.values).sql }
        return query(
            "coalesce(g.\"groupe\", '\(SelectionKey.unknownValue)')", facet: key.name,
            from: "contracts AS c \(tests.isEmpty ? "LEFT " : "")JOIN \(values) AS g "
                + "ON g.\"cle\" = c.\"cle\"",
            where: onFacts.isEmpty ? "TRUE" : onFacts.joined(separator: " AND "))
    }

    /// A row for each contract and rule it breaks.
    private static var brokenRules: String {
        let codes = FindingRule.sets.flatMap { set in
            set.labels.enumerated().map { bit, code in
                "CASE WHEN (CAST(\"\(set.name)\" AS INTEGER) & \(1 << bit)) <> 0 "
                    + "THEN \(SQLCondition.literal(code)) END"
            }
        }
        return "(SELECT \"cle\", \"regle\" FROM (SELECT \"cle\", "
            + "unnest([\(codes.joined(separator: ", "))]) AS \"regle\" FROM contracts) "
            + "WHERE \"regle\" IS NOT NULL)"
    }

    private func query(
        _ value: String, facet: String, from: String, where condition: String
    ) -> String {
        let groupBy = facet == "total" ? "" : "\nGROUP BY ALL"
        return "SELECT \(SQLCondition.literal(facet)) AS \"facette\", \(value) AS \"valeur\", "
            + "count(*) AS \"nombre\", "
            + "CAST(coalesce(sum(c.\"\(Self.facetAmount)\"), 0) AS HUGEINT) AS \"montant_centimes\"\n"
            + "FROM \(from)\nWHERE \(condition)\(groupBy)"
    }
}
