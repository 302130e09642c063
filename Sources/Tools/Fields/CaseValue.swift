import Foundation

/// A value of a case written as JSON: a text, a number or a truth value, kept as text for its field.
public struct CaseValue: Decodable, Sendable {
    /// As a form would give it.
    public let text: String

    /// Reads a JSON value.
    ///
    /// - Throws: `DecodingError` for null, a list or an object.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            text = try container.decode(String.self)
        } catch DecodingError.typeMismatch {
            do {
                text = try container.decode(Bool.self) ? "true" : "false"
            } catch DecodingError.typeMismatch {
                text = "\(try container.decode(Decimal.self))"
            }
        }
    }
}
