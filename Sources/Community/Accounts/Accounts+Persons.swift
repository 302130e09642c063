import GRDB

extension Accounts {
    static func person(_ id: Int64, in database: Database) throws -> Person {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM personne WHERE id = ?", arguments: [id])
        guard let row else {
            throw CommunityRefusal.absent("Il n’y a pas de personne n°\u{A0}\(id).")
        }
        return Person(row)
    }

    static func person(email: String, in database: Database) throws -> Person? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM personne WHERE courriel = ?", arguments: [email]
        ).map { Person($0) }
    }

    /// A person by number.
    ///
    /// - Throws: `.absent`.
    public func person(_ id: Int64) throws -> Person {
        try store.read { try Accounts.person(id, in: $0) }
    }

    /// A person by address, or nil.
    public func person(email: EmailAddress) throws -> Person? {
        try store.read { try Accounts.person(email: email.text, in: $0) }
    }

    /// Everybody with an account who was not erased, by name then address.
    public func people() throws -> [Person] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM personne WHERE effacee IS NULL ORDER BY nom, courriel"
            ).map { Person($0) }
        }
    }

    /// The person of an address, made when absent: as an administrator or a command invites somebody.
    public func invite(_ email: EmailAddress, name: String = "", _ acting: Acting) throws -> Person
    {
        try store.write(acting) { database in
            let (person, isNew) = try personOf(email.text, database, acting)
            guard isNew, !name.isEmpty else { return person }
            try database.execute(
                sql: "UPDATE personne SET nom = ? WHERE id = ?", arguments: [name, person.id])
            return try Accounts.person(person.id, in: database)
        }
    }

    /// Gives a role. An observatory always keeps one administrator.
    ///
    /// - Throws: `.absent`, `.untimely` when the last administrator would lose the role.
    public func give(_ role: Role, to person: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            let former = try Accounts.person(person, in: database)
            if former.role == .administrator, role != .administrator {
                let others =
                    try Int.fetchOne(
                        database,
                        sql: """
                            SELECT count(*) FROM personne
                            WHERE role = 'administrateur' AND effacee IS NULL AND id <> ?
                            """, arguments: [person]) ?? 0
                guard others > 0 else {
                    throw CommunityRefusal.untimely(
                        "C’est la dernière personne de l’administration\u{202F}: donnez d’abord ce rôle à "
                            + "une autre.")
                }
            }
            try database.execute(
                sql: "UPDATE personne SET role = ?, version = version + 1 WHERE id = ?",
                arguments: [role.rawValue, person])
        }
    }

    /// The administrators who can be written to.
    static func administrators(in database: Database) throws -> [Person] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM personne
                WHERE role = 'administrateur' AND effacee IS NULL AND courriel IS NOT NULL ORDER BY id
                """
        ).map { Person($0) }
    }

    /// Changes what a person says of themselves.
    ///
    /// - Parameter version: the version the form was opened on.
    /// - Throws: `.invalid` for a name that is too long or empty, `.changedMeanwhile`.
    public func describe(
        _ person: Int64, name: String, occupation: String, telephone: String, version: Int,
        _ acting: Acting
    ) throws {
        let name = try Entry.line("nom", name, 1...120)
        let occupation = try Entry.line("fonction", occupation, 0...120)
        let telephone = try Entry.line("telephone", telephone, 0...30)
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE personne SET nom = ?, fonction = ?, telephone = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """, arguments: [name, occupation, telephone, person, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Ce compte")
            }
        }
    }
}
