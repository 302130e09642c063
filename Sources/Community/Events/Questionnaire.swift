import GRDB

/// What those who came are asked afterwards. Answers have no author.
public struct EventQuestion: Sendable, Hashable, Identifiable {
    /// How it is answered.
    public enum Kind: String, Sendable, CaseIterable {
        /// From 1 to 5.
        case scale = "echelle"
        /// One of several.
        case choice = "choix"
        case text = "texte"

        /// French, as shown.
        public var label: String {
            switch self {
            case .scale: "Note de 1 à 5"
            case .choice: "Un choix dans une liste"
            case .text: "Texte libre"
            }
        }
    }

    public let id: Int64
    public let kind: Kind
    public let wording: String
    /// What may be chosen.
    public let choices: [String]
    public let rank: Int
    public let version: Int

    init(_ row: Row) {
        id = row["id"]
        kind = Kind(rawValue: row["genre"]) ?? .text
        wording = row["intitule"]
        let choices: String = row["choix"]
        self.choices = choices.split(separator: "\n").map(String.init)
        rank = row["rang"]
        version = row["version"]
    }
}

/// What was answered to a questionnaire, once enough people did.
public struct EventOpinions: Sendable {
    /// The answers to one question.
    public struct Answers: Sendable {
        public let question: EventQuestion
        /// How many gave each answer: `1` to `5`, or the choices; empty for texts.
        public let counts: [(answer: String, count: Int)]
        /// Texts, in no order that tells when they came.
        public let texts: [String]
    }

    /// How many people answered.
    public let people: Int
    /// Nil while fewer than `Events.fewestOpinions` did.
    public let answers: [Answers]?
}

extension Events {
    /// Answers are shown from this many people on: fewer could be recognised.
    public static let fewestOpinions = 5

    /// The questions of an event.
    public func questions(of event: Int64) throws -> [EventQuestion] {
        try store.read { try Events.questions(of: event, in: $0) }
    }

    static func questions(of event: Int64, in database: Database) throws -> [EventQuestion] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM question WHERE rencontre = ? ORDER BY rang, id",
            arguments: [event]
        ).map { EventQuestion($0) }
    }

    /// Adds or changes a question. Its kind and choices are fixed once somebody answered.
    ///
    /// - Returns: its number.
    @discardableResult
    public func question(
        _ id: Int64?, of event: Int64, kind: EventQuestion.Kind, wording: String,
        choices: String, rank: Int, version: Int = 0, _ acting: Acting
    ) throws -> Int64 {
        let wording = try Entry.line("intitule", wording, 3...300)
        let lines = try Entry.text("choix", choices, 0...2_000).split(separator: "\n")
            .map { try Entry.line("choix", String($0), 0...120) }.filter { !$0.isEmpty }
        guard kind != .choice || lines.count >= 2 else {
            throw CommunityRefusal.invalid(
                field: "choix", value: "", sentence: "Écrivez au moins deux choix, un par ligne.")
        }
        if let id, try isAnswered(id) {
            let former = try questions(of: event).first { $0.id == id }
            guard former?.kind == kind, former?.choices == lines || kind != .choice else {
                throw CommunityRefusal.untimely(
                    "Des personnes ont déjà répondu\u{202F}: seul l’intitulé peut encore changer.")
            }
        }
        return try save(
            "question", "La question", id, event, version,
            [
                "genre": kind.rawValue.databaseValue, "intitule": wording.databaseValue,
                "choix": (kind == .choice ? lines.joined(separator: "\n") : "").databaseValue,
                "rang": rank.databaseValue,
            ], acting)
    }

    private func isAnswered(_ question: Int64) throws -> Bool {
        try store.read {
            try Int.fetchOne(
                $0, sql: "SELECT 1 FROM avis WHERE question = ? LIMIT 1", arguments: [question])
                != nil
        }
    }

    /// Whether a registration has answered already.
    public func hasAnswered(_ registration: Int64) throws -> Bool {
        try store.read {
            try Int.fetchOne(
                $0, sql: "SELECT 1 FROM avis_donne WHERE inscription = ?",
                arguments: [registration]) != nil
        }
    }

    /// Keeps somebody's answers. What is kept of the person is that they answered; each answer gets a
    /// random key of its own, without hour or order.
    ///
    /// - Parameter answers: what was typed, by question.
    /// - Throws: `.invalid` for a value that is no answer to its question; `.untimely` the second time.
    public func answer(_ registration: Registration, _ answers: [Int64: String], _ acting: Acting)
        throws
    {
        var kept: [(question: Int64, text: String)] = []
        for question in try questions(of: registration.event) {
            let field = "question_\(question.id)"
            let text = try Entry.text(field, answers[question.id] ?? "", 0...4_000)
            guard !text.isEmpty else { continue }
            switch question.kind {
            case .scale: _ = try Entry.number(field, text, 1...5)
            case .choice:
                guard question.choices.contains(text) else {
                    throw CommunityRefusal.invalid(
                        field: field, value: text, sentence: "Choisissez dans la liste.")
                }
            case .text: break
            }
            kept.append((question.id, text))
        }
        guard !kept.isEmpty else {
            throw CommunityRefusal.untimely("Répondez à une question au moins.")
        }
        try store.write(acting) { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO avis_donne (inscription) VALUES (?)",
                arguments: [registration.id])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely("Vous avez déjà répondu. Merci\u{202F}!")
            }
            for answer in kept {
                try database.execute(
                    sql: "INSERT INTO avis (cle, question, reponse) VALUES (?, ?, ?)",
                    arguments: [acting.chance.bytes(16).asData, answer.question, answer.text])
            }
        }
    }

    /// What was answered, from five people on.
    public func opinions(of event: Int64) throws -> EventOpinions {
        try store.read { database in
            let people =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM avis_donne a JOIN inscription i ON i.id = a.inscription
                        WHERE i.rencontre = ?
                        """, arguments: [event]) ?? 0
            guard people >= Events.fewestOpinions else {
                return EventOpinions(people: people, answers: nil)
            }
            let answers = try Events.questions(of: event, in: database).map { question in
                let given = try String.fetchAll(
                    database, sql: "SELECT reponse FROM avis WHERE question = ? ORDER BY cle",
                    arguments: [question.id])
                let possible =
                    question.kind == .scale ? (1...5).map(String.init) : question.choices
                return EventOpinions.Answers(
                    question: question,
                    counts: question.kind == .text
                        ? [] : possible.map { value in (value, given.count { $0 == value }) },
                    texts: question.kind == .text ? given : [])
            }
            return EventOpinions(people: people, answers: answers)
        }
    }
}
