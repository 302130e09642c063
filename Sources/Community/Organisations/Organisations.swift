import GRDB

extension CommunityStore {
    /// Organisations and who represents them.
    public var organisations: Organisations { Organisations(store: self) }
}

/// Organisations, by college, and who represents them.
public struct Organisations: Sendable {
    let store: CommunityStore

    /// An organisation.
    public struct Organisation: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let name: String
        public let siret: String?
        public let college: College
        public let territory: String
        public let site: String
        public let presentation: String
        public let since: Moment
        public let until: Moment?
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            name = row["nom"]
            siret = row["siret"]
            college = College(rawValue: row["college"]) ?? .partners
            territory = row["territoire"]
            site = row["site"]
            presentation = row["presentation"]
            since = Moment(seconds: row["depuis"])
            until = (row["jusqua"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }
    }

    /// Adds an organisation.
    ///
    /// - Returns: its number.
    public func add(
        name: String, siret: String?, college: College, territory: String, _ acting: Acting
    ) throws -> Int64 {
        try add(
            Description(name: name, siret: siret ?? "", college: college, territory: territory),
            acting)
    }

    /// The organisations of today, by college then name.
    public func current() throws -> [Organisation] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM organisation WHERE jusqua IS NULL ORDER BY college, nom, id"
            ).map { Organisation($0) }
        }
    }

    /// An organisation by number.
    ///
    /// - Throws: `.absent`.
    public func organisation(_ id: Int64) throws -> Organisation {
        let found = try store.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM organisation WHERE id = ?", arguments: [id]
            ).map { Organisation($0) }
        }
        guard let found else {
            throw CommunityRefusal.absent("Il n’y a pas d’organisme n°\u{A0}\(id).")
        }
        return found
    }

    /// Makes a person represent an organisation from now on; nothing happens when they do already.
    public func represent(
        _ organisation: Int64, by person: Int64, asDeputy: Bool = false, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    INSERT INTO representation (organisation, personne, qualite, depuis)
                    VALUES (?, ?, ?, ?)
                    ON CONFLICT (organisation, personne) WHERE jusqua IS NULL
                      DO UPDATE SET qualite = excluded.qualite
                    """,
                arguments: [
                    organisation, person, asDeputy ? "suppleant" : "titulaire", acting.now.seconds,
                ])
        }
    }

    /// Ends a representation.
    public func endRepresentation(of organisation: Int64, by person: Int64, _ acting: Acting) throws
    {
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE representation SET jusqua = ?
                    WHERE organisation = ? AND personne = ? AND jusqua IS NULL
                    """, arguments: [acting.now.seconds, organisation, person])
        }
    }
}
