import Foundation
import GRDB

/// A value of a row, as its person may take it away.
public enum PersonalValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case number(Double)
    case text(String)
    /// Bytes that are not text: how many.
    case bytes(Int)
}

/// The rows of a table that are about somebody.
public struct PersonalTable: Sendable {
    /// The table's name.
    public let name: String
    /// What erasing the person does to them, in French.
    public let erasure: String
    /// Rows: columns and values in order.
    public let rows: [[(column: String, value: PersonalValue)]]
}

extension Accounts {
    // MARK: Taking away

    /// Everything the store holds about a person, table by table; tables without a row are left out.
    ///
    /// - Shape: the rows each table says are the person's, by number, by address or by the row they
    ///   hang from. Digests of tokens are told by their size only.
    public func everything(about person: Int64) throws -> [PersonalTable] {
        try store.read { database in
            let person = try Accounts.person(person, in: database)
            return try CommunitySchema.tables.compactMap { table in
                guard let theirs = Accounts.theirs(table, person) else { return nil }
                let rows = try Row.fetchAll(
                    database, sql: "SELECT * FROM \"\(table.name)\" WHERE \(theirs.sql)",
                    arguments: theirs.arguments)
                guard !rows.isEmpty else { return nil }
                return PersonalTable(
                    name: table.name, erasure: table.erasure.sentence,
                    rows: rows.map { row in
                        row.map { column, value in
                            (
                                column,
                                Accounts.personal(value, isHeavy: table.heavy.contains(column))
                            )
                        }
                    })
            }
        }
    }

    /// What tells a person's rows of a table: the owner, the address, which rows made without an
    /// account bear, or the row they hang from; nil where no row is anybody's.
    private static func theirs(_ table: StoredTable, _ person: Person)
        -> (sql: String, arguments: StatementArguments)?
    {
        var conditions: [String] = []
        var arguments = StatementArguments()
        if let owner = table.owner {
            conditions.append("\"\(owner)\" = ?")
            arguments += [person.id]
        }
        if let address = table.address, let email = person.email {
            conditions.append("\"\(address)\" = ? COLLATE NOCASE")
            arguments += [email]
        }
        if table.name == "desabonnement", let email = person.email {
            conditions.append("courriel = ?")
            arguments += [Outbox.digest(email)]
        }
        if let parent = table.parent,
            let above = CommunitySchema.tables.first(where: { $0.name == parent.table }),
            let theirs = theirs(above, person)
        {
            conditions.append(
                "\"\(parent.column)\" IN (SELECT id FROM \"\(parent.table)\" WHERE \(theirs.sql))")
            arguments += theirs.arguments
        }
        return conditions.isEmpty ? nil : (conditions.joined(separator: " OR "), arguments)
    }

    private static func personal(_ value: DatabaseValue, isHeavy: Bool) -> PersonalValue {
        switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .double(let number): .number(number)
        // The journal leaves names out of some tables; whom they name takes them away.
        case .string(let text):
            isHeavy && text.utf8.count > 20_000 ? .bytes(text.utf8.count) : .text(text)
        case .blob(let data): .bytes(data.count)
        }
    }

    // MARK: Erasing

    /// Erases a person: what each table says is done to their rows; letters, sign-ins and sessions go;
    /// the journal keeps that something changed, about « Personne n° », and no longer what.
    ///
    /// - Throws: `.absent`, `.untimely` for the last administrator.
    public func erase(_ person: Int64, _ acting: Acting) throws {
        try erase(person, evenLastAdministrator: false, acting)
        try store.foldLog()
    }

    func erase(_ id: Int64, evenLastAdministrator: Bool, _ acting: Acting) throws {
        try store.write(acting) { database in
            let person = try Accounts.person(id, in: database)
            guard person.erased == nil else { return }
            if person.role == .administrator, !evenLastAdministrator {
                let others =
                    try Int.fetchOne(
                        database,
                        sql: """
                            SELECT count(*) FROM personne
                            WHERE role = 'administrateur' AND effacee IS NULL AND id <> ?
                            """, arguments: [id]) ?? 0
                guard others > 0 else {
                    throw CommunityRefusal.untimely(
                        "Vous êtes la dernière personne de l’administration\u{202F}: donnez d’abord ce rôle "
                            + "à une autre.")
                }
            }
            // Backwards: what hangs from a row goes while that row still tells whose it is.
            for table in CommunitySchema.tables.reversed()
            where table.name != "journal" && table.name != "personne" {
                try Accounts.erase(person, from: table, database)
            }
            try database.execute(
                sql: """
                    UPDATE personne SET courriel = NULL, nom = '', fonction = '', telephone = '',
                      identite_externe = NULL, role = 'inscrit', vue = NULL, effacee = ?,
                      version = version + 1 WHERE id = ?
                    """, arguments: [acting.now.seconds, id])
            try Pseudonym(person).apply(to: database)
            // Last: the triggers have just written what was deleted.
            try database.execute(
                sql: "UPDATE journal SET avant = NULL, apres = NULL WHERE sujet = ?",
                arguments: [id])
            try Accounts.rewriteWordIndexes(database)
        }
    }

    /// What a table says is done to the rows of a person.
    private static func erase(_ person: Person, from table: StoredTable, _ database: Database)
        throws
    {
        guard let theirs = theirs(table, person) else { return }
        switch table.erasure {
        case .kept: return
        case .row:
            try database.execute(
                sql: "DELETE FROM \"\(table.name)\" WHERE \(theirs.sql)",
                arguments: theirs.arguments)
        case .columns:
            let empties = try emptied(table, database)
            guard !empties.isEmpty else { return }
            try database.execute(
                sql: """
                    UPDATE "\(table.name)" SET \(empties.joined(separator: ", "))
                    WHERE \(theirs.sql)
                    """, arguments: theirs.arguments)
        }
    }

    /// What empties the personal columns of a table: null where it may be; else the empty text, or the
    /// row's number where two rows may not hold the same.
    private static func emptied(_ table: StoredTable, _ database: Database) throws -> [String] {
        let unique = Set(
            try database.indexes(on: table.name).filter(\.isUnique).flatMap(\.columns))
        return try database.columns(in: table.name).filter { table.personal.contains($0.name) }
            .map { column in
                let empty = unique.contains(column.name) ? "'effacé ' || rowid" : "''"
                return "\"\(column.name)\" = \(column.isNotNull ? empty : "NULL")"
            }
    }

    /// Words of erased texts stay in a full-text index until its pieces are merged.
    private static func rewriteWordIndexes(_ database: Database) throws {
        let indexes = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_master
                WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'
                """)
        for index in indexes {
            try database.execute(sql: "INSERT INTO \"\(index)\" (\"\(index)\") VALUES ('optimize')")
        }
    }
}

extension StoredTable.Erasure {
    /// French, as in the file that a person takes away.
    public var sentence: String {
        switch self {
        case .row: "ces lignes sont supprimées"
        case .columns: "ces lignes restent, sans rien qui vous nomme"
        case .kept(let reason): "conservé\u{202F}: \(reason)"
        }
    }
}
