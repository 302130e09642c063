import Columns
import Indicators

/// Conditions and measures read row by row, the slow and plain way: nil is unknown.
struct PlainReading {
    let contract: InventedTables.Row
    let award: InventedTables.Row

    private func value(_ name: String) -> Example.Value? { award[name] ?? contract[name] }

    func meets(_ condition: Condition) -> Bool? {
        switch condition {
        case .always: return true
        case .isAny(let name, let texts): return text(name).map(texts.contains)
        case .isAnyNumber(let name, let numbers): return number(name).map(numbers.contains)
        case .between(let name, let low, let high):
            return number(name).map { $0 >= low ?? .min && $0 <= high ?? .max }
        case .startsWith(let name, let prefixes):
            return text(name).map { text in prefixes.contains { text.hasPrefix($0) } }
        case .hasAnyBit(let name, let mask): return number(name).map { $0 & mask != 0 }
        case .hasNoBit(let name): return number(name).map { $0 == 0 }
        case .sameText(let left, let right):
            guard let left = text(left), let right = text(right) else { return nil }
            return left == right
        case .isUnknown(let name): return value(name) == nil
        case .isKnown(let name): return value(name) != nil
        case .words: return nil
        case .anyAward(let inner): return meets(inner)
        case .all(let parts):
            let answers = parts.map(meets)
            return answers.contains(false) ? false : answers.contains(nil) ? nil : true
        case .any(let parts):
            let answers = parts.map(meets)
            return answers.contains(true) ? true : answers.contains(nil) ? nil : false
        case .not(let inner): return meets(inner).map { !$0 }
        }
    }

    /// How a measure takes this row.
    func outcome(_ measure: Measure) -> Example.Outcome {
        switch meets(measure.among) {
        case nil: return .unknown
        case false?: return .notCounted
        case true?: break
        }
        return outcome(measure.form)
    }

    private func outcome(_ form: Form) -> Example.Outcome {
        switch form {
        case .count: return .counted
        case .sum(let name), .mean(let name), .median(let name), .quantile(let name, _):
            return number(name) == nil ? .unknown : .counted
        case .share(let condition, let weight):
            guard let met = meets(condition), weighs(weight) else { return .unknown }
            return met ? .counted : .notCounted
        case .gap(let condition, let weight):
            return meets(condition) != nil && weighs(weight) ? .counted : .unknown
        case .ratio(let above, let below):
            return weighs(above) && weighs(below) ? .counted : .unknown
        case .distinct(let key): return isKnown(key) ? .counted : .unknown
        case .distinctShare(let condition, let key):
            guard let met = meets(condition), isKnown(key) else { return .unknown }
            return met ? .counted : .notCounted
        case .concentration(let key, let weight), .topShare(_, let key, let weight):
            return isKnown(key) && weighs(weight) ? .counted : .unknown
        case .perGroup(let keys, let inner, _):
            return keys.allSatisfy(isKnown) ? outcome(inner) : .unknown
        }
    }

    private func weighs(_ weight: Weight) -> Bool {
        if case .column(let name) = weight { number(name) != nil } else { true }
    }

    private func isKnown(_ key: GroupKey) -> Bool {
        switch key {
        case .text(let name), .prefix(let name, _), .number(let name), .bits(let name):
            value(name) != nil
        }
    }

    private func text(_ name: String) -> String? {
        if case .text(let text)? = value(name) { text } else { nil }
    }

    private func number(_ name: String) -> Int64? {
        if case .number(let number)? = value(name) { number } else { nil }
    }
}
