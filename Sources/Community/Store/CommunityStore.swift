import Foundation
import GRDB

/// What people write: accounts, organisations, groups, publications, events, mail. One SQLite file.
///
/// - Shape: a pool of readers and one writer, write-ahead log, foreign keys, full synchronisation:
///   what an act has returned survives the machine.
/// - Errors: `CommunityRefusal` for what people may correct; GRDB's errors when the world broke.
public final class CommunityStore: Sendable {
    private let database: any DatabaseWriter
    /// Says that the folder's store is in use; nil in memory.
    private let lock: StoreLock?
    /// The data folder; nil in memory.
    let folder: String?
    /// What of offers lives in memory only.
    let offerDesk = OfferDesk()

    /// The name of the file in a data folder.
    public static let fileName = "communaute.sqlite"

    /// Opens the file, made when absent, and brings it to this program's schema.
    ///
    /// - Shape: the file, which holds addresses and names, is readable by its owner only.
    /// - Throws: `StoreFailure` when the file is not such a store, or was written by a later program.
    public init(path: String) throws {
        folder = (path as NSString).deletingLastPathComponent
        lock = try StoreLock(folder: (path as NSString).deletingLastPathComponent, alone: false)
        // SQLite gives its journals the rights of the file, which must exist first.
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if file >= 0 { Foundation.close(file) }
        var configuration = CommunityStore.configuration
        configuration.maximumReaderCount = 8
        database = try StoreFailure.told {
            try DatabasePool(path: path, configuration: configuration)
        }
        try StoreFailure.told { try prepare() }
    }

    /// Opens the file of a folder whose lock the caller holds alone.
    init(inFolderLockedBy path: String) throws {
        folder = (path as NSString).deletingLastPathComponent
        lock = nil
        database = try StoreFailure.told {
            try DatabasePool(path: path, configuration: CommunityStore.configuration)
        }
        try StoreFailure.told { try prepare() }
    }

    /// A store in memory, for tests and examples.
    public init() throws {
        folder = nil
        lock = nil
        database = try DatabaseQueue(configuration: CommunityStore.configuration)
        try prepare()
    }

    /// What says that a file is a store of this program: `orcp` in ASCII, in the file's header.
    static let applicationID = 0x6F72_6370

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "communaute"
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            // Erased personal data leaves no trace in free pages.
            try database.execute(sql: "PRAGMA secure_delete = ON")
            database.add(tokenizer: FrenchTokenizer.self)
        }
        return configuration
    }

    private func prepare() throws {
        let migrator = CommunitySchema.migrator
        try database.read { try CommunityStore.recognise($0, orEmpty: true) }
        try migrator.migrate(database)
        try database.write { database in
            try database.execute(
                sql: "PRAGMA application_id = \(CommunityStore.applicationID)")
            try Journal.install(database)
        }
    }

    /// Refuses a file that is not a store of this program, or comes from a later one.
    static func recognise(_ database: Database, orEmpty: Bool = false) throws {
        let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let tables =
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM sqlite_master WHERE type = 'table'") ?? 0
        if orEmpty, tables == 0, mark == 0 { return }
        guard mark == applicationID else {
            throw StoreFailure(.foreign, "Ce fichier n’est pas une communauté d’orcp.")
        }
        guard try !CommunitySchema.migrator.hasBeenSuperseded(database) else {
            throw StoreFailure(
                .foreign,
                "Le fichier «\u{202F}\(CommunityStore.fileName)\u{202F}» vient d’une version plus récente "
                    + "d’orcp\u{202F}: mettez le programme à jour.")
        }
    }

    /// Reads in one consistent state.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreFailure.told { try database.read(body) }
    }

    /// Changes in one transaction: all of it or nothing, noted in the journal under who acts.
    func write<Value>(_ acting: Acting, _ body: (Database) throws -> Value) throws -> Value {
        try StoreFailure.told {
            try database.write { database in
                try database.execute(
                    sql: "UPDATE acte SET personne = ?, moment = ?",
                    arguments: [acting.person, acting.now.seconds])
                return try body(database)
            }
        }
    }

    /// Writes the log into the file and empties it: what the log told of the order of changes is gone.
    ///
    /// - Throws: when a reader keeps the log in use for longer than the store waits.
    func emptyLog() throws {
        _ = try bare { try $0.checkpoint(.truncate) }
    }

    /// Writes outside any transaction, for what the journal does not follow.
    func bare<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreFailure.told { try database.writeWithoutTransaction(body) }
    }

    /// Empties the write-ahead log into the file, so that nothing erased stays in it. Does nothing
    /// while somebody reads an older state: the next turn does.
    func foldLog() throws {
        try bare { _ = try Row.fetchAll($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    }

    /// Gives the file back: no question may follow.
    public func close() throws { try database.close() }
}
