import Columns

/// The tables and the final query that count the rows of `base` by a form.
struct SQLForm {
    /// Common table expressions that follow `base`.
    let tables: [String]
    /// The final query.
    let result: String

    /// `g` is the quoted name of the grouping column, or empty.
    init(_ form: Form, g: String) {
        let known = Self.known(form)
        let select = g.isEmpty ? "SELECT " : "SELECT \(g), "
        let groupBy = g.isEmpty ? "" : " GROUP BY \(g)"
        let tallies =
            "count(*) FILTER (\"parmi\") AS \"cas\", "
            + "count(*) FILTER (\"parmi\" AND \(known)) AS \"comptes\", "
            + "count(*) FILTER (\"parmi\" IS NULL OR NOT (\(known))) AS \"inconnus\""
        let join =
            g.isEmpty ? " CROSS JOIN chiffres" : " LEFT JOIN chiffres USING (\(g))"
        func figures(_ above: String, _ below: String, from: String) -> [String] {
            [
                "effectifs AS (\(select)\(tallies) FROM base\(groupBy))",
                from,
                "chiffres AS (\(select)\(above) AS \"n\", \(below) AS \"d\" "
                    + "FROM cellules\(groupBy))",
            ]
        }
        func joined(counted: String = "\"comptes\"") -> String {
            "\(select)\"cas\", \(counted) AS \"comptes\", \"inconnus\", "
                + "CAST(coalesce(\"n\", 0) AS HUGEINT) AS \"numerateur\", "
                + "CAST(coalesce(\"d\", 0) AS HUGEINT) AS \"denominateur\" "
                + "FROM effectifs\(join)"
        }
        switch form {
        case .concentration:
            tables = figures(
                "sum(\"s\" * \"s\")", "sum(\"s\") * sum(\"s\")",
                from: Self.weights(g, known))
            result = joined()
        case .topShare(let count, _, _):
            tables = figures(
                "sum(\"s\") FILTER (\"rang\" <= \(count))", "sum(\"s\")",
                from: Self.weights(g, known, ranked: true))
            result = joined()
        case .perGroup(let keys, let inner, let summary):
            let names = keys.indices.map { "\"k\($0)\"" }
            let cells = Self.cells(g, names, inner)
            let whole = Self.summary(summary)
            tables = figures(whole.above, whole.below, from: cells)
            let counted =
                g.isEmpty
                ? "(SELECT count(*) FROM cellules)"
                : "(SELECT count(*) FROM cellules AS x WHERE x.\(g) = effectifs.\(g))"
            let text = joined(counted: counted)
            result =
                summary == .count
                ? text.replacing("CAST(coalesce(\"d\", 0) AS HUGEINT)", with: "NULL::HUGEINT")
                : text
        default:
            tables = []
            let figure = Self.figure(form, "\"parmi\" AND \(known)")
            result =
                "\(select)\(tallies), CAST(\(figure.above) AS HUGEINT) AS \"numerateur\", "
                + "CAST(\(figure.below) AS HUGEINT) AS \"denominateur\" FROM base\(groupBy)"
        }
    }

    /// Whether the form can count a row of `base`.
    private static func known(_ form: Form) -> String {
        switch form {
        case .count: "TRUE"
        case .sum, .mean, .median, .quantile: "\"v\" IS NOT NULL"
        case .ratio: "\"v\" IS NOT NULL AND \"w\" IS NOT NULL"
        case .share, .gap: "\"remplie\" IS NOT NULL AND \"w\" IS NOT NULL"
        case .distinct: "\"k\" IS NOT NULL"
        case .distinctShare: "\"k\" IS NOT NULL AND \"remplie\" IS NOT NULL"
        case .concentration, .topShare: "\"k\" IS NOT NULL AND \"w\" IS NOT NULL"
        case .perGroup(let keys, let inner, _):
            (keys.indices.map { "\"k\($0)\" IS NOT NULL" } + [known(inner)])
                .joined(separator: " AND ")
        }
    }

    /// Numerator and denominator of a form that one aggregation gives.
    private static func figure(
        _ form: Form, _ counted: String
    ) -> (above: String, below: String) {
        func sum(_ column: String, _ condition: String = "") -> String {
            "coalesce(sum(\"\(column)\") FILTER (\(counted)\(condition)), 0)"
        }
        let count = "count(*) FILTER (\(counted))"
        let sorted = "list_sort(list(\"v\") FILTER (\(counted)))"
        switch form {
        case .count: return (count, "NULL")
        case .sum: return (sum("v"), "NULL")
        case .mean: return (sum("v"), count)
        case .ratio: return (sum("v"), sum("w"))
        case .share: return (sum("w", " AND \"remplie\""), sum("w"))
        case .gap:
            let met = "count(*) FILTER (\(counted) AND \"remplie\")"
            return (
                "\(met) * \(sum("w")) - \(sum("w", " AND \"remplie\"")) * \(count)",
                "\(count) * \(sum("w"))"
            )
        case .distinct: return ("count(DISTINCT \"k\") FILTER (\(counted))", "NULL")
        case .distinctShare:
            return (
                "count(DISTINCT \"k\") FILTER (\(counted) AND \"remplie\")",
                "count(DISTINCT \"k\") FILTER (\(counted))"
            )
        case .median:
            let middle =
                "\(sorted)[(\(count) + 1) // 2] + \(sorted)[\(count) // 2 + 1]"
            return ("coalesce(\(middle), 0)", "CASE WHEN \(count) = 0 THEN 0 ELSE 2 END")
        case .quantile(_, let rank):
            let place = "greatest(1, (\(count) * \(rank) + 9999) // 10000)"
            return ("coalesce(\(sorted)[\(place)], 0)", "CASE WHEN \(count) = 0 THEN 0 ELSE 1 END")
        case .concentration, .topShare, .perGroup:
            preconditionFailure("A form of several levels is not one aggregation.")
        }
    }

    /// The weight of each key, with its rank by weight when asked.
    private static func weights(_ g: String, _ known: String, ranked: Bool = false) -> String {
        let keys = g.isEmpty ? "\"k\"" : "\(g), \"k\""
        let table =
            "SELECT \(keys), sum(\"w\") AS \"s\" FROM base "
            + "WHERE \"parmi\" AND \(known) GROUP BY \(keys)"
        guard ranked else { return "cellules AS (\(table))" }
        let partition = g.isEmpty ? "" : "PARTITION BY \(g) "
        return "cellules AS (SELECT *, row_number() OVER (\(partition)ORDER BY \"s\" DESC) AS "
            + "\"rang\" FROM (\(table)))"
    }

    /// The figure of each inner group: its numerator, for forms without denominator.
    private static func cells(_ g: String, _ names: [String], _ inner: Form) -> String {
        let keys = (g.isEmpty ? names : [g] + names).joined(separator: ", ")
        let isKeyed = names.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
        let figure = figure(inner, known(inner))
        return "cellules AS (SELECT \(keys), \(figure.above) AS \"s\" FROM base "
            + "WHERE \"parmi\" AND \(isKeyed) GROUP BY \(keys))"
    }

    private static func summary(_ summary: Summary) -> (above: String, below: String) {
        switch summary {
        case .count: ("count(*)", "NULL")
        case .mean: ("sum(\"s\")", "count(*)")
        case .median:
            (
                "list_sort(list(\"s\"))[(count(*) + 1) // 2] + list_sort(list(\"s\"))"
                    + "[count(*) // 2 + 1]",
                "CASE WHEN count(*) = 0 THEN 0 ELSE 2 END"
            )
        }
    }
}
