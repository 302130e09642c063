/// A letter or a report that an answer gives, to print, copy, or take away as an OpenDocument file.
public struct ToolDocument: Sendable {
    /// A part of the text.
    public enum Block: Hashable, Sendable {
        case heading(String)
        case paragraph(String)
        case list([String])
        /// Lines kept as they are: an address, a signature.
        case lines([String])
        /// Head and rows.
        case table(head: [String], rows: [[String]])
    }

    /// Stable name, also of its files: `lettre-de-rejet`.
    public let name: String
    /// French.
    public let title: String
    /// What is left to fill stands between square brackets.
    public let blocks: [Block]

    /// A document of these blocks.
    public init(name: String, title: String, blocks: [Block]) {
        self.name = name
        self.title = title
        self.blocks = blocks
    }
}

/// A file that an answer gives.
public struct ToolFile: Sendable {
    /// With its ending: `factures-calculees.csv`.
    public let name: String
    /// French.
    public let title: String
    /// Media type, with its character set.
    public let type: String
    public let bytes: [UInt8]
}
