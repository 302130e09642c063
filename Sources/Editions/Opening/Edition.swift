public import Columns
import Foundation

/// An edition opened for reading: its tables mapped from their files, and its manifest.
///
/// - Shape: immutable; tables stay mapped as long as the edition, or any of their columns, is held.
public final class Edition: Sendable {
    /// Twelve hexadecimal digits.
    public let id: String
    /// The edition's folder.
    public let folder: String
    public let manifest: Manifest
    public let contracts: Table
    public let awards: Table
    public let amendments: Table
    public let subcontracts: Table
    public let buyers: Table
    public let suppliers: Table
    public let findings: Table
    public let declarations: Table
    public let sources: Table
    public let notices: Table
    /// Finds contracts by the words of their object and of the names of their parties.
    public let words: WordIndex
    /// What questions are asked of: contracts, with their awards and words.
    public let dataset: Dataset

    /// Opens the edition of a folder.
    ///
    /// - Throws: `StorageFailure` or `ArrowFailure` when a file is missing or damaged; the values
    ///   themselves are checked by `EditionVerification`.
    /// - Complexity: O(columns): nothing is decoded.
    public static func open(_ folder: String) throws -> Edition { try Edition(folder) }

    private init(_ folder: String) throws {
        self.folder = folder
        manifest = try Manifest(folder: folder)
        id = manifest.edition
        let revision = manifest.revision ?? 0
        func table(_ definition: TableDefinition) throws -> Table {
            let table = try ArrowFile.open(
                "\(folder)/\(definition.name).arrow", name: definition.name)
            guard let whole = Self.completed(table, definition, revision: revision) else {
                throw StorageFailure(
                    """
                    L’édition «\u{202F}\(folder)\u{202F}» a été construite par une autre version du programme \
                    (table «\u{202F}\(definition.name)\u{202F}»)\u{202F}: relancez un import pour la reconstruire.
                    """)
            }
            return whole
        }
        contracts = try table(EditionSchema.contracts)
        awards = try table(EditionSchema.awards)
        amendments = try table(EditionSchema.amendments)
        subcontracts = try table(EditionSchema.subcontracts)
        buyers = try table(EditionSchema.buyers)
        suppliers = try table(EditionSchema.suppliers)
        findings = try table(EditionSchema.findings)
        declarations = try table(EditionSchema.declarations)
        sources = try table(EditionSchema.sources)
        notices = try table(EditionSchema.notices)
        words = try WordIndex(
            path: folder + "/" + EditionWords.fileName, facts: contracts.rowCount,
            sources: EditionWords.sources(contracts: contracts, awards: awards))
        let details: DetailTable
        do {
            details = try DetailTable(
                table: awards, parent: "contrat", factCount: contracts.rowCount)
        } catch {
            throw StorageFailure(
                """
                L’édition «\u{202F}\(folder)\u{202F}» est endommagée\u{202F}: ses attributions ne \
                mènent pas à ses contrats. Reconstruisez-la par un import.
                """)
        }
        dataset = Dataset(
            facts: contracts, details: [Dataset.awards: details],
            sortedBy: ["dateNotification"], orders: ["montant_centimes": "ordre_montant"],
            words: words)
    }

    /// A table with all columns of its definition: those that later revisions added are unknown in
    /// an older edition, so that it stays open to questions. Nil when it is another table.
    private static func completed(
        _ table: Table, _ definition: TableDefinition, revision: Int
    ) -> Table? {
        var rest = table.columns[...]
        var columns: [Column] = []
        for column in definition.columns {
            if let found = rest.first, found.name == column.name,
                column.storage.holds(found.type)
            {
                columns.append(found)
                rest.removeFirst()
            } else if let since = column.since, revision < since {
                guard let unknown = ColumnDraft.unknown(column.storage, count: table.rowCount)
                else { return nil }
                columns.append(unknown.column(column))
            } else {
                return nil
            }
        }
        guard rest.isEmpty else { return nil }
        return columns.count == table.columns.count
            ? table : Table(name: table.name, rowCount: table.rowCount, columns: columns)
    }

    /// All tables, in the order of the manifest.
    public var tables: [Table] {
        [
            contracts, awards, amendments, subcontracts, buyers, suppliers, findings,
            declarations, sources, notices,
        ]
    }

    /// The table of this name, or nil.
    public func table(_ name: String) -> Table? { tables.first { $0.name == name } }
}

extension ColumnDefinition.Storage {
    /// Whether a column of this type in a file is one of ours.
    fileprivate func holds(_ type: ColumnType) -> Bool {
        switch (self, type) {
        case (.bool, .bool), (.uint8, .uint8), (.uint16, .uint16), (.uint32, .uint32),
            (.int32, .int32), (.int64, .int64), (.date, .date), (.text, .text),
            (.dictionary, .dictionary), (.bits, .uint8):
            true
        default: false
        }
    }
}
