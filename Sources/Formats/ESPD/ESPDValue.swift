/// What answers a question, or what a buyer expects of an answer.
///
/// - Shape: numbers stay decimals as written, dates `YYYY-MM-DD` as written, so that nothing is lost.
public enum ESPDValue: Sendable, Equatable {
    case indicator(Bool)
    /// Text, one string per element of the document.
    case text([String])
    /// A decimal and the code of a currency (ISO 4217).
    case amount(String, currency: String)
    /// A decimal and its unit, such as `YEAR`; the unit may be empty.
    case quantity(String, unit: String)
    /// A share, as a decimal as written.
    case percentage(String)
    /// A code and the list it is from; the list may be empty.
    case code(String, list: String)
    case date(String)
    case time(String)
    /// Two days and a description, any of them empty when not said.
    case period(start: String, end: String, description: String)
    case identifier(String)
    case address(String)
    /// Identifiers of documents that prove.
    case evidence([String])
    /// An element that this reader does not know: its name and its text.
    case other(name: String, text: String)

    /// Whether nothing is said.
    public var isEmpty: Bool {
        switch self {
        case .indicator: false
        case .text(let lines): lines.allSatisfy(\.isEmpty)
        case .amount(let text, _), .quantity(let text, _), .percentage(let text),
            .code(let text, _), .date(let text), .time(let text), .identifier(let text),
            .address(let text), .other(_, let text):
            text.isEmpty
        case .period(let start, let end, let description):
            start.isEmpty && end.isEmpty && description.isEmpty
        case .evidence(let names): names.isEmpty
        }
    }
}
