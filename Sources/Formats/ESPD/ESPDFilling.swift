/// Fills one criterion with what a company says.
struct ESPDFilling {
    /// The document that proves, when the criterion refers to it.
    private(set) var usedEvidence: ESPDEvidence?
    /// Questions that remain, in French where they are known.
    private(set) var open: [String] = []

    private let application: ESPDApplication
    private let code: String
    private let kind: ESPDCriterion.Kind
    private let family: ESPDVersion.Family
    private let uuid: String
    /// Rows of a repeated group, such as the years of a turnover.
    private var rows: [Row] = []

    /// One row: what its questions are answered, by key.
    private typealias Row = [String: ESPDValue]

    init(
        _ application: ESPDApplication, _ entry: ESPDCatalogue.Entry?, family: ESPDVersion.Family,
        uuid: String
    ) {
        self.application = application
        code = entry?.code ?? ""
        kind = entry?.kind ?? .other
        self.family = family
        self.uuid = uuid
        rows = makeRows()
    }

    /// Fills a criterion.
    mutating func fill(_ criterion: inout ESPDCriterion) {
        if family == .second { repeatGroups(&criterion.groups) }
        var used = 0
        for index in criterion.groups.indices { fill(&criterion.groups[index], &used) }
    }

    // MARK: Rows

    private func makeRows() -> [Row] {
        func euros(_ cents: Int64) -> ESPDValue {
            .amount(ESPDFilling.decimal(cents), currency: "EUR")
        }
        func turnover(_ turnover: ESPDApplication.Turnover) -> Row {
            [
                "start date; end date": .period(
                    start: turnover.start, end: turnover.end, description: ""),
                "amount": euros(turnover.amountCents),
            ]
        }
        func persons(_ headcount: ESPDApplication.Headcount) -> Row {
            [
                "year": .quantity(String(headcount.year), unit: "YEAR"),
                "number": .quantity(String(headcount.persons), unit: ""),
            ]
        }
        switch code {
        case "gen-year-to": return application.turnovers.map(turnover)
        case "spec-year-to": return application.specificTurnovers.map(turnover)
        case "year-manpower": return application.headcounts.map(persons)
        case "manage-staff": return application.managers.map(persons)
        case "work-perform", "supply-perform", "service-perform":
            return application.references.filter { $0.kind.rawValue == code }.map { reference in
                [
                    "description": .text([reference.description]),
                    "amount": euros(reference.amountCents),
                    "start date; end date": .period(
                        start: reference.start, end: reference.end, description: ""),
                    "date": .date(reference.end),
                    "recipient name": .text([reference.recipient]),
                ]
            }
        default: return []
        }
    }

    /// Whether a group is one row of what is repeated.
    private func isRow(_ group: ESPDGroup) -> Bool {
        guard let row = rows.first else { return false }
        let keys = group.properties.filter { $0.role == .question }.map(word)
        return keys.filter { row[$0] != nil }.count >= 2
    }

    /// Repeats the groups of rows until there is one for each, under version 2.
    private func repeatGroups(_ groups: inout [ESPDGroup]) {
        for index in groups.indices { repeatGroups(&groups[index].groups) }
        let places = groups.indices.filter { isRow(groups[$0]) }
        guard let last = places.last, rows.count > places.count else { return }
        var more: [ESPDGroup] = []
        for number in places.count..<rows.count {
            var copy = groups[last]
            copy.changeProperties { property in
                property.identifier = ESPDName.uuid(uuid, property.identifier, String(number))
            }
            more.append(copy)
        }
        groups.insert(contentsOf: more, at: last + 1)
    }

    // MARK: Lines

    private func word(_ property: ESPDProperty) -> String {
        String(ESPDQuestion.meeting(property).drop { $0 != "/" }.dropFirst())
    }

    private mutating func fill(_ group: inout ESPDGroup, _ used: inout Int) {
        if isRow(group) {
            // Version 4 answers a line several times; version 2 has one group for each row.
            let mine = family == .second ? Array(rows.dropFirst(used).prefix(1)) : rows
            used += mine.count
            fillRows(&group, mine)
            return
        }
        var indicator: Bool?
        for index in group.properties.indices where group.properties[index].role == .question {
            if let value = value(for: group.properties[index]) {
                group.properties[index].answers = [.init(values: [value])]
                if case .indicator(let isTrue) = value { indicator = isTrue }
            } else {
                open.append(ESPDQuestion.french(group.properties[index].description))
            }
        }
        let asksIndicator = group.properties.contains {
            $0.role == .question && $0.type == .indicator
        }
        for index in group.groups.indices {
            switch group.groups[index].condition {
            case .onTrue where asksIndicator && indicator != true: continue
            case .onFalse where asksIndicator && indicator != false: continue
            default: fill(&group.groups[index], &used)
            }
        }
    }

    private mutating func fillRows(_ group: inout ESPDGroup, _ mine: [Row]) {
        let words = Set(mine.flatMap(\.keys))
        func place(_ group: inout ESPDGroup) {
            for index in group.properties.indices {
                let word = word(group.properties[index])
                guard group.properties[index].role == .question, words.contains(word) else {
                    continue
                }
                let type = group.properties[index].type
                group.properties[index].answers = mine.compactMap { row in
                    row[word].map { .init(values: [ESPDMeeting.fitted($0, type)]) }
                }
            }
            for index in group.groups.indices { place(&group.groups[index]) }
        }
        place(&group)
        var nothing = 0
        for index in group.groups.indices
        where group.groups[index].properties.contains(where: { word($0).hasPrefix("is this") }) {
            fill(&group.groups[index], &nothing)
        }
    }

    private mutating func value(for property: ESPDProperty) -> ESPDValue? {
        let word = word(property)
        switch word {
        case "is this information available electronically":
            return .indicator(application.evidences[code] != nil)
        case "evidence supplied":
            guard var evidence = application.evidences[code] else { return nil }
            if evidence.identifier.isEmpty { evidence.identifier = "PREUVE-" + code }
            usedEvidence = evidence
            return .evidence([evidence.identifier])
        default: break
        }
        let value = kind == .exclusion ? ground(word, property) : statement(word, property)
        guard let value, !value.isEmpty else { return nil }
        return ESPDMeeting.fitted(value, property.type)
    }

    private func ground(_ word: String, _ property: ESPDProperty) -> ESPDValue? {
        guard let ground = application.grounds[code] else { return nil }
        switch word {
        case "your answer": return .indicator(ground.applies)
        case "self-cleaning":
            return ground.applies ? .indicator(!ground.measures.isEmpty) : nil
        case "please describe them":
            return .text(
                [[ground.facts, ground.measures].filter { !$0.isEmpty }.joined(separator: "\n")])
        case "reason", "please describe which means were used": return .text([ground.facts])
        default: return nil
        }
    }

    private func statement(_ word: String, _ property: ESPDProperty) -> ESPDValue? {
        let statement = application.statements[code]
        let small = ["micro", "small", "medium", "sme"]
        switch word {
        case "does the eo fulfil the criteria by itself":
            let relies = application.statements["relied"]?.isYes
            return statement != nil || !rows.isEmpty ? .indicator(relies != true) : nil
        case "your answer":
            if let isYes = statement?.isYes { return .indicator(isYes) }
            if code == "sme", !application.party.size.isEmpty {
                return .indicator(small.contains(application.party.size))
            }
            return (code == "prof-regist" || code == "trade-regist") && statement != nil
                ? .indicator(true) : nil
        case "number of employees":
            return application.headcounts.first.map { .quantity(String($0.persons), unit: "") }
        case "turnover":
            return application.turnovers.first.map {
                .amount(ESPDFilling.decimal($0.amountCents), currency: "EUR")
            }
        case "amount", "average turnover", "average for the required period":
            return statement?.amountCents.map {
                .amount(ESPDFilling.decimal($0), currency: "EUR")
            }
        case "what is the corresponding percentage of disabled or disadvantaged workers":
            return statement?.share.map { .percentage($0) }
        case "where applicable, name of the participating group":
            return .text([application.groupName])
        case "please indicate the role of the economic operator in the group (leader, responsible for specific tasks...)":
            return .code(
                family == .second ? ESPDCodes.secondRole(of: application.role) : application.role,
                list: "")
        case "as an eo i will commit to obtain the minimum amount required", "i am exempt",
            "in the case of no – relied upon or not":
            return nil
        // The description of a qualification says it whole; its parts, and its holder, are not said apart.
        // Nor is the code of what another entity does.
        case "activity of the entity (for this specific procedure)", "first name", "last name",
            "if possible please describe the esco qualification",
            "qualification name", "qualification number", "qualification issuing body":
            return nil
        default:
            guard property.type == .text || property.type == .code || property.type == .identifier,
                let statement
            else { return nil }
            let isNamed = property.type == .identifier && !statement.identifier.isEmpty
            return .text([isNamed ? statement.identifier : statement.text])
        }
    }

    /// Euros with two decimals.
    static func decimal(_ cents: Int64) -> String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return (cents < 0 ? "-" : "") + "\(units)." + (rest < 10 ? "0\(rest)" : "\(rest)")
    }
}
