import GRDB

/// One step of the store's schema, applied once, in the order of the list.
///
/// A released migration is never changed: a new one follows it.
protocol CommunityMigration: Sendable {
    /// Its number and name, as `0001-comptes`; numbers follow each other without a gap.
    static var name: String { get }
    /// The tables it makes.
    static var tables: [StoredTable] { get }
    /// Changes the schema.
    static func migrate(_ database: Database) throws
}

/// The one list of migrations and of tables.
enum CommunitySchema {
    /// In order; a new migration is added here.
    static let migrations: [any CommunityMigration.Type] = [
        Migration0001Accounts.self,
        Migration0002Organisations.self,
        Migration0003Groups.self,
        Migration0004Assembly.self,
        Migration0005Charter.self,
        Migration0006WorkingGroups.self,
        Migration0007Publications.self,
        Migration0008Events.self,
        Migration0009Meetings.self,
        Migration0010Consultations.self,
        Migration0011Offers.self,
        Migration0012Dossiers.self,
        Migration0013Plans.self,
        Migration0014Notices.self,
    ]

    /// Every table of the store.
    static let tables: [StoredTable] = migrations.flatMap { $0.tables }

    /// What brings a file of any age to this program's schema.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { try migration.migrate($0) }
        }
        return migrator
    }
}
