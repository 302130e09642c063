import GRDB

/// What companies said once.
enum Migration0012Dossiers: CommunityMigration {
    static let name = "0012-dossiers"

    static let tables: [StoredTable] = []

    static func migrate(_ database: Database) throws {}
}
