import Columns
import Indicators
import Procurement

/// A condition as the items of an address, when the keys of selections can say it exactly.
enum ConditionQuery {
    /// The items, or nil when no address says it.
    static func items(_ condition: Condition) -> Answering.Query? {
        switch condition {
        case .always: return []
        case .all(let parts):
            var items: Answering.Query = []
            for part in parts {
                guard let more = ConditionQuery.items(part) else { return nil }
                // Two conditions on one key would be read as alternatives.
                guard more.allSatisfy({ item in !items.contains { $0.key == item.key } }) else {
                    return nil
                }
                items += more
            }
            return items
        case .anyAward(let inner): return items(inner)
        case .isAny(let column, let values):
            guard let key = key(of: column, { if case .text = $0 { true } else { false } }) else {
                return nil
            }
            return values.map { (key, $0) }
        case .isAnyNumber(let column, let values):
            if let key = key(of: column, { if case .flag = $0 { true } else { false } }) {
                return values.map { (key, $0 == 0 ? "non" : "oui") }
            }
            guard let key = key(of: column, { if case .number = $0 { true } else { false } }) else {
                return nil
            }
            return values.map { (key, String($0)) }
        case .between(let column, let low, let high): return bounds(column, low, high)
        case .startsWith(let column, let values):
            guard let key = key(of: column, { if case .prefix = $0 { true } else { false } }) else {
                return nil
            }
            return values.map { (key, $0) }
        case .hasAnyBit(let column, let mask):
            guard let key = SelectionKey.all.first(where: { $0.column == column }),
                case .bits(let list) = key.kind
            else { return nil }
            return list.labels.indices.filter { mask & (1 << Int64($0)) != 0 }
                .map { (key.name, list.labels[$0]) }
        case .hasNoBit(let column):
            return SelectionKey.all.first { $0.column == column }.map {
                [($0.name, SelectionKey.noneValue)]
            }
        default: return nil
        }
    }

    private static func key(of column: String, _ fits: (SelectionKey.Kind) -> Bool) -> String? {
        SelectionKey.all.first { $0.column == column && fits($0.kind) }?.name
    }

    private static func bounds(
        _ column: String, _ low: Int64?, _ high: Int64?
    ) -> Answering.Query? {
        var items: Answering.Query = []
        for (bound, isLeast) in [(low, true), (high, false)] {
            guard let bound else { continue }
            let found = SelectionKey.all.first { key in
                switch key.kind {
                case .least(column, .integer): isLeast
                case .greatest(column, .integer): !isLeast
                default: false
                }
            }
            guard let found else { return nil }
            items.append((found.name, String(bound)))
        }
        return items
    }
}
