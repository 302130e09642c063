/// Something a tool asks.
public protocol ToolField: Sendable {
    /// Stable name: of the form's field, of the JSON member and of the command's option.
    var name: String { get }
    /// French.
    var label: String { get }
    /// What to write and where to find it, in French; empty where the label says all.
    var help: String { get }
    /// How a form asks it.
    var control: ToolControl { get }
    /// What it accepts, in French, after « il y faut ».
    var expected: String { get }
    /// Whether a case is not whole without it.
    var isRequired: Bool { get }
    /// A value it accepts, as data write it.
    var example: String { get }

    /// Verifies that a text is a value of this field.
    ///
    /// - Throws: `ToolRefusal` that names the field, or the cell of a table as `field.line.column`.
    func check(_ text: String) throws(ToolRefusal)
}

extension ToolField {
    /// Whether a text is a value of this field.
    public func accepts(_ text: String) -> Bool {
        do {
            try check(text)
            return true
        } catch {
            return false
        }
    }
}

/// How a form asks a field.
public enum ToolControl: Sendable {
    /// Euros and cents.
    case money
    case day
    /// A number, and its unit in French.
    case number(unit: String)
    /// One of these values, each with its French label.
    case choice([(value: String, label: String)])
    /// Words; more than one line makes a larger box.
    case text(lines: Int)
    /// A table, each column a field of its own.
    case table(columns: [any ToolField], entry: TableEntry)
}

extension ToolControl {
    /// The value of the choice that a text means: by its value or its label, whatever their case and
    /// accents; nil when it means none.
    public func choice(of text: String) -> String? {
        guard case .choice(let choices) = self else { return nil }
        let wanted = TypedText.folded(text)
        return
            (choices.first { $0.value == text }
            ?? choices.first {
                !wanted.isEmpty
                    && (TypedText.folded($0.value) == wanted
                        || TypedText.folded($0.label) == wanted)
            })?.value
    }
}

/// How people give a table.
public enum TableEntry: Sendable {
    /// Cell by cell, or by pasting it or sending its file.
    case grid
    /// By sending its file or pasting it: too long to be typed.
    case file
}

/// A field whose values are of one kind.
public struct Field<Value: Sendable>: ToolField {
    public let name: String
    public let label: String
    public let help: String
    public let control: ToolControl
    public let expected: String
    public let isRequired: Bool
    public let example: String
    /// The value of a text, or nil.
    let parse: @Sendable (String) -> Value?

    /// Verifies that a text is a value of this field.
    public func check(_ text: String) throws(ToolRefusal) {
        guard parse(text) != nil else {
            throw .invalid(field: name, label: label, value: text, expected: expected)
        }
    }

    /// The same field, that may be left out.
    public var optional: Field<Value> {
        Field(
            name: name, label: label, help: help, control: control, expected: expected,
            isRequired: false, example: example, parse: parse)
    }
}
