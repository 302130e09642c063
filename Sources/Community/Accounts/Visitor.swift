import GRDB

/// Who asks: nobody known, or a person with what organisations, groups and a SIRET give them.
public struct Visitor: Sendable {
    /// An organisation the person represents now.
    public struct Membership: Sendable, Hashable {
        public let organisation: Int64
        public let name: String
        public let college: College
        /// Whether as deputy.
        public let isDeputy: Bool
    }

    /// A buyer or a company that the person acts for, once confirmed.
    public struct Agency: Sendable, Hashable {
        public let siret: String
        /// Whether for a buyer; else for a company.
        public let isBuyer: Bool
    }

    /// Nil when nobody is signed in.
    public let person: Person?
    public let memberships: [Membership]
    /// Groups the person leads, by number.
    public let ledGroups: Set<Int64>
    /// Groups the person takes part in, led ones included.
    public let groups: Set<Int64>
    public let agencies: [Agency]

    /// Nobody known.
    public static let nobody = Visitor(
        person: nil, memberships: [], ledGroups: [], groups: [], agencies: [])

    init(
        person: Person?, memberships: [Membership], ledGroups: Set<Int64>, groups: Set<Int64>,
        agencies: [Agency]
    ) {
        self.person = person
        self.memberships = memberships
        self.ledGroups = ledGroups
        self.groups = groups
        self.agencies = agencies
    }

    /// What a person is now.
    static func of(_ person: Person, in database: Database) throws -> Visitor {
        let memberships = try Row.fetchAll(
            database,
            sql: """
                SELECT o.id, o.nom, o.college, r.qualite FROM representation r
                JOIN organisation o ON o.id = r.organisation
                WHERE r.personne = ? AND r.jusqua IS NULL AND o.jusqua IS NULL ORDER BY o.nom, o.id
                """, arguments: [person.id]
        ).map { row in
            Membership(
                organisation: row["id"], name: row["nom"],
                college: College(rawValue: row["college"]) ?? .partners,
                isDeputy: row["qualite"] == "suppleant")
        }
        let groups = try Row.fetchAll(
            database, sql: "SELECT groupe, pilote FROM groupe_membre WHERE personne = ?",
            arguments: [person.id])
        let agencies = try Row.fetchAll(
            database,
            sql: """
                SELECT siret, genre FROM rattachement
                WHERE personne = ? AND etat = 'confirme' ORDER BY siret
                """, arguments: [person.id]
        ).map { Agency(siret: $0["siret"], isBuyer: $0["genre"] == "acheteur") }
        return Visitor(
            person: person, memberships: memberships,
            ledGroups: Set(groups.filter { $0["pilote"] == 1 }.map { $0["groupe"] }),
            groups: Set(groups.map { $0["groupe"] }), agencies: agencies)
    }

    /// Whether somebody is signed in.
    public var isSignedIn: Bool { person != nil }
    /// Whether the person represents an organisation.
    public var isMember: Bool { !memberships.isEmpty || isEditor }
    /// Whether the person leads a group.
    public var isLead: Bool { !ledGroups.isEmpty || isEditor }
    /// Whether the person writes for the site.
    public var isEditor: Bool { (person?.role ?? .account) >= .editor }
    /// Whether the person administers the site.
    public var isAdministrator: Bool { person?.role == .administrator }

    /// Whether the person leads this group, or may act as its lead.
    public func leads(_ group: Int64) -> Bool { ledGroups.contains(group) || isEditor }

    /// The person signed in.
    ///
    /// - Throws: `.signInNeeded`.
    public func signedIn() throws(CommunityRefusal) -> Person {
        guard let person else { throw .signInNeeded }
        return person
    }

    /// Refuses unless a condition holds.
    ///
    /// - Throws: `.signInNeeded` when nobody is signed in, else `.forbidden` with the sentence.
    public func require(_ isAllowed: Bool, _ sentence: @autoclosure () -> String)
        throws(CommunityRefusal)
    {
        if isAllowed { return }
        guard isSignedIn else { throw .signInNeeded }
        throw .forbidden(sentence())
    }
}
