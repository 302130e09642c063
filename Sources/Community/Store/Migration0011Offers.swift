import GRDB

/// Offers, sealed until their consultation is opened.
enum Migration0011Offers: CommunityMigration {
    static let name = "0011-offres"

    static let tables: [StoredTable] = []

    static func migrate(_ database: Database) throws {}
}
