import GRDB
public import Procurement

extension Plans {
    /// A company that offered to be sourced: its buyer sees it, since it will contact it; nobody else.
    public struct Offer: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let siret: String
        public let company: String
        public let message: String
        public let moment: Moment
        public let withdrawn: Moment?
        let person: Int64

        init(_ row: Row) {
            id = row["id"]
            siret = row["siret"]
            company = row["entreprise"]
            message = row["message"]
            moment = Moment(seconds: row["moment"])
            withdrawn = (row["retiree"] as Int64?).map { Moment(seconds: $0) }
            person = row["personne"]
        }
    }

    /// How buyer and company spoke.
    public enum ContactForm: String, Sendable, CaseIterable {
        case meeting = "entretien"
        case distant = "visioconference"
        case telephone
        case visit = "visite"
        case fair = "salon"
        case writing = "ecrit"

        /// French, as shown.
        public var label: String {
            switch self {
            case .meeting: "Entretien"
            case .distant: "Visioconférence"
            case .telephone: "Téléphone"
            case .visit: "Visite ou essai"
            case .fair: "Salon ou rencontre"
            case .writing: "Écrit"
            }
        }
    }

    /// One exchange with a company, as the buyer notes it for its file.
    public struct Contact: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let day: Day
        /// Empty when not said.
        public let siret: String
        public let company: String
        public let form: ContactForm
        /// What the buyer told.
        public let information: String
        public let documents: String
        public let sequel: String
        public let noted: Moment

        init(_ row: Row) {
            id = row["id"]
            day = Day(row["jour"] as String) ?? Day(number: 0)
            siret = row["siret"]
            company = row["entreprise"]
            form = ContactForm(rawValue: row["forme"]) ?? .writing
            information = row["information"]
            documents = row["documents"]
            sequel = row["suite"]
            noted = Moment(seconds: row["saisi"])
        }
    }

    /// The sourcing of a plan, whole: what its buyer prints for its file.
    public struct Record: Sendable {
        public let plan: Plan
        public let history: [Change]
        public let questions: [Question]
        public let setAside: Int
        public let offers: [Offer]
        public let contacts: [Contact]
    }

    // MARK: Offers to be sourced

    /// Offers a company to be sourced; offering again after a withdrawal opens the offer again.
    ///
    /// - Throws: `.invalid`; `.forbidden` to whom does not act for the company; `.untimely`.
    public func offer(
        _ plan: Plan, siret: String, company: String, message: String, _ acting: Acting
    ) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let company = try Entry.line("entreprise", company, 2...200)
        let message = try Entry.text("message", message, 10...2_000)
        try store.write(acting) { database in
            let isAgent = try Bool.fetchOne(
                database,
                sql: """
                    SELECT 1 FROM rattachement
                    WHERE personne = ? AND siret = ? AND genre = 'entreprise' AND etat = 'confirme'
                    """, arguments: [person, siret])
            guard isAgent == true else {
                throw CommunityRefusal.forbidden(
                    "Faites d’abord confirmer que vous agissez pour cette entreprise.")
            }
            let plan = try Plans.plan(plan.key, database)
            try Plans.requireOpen(plan)
            try database.execute(
                sql: """
                    INSERT INTO projet_offre (projet, personne, siret, entreprise, message, moment)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (projet, siret) DO UPDATE SET personne = excluded.personne,
                      entreprise = excluded.entreprise, message = excluded.message,
                      moment = excluded.moment, retiree = NULL WHERE retiree IS NOT NULL
                    """,
                arguments: [plan.id, person, siret, company, message, acting.now.seconds])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely("Cette entreprise s’est déjà proposée.")
            }
        }
    }

    /// Takes back the offer of a company.
    ///
    /// - Throws: `.absent` when the person has none.
    public func withdrawOffer(on plan: Plan, siret: String, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE projet_offre SET retiree = ?
                    WHERE projet = ? AND siret = ? AND personne = ? AND retiree IS NULL
                    """, arguments: [acting.now.seconds, plan.id, siret, acting.person])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.absent("Vous n’avez pas proposé cette entreprise.")
            }
        }
    }

    /// The offers that one person made on a plan.
    public func offers(on plan: Plan, of person: Int64) throws -> [Offer] {
        try store.read { try Plans.offers(on: plan, $0).filter { $0.person == person } }
    }

    private static func offers(on plan: Plan, _ database: Database) throws -> [Offer] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM projet_offre WHERE projet = ? ORDER BY moment, id",
            arguments: [plan.id]
        ).map { Offer($0) }
    }

    // MARK: The record

    /// Notes an exchange with a company.
    ///
    /// - Throws: `.invalid`, `.forbidden`.
    public func note(
        _ plan: Plan, day: String, siret: String, company: String, form: String,
        information: String, documents: String, sequel: String, _ acting: Acting
    ) throws {
        guard let read = Day(day), read <= acting.now.day.adding(days: 1) else {
            throw CommunityRefusal.invalid(
                field: "jour", value: day, sentence: "Donnez le jour de l’échange, qui est passé.")
        }
        var number = ""
        if !siret.isEmpty {
            do {
                number = try Siret(siret).description
            } catch {
                throw CommunityRefusal.invalid(
                    field: "siret", value: siret, sentence: error.message)
            }
        }
        let company = try Entry.line("entreprise", company, 2...200)
        let form: ContactForm = try Entry.choice("forme", form)
        let information = try Entry.text("information", information, 2...4_000)
        let documents = try Entry.text("documents", documents, 0...1_000)
        let sequel = try Entry.text("suite", sequel, 0...1_000)
        try store.write(acting) { database in
            try Plans.requireAgent(of: plan.buyer, acting, database)
            try database.execute(
                sql: """
                    INSERT INTO projet_echange
                      (projet, jour, siret, entreprise, forme, information, documents, suite, saisi)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    plan.id, read.description, number, company, form.rawValue, information,
                    documents, sequel, acting.now.seconds,
                ])
        }
    }

    /// The sourcing of a plan, for an agent of its buyer.
    ///
    /// - Throws: `.forbidden` to others.
    public func record(of plan: Plan, _ acting: Acting) throws -> Record {
        try store.read { database in
            try Plans.requireAgent(of: plan.buyer, acting, database)
            return Record(
                plan: try Plans.plan(plan.key, database),
                history: try Plans.history(of: plan, database),
                questions: try Plans.questions(of: plan, database),
                setAside: try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM projet_question
                        WHERE projet = ? AND etat = 'ecartee'
                        """, arguments: [plan.id]) ?? 0,
                offers: try Plans.offers(on: plan, database),
                contacts: try Row.fetchAll(
                    database,
                    sql: "SELECT * FROM projet_echange WHERE projet = ? ORDER BY jour, id",
                    arguments: [plan.id]
                ).map { Contact($0) })
        }
    }
}
