import GRDB

extension Plans {
    /// A question as everybody may know of it. Who asked it is nowhere in it.
    public struct Question: Sendable, Hashable, Identifiable {
        /// What became of it.
        public enum State: String, Sendable {
            case received = "recue"
            case published = "publiee"
            case setAside = "ecartee"
        }
        public let id: Int64
        public let plan: Int64
        public let received: Moment
        public let state: State
        /// As published; empty before.
        public let question: String
        public let answer: String
        /// Why it was set aside.
        public let reason: String
        /// Whether the buyer wrote it otherwise than it came.
        public let isRewritten: Bool
        public let published: Moment?
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            plan = row["projet"]
            received = Moment(seconds: row["recue"])
            state = State(rawValue: row["etat"]) ?? .received
            question = row["question"]
            answer = row["reponse"]
            reason = row["motif"]
            isRewritten = row["est_reecrite"]
            published = (row["publiee"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }
    }

    /// A question that waits, as its buyer reads it.
    public struct Waiting: Sendable {
        public let question: Question
        /// As it came.
        public let text: String
        /// What in it names its author, or anybody.
        public let mentions: [String]
    }

    /// Questions one person may have waiting on one plan.
    public static let mostWaiting = 10

    // MARK: Asking

    /// Sends a question to the buyer. The journal does not say who.
    ///
    /// - Parameters:
    ///   - author: what would tell who asks.
    ///   - evenSo: whether it is sent although it names its author; the buyer must then rewrite it.
    ///   - letter: the letter to each agent of the buyer.
    /// - Throws: `.invalid` on `question`, also when it names its author; `.untimely`, `.tooMany`.
    /// - Returns: its number.
    @discardableResult
    public func ask(
        _ plan: Plan, _ text: String, author: AuthorMentions.Author, evenSo: Bool,
        _ acting: Acting, letter: (Plan, Int64, EmailAddress) -> MailMessage
    ) throws -> Int64 {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let text = try Entry.text("question", text, 10...3_000)
        let mentions = AuthorMentions.of(author, in: text)
        guard mentions.isEmpty || evenSo else {
            let pieces = mentions.map { "«\u{202F}\($0)\u{202F}»" }.joined(separator: ", ")
            throw CommunityRefusal.invalid(
                field: "question", value: "",
                sentence:
                    "Votre question dit qui la pose\u{202F}: \(pieces). Retirez-le, ou cochez la case pour "
                    + "l’envoyer ainsi\u{202F}: l’acheteur la réécrira avant de la publier.")
        }
        // Nobody acts, as far as the journal knows.
        let nobody = Acting(person: nil, now: acting.now, chance: acting.chance)
        return try store.write(nobody) { database in
            let plan = try Plans.plan(plan.key, database)
            try Plans.requireOpen(plan)
            let waiting =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM projet_question_recue r
                        JOIN projet_question q ON q.id = r.question
                        WHERE r.personne = ? AND q.projet = ? AND q.etat = 'recue'
                        """, arguments: [person, plan.id]) ?? 0
            guard waiting < Plans.mostWaiting else {
                throw CommunityRefusal.untimely(
                    "Vous avez déjà \(waiting) questions en attente sur ce projet.")
            }
            try database.execute(
                sql: "INSERT INTO projet_question (projet, recue) VALUES (?, ?)",
                arguments: [plan.id, acting.now.seconds])
            let id = database.lastInsertedRowID
            try database.execute(
                sql: """
                    INSERT INTO projet_question_recue (question, personne, recue, texte, mentions)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, person, acting.now.seconds, text, mentions.joined(separator: "\n"),
                ])
            let agents = try String.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT p.courriel FROM rattachement r
                    JOIN personne p ON p.id = r.personne
                    WHERE r.siret = ? AND r.genre = 'acheteur' AND r.etat = 'confirme'
                      AND p.courriel IS NOT NULL
                    """, arguments: [plan.buyer])
            for address in agents {
                try store.outbox.add(
                    letter(plan, id, try EmailAddress(address)), to: database, nobody)
            }
            return id
        }
    }

    /// What is known of a person that a question could tell.
    public func author(_ visitor: Visitor, companies: [String]) -> AuthorMentions.Author {
        AuthorMentions.Author(
            name: visitor.person?.name ?? "", email: visitor.person?.email ?? "",
            telephone: visitor.person?.telephone ?? "",
            organisations: visitor.memberships.map(\.name) + companies)
    }

    // MARK: Reading

    /// The questions of a plan that are public, with their answers, in the order of publication.
    public func questions(of plan: Plan) throws -> [Question] {
        try store.read { try Plans.questions(of: plan, $0) }
    }

    static func questions(of plan: Plan, _ database: Database) throws -> [Question] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM projet_question WHERE projet = ? AND etat = 'publiee'
                ORDER BY publiee, id
                """, arguments: [plan.id]
        ).map { Question($0) }
    }

    /// The questions that wait for their buyer, the oldest first; those whose author erased itself are
    /// gone with it.
    public func waiting(on plan: Plan) throws -> [Waiting] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT q.*, r.texte, r.mentions FROM projet_question q
                    JOIN projet_question_recue r ON r.question = q.id
                    WHERE q.projet = ? AND q.etat = 'recue' ORDER BY q.id
                    """, arguments: [plan.id]
            ).map { Plans.waiting($0) }
        }
    }

    /// How many questions wait, by the key of the plan, for a buyer.
    public func waitingCounts(buyer: String) throws -> [String: Int] {
        try store.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT p.cle, count(*) AS nombre FROM projet_question q
                    JOIN projet p ON p.id = q.projet
                    JOIN projet_question_recue r ON r.question = q.id
                    WHERE p.acheteur = ? AND q.etat = 'recue' GROUP BY p.cle
                    """, arguments: [buyer])
            return Dictionary(
                rows.map { ($0["cle"], $0["nombre"]) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// A question that waits.
    ///
    /// - Throws: `.absent`, also once it was answered.
    public func waiting(_ id: Int64, on plan: Plan) throws -> Waiting {
        try store.read { try Plans.waiting(id, on: plan, $0) }
    }

    private static func waiting(_ id: Int64, on plan: Plan, _ database: Database) throws -> Waiting
    {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT q.*, r.texte, r.mentions FROM projet_question q
                JOIN projet_question_recue r ON r.question = q.id
                WHERE q.id = ? AND q.projet = ? AND q.etat = 'recue'
                """, arguments: [id, plan.id])
        guard let row else {
            throw CommunityRefusal.absent("Il n’y a pas de telle question en attente.")
        }
        return waiting(row)
    }

    private static func waiting(_ row: Row) -> Waiting {
        let mentions: String = row["mentions"]
        return Waiting(
            question: Question(row), text: row["texte"],
            mentions: mentions.split(separator: "\n").map(String.init))
    }

    // MARK: Answering

    /// Publishes a question and its answer, for all to see at once.
    ///
    /// - Parameters:
    ///   - hasNoSecret: whether the buyer says that nothing in them is somebody's secret.
    ///   - letter: the letter to whom asked.
    /// - Throws: `.invalid` on `question` or `reponse` when one still names the author or holds an
    ///   address or a number; on `secret` when it was not said; `.forbidden`, `.changedMeanwhile`.
    public func publish(
        _ id: Int64, on plan: Plan, question: String, answer: String, hasNoSecret: Bool,
        version: Int, _ acting: Acting, letter: (Plan, EmailAddress) -> MailMessage
    ) throws {
        let question = try Entry.text("question", question, 10...3_000)
        let answer = try Entry.text("reponse", answer, 2...6_000)
        guard hasNoSecret else {
            throw CommunityRefusal.invalid(
                field: "secret", value: "",
                sentence:
                    "Relisez, puis cochez la case\u{202F}: une fois publiée, la question est lue par tous."
            )
        }
        try store.write(acting) { database in
            try Plans.requireAgent(of: plan.buyer, acting, database)
            let waiting = try Plans.waiting(id, on: plan, database)
            // Only what the buyer reads in the question is looked for: trying names would otherwise
            // tell it who asked.
            for (field, text) in [("question", question), ("reponse", answer)] {
                let left =
                    AuthorMentions.left(waiting.mentions, in: text)
                    + (field == "question" ? AuthorMentions.anybody(in: text) : [])
                guard let piece = left.first else { continue }
                throw CommunityRefusal.invalid(
                    field: field, value: piece,
                    sentence:
                        "«\u{202F}\(piece)\u{202F}» dirait qui pose la question\u{202F}: réécrivez sans cela."
                )
            }
            try database.execute(
                sql: """
                    UPDATE projet_question SET etat = 'publiee', question = ?, reponse = ?,
                      est_reecrite = ?, publiee = ?, version = version + 1
                    WHERE id = ? AND version = ? AND etat = 'recue'
                    """,
                arguments: [
                    question, answer, question != waiting.text, acting.now.seconds, id, version,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette question")
            }
            try Plans.note(plan.id, .question, question: id, acting, database)
            try tellAuthor(of: id, plan, acting, database, letter)
        }
    }

    /// Sets a question aside, with a reason that only its author is told.
    ///
    /// - Throws: `.invalid` on `motif`; `.forbidden`, `.changedMeanwhile`.
    public func setAside(
        _ id: Int64, on plan: Plan, reason: String, version: Int, _ acting: Acting,
        letter: (Plan, EmailAddress) -> MailMessage
    ) throws {
        let reason = try Entry.text("motif", reason, 10...1_000)
        try store.write(acting) { database in
            try Plans.requireAgent(of: plan.buyer, acting, database)
            _ = try Plans.waiting(id, on: plan, database)
            try database.execute(
                sql: """
                    UPDATE projet_question SET etat = 'ecartee', motif = ?, version = version + 1
                    WHERE id = ? AND version = ? AND etat = 'recue'
                    """, arguments: [reason, id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette question")
            }
            try tellAuthor(of: id, plan, acting, database, letter)
        }
    }

    /// Writes to whom asked, and forgets how it was asked: what is published stands alone.
    private func tellAuthor(
        of question: Int64, _ plan: Plan, _ acting: Acting, _ database: Database,
        _ letter: (Plan, EmailAddress) -> MailMessage
    ) throws {
        let address = try String.fetchOne(
            database,
            sql: """
                SELECT p.courriel FROM projet_question_recue r JOIN personne p ON p.id = r.personne
                WHERE r.question = ?
                """, arguments: [question])
        if let address {
            try store.outbox.add(letter(plan, try EmailAddress(address)), to: database, acting)
        }
        try database.execute(
            sql: "UPDATE projet_question_recue SET texte = '', mentions = '' WHERE question = ?",
            arguments: [question])
    }
}
