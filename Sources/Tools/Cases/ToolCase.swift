import Foundation
internal import Procurement

/// A case as a file on somebody's computer.
///
/// - Shape: a JSON object whose members are fields; a table is a list of objects, one per line.
public enum ToolCase {
    /// Why a file is not a case.
    public struct Unreadable: Error, Sendable {}

    /// Largest case, in bytes.
    public static let largest = 4 << 20

    /// The values of a case.
    ///
    /// - Throws: `Unreadable` when it is no JSON object of texts, numbers, truth values or tables, or
    ///   is too large.
    public static func values(_ bytes: some Sequence<UInt8>) throws(Unreadable) -> [String: String]
    {
        let data = Data(bytes)
        guard data.count <= largest else { throw Unreadable() }
        do {
            return try JSONDecoder().decode([String: CaseValue].self, from: data)
                .mapValues(\.text)
        } catch {
            throw Unreadable()
        }
    }

    /// A case that `values` reads back.
    public static func json(_ values: [String: String], of tool: any Tool) -> String {
        let members = tool.fields.compactMap { field -> String? in
            guard let text = values[field.name], !text.isEmpty else { return nil }
            let written: String
            if case .table = field.control, let table = table(text) {
                written = table
            } else {
                written = JSONText.string(text)
            }
            return "  \(JSONText.string(field.name)): \(written)"
        }
        return "{\n" + members.joined(separator: ",\n") + "\n}\n"
    }

    /// A table as a list of objects; nil when its lines do not fit its head, which text keeps.
    private static func table(_ text: String) -> String? {
        let lines = DelimitedText(text, atMost: .max).lines
        guard let head = lines.first?.cells, Set(head).count == head.count,
            lines.allSatisfy({ $0.cells.count <= head.count })
        else { return nil }
        let rows = lines.dropFirst().map { line in
            let members = zip(head, line.cells).compactMap { name, cell in
                cell.isEmpty ? nil : "\(JSONText.string(name)): \(JSONText.string(cell))"
            }
            return "    {\(members.joined(separator: ", "))}"
        }
        return "[\n" + rows.joined(separator: ",\n") + "\n  ]"
    }
}
