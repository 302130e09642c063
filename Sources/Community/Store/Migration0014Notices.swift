import GRDB

/// Notices of open calls that people follow.
enum Migration0014Notices: CommunityMigration {
    static let name = "0014-avis"

    static let tables: [StoredTable] = []

    static func migrate(_ database: Database) throws {}
}
