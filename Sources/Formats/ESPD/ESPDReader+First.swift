/// Criteria of version 1: requirements in groups, each with its own answer inside.
extension ESPDReader {
    static func firstCriterion(
        _ written: MarkupElement, _ document: inout ESPDDocument
    ) -> ESPDCriterion {
        var criterion = ESPDCriterion(
            identifier: written.text("ID") ?? "", code: written.text("TypeCode") ?? "",
            name: written.text("Name") ?? "",
            description: written.first("Description")?.lines ?? "")
        criterion.legislation = written.all("LegislationReference").map { law in
            ESPDCriterion.Legislation(
                title: law.text("Title") ?? "", description: law.text("Description") ?? "",
                level: law.text("JurisdictionLevelCode") ?? "",
                article: law.text("Article") ?? "", address: law.text("URI") ?? "")
        }
        criterion.groups = written.all("RequirementGroup").map { firstGroup($0, &document) }
        return criterion
    }

    private static func firstGroup(
        _ written: MarkupElement, _ document: inout ESPDDocument
    ) -> ESPDGroup {
        let condition: ESPDGroup.Condition =
            switch written.attribute("pi") {
            case "GROUP_FULFILLED.ON_TRUE": .onTrue
            case "GROUP_FULFILLED.ON_FALSE": .onFalse
            default: .always
            }
        return ESPDGroup(
            identifier: written.text("ID") ?? "", condition: condition,
            properties: written.all("Requirement").map { firstProperty($0, &document) },
            groups: written.all("RequirementGroup").map { firstGroup($0, &document) })
    }

    private static func firstProperty(
        _ written: MarkupElement, _ document: inout ESPDDocument
    ) -> ESPDProperty {
        var property = ESPDProperty(
            identifier: written.text("ID") ?? "",
            description: written.first("Description")?.lines ?? "",
            typeCode: written.attribute("responseDataType") ?? "")
        for response in written.all("Response") {
            let values = response.elements.compactMap { firstValue($0, &document) }
            // An empty `Response` is the place of an answer, not an answer.
            if !values.isEmpty { property.answers.append(.init(values: values)) }
        }
        return property
    }

    private static func firstValue(
        _ element: MarkupElement, _ document: inout ESPDDocument
    ) -> ESPDValue? {
        let text = element.words ?? ""
        let value: ESPDValue
        switch element.local {
        case "Indicator": value = .indicator(text == "true" || text == "1")
        case "Description": value = .text([element.lines ?? ""])
        case "Amount": value = .amount(text, currency: element.attribute("currencyID") ?? "")
        case "Quantity": value = .quantity(text, unit: element.attribute("unitCode") ?? "")
        case "Percent": value = .percentage(text)
        case "Code": value = .code(text, list: element.attribute("listID") ?? "")
        case "Date": value = .date(text)
        case "Period": value = period(element)
        case "URI": value = .address(text)
        case "ID": value = .identifier(text)
        case "Evidence":
            let places = element.all("EvidenceDocumentReference")
            let evidences = places.isEmpty ? [] : [evidence(element)]
            for evidence in evidences where !evidence.identifier.isEmpty {
                document.evidences.append(evidence)
            }
            value = .evidence(evidences.map(\.identifier).filter { !$0.isEmpty })
        default: value = .other(name: String(element.local), text: text)
        }
        return value.isEmpty ? nil : value
    }
}
