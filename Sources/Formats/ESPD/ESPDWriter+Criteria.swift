/// Criteria and answers.
extension ESPDWriter {
    private var scheme: [String: String] {
        [
            "schemeID": isSecond ? "CriteriaTaxonomy" : "Criterion",
            "schemeAgencyID": agency, "schemeVersionID": version.text,
        ]
    }

    private func list(_ second: String, _ fourth: String) -> [String: String] {
        isSecond
            ? secondList(second)
            : ["listID": fourth, "listAgencyID": "OP", "listVersionID": version.text]
    }

    /// Lists that versions 2 and 4 name each in its way.
    private static let renamedLists = [
        ("BooleanGUIControlType", "boolean-gui-control-type"),
        ("FinancialRatioType", "financial-ratio-type"),
    ]

    /// Lists of the Publications Office in another version than most.
    private static let listVersions = [
        "criterion": "20240612-0", "eo-role-type": "20211208-0", "language": "20250618-0",
        "occupation": "20221214-0",
    ]

    /// The attributes of a code, by the name of its list as it was written; none without a name.
    private func codeList(_ name: String) -> [String: String] {
        guard !name.isEmpty else { return [:] }
        let place = "http://publications.europa.eu/resource/authority/"
        if name.hasPrefix(place) {
            let short = String(name.dropFirst(place.count))
            var list = authority(short, Self.listVersions[short] ?? "20250924-0")
            if short == "occupation" { list["listAgencyID"] = "EMPL" }
            return list
        }
        let names = Self.renamedLists.first { $0.0 == name || $0.1 == name }
        return list(names?.0 ?? name, names?.1 ?? name)
    }

    func criterion(_ criterion: ESPDCriterion, _ name: String) -> MarkupElement {
        var parts = [Tag.basic("ID", criterion.identifier, scheme)]
        if !criterion.code.isEmpty {
            parts.append(
                Tag.basic(
                    "CriterionTypeCode", criterion.code,
                    isSecond
                        ? secondList("CriteriaTypeCode") : authority("criterion", "20240612-0")))
        }
        parts.append(Tag.basic("Name", criterion.name))
        if !criterion.description.isEmpty {
            parts.append(Tag.basic("Description", criterion.description))
        }
        // UBL 2.2, under version 2.1.1, has no place for the lots of a criterion.
        if !isSecond { parts += criterion.lots.map(lot) }
        parts += criterion.parts.map { self.criterion($0, "SubTenderingCriterion") }
        parts += criterion.legislation.map(legislation)
        parts += criterion.groups.map { group($0, "TenderingCriterionPropertyGroup") }
        return Tag.aggregate(name, parts)
    }

    private func lot(_ identifier: String) -> MarkupElement {
        Tag.aggregate("ProcurementProjectLotReference", [Tag.basic("ID", identifier, lotScheme)])
    }

    private func legislation(_ law: ESPDCriterion.Legislation) -> MarkupElement {
        var parts: [MarkupElement] = []
        if !law.identifier.isEmpty { parts.append(Tag.basic("ID", law.identifier, scheme)) }
        for (name, text) in [
            ("Title", law.title), ("Description", law.description),
            ("JurisdictionLevel", law.level), ("Article", law.article), ("URI", law.address),
        ] where !text.isEmpty {
            parts.append(Tag.basic(name, text))
        }
        if !law.language.isEmpty {
            let list =
                isSecond ? secondList("LanguageCodeEU") : authority("language", "20250618-0")
            parts.append(
                Tag.aggregate("Language", [Tag.basic("LocaleCode", law.language, list)]))
        }
        return Tag.aggregate("Legislation", parts)
    }

    private func group(_ group: ESPDGroup, _ name: String) -> MarkupElement {
        Tag.aggregate(
            name,
            [
                Tag.basic("ID", group.identifier, scheme),
                Tag.basic(
                    "PropertyGroupTypeCode", group.code ?? group.condition.rawValue,
                    list("PropertyGroupType", "property-group-type")),
            ] + group.properties.map(property)
                + group.groups.map {
                    self.group($0, "SubsidiaryTenderingCriterionPropertyGroup")
                })
    }

    private func property(_ property: ESPDProperty) -> MarkupElement {
        let type = ESPDCodes.typeCode(property.typeCode, in: version.family)
        var parts = [Tag.basic("ID", property.identifier, scheme)]
        parts += [
            Tag.basic("Description", property.description),
            Tag.basic(
                "TypeCode", property.role.rawValue,
                list("CriterionElementType", "criterion-element-type")),
            Tag.basic(
                "ValueDataTypeCode", type, list("ResponseDataType", "response-data-type")),
        ]
        let expected = property.expectations.compactMap { expectation($0) }
        // The schema wants one order, whatever the order of the model.
        let ranked = expected.enumerated().sorted {
            ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
        }
        parts += ranked.map(\.element.element)
        return Tag.aggregate("TenderingCriterionProperty", parts)
    }

    private static let expectationOrder = [
        "ExpectedAmount", "ExpectedID", "ExpectedIndicator", "ExpectedCode",
        "ExpectedValueNumeric", "ExpectedDescription", "ExpectedURI", "MaximumAmount",
        "MinimumAmount", "MaximumValueNumeric", "MinimumValueNumeric", "MaximumQuantity",
        "MinimumQuantity", "ApplicablePeriod",
    ]

    private func expectation(
        _ expectation: ESPDProperty.Expectation
    ) -> (rank: Int, element: MarkupElement)? {
        let bound: String =
            switch expectation.bound {
            case .expected: "Expected"
            case .minimum: "Minimum"
            case .maximum: "Maximum"
            }
        let element: MarkupElement
        switch expectation.value {
        case .amount(let text, let currency):
            element = Tag.basic(bound + "Amount", text, ["currencyID": currency])
        case .identifier(let text):
            element = Tag.basic("ExpectedID", text, ["schemeAgencyID": agency])
        case .indicator(let isTrue):
            element = Tag.basic("ExpectedIndicator", isTrue ? "true" : "false")
        case .code(let text, let list):
            element = Tag.basic("ExpectedCode", text, codeList(list))
        case .quantity(let text, let unit):
            element =
                unit.isEmpty || expectation.bound == .expected
                ? Tag.basic(bound + "ValueNumeric", text)
                : Tag.basic(bound + "Quantity", text, ["unitCode": unit])
        case .percentage(let text): element = Tag.basic(bound + "ValueNumeric", text)
        case .text(let lines):
            element = Tag.basic("ExpectedDescription", lines.joined(separator: "\n"))
        case .address(let text): element = Tag.basic("ExpectedURI", text)
        case .period(let start, let end, let description):
            element = period(start, end, description)
        case .date, .time, .evidence, .other: return nil
        }
        let rank = Self.expectationOrder.firstIndex(of: String(element.local)) ?? 99
        return (rank, element)
    }

    private func period(_ start: String, _ end: String, _ description: String) -> MarkupElement {
        var parts: [MarkupElement] = []
        if !start.isEmpty { parts.append(Tag.basic("StartDate", start)) }
        if !end.isEmpty { parts.append(Tag.basic("EndDate", end)) }
        if !description.isEmpty { parts.append(Tag.basic("Description", description)) }
        return Tag.aggregate("ApplicablePeriod", parts)
    }

    // MARK: Answers

    func responses(_ document: ESPDDocument) -> [MarkupElement] {
        var responses: [MarkupElement] = []
        func visit(_ group: ESPDGroup, _ depth: Int) {
            for property in group.properties {
                for (row, answer) in property.answers.enumerated() {
                    responses.append(
                        response(answer, to: property, row: row, depth: depth, document))
                }
            }
            for inner in group.groups { visit(inner, depth + 1) }
        }
        for criterion in document.criteria {
            for group in (criterion.parts.flatMap(\.groups) + criterion.groups) { visit(group, 1) }
        }
        return responses
    }

    private func response(
        _ answer: ESPDProperty.Answer, to property: ESPDProperty, row: Int, depth: Int,
        _ document: ESPDDocument
    ) -> MarkupElement {
        var scheme = scheme
        if isSecond { scheme["schemeID"] = "ISO/IEC 9834-8:2008 - 4UUID" }
        let name: String
        if !answer.identifier.isEmpty {
            name = answer.identifier
        } else if isSecond {
            name = ESPDName.uuid(document.uuid, property.identifier, String(row))
        } else {
            name =
                property.identifier + String(repeating: "/R1", count: max(0, depth - 1))
                + "/R\(row + 1)"
        }
        var parts = [
            Tag.basic("ID", name, scheme),
            Tag.basic("ValidatedCriterionPropertyID", property.identifier, self.scheme),
        ]
        var later: [MarkupElement] = []
        for value in answer.values {
            switch value {
            case .period(let start, let end, let description):
                later.append(period(start, end, description))
            case .evidence(let proofs):
                later += proofs.map { proof in
                    Tag.aggregate(
                        "EvidenceSupplied",
                        [
                            Tag.basic("ID", proof, ["schemeAgencyID": agency])
                        ])
                }
            default:
                let identifier =
                    isSecond
                    ? ESPDName.uuid(document.uuid, property.identifier, String(row), "RV")
                    : name + "/RV"
                parts.append(
                    Tag.aggregate(
                        "ResponseValue",
                        [Tag.basic("ID", identifier, scheme)] + self.value(value, property.type)))
            }
        }
        parts += later
        if !isSecond { parts += answer.lots.map(lot) }
        return Tag.aggregate("TenderingCriterionResponse", parts)
    }

    private func value(_ value: ESPDValue, _ type: ESPDDataType) -> [MarkupElement] {
        switch value {
        case .indicator(let isTrue):
            return [Tag.basic("ResponseIndicator", isTrue ? "true" : "false")]
        case .text(let lines): return lines.map { Tag.basic("Description", $0) }
        case .amount(let text, let currency):
            return [Tag.basic("ResponseAmount", text, ["currencyID": currency])]
        case .quantity(let text, let unit):
            return [
                Tag.basic("ResponseQuantity", text, unit.isEmpty ? [:] : ["unitCode": unit])
            ]
        case .percentage(let text):
            return [
                isSecond
                    ? Tag.basic("ResponseQuantity", text, ["unitCode": "PERCENTAGE"])
                    : Tag.basic("ResponseNumeric", text, ["format": "PERCENTAGE"])
            ]
        case .code(let text, let list):
            return [
                type == .country
                    ? Tag.basic("ResponseCode", country(text), countries)
                    : Tag.basic("ResponseCode", text, codeList(list))
            ]
        case .date(let text): return [Tag.basic("ResponseDate", text)]
        case .time(let text): return [Tag.basic("ResponseTime", text)]
        case .identifier(let text):
            return [Tag.basic("ResponseID", text, ["schemeAgencyID": agency])]
        case .address(let text): return [Tag.basic("ResponseURI", text)]
        case .other(let name, let text): return [Tag.basic(name, text)]
        case .period, .evidence: return []
        }
    }
}
