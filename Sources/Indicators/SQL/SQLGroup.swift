import Columns
import Procurement

/// What groups rows in SQL: the text of a group as answers write it, and the join it takes.
struct SQLGroup {
    /// The text of the group, never NULL.
    let expression: String
    /// What follows the FROM clause, when a row may be in several groups.
    let join: String

    /// The group of a key over a population; award columns over contracts join the distinct values
    /// of the contract's awards.
    init(_ key: SelectionKey, over population: Population) {
        let scope: SQLCondition.Scope = population == .awards ? .award : .facts
        let unknown = SQLCondition.literal(SelectionKey.unknownValue)
        guard let group = key.group else {
            expression = unknown
            join = ""
            return
        }
        switch group {
        case .text(let name) where SQLCondition.awardColumns.contains(name) && scope == .facts:
            expression = "coalesce(g.\"groupe\", \(unknown))"
            join =
                " LEFT JOIN (SELECT DISTINCT \"cle\", CAST(\"\(name)\" AS VARCHAR) AS \"groupe\" "
                + "FROM awards) AS g ON g.\"cle\" = c.\"cle\""
        case .text(let name):
            let column = SQLCondition.column(name, in: scope)
            expression = "coalesce(CAST(\(column) AS VARCHAR), \(unknown))"
            join = ""
        case .prefix(let name, let length):
            let column = SQLCondition.column(name, in: scope)
            expression = "coalesce(left(CAST(\(column) AS VARCHAR), \(length)), \(unknown))"
            join = ""
        case .number(let name):
            let column = SQLCondition.column(name, in: scope)
            if case .flag = key.kind {
                expression =
                    "CASE WHEN \(column) THEN 'oui' WHEN NOT \(column) THEN 'non' ELSE \(unknown) END"
            } else {
                expression = "coalesce(CAST(\(column) AS VARCHAR), \(unknown))"
            }
            join = ""
        case .bits(let name):
            let column = SQLCondition.column(name, in: scope)
            let labels = key.bitLabels.enumerated().map { bit, label in
                "(\(1 << bit), \(SQLCondition.literal(label)))"
            }
            let none = "(0, \(SQLCondition.literal(SelectionKey.noneValue)))"
            expression = "g.\"groupe\""
            join =
                " JOIN (VALUES (-1, \(unknown)), \(none), \(labels.joined(separator: ", "))) "
                + "AS g(\"bit\", \"groupe\") ON CASE WHEN \(column) IS NULL THEN g.\"bit\" = -1 "
                + "WHEN \(column) = 0 THEN g.\"bit\" = 0 "
                + "ELSE g.\"bit\" > 0 AND (CAST(\(column) AS INTEGER) & g.\"bit\") <> 0 END"
        }
    }
}

extension SelectionKey {
    /// The labels of a bit set, by bit.
    var bitLabels: [String] {
        if case .bits(let list) = kind { list.labels } else { [] }
    }
}
