import GRDB

/// What people write: accounts, organisations, groups, publications, events, mail. One SQLite file.
///
/// - Shape: a pool of readers and one writer, write-ahead log, foreign keys, full synchronisation:
///   what an act has returned survives the machine.
/// - Errors: `CommunityRefusal` for what people may correct; GRDB's errors when the world broke.
public final class CommunityStore: Sendable {
    private let database: any DatabaseWriter

    /// The name of the file in a data folder.
    public static let fileName = "communaute.sqlite"

    /// Opens the file, made when absent, and brings it to this program's schema.
    ///
    /// - Throws: when the file is not such a store, or was written by a later program.
    public init(path: String) throws {
        var configuration = CommunityStore.configuration
        configuration.maximumReaderCount = 8
        database = try DatabasePool(path: path, configuration: configuration)
        try prepare()
    }

    /// A store in memory, for tests and examples.
    public init() throws {
        database = try DatabaseQueue(configuration: CommunityStore.configuration)
        try prepare()
    }

    private static var configuration: Configuration {
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
        guard try !database.read({ try migrator.hasBeenSuperseded($0) }) else {
            throw CommunityRefusal.untimely(
                "Le fichier «\u{202F}\(CommunityStore.fileName)\u{202F}» vient d’une version plus récente "
                    + "d’orcp\u{202F}: mettez le programme à jour.")
        }
        try migrator.migrate(database)
        try database.write { try Journal.install($0) }
    }

    /// Reads in one consistent state.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try database.read(body)
    }

    /// Changes in one transaction: all of it or nothing, noted in the journal under who acts.
    func write<Value>(_ acting: Acting, _ body: (Database) throws -> Value) throws -> Value {
        try database.write { database in
            try database.execute(
                sql: "UPDATE acte SET personne = ?, moment = ?",
                arguments: [acting.person, acting.now.seconds])
            return try body(database)
        }
    }

    /// Writes the log into the file and empties it: what the log told of the order of changes is gone.
    ///
    /// - Throws: when a reader keeps the log in use for longer than the store waits.
    func emptyLog() throws {
        _ = try database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }

    /// Copies the whole store to a file while it is used.
    ///
    /// - Throws: when the file cannot be written.
    public func copy(to path: String) throws {
        let copy = try DatabaseQueue(path: path)
        try database.backup(to: copy)
        try copy.close()
    }

    /// Gives the file back: no question may follow.
    public func close() throws { try database.close() }
}
