import Columns

extension Oracle {
    struct Answer: Equatable {
        var rows = 0
        var counted = 0
        var unknown = 0
        var numerator: Int128?
        var denominator: Int128?
        var value: Double?
    }

    func answers(
        _ measure: Measure, _ selection: Condition, by keys: [GroupKey]
    ) -> [[GroupValue]: Answer] {
        var met: [[GroupValue]: [Int]] = keys.isEmpty ? [[]: []] : [:]
        var unsure: [[GroupValue]: Int] = [:]
        for row in selected(selection) {
            let among = truth(measure.among, row, own: true)
            for group in groups(keys, row) where among != false {
                if among == true {
                    met[group, default: []].append(row)
                } else {
                    unsure[group, default: 0] += 1
                    met[group, default: []] += []
                }
            }
        }
        var answers: [[GroupValue]: Answer] = [:]
        for (group, rows) in met {
            var answer = figure(measure.form, rows)
            answer.rows = rows.count
            answer.unknown += unsure[group] ?? 0
            answers[group] = answer
        }
        return answers
    }

    private func weight(_ weight: Weight, _ row: Int) -> Int128? {
        switch weight {
        case .rows: 1
        case .column(let name): number(name, row).map { Int128($0) }
        }
    }

    private func quotient(_ above: Int128, _ below: Int128, _ counted: Int, _ all: Int) -> Answer {
        Answer(
            counted: counted, unknown: all - counted, numerator: above, denominator: below,
            value: below == 0 ? nil : Double(above) / Double(below))
    }

    private func whole(_ value: Int128, _ counted: Int, _ all: Int) -> Answer {
        Answer(
            counted: counted, unknown: all - counted, numerator: value, value: Double(value))
    }

    func figure(_ form: Form, _ rows: [Int]) -> Answer {
        switch form {
        case .count: return whole(Int128(rows.count), rows.count, rows.count)
        case .sum(let name):
            let known = rows.compactMap { number(name, $0) }
            return whole(known.reduce(0) { $0 + Int128($1) }, known.count, rows.count)
        case .mean(let name):
            let known = rows.compactMap { number(name, $0) }
            return quotient(
                known.reduce(0) { $0 + Int128($1) }, Int128(known.count), known.count, rows.count)
        case .median(let name):
            let known = rows.compactMap { number(name, $0) }.sorted()
            guard !known.isEmpty else { return quotient(0, 0, 0, rows.count) }
            let sum = Int128(known[(known.count - 1) / 2]) + Int128(known[known.count / 2])
            return quotient(sum, 2, known.count, rows.count)
        case .quantile(let name, let p):
            let known = rows.compactMap { number(name, $0) }.sorted()
            guard !known.isEmpty else { return quotient(0, 0, 0, rows.count) }
            let rank = max(1, (known.count * p + 9_999) / 10_000)
            return quotient(Int128(known[rank - 1]), 1, known.count, rows.count)
        case .ratio(let above, let below):
            let known = rows.compactMap { row in
                weight(above, row).flatMap { top in weight(below, row).map { (top, $0) } }
            }
            return quotient(
                known.reduce(0) { $0 + $1.0 }, known.reduce(0) { $0 + $1.1 }, known.count,
                rows.count)
        case .share(let condition, let by):
            let known = rows.filter {
                truth(condition, $0, own: true) != nil && weight(by, $0) != nil
            }
            let met = known.filter { truth(condition, $0, own: true) == true }
            return quotient(
                met.reduce(0) { $0 + (weight(by, $1) ?? 0) },
                known.reduce(0) { $0 + (weight(by, $1) ?? 0) }, known.count, rows.count)
        case .gap(let condition, let by):
            let known = rows.filter {
                truth(condition, $0, own: true) != nil && weight(by, $0) != nil
            }
            let met = known.filter { truth(condition, $0, own: true) == true }
            let whole = known.reduce(0) { $0 + (weight(by, $1) ?? 0) }
            let part = met.reduce(0) { $0 + (weight(by, $1) ?? 0) }
            return quotient(
                Int128(met.count) * whole - part * Int128(known.count),
                Int128(known.count) * whole, known.count, rows.count)
        case .distinct, .distinctShare, .concentration, .topShare: return keyed(form, rows)
        case .perGroup(let keys, let inner, let summary):
            return perGroup(keys, inner, summary, rows)
        }
    }

    private func keyed(_ form: Form, _ rows: [Int]) -> Answer {
        var weights: [GroupValue: Int128] = [:]
        var meets: Set<GroupValue> = []
        var counted = 0
        for row in rows {
            var condition: Bool? = true
            let key: GroupKey
            var by = Weight.rows
            switch form {
            case .distinctShare(let asked, let asKey):
                condition = truth(asked, row, own: true)
                key = asKey
            case .concentration(let asKey, let weight), .topShare(_, let asKey, let weight):
                (key, by) = (asKey, weight)
            case .distinct(let asKey): key = asKey
            default: continue
            }
            let known = values(key, row).subtracting([.unknown])
            guard let condition, let weight = weight(by, row), !known.isEmpty else { continue }
            counted += 1
            for value in known {
                weights[value, default: 0] += weight
                if condition { meets.insert(value) }
            }
        }
        let total = weights.values.reduce(0, +)
        switch form {
        case .distinct: return whole(Int128(weights.count), counted, rows.count)
        case .distinctShare:
            return quotient(Int128(meets.count), Int128(weights.count), counted, rows.count)
        case .topShare(let count, _, _):
            return quotient(
                weights.values.sorted(by: >).prefix(count).reduce(0, +), total, counted,
                rows.count)
        default:
            return quotient(
                weights.values.reduce(0) { $0 + $1 * $1 }, total * total, counted, rows.count)
        }
    }

    private func perGroup(
        _ keys: [GroupKey], _ inner: Form, _ summary: Summary, _ rows: [Int]
    ) -> Answer {
        var parts: [[GroupValue]: [Int]] = [:]
        var unknown = 0
        for row in rows {
            let groups = groups(keys, row).filter { !$0.contains(.unknown) }
            if groups.isEmpty { unknown += 1 }
            for group in groups { parts[group, default: []].append(row) }
        }
        let figures = parts.values.map { figure(inner, $0) }
        unknown += figures.reduce(0) { $0 + $1.unknown }
        let known = figures.filter { $0.value != nil }
        var answer = Answer()
        let wholes = known.compactMap { $0.denominator == nil ? $0.numerator : nil }.sorted()
        let values = known.compactMap(\.value).sorted()
        let (low, high) = ((known.count - 1) / 2, known.count / 2)
        if summary == .count {
            answer = whole(Int128(known.count), 0, 0)
        } else if known.isEmpty {
            answer = quotient(0, 0, 0, 0)
        } else if wholes.count == known.count {
            answer =
                summary == .mean
                ? quotient(wholes.reduce(0, +), Int128(known.count), 0, 0)
                : quotient(wholes[low] + wholes[high], 2, 0, 0)
        } else if summary == .mean {
            answer.value = values.reduce(0, +) / Double(values.count)
        } else {
            answer.value = (values[low] + values[high]) / 2
        }
        answer.counted = known.count
        answer.unknown = unknown
        return answer
    }
}
