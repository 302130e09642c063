public import Columns
import Procurement

/// Rows of a table as CSV or JSON Lines, for other programs.
///
/// Amounts are euros with two decimals and lose the `_centimes` of their column's name; rates and
/// shares are decimals; dates are `yyyy-mm-dd`; a bit set is a list of labels. Every row ends with
/// the edition and the selection it comes from, so that a file says what it holds without a line
/// that other programs would stumble on.
///
/// - Complexity: O(cells written); the buffer is handed over every 256 KiB.
public struct ExportWriter: Sendable {
    /// How rows are written.
    public enum Format: String, Sendable, CaseIterable {
        case csv, jsonl
    }

    /// One column of the export.
    struct Field: Sendable {
        let column: Column
        let name: String
        let form: Form
        let legend: [String]
    }

    /// How the values of a column are written.
    enum Form: Sendable {
        case text, integer, bool, day, cents, tenThousandths, bits
    }

    private let fields: [Field]
    private let format: Format
    private let edition: String
    private let selection: String

    /// A writer for these columns of a table, all of them when `names` is nil.
    ///
    /// Names are those of the table, with or without `_centimes`; unknown ones are left out.
    public init(
        table: Table, names: [String]? = nil, format: Format, edition: String, selection: String
    ) {
        let columns =
            names?.compactMap { table[$0] ?? table[$0 + "_centimes"] }
            ?? table.columns.filter { !Self.isInternal($0.name) }
        fields = columns.map(Self.field)
        self.format = format
        self.edition = edition
        self.selection = selection
    }

    /// Whether a column means nothing outside the edition's own files: row numbers, and the sets
    /// of rules that the key `constat` asks (the export of findings names them).
    public static func isInternal(_ column: String) -> Bool {
        internalColumns.contains(column) || column.hasPrefix(FindingRule.setPrefix)
    }

    private static let internalColumns: Set<String> = ["ordre_montant", "contrat", "declaration"]

    /// The names of the columns written, in order.
    public var names: [String] { fields.map(\.name) + ["edition", "selection"] }

    private static func field(_ column: Column) -> Field {
        let suffix = "_centimes"
        if column.name.hasSuffix(suffix) {
            return Field(
                column: column, name: String(column.name.dropLast(suffix.count)), form: .cents,
                legend: [])
        }
        let form: Form =
            switch column.type {
            case .text, .dictionary: .text
            case .bool: .bool
            case .date: .day
            default:
                if !column.legend.isEmpty {
                    .bits
                } else if column.metadata["unit"] == "dix-millièmes" {
                    .tenThousandths
                } else {
                    .integer
                }
            }
        return Field(column: column, name: column.name, form: form, legend: column.legend)
    }

    /// The header line of a CSV file; nothing for JSON Lines.
    public func header() -> [UInt8] {
        guard format == .csv else { return [] }
        return Array((names.joined(separator: ",") + "\r\n").utf8)
    }

    /// Appends one row.
    public func write(_ row: Int, to buffer: inout [UInt8]) {
        switch format {
        case .csv: writeCSV(row, to: &buffer)
        case .jsonl: writeJSON(row, to: &buffer)
        }
    }

    private func writeCSV(_ row: Int, to buffer: inout [UInt8]) {
        for field in fields {
            writeCSVCell(field, row, to: &buffer)
            buffer.append(0x2C)
        }
        Self.appendCSV(edition, to: &buffer)
        buffer.append(0x2C)
        Self.appendCSV(selection, to: &buffer)
        buffer.append(0x0D)
        buffer.append(0x0A)
    }

    private func writeCSVCell(_ field: Field, _ row: Int, to buffer: inout [UInt8]) {
        switch field.form {
        case .text:
            if let text = field.column.text(row) { Self.appendCSV(text, to: &buffer) }
        case .bits:
            guard let bits = field.column.integer(row) else { return }
            Self.appendCSV(labels(field, bits).joined(separator: ", "), to: &buffer)
        default:
            if let value = field.column.integer(row) {
                buffer.append(contentsOf: Self.written(value, field.form).utf8)
            }
        }
    }

    private func writeJSON(_ row: Int, to buffer: inout [UInt8]) {
        buffer.append(0x7B)
        for field in fields {
            Self.appendJSON(field.name, to: &buffer)
            buffer.append(0x3A)
            writeJSONValue(field, row, to: &buffer)
            buffer.append(0x2C)
        }
        buffer.append(contentsOf: "\"edition\":".utf8)
        Self.appendJSON(edition, to: &buffer)
        buffer.append(contentsOf: ",\"selection\":".utf8)
        Self.appendJSON(selection, to: &buffer)
        buffer.append(0x7D)
        buffer.append(0x0A)
    }

    private func writeJSONValue(_ field: Field, _ row: Int, to buffer: inout [UInt8]) {
        switch field.form {
        case .text:
            if let text = field.column.text(row) {
                Self.appendJSON(text, to: &buffer)
                return
            }
        case .bits:
            if let bits = field.column.integer(row) {
                buffer.append(0x5B)
                for (index, label) in labels(field, bits).enumerated() {
                    if index > 0 { buffer.append(0x2C) }
                    Self.appendJSON(label, to: &buffer)
                }
                buffer.append(0x5D)
                return
            }
        case .day:
            if let value = field.column.integer(row) {
                Self.appendJSON(Self.written(value, .day), to: &buffer)
                return
            }
        default:
            if let value = field.column.integer(row) {
                buffer.append(contentsOf: Self.written(value, field.form).utf8)
                return
            }
        }
        buffer.append(contentsOf: "null".utf8)
    }

    private func labels(_ field: Field, _ bits: Int64) -> [String] {
        field.legend.indices.filter { bits >> Int64($0) & 1 == 1 }.map { field.legend[$0] }
    }
}
