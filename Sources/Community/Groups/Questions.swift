import GRDB

extension CommunityStore {
    /// The questions put to working groups.
    public var questions: Questions { Questions(store: self) }
}

/// The questions put to working groups, in public: asked by anybody signed in, answered by the group,
/// or turned into a study.
public struct Questions: Sendable {
    let store: CommunityStore

    /// A question.
    public struct Question: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let group: Int64
        public let groupKey: String
        public let groupName: String
        public let author: Int64?
        /// The name shown of who asked.
        public let authorName: String
        public let title: String
        /// Markdown.
        public let text: String
        public let asked: Moment
        /// Markdown; empty until the group answers.
        public let answer: String
        public let answererName: String?
        public let answered: Moment?
        public let closed: Moment?
        /// Studies that came of it, the first one first.
        public let studies: [Int64]
        public let version: Int

        /// Whether the group still owes something.
        public var isOpen: Bool { closed == nil && answer.isEmpty }

        init(_ row: Row, studies: [Int64]) {
            id = row["id"]
            group = row["groupe"]
            groupKey = row["groupe_cle"]
            groupName = row["groupe_nom"]
            author = row["auteur"]
            authorName = Questions.shown(row["auteur"], row["auteur_nom"]) ?? "quelqu’un"
            title = row["titre"]
            text = row["texte"]
            asked = Moment(seconds: row["pose"])
            answer = row["reponse"]
            answererName = Questions.shown(row["repondant"], row["repondant_nom"])
            answered = (row["repondu"] as Int64?).map { Moment(seconds: $0) }
            closed = (row["close"] as Int64?).map { Moment(seconds: $0) }
            self.studies = studies
            version = row["version"]
        }
    }

    /// The name of a person shown, a number when it was erased or never given.
    static func shown(_ person: Int64?, _ name: String?) -> String? {
        guard let person else { return nil }
        return name.flatMap { $0.isEmpty ? nil : $0 } ?? "Personne n°\u{A0}\(person)"
    }

    private static let columns = """
        SELECT q.*, g.cle AS groupe_cle, g.nom AS groupe_nom, a.nom AS auteur_nom,
          r.nom AS repondant_nom
        FROM question_ouverte q JOIN groupe g ON g.id = q.groupe
        LEFT JOIN personne a ON a.id = q.auteur LEFT JOIN personne r ON r.id = q.repondant
        """

    private static func question(_ row: Row, _ database: Database) throws -> Question {
        Question(
            row,
            studies: try Int64.fetchAll(
                database, sql: "SELECT id FROM etude WHERE question = ? ORDER BY id",
                arguments: [row["id"] as Int64]))
    }

    /// Questions, open ones first, then the latest; of one group when it is named.
    public func all(of group: Int64? = nil, atMost limit: Int = 200) throws -> [Question] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: Questions.columns + """
                     WHERE (?1 IS NULL OR q.groupe = ?1)
                    ORDER BY q.close IS NOT NULL OR q.reponse <> '', q.pose DESC, q.id DESC LIMIT ?2
                    """, arguments: [group, limit]
            ).map { try Questions.question($0, database) }
        }
    }

    /// A question by its number.
    ///
    /// - Throws: `.absent`.
    public func question(_ id: Int64) throws -> Question {
        let found = try store.read { database in
            try Row.fetchOne(
                database, sql: Questions.columns + " WHERE q.id = ?", arguments: [id]
            ).map { try Questions.question($0, database) }
        }
        guard let found else {
            throw CommunityRefusal.absent("Il n’y a pas de question n°\u{A0}\(id).")
        }
        return found
    }

    /// Questions that one person may ask in a day.
    public static let mostADay = 10

    /// Asks a group a question.
    ///
    /// - Parameter letter: tells a lead of the group, who has its number.
    /// - Returns: its number.
    /// - Throws: `.signInNeeded`, `.invalid`, `.untimely` for a closed group, `.tooMany`.
    public func ask(
        _ group: Int64, title: String, text: String, _ acting: Acting,
        letter: (_ to: Person, _ question: Int64) -> MailMessage? = { _, _ in nil }
    ) throws -> Int64 {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let title = try Entry.line("titre", title, 5...200)
        let text = try Entry.text("texte", text, 0...5_000)
        return try store.write(acting) { database in
            try Groups.requireOpen(group, in: database)
            let recent =
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM question_ouverte WHERE auteur = ? AND pose > ?",
                    arguments: [person, acting.now.adding(days: -1).seconds]) ?? 0
            guard recent < Questions.mostADay else {
                throw CommunityRefusal.tooMany(
                    sentence:
                        "Vous avez posé \(recent) questions depuis hier\u{202F}: revenez demain.",
                    retryAfterSeconds: 86_400)
            }
            try database.execute(
                sql: """
                    INSERT INTO question_ouverte (groupe, auteur, titre, texte, pose)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [group, person, title, text, acting.now.seconds])
            let id = database.lastInsertedRowID
            for lead in try Groups.leads(of: group, in: database) where lead.id != person {
                guard let message = letter(lead, id) else { continue }
                try store.outbox.add(message, to: database, acting)
            }
            return id
        }
    }

    /// Answers a question, or changes the answer; who asked is told the first time.
    ///
    /// - Throws: `.invalid`, `.changedMeanwhile`.
    public func answer(
        _ id: Int64, text: String, version: Int, _ acting: Acting, letter: (Person) -> MailMessage?
    ) throws {
        let text = try Entry.text("reponse", text, 2...20_000)
        let former = try question(id)
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE question_ouverte SET reponse = ?, repondant = ?, repondu = ?,
                      version = version + 1 WHERE id = ? AND version = ?
                    """, arguments: [text, acting.person, acting.now.seconds, id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette réponse")
            }
            guard former.answer.isEmpty, let author = former.author, author != acting.person,
                let message = letter(try Accounts.person(author, in: database))
            else { return }
            try store.outbox.add(message, to: database, acting)
        }
    }

    /// Closes a question that needs no answer, or opens it again.
    public func close(_ id: Int64, _ isClosed: Bool, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: "UPDATE question_ouverte SET close = ?, version = version + 1 WHERE id = ?",
                arguments: [isClosed ? acting.now.seconds : nil, id])
        }
    }
}
