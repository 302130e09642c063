/// Codes that changed between versions 2 and 4.
enum ESPDCodes {
    /// The code of version 4 for a company's part; what is not known is kept.
    static func role(of code: String) -> String {
        switch code.uppercased() {
        case "SCLE", "SC": "sole-tenderer"
        case "LE", "GROUP-LEAD": "group-lead"
        case "GM", "GROUP-MEM": "group-mem"
        case "OERON", "EORON": "oeron"
        case "OENRON", "SUBCONT": "subcont"
        case "SOLE-TENDERER": "sole-tenderer"
        default: code
        }
    }

    /// The code of version 2 for a company's part.
    static func secondRole(of code: String) -> String {
        switch code {
        case "sole-tenderer", "group-lead", "": "SCLE"
        case "group-mem": "GM"
        case "oeron": "OERON"
        case "subcont": "OENRON"
        default: code
        }
    }

    /// Codes of `response-data-type` 4.1.0.
    static let fourthTypes: Set<String> = [
        "AMOUNT", "CERTIFICATION_LEVEL_DESCRIPTION", "CODE", "CODE_BOOLEAN", "CODE_COUNTRY",
        "COPY_QUALITY_TYPE_CODE", "DATE", "DESCRIPTION", "ECONOMIC_OPERATOR_IDENTIFIER",
        "EVIDENCE_IDENTIFIER", "IDENTIFIER", "INDICATOR", "LOT_IDENTIFIER", "MAXIMUM_AMOUNT",
        "MAXIMUM_VALUE_NUMERIC", "MINIMUM_AMOUNT", "MINIMUM_VALUE_NUMERIC", "NONE", "PERCENTAGE",
        "PERIOD", "QUAL_IDENTIFIER", "QUANTITY", "QUANTITY_INTEGER", "QUANTITY_YEAR", "TIME",
        "TRANSLATION_TYPE_CODE", "URL", "MINIMUM_QUANTITY", "MINIMUM_QUANTITY_INTEGER",
        "MINIMUM_QUANTITY_YEAR",
    ]

    /// Codes of `ResponseDataType` 2.1.1.
    static let secondTypes: Set<String> = [
        "AMOUNT", "CERTIFICATION_LEVEL_DESCRIPTION", "CODE", "CODE_BOOLEAN", "CODE_COUNTRY",
        "COPY_QUALITY_TYPE_CODE", "DATE", "DESCRIPTION", "ECONOMIC_OPERATOR_IDENTIFIER",
        "EVIDENCE_IDENTIFIER", "IDENTIFIER", "INDICATOR", "LOT_IDENTIFIER", "MAXIMUM_AMOUNT",
        "MAXIMUM_VALUE_NUMERIC", "MINIMUM_AMOUNT", "MINIMUM_VALUE_NUMERIC", "NONE", "PERCENTAGE",
        "PERIOD", "QUAL_IDENTIFIER", "QUANTITY", "QUANTITY_INTEGER", "QUANTITY_YEAR", "TIME",
        "TRANSLATION_TYPE_CODE", "URL", "WEIGHT_INDICATOR",
    ]

    /// The type's code in a version: the same where it exists there, else that of its shape.
    static func typeCode(_ code: String, in family: ESPDVersion.Family) -> String {
        let known = family == .second ? secondTypes : fourthTypes
        if known.contains(code) { return code }
        return switch ESPDDataType(code: code) {
        case .none: "NONE"
        case .indicator: "INDICATOR"
        case .text, .other: "DESCRIPTION"
        case .amount: "AMOUNT"
        case .quantity: "QUANTITY"
        case .integer: "QUANTITY_INTEGER"
        case .year: "QUANTITY_YEAR"
        case .percentage: "PERCENTAGE"
        case .code: "CODE"
        case .country: "CODE_COUNTRY"
        case .date: "DATE"
        case .time: "TIME"
        case .period: "PERIOD"
        case .identifier: "IDENTIFIER"
        case .lot: "LOT_IDENTIFIER"
        case .address: "URL"
        case .evidence: "EVIDENCE_IDENTIFIER"
        }
    }
}
