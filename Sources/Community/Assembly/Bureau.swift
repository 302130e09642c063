import GRDB
public import Procurement

extension Assembly {
    /// A charge of the executive.
    public enum Office: String, Sendable, CaseIterable {
        case president = "presidence"
        case vicePresident = "vice_presidence"
        case secretary = "secretariat"
        case treasurer = "tresorerie"
        case member = "membre"

        /// French, as shown.
        public var label: String {
            switch self {
            case .president: "Présidence"
            case .vicePresident: "Vice-présidence"
            case .secretary: "Secrétariat"
            case .treasurer: "Trésorerie"
            case .member: "Membre du bureau"
            }
        }
    }

    /// A mandate of the executive.
    public struct Mandate: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let person: Int64
        /// As the person has it; empty once erased.
        public let name: String
        public let organisation: Int64?
        public let organisationName: String?
        public let office: Office
        public let since: Day
        /// The last day; nil when it goes on.
        public let until: Day?
        /// Whether the person agreed to be named to everybody.
        public let isShown: Bool

        init(_ row: Row) {
            id = row["id"]
            person = row["personne"]
            name = row["nom"]
            organisation = row["organisation"]
            organisationName = row["nom_organisme"]
            office = Office(rawValue: row["charge"]) ?? .member
            since = Day(number: row["depuis"])
            until = (row["jusqua"] as Int32?).map { Day(number: $0) }
            isShown = row["affichage"] == 1
        }
    }

    /// All mandates, by charge then day, those that go on first.
    public func mandates() throws -> [Mandate] {
        let found = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT m.*, p.nom, o.nom AS nom_organisme FROM mandat m
                    JOIN personne p ON p.id = m.personne
                    LEFT JOIN organisation o ON o.id = m.organisation
                    ORDER BY m.jusqua IS NOT NULL, m.jusqua DESC, m.depuis, m.id
                    """
            ).map { Mandate($0) }
        }
        func place(_ mandate: Mandate) -> Int {
            mandate.until == nil ? Office.allCases.firstIndex(of: mandate.office) ?? 9 : 9
        }
        // A sort by charge keeps the order of days among equals.
        return found.enumerated().sorted {
            (place($0.element), $0.offset) < (place($1.element), $1.offset)
        }.map(\.element)
    }

    /// Begins a mandate.
    ///
    /// - Throws: `.untimely` when somebody presides already; `.absent` for an unknown person.
    public func appoint(
        _ person: Int64, office: Office, organisation: Int64?, since: Day, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            _ = try Accounts.person(person, in: database)
            if office == .president {
                let taken = try Int.fetchOne(
                    database,
                    sql: "SELECT 1 FROM mandat WHERE charge = 'presidence' AND jusqua IS NULL")
                guard taken == nil else {
                    throw CommunityRefusal.untimely(
                        "Mettez d’abord fin au mandat de qui préside aujourd’hui.")
                }
            }
            try database.execute(
                sql: """
                    INSERT INTO mandat (personne, organisation, charge, depuis)
                    VALUES (?, ?, ?, ?)
                    """, arguments: [person, organisation, office.rawValue, since.number])
        }
    }

    /// Ends a mandate on a day, its last.
    ///
    /// - Throws: `.invalid` on `jusqua` for a day before its first; `.untimely` when it ended.
    public func endMandate(_ id: Int64, on day: Day, _ acting: Acting) throws {
        try store.write(acting) { database in
            let since = try Int32.fetchOne(
                database, sql: "SELECT depuis FROM mandat WHERE id = ? AND jusqua IS NULL",
                arguments: [id])
            guard let since else {
                throw CommunityRefusal.untimely("Ce mandat est déjà fini.")
            }
            guard day.number >= since else {
                throw CommunityRefusal.invalid(
                    field: "jusqua", value: day.description,
                    sentence: "Un mandat ne finit pas avant de commencer.")
            }
            try database.execute(
                sql: "UPDATE mandat SET jusqua = ? WHERE id = ?", arguments: [day.number, id])
        }
    }

    /// Whether a person's mandates name them to everybody: theirs to say.
    public func showMandates(of person: Int64, _ isShown: Bool, _ acting: Acting) throws {
        try store.write(acting) {
            try $0.execute(
                sql: "UPDATE mandat SET affichage = ? WHERE personne = ?",
                arguments: [isShown ? 1 : 0, person])
        }
    }
}
