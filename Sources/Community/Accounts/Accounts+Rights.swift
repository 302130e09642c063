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
    /// - Shape: the rows each table says are the person's, and the letters to the person's address.
    ///   Digests of tokens are told by their size only.
    public func everything(about person: Int64) throws -> [PersonalTable] {
        try store.read { database in
            let email = try Accounts.person(person, in: database).email ?? ""
            var tables: [PersonalTable] = []
            for table in CommunitySchema.tables {
                let rows: [Row]
                if let owner = table.owner {
                    rows = try Row.fetchAll(
                        database,
                        sql:
                            "SELECT * FROM \"\(table.name)\" WHERE \"\(owner)\" = ?",
                        arguments: [person])
                } else if table.name == "courriel", !email.isEmpty {
                    rows = try Row.fetchAll(
                        database,
                        sql: """
                            SELECT sujet, texte, categorie, cree, envoye, abandonne FROM courriel
                            WHERE destinataire = ? ORDER BY id
                            """, arguments: [email])
                } else {
                    continue
                }
                guard !rows.isEmpty else { continue }
                tables.append(
                    PersonalTable(
                        name: table.name, erasure: table.erasure.sentence,
                        rows: rows.map { row in
                            row.map { column, value in
                                (
                                    column,
                                    Accounts.personal(value, isHeavy: table.heavy.contains(column))
                                )
                            }
                        }))
            }
            return tables
        }
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
            for table in CommunitySchema.tables where table.name != "journal" {
                try Accounts.erase(person, from: table, database)
            }
            if let email = person.email {
                for table in ["courriel|destinataire", "demande_connexion|courriel"] {
                    let names = table.split(separator: "|")
                    try database.execute(
                        sql: "DELETE FROM \(names[0]) WHERE \(names[1]) = ? COLLATE NOCASE",
                        arguments: [email])
                }
            }
            try database.execute(
                sql: """
                    UPDATE personne SET courriel = NULL, nom = '', fonction = '', telephone = '',
                      identite_externe = NULL, role = 'inscrit', vue = NULL, effacee = ?,
                      version = version + 1 WHERE id = ?
                    """, arguments: [acting.now.seconds, id])
            // Last: the triggers have just written what was deleted.
            try database.execute(
                sql: "UPDATE journal SET avant = NULL, apres = NULL WHERE sujet = ?",
                arguments: [id])
            try Pseudonym(person).apply(to: database)
            try Accounts.rewriteWordIndexes(database)
        }
    }

    /// What a table says is done to the rows of a person, and to those that bear the person's address
    /// without an account: a registration made before signing in.
    private static func erase(_ person: Person, from table: StoredTable, _ database: Database)
        throws
    {
        var conditions: [(sql: String, argument: any DatabaseValueConvertible)] = []
        if let owner = table.owner, table.name != "personne" {
            conditions.append(("\"\(owner)\" = ?", person.id))
        }
        if let email = person.email, table.personal.contains("courriel"), table.name != "personne" {
            conditions.append(("courriel = ? COLLATE NOCASE", email))
        }
        for condition in conditions {
            switch table.erasure {
            case .kept: return
            case .row:
                try database.execute(
                    sql: "DELETE FROM \"\(table.name)\" WHERE \(condition.sql)",
                    arguments: [condition.argument])
            case .columns:
                let empties = try emptied(table, database)
                guard !empties.isEmpty else { return }
                try database.execute(
                    sql: """
                        UPDATE "\(table.name)" SET \(empties.joined(separator: ", "))
                        WHERE \(condition.sql)
                        """, arguments: [condition.argument])
            }
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
