import Columns
import Procurement

extension Selection {
    /// The selection that asks exactly this condition, or nil when the keys cannot say it.
    ///
    /// Conditions on awards are asked of one award of the contract.
    init?(saying condition: Condition) {
        guard let items = Self.items(saying: condition) else { return nil }
        // What the keys cannot say is answered by nil; the refusal adds nothing.
        guard let selection = try? Selection(items: items) else { return nil }
        // Two conditions on one key would become alternatives.
        guard Set(items.map(\.key)).count == selection.terms.count,
            selection.condition.leaves.count == condition.leaves.count
        else { return nil }
        self = selection
    }

    /// This selection narrowed to the contracts that a measure counts (for a share, those of its
    /// numerator), or nil when no selection is exactly those.
    public func counted(by named: NamedMeasure) -> Selection? {
        let measure = named.measure
        var parts = [measure.among]
        switch measure.form {
        case .share(let condition, _), .distinctShare(let condition, _): parts.append(condition)
        default: break
        }
        guard let narrowing = Selection(saying: .all(parts)) else { return nil }
        // A key filtered on both sides cannot be met by one list of alternatives.
        let mine = Set(terms.map(\.key))
        guard mine.isDisjoint(with: narrowing.terms.map(\.key)) else { return nil }
        // Both sides were read already, and share no key.
        return try? Selection(items: items + narrowing.items)
    }

    private static func items(saying condition: Condition) -> [(key: String, value: String)]? {
        switch condition {
        case .always: return []
        case .all(let parts):
            var items: [(key: String, value: String)] = []
            for part in parts {
                guard let found = Self.items(saying: part) else { return nil }
                items += found
            }
            return items
        case .anyAward(let inner): return Self.items(saying: inner)
        default:
            for key in SelectionKey.all {
                if let values = key.values(saying: condition) {
                    return values.map { (key.name, $0) }
                }
            }
            return nil
        }
    }
}

extension Condition {
    /// Conditions that are neither « and » nor « one award ».
    fileprivate var leaves: [Condition] {
        switch self {
        case .always: []
        case .all(let parts): parts.flatMap(\.leaves)
        case .anyAward(let inner): inner.leaves
        default: [self]
        }
    }
}

extension SelectionKey {
    /// The values of this key that ask exactly a leaf, or nil.
    fileprivate func values(saying leaf: Condition) -> [String]? {
        switch (leaf, kind) {
        case (.isAny(let name, let texts), .text(let column, _)) where name == column: texts
        case (.startsWith(let name, let prefixes), .prefix(let column, _)) where name == column:
            prefixes
        case (.isAnyNumber(let name, let numbers), .flag(let column)) where name == column:
            numbers.map { $0 == 0 ? "non" : "oui" }
        case (.isAnyNumber(let name, let numbers), .number(let column, _)) where name == column:
            numbers.map(String.init)
        case (.between(let name, let low?, let high?), .number(let column, let bounds))
        where name == column && low >= bounds.lowerBound && high - low < 100:
            (low...high).map(String.init)
        case (.between(let name, let low?, nil), .least(let column, let scale)) where name == column:
            [scale.text(low)]
        case (.between(let name, nil, let high?), .greatest(let column, let scale))
        where name == column:
            [scale.text(high)]
        case (.hasAnyBit(let name, let mask), .bits(let list)) where name == list.name:
            list.labels.indices.filter { mask & (1 << Int64($0)) != 0 }.map { list.labels[$0] }
        case (.hasNoBit(let name), .bits(let list)) where name == list.name: [Self.noneValue]
        case (.isUnknown(let name), _) where name == column: [Self.unknownValue]
        default: nil
        }
    }
}
