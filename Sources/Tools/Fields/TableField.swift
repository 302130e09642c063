import Procurement

/// A table as one field: its value is text, the first line of which names the columns.
///
/// - Shape: lines of cells between `;`, `,`, tabs or `|`, quoted as in RFC 4180; columns by their
///   name or their label, in any order, letters compared without accents or case.
public struct TableField: ToolField {
    public let name: String
    public let label: String
    public let help: String
    public let isRequired: Bool
    public let example: String
    /// Each column, as a field of its own.
    public let columns: [any ToolField]
    /// How many lines there may be.
    public let lines: ClosedRange<Int>
    public let entry: TableEntry

    /// A table that must be given.
    init(
        _ name: String, _ label: String, _ help: String = "", columns: [any ToolField],
        lines: ClosedRange<Int>, entry: TableEntry = .grid, isRequired: Bool = true,
        example: String
    ) {
        self.name = name
        self.label = label
        self.help = help
        self.columns = columns
        self.lines = lines
        self.entry = entry
        self.isRequired = isRequired
        self.example = example
    }

    public var control: ToolControl { .table(columns: columns, entry: entry) }

    public var expected: String {
        "un tableau d’au plus \(FrenchNumber.whole(lines.upperBound)) lignes dont la première "
            + "nomme les colonnes\u{202F}: "
            + columns.map { $0.isRequired ? $0.name : "\($0.name) (facultative)" }
            .joined(separator: ", ")
    }

    /// Verifies that a text is such a table, each cell included.
    public func check(_ text: String) throws(ToolRefusal) { _ = try rows(of: text) }

    /// A table as text, its first row naming the columns.
    public static func text(_ rows: [[String]]) -> String { DelimitedText.written(rows) }

    /// The cells of a text, as many as columns in each row, whatever they hold; nil when its first
    /// line does not name the columns.
    public func grid(of text: String) -> [[String]]? {
        let lines = DelimitedText(text, atMost: self.lines.upperBound + 2).lines
        guard let head = lines.first?.cells else { return [] }
        let places: [Int]
        do {
            places = try self.places(head)
        } catch {
            return nil
        }
        var rows: [[String]] = []
        for line in lines.dropFirst() {
            guard line.cells.count <= places.count else { return nil }
            var row = [String](repeating: "", count: columns.count)
            for (cell, place) in zip(line.cells, places) { row[place] = cell }
            rows.append(row)
        }
        return rows
    }

    /// The lines of a text.
    ///
    /// - Throws: `ToolRefusal` for an unknown or missing column, a cell its column does not accept,
    ///   too few or too many lines.
    /// - Complexity: O(bytes).
    func rows(of text: String) throws(ToolRefusal) -> [TableRow] {
        let table = DelimitedText(text, atMost: lines.upperBound + 2)
        guard let head = table.lines.first, head.cells.contains(where: { !$0.isEmpty }) else {
            throw refusal(text)
        }
        let places = try self.places(head.cells)
        try requireColumns(places)
        var rows: [TableRow] = []
        for line in table.lines.dropFirst() {
            guard rows.count < lines.upperBound else {
                throw .invalid(
                    field: name, label: label, value: "\(rows.count + 1) lignes ou plus",
                    expected: "au plus \(FrenchNumber.whole(lines.upperBound)) lignes")
            }
            rows.append(try row(line, number: rows.count + 1, places))
        }
        guard rows.count >= lines.lowerBound else {
            throw .invalid(
                field: name, label: label, value: "\(rows.count) ligne\(rows.count > 1 ? "s" : "")",
                expected: lines.lowerBound == 1
                    ? "au moins une ligne sous le nom des colonnes"
                    : "au moins \(lines.lowerBound) lignes sous le nom des colonnes")
        }
        return rows
    }

    private func refusal(_ text: String) -> ToolRefusal {
        .invalid(field: name, label: label, value: text, expected: expected)
    }

    /// The place in `columns` of each column of a text.
    private func places(_ names: [String]) throws(ToolRefusal) -> [Int] {
        let known = columns.map { (TypedText.folded($0.name), TypedText.folded($0.label)) }
        var places: [Int] = []
        for name in names {
            let folded = TypedText.folded(name)
            guard let place = known.firstIndex(where: { $0.0 == folded || $0.1 == folded }) else {
                throw refusal(name)
            }
            guard !places.contains(place) else {
                throw .invalid(
                    field: self.name, label: label, value: name, expected: "chaque colonne une fois"
                )
            }
            places.append(place)
        }
        return places
    }

    private func requireColumns(_ places: [Int]) throws(ToolRefusal) {
        for (place, column) in columns.enumerated()
        where column.isRequired && !places.contains(place) {
            throw .missing(
                field: name, label: "\(label), colonne \(column.label)",
                expected: "il y faut une colonne «\u{202F}\(column.name)\u{202F}»")
        }
    }

    private func row(
        _ line: DelimitedText.Line, number: Int, _ places: [Int]
    ) throws(ToolRefusal) -> TableRow {
        guard line.cells.count <= places.count || line.cells[places.count...].allSatisfy(\.isEmpty)
        else {
            throw .invalid(
                field: name, label: "\(label), ligne \(number)",
                value: line.cells.joined(separator: ";"),
                expected: "\(places.count) cellules au plus")
        }
        var cells = [String?](repeating: nil, count: columns.count)
        for (cell, place) in zip(line.cells, places) where !cell.isEmpty { cells[place] = cell }
        for (place, column) in columns.enumerated() {
            let path = "\(name).\(number).\(column.name)"
            let label = "\(self.label), ligne \(number), \(column.label)"
            guard let cell = cells[place] else {
                guard column.isRequired else { continue }
                throw .missing(
                    field: path, label: label, expected: "il y faut \(column.expected)")
            }
            guard column.accepts(cell) else {
                throw .invalid(field: path, label: label, value: cell, expected: column.expected)
            }
        }
        return TableRow(table: self, number: number, cells: cells)
    }
}

/// A line of a table, each cell accepted by its column.
struct TableRow: Sendable {
    let table: TableField
    /// From 1.
    let number: Int
    fileprivate let cells: [String?]

    /// The value of a column that may be empty.
    func optional<Value>(_ column: Field<Value>) -> Value? {
        text(column).flatMap { column.parse($0) }
    }

    /// The value of a column.
    ///
    /// - Throws: `ToolRefusal.missing`, when the case makes necessary a cell that may be empty.
    func required<Value>(_ column: Field<Value>) throws(ToolRefusal) -> Value {
        guard let value = optional(column) else {
            throw .missing(
                field: path(column), label: label(column),
                expected: "il y faut \(column.expected)")
        }
        return value
    }

    /// The text of a cell; nil when it is empty.
    func text(_ column: any ToolField) -> String? {
        guard let place = table.columns.firstIndex(where: { $0.name == column.name }) else {
            preconditionFailure("«\(column.name)» is a column of «\(table.name)».")
        }
        return cells[place]
    }

    /// A refusal of a cell, because of what the rest of the case says.
    func contradiction(_ column: any ToolField, because: String) -> ToolRefusal {
        .contradiction(
            field: path(column), label: label(column), value: text(column) ?? "", because: because)
    }

    private func path(_ column: any ToolField) -> String {
        "\(table.name).\(number).\(column.name)"
    }

    private func label(_ column: any ToolField) -> String {
        "\(table.label), ligne \(number), \(column.label)"
    }
}
