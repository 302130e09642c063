/// A table of an answer.
public struct ToolTable: Sendable {
    /// A column.
    public struct Column: Sendable {
        /// Stable name: the JSON member.
        public let name: String
        /// French.
        public let label: String

        init(_ name: String, _ label: String) {
            self.name = name
            self.label = label
        }
    }

    /// Stable name: the JSON member.
    public let name: String
    /// French.
    public let title: String
    public let columns: [Column]
    /// As many values as columns; the first names the row.
    public let rows: [[ToolValue]]
    /// What a reader must know, in French.
    public var note: String?

    init(
        _ name: String, _ title: String, columns: [Column], rows: [[ToolValue]],
        note: String? = nil
    ) {
        precondition(
            rows.allSatisfy { $0.count == columns.count }, "Each row has a value per column.")
        self.name = name
        self.title = title
        self.columns = columns
        self.rows = rows
        self.note = note
    }
}

/// A picture of figures of an answer; the table of the same figures is shown with it.
public struct ToolChart: Sendable {
    /// A labelled amount.
    public struct Bar: Sendable {
        public let label: String
        public let value: Double
    }
    /// What an uncertain figure changes: the result at its least and its greatest value.
    public struct Span: Sendable {
        public let label: String
        public let low: Double
        public let high: Double
    }
    /// A line over named places.
    public struct Series: Sendable {
        public let label: String
        /// As many as places; nil is a gap.
        public let values: [Double?]
    }
    /// What is drawn.
    public enum Kind: Sendable {
        case bars([Bar])
        /// Spans around the result of the case.
        case spans([Span], around: Double)
        case lines(places: [String], [Series])
    }

    /// French.
    public let title: String
    /// Of the values, in French: `€`, `%`, `jours`.
    public let unit: String
    public let kind: Kind
}
