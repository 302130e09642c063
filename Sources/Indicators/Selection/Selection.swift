public import Columns

/// The filters of a question: what a URL, the interface of programs and `--where` all say.
///
/// Values of one key are alternatives; different keys are met together. Keys of suppliers are asked
/// of one and the same award. A selection is kept in canonical form: keys in the order of the
/// catalogue, values sorted, each once; equal selections have equal texts.
public struct Selection: Hashable, Sendable, CustomStringConvertible {
    /// A key and its values, canonical and sorted.
    public struct Term: Hashable, Sendable {
        public let key: SelectionKey
        public let values: [String]
    }

    /// In the order of the catalogue.
    public private(set) var terms: [Term] = []

    /// Every contract.
    public static let everything = Selection()

    private init() {}

    /// The selection a query says, as `annee=2021&departement=59`.
    ///
    /// - Throws: `badEncoding`, `unknownKey`, `badValue`.
    public init(query: String) throws(SelectionRefusal) {
        try self.init(items: QueryCoding.items(query))
    }

    /// The selection that decoded items say; empty values are ignored.
    ///
    /// - Throws: `unknownKey`, `badValue`.
    public init(items: [(key: String, value: String)]) throws(SelectionRefusal) {
        var values: [SelectionKey: Set<String>] = [:]
        for (name, value) in items {
            guard let key = SelectionKey.named(name) else { throw .unknownKey(name) }
            guard !value.trimmed.isEmpty else { continue }
            values[key, default: []].insert(try key.canonical(value))
        }
        terms = SelectionKey.all.compactMap { key in
            values[key].map { Term(key: key, values: $0.sorted()) }
        }
    }

    /// The canonical query, empty for everything.
    public var description: String {
        terms.flatMap { term in
            term.values.map { term.key.name + "=" + QueryCoding.encoded($0) }
        }.joined(separator: "&")
    }

    /// Whether every contract is selected.
    public var isEverything: Bool { terms.isEmpty }

    /// The values of a key, empty when it is not filtered.
    public func values(_ key: SelectionKey) -> [String] {
        terms.first { $0.key == key }?.values ?? []
    }

    /// The first filter on competition, integrity or findings, or nil.
    public var sensitiveKey: SelectionKey? { terms.first(where: \.key.isSensitive)?.key }

    /// Decoded items, in canonical order.
    public var items: [(key: String, value: String)] {
        terms.flatMap { term in term.values.map { (term.key.name, $0) } }
    }

    /// This selection with one more value of a key (wider in that key).
    ///
    /// - Throws: `badValue`.
    public func adding(_ value: String, to key: SelectionKey) throws(SelectionRefusal) -> Selection
    {
        try Selection(items: items + [(key.name, value)])
    }

    /// This selection with only these values of a key; none removes the key.
    ///
    /// - Throws: `badValue`.
    public func replacing(
        _ key: SelectionKey, with values: [String] = []
    ) throws(SelectionRefusal) -> Selection {
        try Selection(
            items: items.filter { $0.key != key.name } + values.map { (key.name, $0) })
    }

    /// This selection without a value of a key, or without the key.
    public func removing(_ key: SelectionKey, value: String? = nil) -> Selection {
        var rest = self
        rest.terms = terms.compactMap { term in
            guard term.key == key else { return term }
            let values = value.map { value in term.values.filter { $0 != value } } ?? []
            return values.isEmpty ? nil : Term(key: key, values: values)
        }
        return rest
    }

    /// What a contract must meet, conditions on suppliers grouped in one `anyAward`.
    public var condition: Condition {
        var onFacts: [Condition] = []
        var onAwards: [Condition] = []
        for term in terms {
            let condition = term.key.condition(term.values)
            if term.key.isOfAwards { onAwards.append(condition) } else { onFacts.append(condition) }
        }
        if !onAwards.isEmpty {
            onFacts.append(.anyAward(onAwards.count == 1 ? onAwards[0] : .all(onAwards)))
        }
        return onFacts.isEmpty ? .always : onFacts.count == 1 ? onFacts[0] : .all(onFacts)
    }

    /// The same, key by key, for facets that ignore their own.
    public var filters: [Filter] {
        terms.map { term in
            let condition = term.key.condition(term.values)
            return Filter(
                key: term.key.name,
                condition: term.key.isOfAwards ? .anyAward(condition) : condition)
        }
    }
}
