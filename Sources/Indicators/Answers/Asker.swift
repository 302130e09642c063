public import Columns
public import Procurement

/// The one door to the figures of an edition, for commands, interface of programs and pages.
public struct Asker: Sendable {
    /// Who asks: public answers never compare named buyers or firms where the card forbids it.
    public enum Audience: Sendable {
        case everyone, operators
    }

    public let edition: String
    public let dataset: Dataset
    /// The day by which the edition was made.
    public let referenceDay: Day
    private let label: @Sendable (SelectionKey, String) -> String?

    /// A door to a dataset whose facts are `contracts`; `label` gives how a value is shown.
    public init(
        edition: String, dataset: Dataset, referenceDay: Day,
        label: @escaping @Sendable (SelectionKey, String) -> String? = { _, _ in nil }
    ) {
        self.edition = edition
        self.dataset = dataset
        self.referenceDay = referenceDay
        self.label = label
    }

    /// An indicator over a selection, as a whole or by the values of a key: for each group, a row for
    /// each measure. Groups come in the order of their values, unknown last.
    ///
    /// - Throws: `AskRefusal`.
    /// - Complexity: a scan for each measure.
    public func ask(
        _ code: String, _ selection: Selection = .everything, by key: String? = nil,
        for audience: Audience = .operators, workers: Int = 1
    ) throws(AskRefusal) -> [Answer] {
        let indicator = try indicator(code)
        let dimension = try dimension(key)
        if let dimension, audience == .everyone, dimension.isNominative {
            if indicator.exposure == .unnamed {
                throw .nominative(code: indicator.code, key: dimension.name)
            }
            if let filter = selection.sensitiveKey {
                throw .sensitive(filter: filter.name, key: dimension.name)
            }
        }
        var groups: [GroupValue] = []
        var answers: [GroupValue: [Answer]] = [:]
        for named in indicator.measures(on: referenceDay) {
            let results: [MeasureResult]
            do throws(EngineRefusal) {
                results = try dataset.results(
                    of: named.measure, over: selection.condition,
                    by: dimension?.group.map { [$0] } ?? [], workers: workers)
            } catch { throw .engine(error) }
            for result in results {
                let value = result.group.first ?? .none
                if answers[value] == nil { groups.append(value) }
                answers[value, default: []].append(
                    Answer(
                        result, of: named, group: dimension?.text(of: value),
                        reason: indicator.unavailable))
            }
        }
        groups.sort { Self.isBefore($0, $1) }
        return groups.flatMap { answers[$0] ?? [] }
    }

    /// How a value of a key is shown: a name for its code, or the value itself.
    public func label(_ key: SelectionKey, _ value: String) -> String {
        label(key, value) ?? (value == SelectionKey.unknownValue ? "Inconnu" : value)
    }

    /// The indicator of a code.
    ///
    /// - Throws: `unknownIndicator`.
    public func indicator(_ code: String) throws(AskRefusal) -> Indicator {
        guard let indicator = Indicator.named(code) else { throw .unknownIndicator(code) }
        return indicator
    }

    private func dimension(_ name: String?) throws(AskRefusal) -> SelectionKey? {
        guard let name else { return nil }
        guard let key = SelectionKey.named(name) else { throw .selection(.unknownKey(name)) }
        guard key.group != nil else { throw .selection(.notADimension(name)) }
        return key
    }

    /// Texts by bytes, numbers by value, then none, bits, unknown.
    private static func isBefore(_ left: GroupValue, _ right: GroupValue) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)):
            left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.number(let left), .number(let right)): left < right
        case (.bit(let left), .bit(let right)): left < right
        default: left.rank < right.rank
        }
    }

    /// The SQL of an indicator over a selection, in DuckDB's dialect.
    ///
    /// - Throws: `AskRefusal`.
    public func sql(
        _ code: String, _ selection: Selection = .everything, by key: String? = nil
    ) throws(AskRefusal) -> String {
        let indicator = try indicator(code)
        return indicator.sql(selection, by: try dimension(key), on: referenceDay)
    }
}

extension GroupValue {
    fileprivate var rank: Int {
        switch self {
        case .text, .number: 0
        case .none: 1
        case .bit: 2
        case .unknown: 3
        }
    }
}
