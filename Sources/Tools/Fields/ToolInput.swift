/// The values of a case, each accepted by its field.
public struct ToolInput: Sendable {
    /// Texts by field, blanks around them cut, empty ones left out.
    private let values: [String: String]

    /// The values somebody gave to a tool.
    ///
    /// - Throws: `ToolRefusal` for a field that the tool does not have, a value its field does not
    ///   accept, or a field that is missing; the first in the order of the form.
    public init(_ given: [String: String], of tool: some Tool) throws(ToolRefusal) {
        let names = tool.fields.map(\.name)
        for name in given.keys.sorted() where !names.contains(name) {
            throw .unknownField(name, known: names)
        }
        var values: [String: String] = [:]
        for field in tool.fields {
            let text = TypedText.trimmed(given[field.name] ?? "")
            guard !text.isEmpty else {
                if field.isRequired {
                    throw .missing(
                        field: field.name, label: field.label,
                        expected: "il y faut \(field.expected)")
                }
                continue
            }
            try field.check(text)
            values[field.name] = text
        }
        self.values = values
    }

    /// The value of a field that may be left out.
    func optional<Value>(_ field: Field<Value>) -> Value? {
        values[field.name].flatMap { field.parse($0) }
    }

    /// The value of a field.
    ///
    /// - Throws: `ToolRefusal.missing`, when the case makes necessary a field that may be left out.
    func required<Value>(_ field: Field<Value>) throws(ToolRefusal) -> Value {
        guard let value = optional(field) else {
            throw .missing(
                field: field.name, label: field.label, expected: "il y faut \(field.expected)")
        }
        return value
    }

    /// The lines of a table; none when it was left out.
    ///
    /// - Throws: `ToolRefusal`, which `init` would have thrown first.
    func rows(_ table: TableField) throws(ToolRefusal) -> [TableRow] {
        guard let text = values[table.name] else { return [] }
        return try table.rows(of: text)
    }

    /// The text of a field, for a sentence that quotes it.
    func text(_ field: any ToolField) -> String { values[field.name] ?? "" }
}
