import Columns
import Foundation

/// What changed from one edition to another: contracts added, removed and changed, by their keys, and
/// the totals on each side.
public struct EditionDifference: Codable, Sendable, Hashable {
    /// A contract that both editions hold and whose columns differ.
    public struct Change: Codable, Sendable, Hashable {
        public var key: String
        /// Names of the columns that differ, in the order of the table.
        public var fields: [String]
    }

    /// A figure on each side; amounts in cents.
    public struct Figure: Codable, Sendable, Hashable {
        public var name: String
        public var before: Int64
        public var after: Int64
    }

    /// Identifier of the first edition.
    public var before: String
    /// Identifier of the second one.
    public var after: String
    public var added: [String]
    public var removed: [String]
    public var changed: [Change]
    /// Number of contracts changed, by column.
    public var changesByField: [String: Int]
    public var figures: [Figure]

    /// Columns that depend on other contracts or on row numbers: a difference there is no news of the
    /// contract itself.
    private static let relative: Set<String> = [
        "cle", "ordre_montant", "successeur", "successeur_ecart", "successeur_ressemblance",
    ]

    /// Compares two editions.
    ///
    /// - Complexity: O(contracts × columns).
    public init(from first: Edition, to second: Edition) {
        before = first.id
        after = second.id
        added = []
        removed = []
        changed = []
        changesByField = [:]
        figures = []
        let earlier = Self.rows(first)
        let later = Self.rows(second)
        added = later.keys.filter { earlier[$0] == nil }.sorted()
        removed = earlier.keys.filter { later[$0] == nil }.sorted()
        let columns = Self.pairs(first, second)
        for (key, row) in earlier {
            guard let other = later[key] else { continue }
            let fields = columns.filter { !Self.isSame($0.0, row, $0.1, other) }.map(\.0.name)
            if !fields.isEmpty { changed.append(Change(key: key, fields: fields)) }
        }
        changed.sort { $0.key < $1.key }
        for change in changed {
            for field in change.fields { changesByField[field, default: 0] += 1 }
        }
        addFigures(first, second)
    }

    private static func rows(_ edition: Edition) -> [String: Int] {
        guard let keys = edition.contracts["cle"] else { return [:] }
        var rows: [String: Int] = [:]
        rows.reserveCapacity(keys.count)
        for row in 0..<keys.count { rows[keys.text(row) ?? ""] = row }
        return rows
    }

    private static func pairs(_ first: Edition, _ second: Edition) -> [(Column, Column)] {
        first.contracts.columns.compactMap { column in
            guard !relative.contains(column.name), let other = second.contracts[column.name]
            else { return nil }
            return (column, other)
        }
    }

    private static func isSame(
        _ first: Column, _ row: Int, _ second: Column, _ other: Int
    ) -> Bool {
        guard first.isKnown(row) == second.isKnown(other) else { return false }
        guard let texts = first.texts, let others = second.texts else {
            return first.integer(row) == second.integer(other)
        }
        let left = first.type == .text ? texts.bytes(at: row) : texts.bytes(at: first.code(row))
        let right =
            second.type == .text ? others.bytes(at: other) : others.bytes(at: second.code(other))
        return left.elementsEqual(right)
    }

    private mutating func addFigures(_ first: Edition, _ second: Edition) {
        for (table, other) in zip(first.tables, second.tables) {
            figures.append(
                Figure(
                    name: table.name, before: Int64(table.rowCount), after: Int64(other.rowCount)))
        }
        for name in [
            "montant_initial_centimes", "montant_courant_centimes", "montant_centimes",
        ] {
            figures.append(
                Figure(name: name, before: Self.sum(first, name), after: Self.sum(second, name)))
        }
    }

    /// The sum of a column of contracts.
    private static func sum(_ edition: Edition, _ name: String) -> Int64 {
        guard let column = edition.contracts[name] else { return 0 }
        var sum: Int64 = 0
        for row in 0..<column.count { sum = sum &+ (column.integer(row) ?? 0) }
        return sum
    }
}
