import GRDB
import Procurement

extension Organisations {
    /// That somebody represents an organisation, from a moment to another.
    public struct Representation: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let organisation: Int64
        public let organisationName: String
        public let person: Int64
        /// As the person has it; empty once erased.
        public let name: String
        public let isDeputy: Bool
        public let since: Moment
        public let until: Moment?
        /// Whether the person agreed to be named to everybody.
        public let isShown: Bool

        init(_ row: Row) {
            id = row["id"]
            organisation = row["organisation"]
            organisationName = row["nom_organisme"]
            person = row["personne"]
            name = row["nom"]
            isDeputy = row["qualite"] == "suppleant"
            since = Moment(seconds: row["depuis"])
            until = (row["jusqua"] as Int64?).map { Moment(seconds: $0) }
            isShown = row["affichage"] == 1
        }
    }

    private static let question = """
        SELECT r.*, p.nom, o.nom AS nom_organisme FROM representation r
        JOIN personne p ON p.id = r.personne JOIN organisation o ON o.id = r.organisation
        """

    /// Who represents an organisation, and did: those of today first.
    public func representations(of organisation: Int64) throws -> [Representation] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: Organisations.question
                    + """
                     WHERE r.organisation = ?
                    ORDER BY r.jusqua IS NOT NULL, r.qualite DESC, r.depuis, r.id
                    """, arguments: [organisation]
            ).map { Representation($0) }
        }
    }

    /// What a person represents today.
    public func representations(by person: Int64) throws -> [Representation] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: Organisations.question
                    + " WHERE r.personne = ? AND r.jusqua IS NULL ORDER BY o.nom, r.id",
                arguments: [person]
            ).map { Representation($0) }
        }
    }

    /// Those who represent an organisation today, of all organisations.
    public func representatives() throws -> [Representation] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: Organisations.question
                    + " WHERE r.jusqua IS NULL AND o.jusqua IS NULL ORDER BY o.nom, r.id"
            ).map { Representation($0) }
        }
    }

    /// Makes a person represent an organisation since a moment, now or before.
    ///
    /// - Throws: `.untimely` when they do already or the organisation ended; `.invalid` on `depuis`.
    public func appoint(
        _ person: Int64, to organisation: Int64, asDeputy: Bool, since: Moment, _ acting: Acting
    ) throws {
        guard since <= acting.now else {
            throw CommunityRefusal.invalid(
                field: "depuis", value: since.day.description,
                sentence: "Donnez le jour d’aujourd’hui ou un jour passé.")
        }
        try store.write(acting) { database in
            _ = try Accounts.person(person, in: database)
            guard try Assembly.isCurrent(organisation, in: database) else {
                throw CommunityRefusal.untimely(
                    "Cet organisme ne fait plus partie de l’observatoire.")
            }
            try database.execute(
                sql: """
                    INSERT INTO representation (organisation, personne, qualite, depuis)
                    VALUES (?, ?, ?, ?)
                    ON CONFLICT (organisation, personne) WHERE jusqua IS NULL DO NOTHING
                    """,
                arguments: [
                    organisation, person, asDeputy ? "suppleant" : "titulaire", since.seconds,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely("Cette personne représente déjà cet organisme.")
            }
        }
    }

    /// Whether a representation names the person to everybody: theirs to say.
    ///
    /// - Throws: `.forbidden` for somebody else's.
    public func show(_ representation: Int64, _ isShown: Bool, person: Int64, _ acting: Acting)
        throws
    {
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE representation SET affichage = ?
                    WHERE id = ? AND personne = ? AND jusqua IS NULL
                    """, arguments: [isShown ? 1 : 0, representation, person])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.forbidden("Chacun décide pour son propre nom.")
            }
        }
    }
}
