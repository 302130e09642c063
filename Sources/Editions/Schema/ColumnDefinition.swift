public import Procurement

/// What a column of an edition holds; written into the Arrow field's metadata and the
/// documentation.
public struct ColumnDefinition: Sendable {
    /// How the values are stored. Dictionary indices take the narrowest width that fits.
    public enum Storage: Sendable {
        case bool, uint8, uint16, uint32, int32, int64, date, text, dictionary
        /// A `uint8` bit set with the labels of a list.
        case bits(CodeList)
    }
    public let name: String
    public let storage: Storage
    /// `centimes`, `mois`, `jours`, `dix-millièmes`… or empty.
    public let unit: String
    /// French, one sentence, typeset.
    public let definition: String
    /// The revision that added it; nil when every edition has it. Editions of an earlier revision are
    /// opened with it all unknown (see `EditionRevision`).
    public let since: Int?
    /// A column's name, storage, unit and definition.
    public init(
        _ name: String, _ storage: Storage, unit: String = "", since: Int? = nil,
        _ definition: String
    ) {
        self.since = since
        self.name = name
        self.storage = storage
        self.unit = unit
        self.definition = definition.typesetInFrench
    }
}

/// The columns of one table of an edition.
public struct TableDefinition: Sendable {
    public let name: String
    public let columns: [ColumnDefinition]
    /// A table's name and columns.
    public init(name: String, columns: [ColumnDefinition]) {
        self.name = name
        self.columns = columns
    }
}
