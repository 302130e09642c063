/// Criteria and answers of versions 2 to 4: the criteria in a tree, the answers beside it.
extension ESPDReader {
    static func criterion(_ written: MarkupElement) -> ESPDCriterion {
        var criterion = ESPDCriterion(
            identifier: written.text("ID") ?? "", code: written.text("CriterionTypeCode") ?? "",
            name: written.text("Name") ?? "",
            description: joined(written.all("Description")))
        criterion.legislation = written.all("Legislation").map { law in
            ESPDCriterion.Legislation(
                identifier: law.text("ID") ?? "", title: law.text("Title") ?? "",
                description: law.text("Description") ?? "",
                level: law.text("JurisdictionLevel") ?? "", article: law.text("Article") ?? "",
                address: law.text("URI") ?? "",
                language: law.text("Language", "LocaleCode") ?? "")
        }
        criterion.lots = lots(written)
        criterion.parts = written.all("SubTenderingCriterion").map(self.criterion)
        criterion.groups = written.all("TenderingCriterionPropertyGroup").map(group)
        return criterion
    }

    private static func lots(_ written: MarkupElement) -> [String] {
        written.all("ProcurementProjectLotReference").compactMap { $0.text("ID") }
    }

    private static func joined(_ elements: [MarkupElement]) -> String {
        elements.compactMap(\.lines).joined(separator: "\n")
    }

    private static func group(_ written: MarkupElement) -> ESPDGroup {
        let code = written.first("PropertyGroupTypeCode").map { $0.words ?? "" }
        let condition = code.flatMap(ESPDGroup.Condition.init)
        return ESPDGroup(
            identifier: written.text("ID") ?? "", condition: condition ?? .always,
            code: condition == nil ? code : nil,
            properties: written.all("TenderingCriterionProperty").map(property),
            groups: written.all("SubsidiaryTenderingCriterionPropertyGroup").map(group))
    }

    private static func property(_ written: MarkupElement) -> ESPDProperty {
        var property = ESPDProperty(
            identifier: written.text("ID") ?? "",
            role: written.text("TypeCode").flatMap { ESPDProperty.Role(rawValue: $0) } ?? .question,
            description: joined(written.all("Description")),
            typeCode: written.text("ValueDataTypeCode") ?? "")
        for element in written.elements {
            guard let expectation = expectation(element) else { continue }
            property.expectations.append(expectation)
        }
        return property
    }

    private static func expectation(_ element: MarkupElement) -> ESPDProperty.Expectation? {
        let text = element.words ?? ""
        let value: ESPDValue
        var bound = ESPDProperty.Expectation.Bound.expected
        switch element.local {
        case "ExpectedAmount":
            value = .amount(text, currency: element.attribute("currencyID") ?? "")
        case "MinimumAmount", "MaximumAmount":
            bound = element.local.hasPrefix("Min") ? .minimum : .maximum
            value = .amount(text, currency: element.attribute("currencyID") ?? "")
        case "ExpectedID": value = .identifier(text)
        case "ExpectedIndicator": value = .indicator(text == "true")
        case "ExpectedCode":
            value = .code(text, list: element.attribute("listID") ?? "")
        case "ExpectedValueNumeric": value = .quantity(text, unit: "")
        case "MinimumValueNumeric", "MinimumQuantity":
            bound = .minimum
            value = .quantity(text, unit: element.attribute("unitCode") ?? "")
        case "MaximumValueNumeric", "MaximumQuantity":
            bound = .maximum
            value = .quantity(text, unit: element.attribute("unitCode") ?? "")
        case "ExpectedDescription", "CertificationLevelDescription":
            value = .text([element.lines ?? ""])
        case "ExpectedURI": value = .address(text)
        case "TranslationTypeCode", "CopyQualityTypeCode":
            value = .code(text, list: element.attribute("listID") ?? "")
        case "ApplicablePeriod": value = period(element)
        default: return nil
        }
        return value.isEmpty ? nil : .init(bound: bound, value: value)
    }

    static func period(_ element: MarkupElement) -> ESPDValue {
        .period(
            start: element.text("StartDate") ?? "", end: element.text("EndDate") ?? "",
            description: joined(element.all("Description")))
    }

    // MARK: Answers

    static func answers(_ written: [MarkupElement], into document: inout ESPDDocument) {
        var answers: [String: [ESPDProperty.Answer]] = [:]
        var order: [String] = []
        for element in written {
            let question = element.text("ValidatedCriterionPropertyID") ?? ""
            if answers[question] == nil { order.append(question) }
            answers[question, default: []].append(answer(element))
        }
        for index in document.criteria.indices {
            document.criteria[index].changeProperties { property in
                property.answers = answers.removeValue(forKey: property.identifier) ?? []
            }
        }
        for question in order {
            for answer in answers[question] ?? [] {
                document.orphans.append(.init(question: question, answer: answer))
            }
        }
    }

    private static func answer(_ written: MarkupElement) -> ESPDProperty.Answer {
        var values: [ESPDValue] = []
        for place in written.all("ResponseValue") {
            let lines = place.all("Description").compactMap(\.lines)
            if !lines.isEmpty { values.append(.text(lines)) }
            for element in place.elements {
                guard let value = value(element) else { continue }
                values.append(value)
            }
        }
        values += written.all("ApplicablePeriod").map(period)
        let proofs = written.all("EvidenceSupplied").compactMap { $0.text("ID") }
        if !proofs.isEmpty { values.append(.evidence(proofs)) }
        return ESPDProperty.Answer(
            identifier: written.text("ID") ?? "", values: values, lots: lots(written))
    }

    private static func value(_ element: MarkupElement) -> ESPDValue? {
        let text = element.words ?? ""
        switch element.local {
        case "ID", "Description": return nil
        case "Response": return .text([element.lines ?? ""])
        case "ResponseIndicator": return .indicator(text == "true" || text == "1")
        case "ResponseAmount":
            return .amount(text, currency: element.attribute("currencyID") ?? "")
        case "ResponseQuantity", "ResponseMeasure":
            let unit = element.attribute("unitCode") ?? ""
            return unit == "PERCENTAGE" ? .percentage(text) : .quantity(text, unit: unit)
        case "ResponseNumeric":
            return element.attribute("format") == "PERCENTAGE"
                ? .percentage(text) : .quantity(text, unit: "")
        case "ResponseCode": return .code(text, list: element.attribute("listID") ?? "")
        case "ResponseDate": return .date(text)
        case "ResponseTime": return .time(text)
        case "ResponseID": return .identifier(text)
        case "ResponseURI": return .address(text)
        default: return .other(name: String(element.local), text: text)
        }
    }
}
