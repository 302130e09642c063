/// The type of the answer that a question expects, whatever the version's code for it.
public enum ESPDDataType: String, Sendable, CaseIterable {
    case none, indicator, text, amount, quantity, integer, year, percentage, code, country, date,
        time, period, identifier, lot, address, evidence, other

    /// The type of a code of a list `ResponseDataType` of any version.
    public init(code: String) {
        let bare = code.hasPrefix("MINIMUM_") || code.hasPrefix("MAXIMUM_")
        switch bare ? String(code.dropFirst(8)) : code {
        case "", "NONE": self = .none
        case "INDICATOR", "WEIGHT_INDICATOR": self = .indicator
        case "DESCRIPTION", "TEXT", "CERTIFICATION_LEVEL_DESCRIPTION": self = .text
        case "AMOUNT": self = .amount
        case "QUANTITY", "VALUE_NUMERIC": self = .quantity
        case "QUANTITY_INTEGER": self = .integer
        case "QUANTITY_YEAR": self = .year
        case "PERCENTAGE": self = .percentage
        case "CODE", "CODE_BOOLEAN", "TRANSLATION_TYPE_CODE", "COPY_QUALITY_TYPE_CODE":
            self = .code
        case "CODE_COUNTRY", "COUNTRY": self = .country
        case "DATE": self = .date
        case "TIME": self = .time
        case "PERIOD", "PERIOD_DESCRIPTION": self = .period
        case "IDENTIFIER", "ECONOMIC_OPERATOR_IDENTIFIER", "QUAL_IDENTIFIER": self = .identifier
        case "LOT_IDENTIFIER": self = .lot
        case "URL": self = .address
        case "EVIDENCE_IDENTIFIER", "EVIDENCE_URL": self = .evidence
        default: self = .other
        }
    }
}
