public import Columns
public import Procurement

/// One filter of selections, which may also group figures: its name in addresses, in the interface
/// of programs and in `--where` and `--by`, and what it asks of an edition.
public struct SelectionKey: Hashable, Sendable {
    /// What values the key takes, and of which column.
    public enum Kind: Sendable {
        /// The exact text of a column; `labels` when the list is closed.
        case text(column: String, labels: [String]?)
        /// The beginning of a column's text, in digits.
        case prefix(column: String, digits: ClosedRange<Int>)
        /// A whole number of a column, within bounds.
        case number(column: String, ClosedRange<Int64>)
        /// Yes or no.
        case flag(column: String)
        /// A label of a bit set, or `aucune`.
        case bits(CodeList)
        /// The least value accepted.
        case least(column: String, Scale)
        /// The greatest value accepted.
        case greatest(column: String, Scale)
        /// The code of a rule that data breaks, or `aucun`; kept in several bit sets, so that figures
        /// are counted by it but not grouped.
        case rules
        /// Words of the contract.
        case words
    }

    /// How a bound is written.
    public enum Scale: Hashable, Sendable {
        /// Euros with at most two decimals, stored in cents.
        case euros
        /// A whole number.
        case integer
        /// A day, `yyyy-mm-dd`.
        case day
    }

    /// As written in queries.
    public let name: String
    /// French, two or three words.
    public let label: String
    /// French, one sentence.
    public let definition: String
    public let kind: Kind
    /// Whether the column is one of `awards`: all such conditions are asked of the same award.
    public let isOfAwards: Bool
    /// Whether it names a buyer or a firm.
    public let isNominative: Bool
    /// Whether it filters on competition, integrity or findings: contracts so chosen are never
    /// counted in public by named buyer or firm, which would rank them on it.
    public let isSensitive: Bool
    /// What groups figures, or nil when the key does not group.
    public let group: GroupKey?

    init(
        _ name: String, _ label: String, _ kind: Kind, group: GroupKey? = nil,
        awards isOfAwards: Bool = false, nominative isNominative: Bool = false,
        sensitive isSensitive: Bool = false, _ definition: String
    ) {
        self.name = name
        self.label = label
        self.definition = definition.typesetInFrench
        self.kind = kind
        self.group = group
        self.isOfAwards = isOfAwards
        self.isNominative = isNominative
        self.isSensitive = isSensitive
    }

    /// The key of this name, or nil.
    public static func named(_ name: String) -> SelectionKey? { byName[name] }

    private static let byName = Dictionary(
        all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The one column asked, or nil for words and rules.
    public var column: String? {
        switch kind {
        case .text(let column, _), .prefix(let column, _), .number(let column, _),
            .flag(let column), .least(let column, _), .greatest(let column, _):
            column
        case .bits(let list): list.name
        case .words, .rules: nil
        }
    }

    /// Whether values can be counted: those of keys that group, and rules.
    public var isCounted: Bool {
        if case .rules = kind { return true }
        return group != nil
    }

    /// Keys are equal by name.
    public static func == (left: SelectionKey, right: SelectionKey) -> Bool {
        left.name == right.name
    }

    /// Keys are equal by name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// The value that asks for unknown.
    public static let unknownValue = "inconnu"
    /// The value that asks for a bit set known and empty.
    public static let noneValue = "aucune"
    /// The value that asks for contracts without any finding.
    public static let noRuleValue = "aucun"

    /// A value of a group or facet, as a query writes it.
    public func text(of value: GroupValue) -> String {
        switch value {
        case .unknown: return Self.unknownValue
        case .none: return Self.noneValue
        case .text(let text): return text
        case .number(let number):
            if case .flag = kind { return number == 0 ? "non" : "oui" }
            return String(number)
        case .bit(let bit):
            guard case .bits(let list) = kind, bit < list.labels.count else { return String(bit) }
            return list.labels[bit]
        }
    }
}
