import GRDB

extension Consultation {
    /// A question of a company. What is public is what the buyer lets be read, never who asked.
    public struct Question: Sendable, Hashable, Identifiable {
        public let id: Int64
        /// As it was asked: for the buyer only.
        public let received: String
        public let asked: Moment
        /// As everybody reads it; empty until published.
        public let text: String
        public let answer: String
        public let published: Moment?
        /// When the buyer set it aside: a double, or nothing to do with the consultation.
        public let setAside: Moment?
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            received = row["recue"]
            asked = Moment(seconds: row["posee"])
            text = row["texte"]
            answer = row["reponse"]
            published = (row["publiee"] as Int64?).map { Moment(seconds: $0) }
            setAside = (row["ecartee"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }
    }
}

extension Consultations {
    /// Questions one person may ask about one consultation in a day.
    public static let mostQuestionsADay = 10

    /// Its questions, the first one first: what the buyer reads.
    public func questions(_ id: Int64) throws -> [Consultation.Question] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM consultation_question WHERE consultation = ? ORDER BY id",
                arguments: [id]
            ).map { Consultation.Question($0) }
        }
    }

    /// Asks a question; the buyer is told, everybody reads it with its answer.
    ///
    /// - Throws: `.signInNeeded`; `.invalid` naming `question`; `.untimely` after the deadline;
    ///   `.tooMany`.
    public func ask(
        _ id: Int64, text: String, _ acting: Acting,
        letter: (Consultation, EmailAddress) -> MailMessage?
    ) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let text = try Entry.text("question", text, 10...2_000)
        try store.write(acting) { database in
            let consultation = try Consultations.fetch(id, in: database)
            guard consultation.takesOffers(at: acting.now) else {
                throw CommunityRefusal.untimely(
                    "Cette consultation ne prend plus de question\u{202F}: la date limite est passée."
                )
            }
            let recent =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM consultation_question
                        WHERE consultation = ? AND auteur = ? AND posee > ?
                        """, arguments: [id, person, acting.now.adding(days: -1).seconds]) ?? 0
            guard recent < Consultations.mostQuestionsADay else {
                throw CommunityRefusal.tooMany(
                    sentence: "Vous avez déjà posé \(recent) questions depuis hier.",
                    retryAfterSeconds: 86_400)
            }
            try database.execute(
                sql: """
                    INSERT INTO consultation_question (consultation, auteur, recue, posee)
                    VALUES (?, ?, ?, ?)
                    """, arguments: [id, person, text, acting.now.seconds])
            // Who asks follows: the answer reaches them with everybody else.
            try database.execute(
                sql: """
                    INSERT INTO consultation_suivi (consultation, personne, depuis)
                    VALUES (?, ?, ?) ON CONFLICT DO NOTHING
                    """, arguments: [id, person, acting.now.seconds])
            for address in try Consultations.agents(of: consultation.buyer, in: database) {
                guard let message = letter(consultation, try EmailAddress(address)) else {
                    continue
                }
                try store.outbox.add(message, to: database, acting)
            }
        }
    }

    /// Answers a question to all, in the words the buyer chose for it: the name of who asked, or a
    /// secret, is taken out there.
    ///
    /// - Throws: `.absent`, `.invalid` naming `texte` or `reponse`, `.untimely` after the deadline,
    ///   `.changedMeanwhile`.
    public func answer(
        _ id: Int64, question: Int64, text: String, answer: String, version: Int,
        _ acting: Acting, letters: NoticeLetter
    ) throws {
        let text = try Entry.text("texte", text, 5...2_000)
        let answer = try Entry.text("reponse", answer, 2...5_000)
        let depositors = try self.depositors(id)
        try store.write(acting) { database in
            let consultation = try Consultations.fetch(id, in: database)
            try Consultations.requireWritable(consultation, at: acting.now)
            try database.execute(
                sql: """
                    UPDATE consultation_question SET texte = ?, reponse = ?, publiee = ?,
                      ecartee = NULL, version = version + 1
                    WHERE id = ? AND consultation = ? AND version = ?
                    """, arguments: [text, answer, acting.now.seconds, question, id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette question")
            }
            let notice = "\(text)\n\n\(answer)"
            try Consultations.note(.answered, notice, of: id, in: database, acting)
            try tell(consultation, .answered, notice, depositors, database, acting, letters)
        }
    }

    /// Sets a question aside: it is not shown.
    ///
    /// - Throws: `.changedMeanwhile`; `.untimely` once answered.
    public func setAside(_ id: Int64, question: Int64, version: Int, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE consultation_question SET ecartee = ?, version = version + 1
                    WHERE id = ? AND consultation = ? AND version = ? AND publiee IS NULL
                    """, arguments: [acting.now.seconds, question, id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette question")
            }
        }
    }

    /// The addresses of those who act for a buyer.
    static func agents(of siret: String, in database: Database) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT p.courriel FROM rattachement r JOIN personne p ON p.id = r.personne
                WHERE r.siret = ? AND r.genre = 'acheteur' AND r.etat = 'confirme'
                  AND p.courriel IS NOT NULL ORDER BY p.id
                """, arguments: [siret])
    }
}
