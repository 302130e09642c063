import Foundation

/// A value of a case written as JSON, kept as text for its field: a text, a number, a truth value,
/// or a table as a list of objects, one per line.
public struct CaseValue: Decodable, Sendable {
    /// As a form would give it.
    public let text: String

    /// Reads a JSON value.
    ///
    /// - Throws: `DecodingError` for null, an object, or a list of anything but objects whose
    ///   members are texts, numbers or truth values.
    public init(from decoder: any Decoder) throws {
        do {
            text = try CellValue(from: decoder).text ?? ""
        } catch DecodingError.typeMismatch {
            text = try CaseValue.table(try [[String: CellValue]](from: decoder))
        }
    }

    /// Lines of objects as a table; the columns in the order of their names.
    private static func table(_ lines: [[String: CellValue]]) throws -> String {
        let names = Set(lines.flatMap(\.keys)).sorted()
        return DelimitedText.written(
            [names] + lines.map { line in names.map { line[$0]?.text ?? "" } })
    }
}

/// A value that a field or a cell may have; nil is empty.
private struct CellValue: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            text = nil
            return
        }
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
