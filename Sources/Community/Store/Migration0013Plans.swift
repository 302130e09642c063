import GRDB

/// Purchase plans, followers, saved selections and alerts.
enum Migration0013Plans: CommunityMigration {
    static let name = "0013-projets"

    static let tables: [StoredTable] = []

    static func migrate(_ database: Database) throws {}
}
