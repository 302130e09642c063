import Columns

/// Answers questions one row at a time, by three-valued logic and plain collections.
struct Oracle {
    let dataset: Dataset
    let population: Population
    private let awardsByFact: [Int: [Int]]

    init(dataset: Dataset, population: Population, awardsByFact: [Int: [Int]]? = nil) {
        self.dataset = dataset
        self.population = population
        let awards = dataset.details["awards"]?.table
        self.awardsByFact =
            awardsByFact
            ?? Dictionary(grouping: 0..<(awards?.rowCount ?? 0)) {
                Int(awards?["contrat"]?.integer($0) ?? -1)
            }
    }

    /// The same questions asked of awards.
    private var ofAwards: Oracle {
        Oracle(
            dataset: dataset, population: .details("awards"), awardsByFact: awardsByFact)
    }

    var table: Table {
        switch population {
        case .facts: dataset.facts
        case .details(let name): dataset.details[name]?.table ?? dataset.facts
        }
    }

    func fact(_ row: Int) -> Int {
        population == .facts ? row : Int(table["contrat"]?.integer(row) ?? 0)
    }

    func awards(of fact: Int) -> [Int] { awardsByFact[fact] ?? [] }

    private func place(_ name: String, _ row: Int, own: Bool) -> (Column, Int)? {
        if own, let column = table[name] { return (column, row) }
        return dataset.facts[name].map { ($0, fact(row)) }
    }

    func text(_ name: String, _ row: Int, own: Bool = true) -> String? {
        place(name, row, own: own).flatMap { $0.0.text($0.1) }
    }

    func number(_ name: String, _ row: Int, own: Bool = true) -> Int64? {
        place(name, row, own: own).flatMap { $0.0.integer($0.1) }
    }

    /// True, false, or nil when unknown.
    func truth(_ condition: Condition, _ row: Int, own: Bool) -> Bool? {
        switch condition {
        case .always: return true
        case .isAny(let name, let texts): return text(name, row, own: own).map(texts.contains)
        case .isAnyNumber(let name, let numbers):
            return number(name, row, own: own).map(numbers.contains)
        case .between(let name, let low, let high):
            return number(name, row, own: own).map { $0 >= low ?? .min && $0 <= high ?? .max }
        case .startsWith(let name, let prefixes):
            return text(name, row, own: own).map { text in prefixes.contains { text.hasPrefix($0) }
            }
        case .hasAnyBit(let name, let mask):
            return number(name, row, own: own).map { $0 & mask != 0 }
        case .hasNoBit(let name): return number(name, row, own: own).map { $0 == 0 }
        case .isUnknown(let name): return !isKnown(name, row, own)
        case .isKnown(let name): return isKnown(name, row, own)
        case .sameText(let first, let second):
            guard let left = text(first, row, own: own), let right = text(second, row, own: own)
            else { return nil }
            return left == right
        case .words: return RandomDataset.wordRow(fact(row))
        case .anyAward(let inner):
            let ofAwards = ofAwards
            if population == ofAwards.population { return truth(inner, row, own: true) }
            return any(awards(of: row).map { ofAwards.truth(inner, $0, own: true) })
        case .all(let parts):
            return any(parts.map { truth($0, row, own: own).map { !$0 } }).map { !$0 }
        case .any(let parts): return any(parts.map { truth($0, row, own: own) })
        case .not(let inner): return truth(inner, row, own: own).map { !$0 }
        }
    }

    private func isKnown(_ name: String, _ row: Int, _ own: Bool) -> Bool {
        place(name, row, own: own).map { $0.0.isKnown($0.1) } ?? false
    }

    private func any(_ truths: [Bool?]) -> Bool? {
        truths.contains(true) ? true : truths.contains(nil) ? nil : false
    }

    func selected(_ condition: Condition) -> [Int] {
        (0..<table.rowCount).filter { truth(condition, $0, own: false) == true }
    }

    /// Values of a row under a key; more than one for bits and awards.
    func values(_ key: GroupKey, _ row: Int) -> Set<GroupValue> {
        switch key {
        case .text(let name):
            if population == .facts, dataset.facts[name] == nil {
                let details = ofAwards
                let found = awards(of: row).map { details.values(key, $0) }
                return found.isEmpty ? [.unknown] : found.reduce(into: []) { $0.formUnion($1) }
            }
            return [text(name, row).map { .text($0) } ?? .unknown]
        case .prefix(let name, let length):
            return [text(name, row).map { .text(String($0.prefix(length))) } ?? .unknown]
        case .number(let name): return [number(name, row).map { .number($0) } ?? .unknown]
        case .bits(let name):
            guard let bits = number(name, row) else { return [.unknown] }
            return bits == 0
                ? [.none] : Set((0..<8).filter { bits & (1 << $0) != 0 }.map { .bit($0) })
        }
    }

    /// Every combination of values of a row under keys.
    func groups(_ keys: [GroupKey], _ row: Int) -> [[GroupValue]] {
        keys.reduce([[]]) { groups, key in
            groups.flatMap { group in values(key, row).map { group + [$0] } }
        }
    }
}
