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
        func table(_ definition: TableDefinition) throws -> Table {
            let table = try ArrowFile.open(
                "\(folder)/\(definition.name).arrow", name: definition.name)
            guard table.columns.map(\.name) == definition.columns.map(\.name) else {
                throw StorageFailure(
                    """
                    L’édition « \(folder) » a été construite par une autre version du programme \
                    (table « \(definition.name) ») : relancez un import pour la reconstruire.
                    """)
            }
            return table
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
        words = try WordIndex(
            path: folder + "/" + EditionWords.fileName, facts: contracts.rowCount,
            sources: EditionWords.sources(contracts: contracts, awards: awards))
        dataset = Dataset(
            facts: contracts,
            details: [
                Dataset.awards: try DetailTable(
                    table: awards, parent: "contrat", factCount: contracts.rowCount)
            ], sortedBy: ["dateNotification"], words: words)
    }

    /// All tables, in the order of the manifest.
    public var tables: [Table] {
        [
            contracts, awards, amendments, subcontracts, buyers, suppliers, findings,
            declarations, sources,
        ]
    }

    /// The table of this name, or nil.
    public func table(_ name: String) -> Table? { tables.first { $0.name == name } }
}
