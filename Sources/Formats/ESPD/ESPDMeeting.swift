/// Brings what a criterion of one version says to the lines of another that ask the same.
///
/// - Shape: lines meet by their wording and, within one wording, in order. Where the target asks more
///   often than the source answered, first lines are taken, last ones for proofs; where the source
///   answered more often, the target's group is repeated.
struct ESPDMeeting {
    /// Lines of the source whose answers have not met a line.
    private(set) var rest: [ESPDProperty] = []
    /// Lines of the source whose requirements have not met a line.
    private(set) var requirements: [ESPDProperty] = []

    private var sources: [String: [ESPDProperty]] = [:]
    private var order: [String] = []
    private let uuid: String
    private let allowsRows: Bool
    /// Groups repeated so far.
    private var copies = 0

    /// - Parameters:
    ///   - criterion: what is said.
    ///   - uuid: the document's, which new identifiers are made of.
    ///   - allowsRows: whether a line may be answered several times, as in version 4.
    init(_ criterion: ESPDCriterion, uuid: String, allowsRows: Bool) {
        self.uuid = uuid
        self.allowsRows = allowsRows
        for group in criterion.groups {
            group.forEachProperty { property in
                let key = ESPDQuestion.meeting(property)
                if sources[key] == nil { order.append(key) }
                sources[key, default: []].append(property)
            }
        }
    }

    /// Fills a criterion of the target version.
    mutating func fill(_ criterion: inout ESPDCriterion) {
        var counts: [String: Int] = [:]
        criterion.forEachProperty { counts[ESPDQuestion.meeting($0), default: 0] += 1 }
        var plan: [String: [ESPDProperty?]] = [:]
        var repeated: [String: [ESPDProperty]] = [:]
        for key in order {
            guard let lines = sources[key] else { continue }
            var key = key
            // Version 1 gives a year or a day where later ones ask for a period.
            let period = "QUESTION/start date; end date"
            if counts[key] == nil, key == "QUESTION/year" || key == "QUESTION/date",
                counts[period] != nil, sources[period] == nil, plan[period] == nil
            {
                key = period
            }
            let count = counts[key] ?? 0
            let said = lines.filter { !$0.answers.isEmpty || !$0.expectations.isEmpty }
            guard count > 0 else {
                rest += said.filter { !$0.answers.isEmpty }
                requirements += said.filter { !$0.expectations.isEmpty }
                continue
            }
            if lines.count <= count {
                // Proofs stand at the end of a criterion; everything else is in the same order.
                let gap = [ESPDProperty?](repeating: nil, count: count - lines.count)
                let isProof = key.hasSuffix("electronically") || key.hasSuffix("evidence supplied")
                plan[key] = isProof ? gap + lines : lines + gap
            } else {
                plan[key] = Array(said.prefix(count))
                repeated[key] = Array(said.dropFirst(count))
            }
        }
        var used: [String: Int] = [:]
        criterion.changeProperties { property in
            let key = ESPDQuestion.meeting(property)
            let index = used[key, default: 0]
            used[key] = index + 1
            guard let lines = plan[key], index < lines.count, let line = lines[index] else {
                return
            }
            property.expectations =
                line.expectations.isEmpty ? property.expectations : line.expectations
            property.answers = line.answers.map { ESPDMeeting.answer($0, for: property) }
        }
        if !repeated.isEmpty { addRows(&repeated, to: &criterion) }
        rest += repeated.values.flatMap { $0 }.filter { !$0.answers.isEmpty }
    }

    private mutating func addRows(
        _ repeated: inout [String: [ESPDProperty]], to criterion: inout ESPDCriterion
    ) {
        if allowsRows {
            var last: [String: String] = [:]
            criterion.forEachProperty { last[ESPDQuestion.meeting($0)] = $0.identifier }
            criterion.changeProperties { property in
                let key = ESPDQuestion.meeting(property)
                guard last[key] == property.identifier,
                    let more = repeated.removeValue(forKey: key)
                else { return }
                for line in more {
                    property.answers += line.answers.map { ESPDMeeting.answer($0, for: property) }
                }
            }
            return
        }
        repeatGroups(&criterion.groups, &repeated)
        repeated = repeated.filter { !$0.value.isEmpty }
    }

    /// Repeats each group whose lines the source answered more often, outermost first: a proof goes
    /// with the yes or no that announces it.
    private mutating func repeatGroups(
        _ groups: inout [ESPDGroup], _ repeated: inout [String: [ESPDProperty]]
    ) {
        for index in groups.indices.reversed() {
            let group = groups[index]
            let keys = group.properties.map(ESPDQuestion.meeting)
            let count = keys.compactMap { repeated[$0]?.count }.max() ?? 0
            var rows: [ESPDGroup] = []
            for _ in 0..<count {
                var copy = group
                // One number for each copy: a group that is repeated may hold one that was.
                copies += 1
                let name = String(copies)
                copy.changeProperties { property in
                    let key = ESPDQuestion.meeting(property)
                    property.identifier = ESPDName.uuid(uuid, property.identifier, name)
                    property.answers = []
                    guard let line = repeated[key]?.first else { return }
                    repeated[key]?.removeFirst()
                    property.answers = line.answers.map { ESPDMeeting.answer($0, for: property) }
                }
                rows.append(copy)
            }
            repeatGroups(&groups[index].groups, &repeated)
            groups.insert(contentsOf: rows, at: index + 1)
        }
    }

    /// An answer put in the form that a line wants, where there is one.
    static func answer(_ answer: ESPDProperty.Answer, for property: ESPDProperty)
        -> ESPDProperty.Answer
    {
        var answer = answer
        answer.identifier = ""
        answer.values = answer.values.map { fitted($0, property.type) }
        return answer
    }

    /// A value in the form that a type wants; the same where there is none.
    static func fitted(_ value: ESPDValue, _ type: ESPDDataType) -> ESPDValue {
        switch (value, type) {
        case (.text(let lines), .period):
            return .period(start: "", end: "", description: lines.joined(separator: "\n"))
        case (.period(let start, let end, let description), .text):
            let days = [start, end].filter { !$0.isEmpty }.joined(separator: " – ")
            return .text([[days, description].filter { !$0.isEmpty }.joined(separator: "\n")])
        case (.quantity(let number, _), .year): return .quantity(number, unit: "YEAR")
        case (.text(let lines), .code), (.text(let lines), .country):
            return .code(lines.joined(separator: " "), list: "")
        case (.code(let code, _), .text): return .text([code])
        case (.quantity(let number, _), .text): return .text([number])
        case (.percentage(let share), .text): return .text([share])
        case (.date(let day), .text): return .text([day])
        case (.amount(let sum, let currency), .text):
            return .text([[sum, currency].filter { !$0.isEmpty }.joined(separator: " ")])
        case (.text(let lines), .address): return .address(lines.joined(separator: " "))
        case (.address(let address), .text): return .text([address])
        case (.text(let lines), .identifier): return .identifier(lines.joined(separator: " "))
        case (.identifier(let name), .text): return .text([name])
        case (.quantity(let number, _), .percentage): return .percentage(number)
        case (.quantity(let year, _), .period):
            return .period(start: "", end: "", description: year)
        case (.date(let day), .period): return .period(start: "", end: "", description: day)
        default: return value
        }
    }
}
