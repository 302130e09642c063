import GRDB

extension CommunityStore {
    /// What buyers mean to buy.
    public var plans: Plans { Plans(store: self) }
}

/// Purchase plans: posted by the agents of a buyer, read by all, with a public history of each change.
public struct Plans: Sendable {
    let store: CommunityStore

    /// One line of a plan's public history.
    public struct Change: Sendable, Hashable, Identifiable {
        /// What happened.
        public enum Kind: String, Sendable {
            case posted = "annonce"
            case field = "champ"
            case state = "etat"
            case question
            case complement
        }
        public let id: Int64
        public let moment: Moment
        public let kind: Kind
        /// The key of the field, for `.field`.
        public let field: String
        /// As people read it.
        public let before: String
        public let after: String
        /// The question published, for `.question`.
        public let question: Int64?

        init(_ row: Row) {
            id = row["id"]
            moment = Moment(seconds: row["moment"])
            kind = Kind(rawValue: row["genre"]) ?? .field
            field = row["champ"]
            before = row["avant"]
            after = row["apres"]
            question = row["question"]
        }
    }

    /// Plans one buyer may have open, so that nobody floods the list.
    public static let mostOpen = 2_000

    // MARK: Reading

    /// The plans that answer a question: those to come first by quarter, then those that are over.
    ///
    /// - Complexity: O(plans).
    public func all(_ query: PlanQuery = PlanQuery()) throws -> [Plan] {
        try store.read { try Plans.all(query, $0) }
    }

    static func all(_ query: PlanQuery, _ database: Database) throws -> [Plan] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM projet
                ORDER BY etat IN ('lancee', 'abandonne'), annee, trimestre, modifie DESC, id DESC
                """
        ).map { Plan($0) }.filter(query.admits)
    }

    /// A plan by the word of its address.
    ///
    /// - Throws: `.absent`.
    public func plan(_ key: String) throws -> Plan {
        try store.read { try Plans.plan(key, $0) }
    }

    static func plan(_ key: String, _ database: Database) throws -> Plan {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM projet WHERE cle = ?", arguments: [key])
        else { throw CommunityRefusal.absent("Il n’y a pas de tel projet d’achat.") }
        return Plan(row)
    }

    /// The public history of a plan, in order.
    public func history(of plan: Plan) throws -> [Change] {
        try store.read { try Plans.history(of: plan, $0) }
    }

    static func history(of plan: Plan, _ database: Database) throws -> [Change] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM projet_histoire WHERE projet = ? ORDER BY id",
            arguments: [plan.id]
        ).map { Change($0) }
    }

    /// What changes when any plan's public state does: the number of the last line of history.
    public func mark() throws -> Int64 {
        try store.read {
            try Int64.fetchOne($0, sql: "SELECT max(id) FROM projet_histoire") ?? 0
        }
    }

    // MARK: Writing

    /// Posts plans for a buyer: all of them, or none.
    ///
    /// - Parameter name: the buyer's name as shown.
    /// - Throws: `.forbidden` to whom does not act for the buyer; `.untimely` beyond `mostOpen`.
    /// - Returns: their keys.
    public func post(_ texts: [PlanText], for buyer: String, named name: String, _ acting: Acting)
        throws -> [String]
    {
        let name = try Entry.line("acheteur", name, 2...200)
        return try store.write(acting) { database in
            try Plans.requireAgent(of: buyer, acting, database)
            let open =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM projet
                        WHERE acheteur = ? AND etat IN ('annonce', 'sourcing')
                        """, arguments: [buyer]) ?? 0
            guard open + texts.count <= Plans.mostOpen else {
                throw CommunityRefusal.untimely(
                    "Un acheteur annonce au plus \(Plans.mostOpen) projets à la fois.")
            }
            return try texts.map { try Plans.insert($0, buyer, name, acting, database) }
        }
    }

    private static func insert(
        _ text: PlanText, _ buyer: String, _ name: String, _ acting: Acting, _ database: Database
    ) throws -> String {
        let values = PlanText.fields.map { text.value($0.key).kept }
        let columns = PlanText.fields.map(\.key).joined(separator: ", ")
        let holes = PlanText.fields.map { _ in "?" }.joined(separator: ", ")
        // The number is not known before the line is written: its address is given just after.
        let provisional = "p-" + Fingerprint.hexadecimal(acting.chance.bytes(16))
        try database.execute(
            sql: """
                INSERT INTO projet (cle, acheteur, acheteur_nom, cree, modifie, \(columns))
                VALUES (?, ?, ?, ?, ?, \(holes))
                """,
            arguments: StatementArguments(
                [provisional, buyer, name, acting.now.seconds, acting.now.seconds]
                    as [any DatabaseValueConvertible])
                + StatementArguments(values))
        let id = database.lastInsertedRowID
        var word = AddressWord.suggested(by: text.object)
        while word.utf8.count > 50 || word.hasSuffix("-") { word.removeLast() }
        let key = "\(id)-\(word)"
        try database.execute(
            sql: "UPDATE projet SET cle = ? WHERE id = ?", arguments: [key, id])
        try note(id, .posted, after: text.object, acting, database)
        return key
    }

    /// Changes what is written of a plan; each field that changes is a line of its public history.
    ///
    /// - Throws: `.forbidden`, `.changedMeanwhile`; `.untimely` once launched or abandoned.
    public func edit(_ plan: Plan, _ text: PlanText, version: Int, _ acting: Acting) throws {
        try store.write(acting) { database in
            try Plans.requireAgent(of: plan.buyer, acting, database)
            let plan = try Plans.plan(plan.key, database)
            try Plans.requireOpen(plan)
            guard plan.version == version else { throw Plans.changedMeanwhile }
            let changed = PlanText.fields.map(\.key).filter {
                plan.text.value($0).kept != text.value($0).kept
            }
            guard !changed.isEmpty else { return }
            try database.execute(
                sql: """
                    UPDATE projet SET \(changed.map { "\($0) = ?" }.joined(separator: ", ")),
                      modifie = ?, version = version + 1 WHERE id = ?
                    """,
                arguments: StatementArguments(changed.map { text.value($0).kept })
                    + [acting.now.seconds, plan.id])
            for key in changed {
                try Plans.note(
                    plan.id, .field, field: key, before: plan.text.value(key).shown,
                    after: text.value(key).shown, acting, database)
            }
        }
    }

    /// Moves a plan to another state.
    ///
    /// - Parameters:
    ///   - consultation: the consultation's address, needed once launched.
    ///   - reason: why it is given up, needed then.
    /// - Throws: `.invalid`, `.forbidden`, `.changedMeanwhile`; `.untimely` for a state it has.
    public func move(
        _ plan: Plan, to state: Plan.State, consultation: String = "", reason: String = "",
        version: Int, _ acting: Acting
    ) throws {
        var address = ""
        if state == .launched {
            address = try Plans.consultation(consultation)
        }
        let reason =
            state == .abandoned ? try Entry.text("motif", reason, 10...1_000) : ""
        try store.write(acting) { database in
            try Plans.requireAgent(of: plan.buyer, acting, database)
            let plan = try Plans.plan(plan.key, database)
            guard plan.version == version else { throw Plans.changedMeanwhile }
            guard plan.state != state else {
                throw CommunityRefusal.untimely("Le projet est déjà dans cet état.")
            }
            try database.execute(
                sql: """
                    UPDATE projet SET etat = ?, consultation = ?, motif = ?, modifie = ?,
                      version = version + 1 WHERE id = ?
                    """,
                arguments: [state.rawValue, address, reason, acting.now.seconds, plan.id])
            let more = [address, reason].filter { !$0.isEmpty }.map { "\u{202F}: " + $0 }
            try Plans.note(
                plan.id, .state, before: plan.state.label,
                after: state.label + more.joined(), acting, database)
        }
    }

    /// Publishes a precision, for all to see (R2111-2): nothing of it is changed afterwards.
    ///
    /// - Parameter letter: the letter to each company that offered to be sourced.
    /// - Throws: `.invalid`, `.forbidden`; `.untimely` once launched or abandoned.
    public func complete(
        _ plan: Plan, _ text: String, _ acting: Acting,
        letter: (Plan, EmailAddress) -> MailMessage
    ) throws {
        let text = try Entry.text("complement", text, 10...4_000)
        try store.write(acting) { database in
            try Plans.requireAgent(of: plan.buyer, acting, database)
            let plan = try Plans.plan(plan.key, database)
            try Plans.requireOpen(plan)
            try Plans.note(plan.id, .complement, after: text, acting, database)
            let addresses = try String.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT p.courriel FROM projet_offre o
                    JOIN personne p ON p.id = o.personne
                    WHERE o.projet = ? AND o.retiree IS NULL AND p.courriel IS NOT NULL
                    """, arguments: [plan.id])
            for address in addresses {
                try store.outbox.add(
                    letter(plan, try EmailAddress(address)), to: database, acting)
            }
        }
    }

    // MARK: What writing shares

    /// Refuses whom does not act for a buyer.
    static func requireAgent(of buyer: String, _ acting: Acting, _ database: Database) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let isAgent = try Bool.fetchOne(
            database,
            sql: """
                SELECT 1 FROM rattachement
                WHERE personne = ? AND siret = ? AND genre = 'acheteur' AND etat = 'confirme'
                """, arguments: [person, buyer])
        guard isAgent == true else {
            throw CommunityRefusal.forbidden(
                "Seuls les agents rattachés au SIRET de l’acheteur le font.")
        }
    }

    static func requireOpen(_ plan: Plan) throws(CommunityRefusal) {
        guard plan.state.isOpen else {
            throw .untimely(
                plan.state == .launched
                    ? "La consultation est lancée\u{202F}: questions et réponses s’y échangent désormais."
                    : "Ce projet est abandonné.")
        }
    }

    static func note(
        _ plan: Int64, _ kind: Change.Kind, field: String = "", before: String = "",
        after: String = "", question: Int64? = nil, _ acting: Acting, _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO projet_histoire (projet, moment, genre, champ, avant, apres, question)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                plan, acting.now.seconds, kind.rawValue, field, before, after, question,
            ])
    }

    static let changedMeanwhile = CommunityRefusal.changedMeanwhile(what: "Ce projet d’achat")

    /// The address of a consultation: of another site in HTTPS, or a page of this one.
    private static func consultation(_ written: String) throws(CommunityRefusal) -> String {
        let text = try Entry.line("consultation", written, 1...500)
        let isOwn = text.hasPrefix("/consultations/") && !text.contains("..")
        let isSound =
            !text.contains(" ") && text.unicodeScalars.allSatisfy { $0.value < 0x7F }
            && !text.contains("\"") && !text.contains("<")
        let host = text.dropFirst(8).prefix { $0 != "/" && $0 != "?" }
        let isElsewhere = text.hasPrefix("https://") && host.contains(".")
        guard isSound, isOwn || isElsewhere else {
            throw .invalid(
                field: "consultation", value: text,
                sentence:
                    "Donnez l’adresse complète de la consultation, qui commence par https://.")
        }
        return text
    }
}
