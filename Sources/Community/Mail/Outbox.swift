import Foundation
import GRDB

extension CommunityStore {
    /// Letters on their way.
    public var outbox: Outbox { Outbox(store: self) }
}

/// Letters on their way: written in the same transaction as what they tell, carried afterwards, tried
/// again when the carrier fails.
public struct Outbox: Sendable {
    let store: CommunityStore

    /// Tries before a letter is given up, over about two days.
    public static let mostTries = 12

    /// A letter to carry.
    public struct Pending: Sendable {
        public let id: Int64
        public let message: MailMessage
        public let created: Moment
        public let tries: Int
    }

    /// Puts a letter in the outbox, unless whom it reaches refused its category.
    public func add(_ message: MailMessage, _ acting: Acting) throws {
        try store.write(acting) { try add(message, to: $0, acting) }
    }

    func add(_ message: MailMessage, to database: Database, _ acting: Acting) throws {
        if message.category != .owed,
            try isRefused(message.category, by: message.to, in: database)
        {
            return
        }
        let attachments = String(
            decoding: try JSONEncoder().encode(message.attachments), as: UTF8.self)
        try database.execute(
            sql: """
                INSERT INTO courriel
                  (destinataire, sujet, texte, categorie, pieces, evenement, cree, prochain)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (evenement) DO NOTHING
                """,
            arguments: [
                message.to.text, message.subject, message.text, message.category.rawValue,
                attachments, message.once, acting.now.seconds, acting.now.seconds,
            ])
    }

    /// The letters whose turn has come, the oldest first.
    public func pending(at now: Moment, atMost limit: Int = 50) throws -> [Pending] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM courriel
                    WHERE envoye IS NULL AND abandonne IS NULL AND prochain <= ?
                    ORDER BY prochain, id LIMIT ?
                    """, arguments: [now.seconds, limit]
            ).map { row in
                let attachments: String = row["pieces"]
                return Pending(
                    id: row["id"],
                    message: MailMessage(
                        to: try EmailAddress(row["destinataire"]), subject: row["sujet"],
                        text: row["texte"],
                        category: .init(rawValue: row["categorie"]) ?? .owed,
                        attachments: try JSONDecoder().decode(
                            [MailMessage.Attachment].self, from: Data(attachments.utf8))),
                    created: Moment(seconds: row["cree"]), tries: row["essais"])
            }
        }
    }

    /// Those of these numbers whose letters are still in the outbox: letters leave it after their
    /// time, and with the person they were for.
    ///
    /// - Complexity: O(numbers · log letters).
    public func kept(of numbers: [Int64]) throws -> Set<Int64> {
        try store.read { database in
            try numbers.reduce(into: []) { kept, number in
                let isThere = try Bool.fetchOne(
                    database, sql: "SELECT EXISTS (SELECT 1 FROM courriel WHERE id = ?)",
                    arguments: [number])
                if isThere == true { kept.insert(number) }
            }
        }
    }

    /// How many letters wait, and how many were given up.
    public func counts() throws -> (waiting: Int, givenUp: Int) {
        try store.read { database in
            (
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM courriel WHERE envoye IS NULL AND abandonne IS NULL")
                    ?? 0,
                try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM courriel WHERE abandonne IS NOT NULL") ?? 0
            )
        }
    }

    /// Takes a letter before it is carried: a try is counted and the next one put off, so that a
    /// program that dies, or a disk that fills, between its leaving and the note of it does not send
    /// it again and again.
    ///
    /// - Returns: false when somebody else took it meanwhile.
    public func take(_ letter: Pending, _ acting: Acting) throws -> Bool {
        try store.write(acting) {
            try $0.execute(
                sql: """
                    UPDATE courriel SET essais = essais + 1, prochain = ?
                    WHERE id = ? AND essais = ? AND envoye IS NULL AND abandonne IS NULL
                    """,
                arguments: [
                    acting.now.seconds + Outbox.delay(afterTries: letter.tries), letter.id,
                    letter.tries,
                ])
            return $0.changesCount == 1
        }
    }

    /// Seconds until the next try.
    private static func delay(afterTries tries: Int) -> Int64 {
        min(Int64(60) << Int64(min(tries, 10)), 6 * 3_600)
    }

    /// Notes that a letter was carried. Its attachments are forgotten, and what it said when it held
    /// a secret.
    public func carried(_ letter: Pending, _ acting: Acting) throws {
        try store.write(acting) {
            try $0.execute(
                sql: "UPDATE courriel SET envoye = ?, pieces = '[]', texte = '' WHERE id = ?",
                arguments: [acting.now.seconds, letter.id])
        }
    }

    /// Notes that a letter could not be carried: it is tried again later, later each time.
    public func failed(_ letter: Pending, reason: String, _ acting: Acting) throws {
        let isLast = letter.tries + 1 >= Outbox.mostTries
        try store.write(acting) {
            try $0.execute(
                sql: """
                    UPDATE courriel SET essais = ?, prochain = ?, erreur = ?, abandonne = ?
                    WHERE id = ?
                    """,
                arguments: [
                    letter.tries + 1,
                    acting.now.seconds + Outbox.delay(afterTries: letter.tries),
                    String(reason.prefix(500)),
                    isLast ? acting.now.seconds : nil, letter.id,
                ])
        }
    }

    // MARK: Refusing

    /// What the link « ne plus recevoir » must hold to refuse a category for an address.
    public func refusalToken(
        _ category: MailMessage.Category, _ email: EmailAddress, _ acting: Acting
    )
        throws -> String
    {
        let text = "desabonnement|\(category.rawValue)|\(email.text.lowercased())"
        return Fingerprint.token(Fingerprint.keyed(text, key: try store.key(acting)))
    }

    /// Refuses a category for an address, when the token is the one of its letters.
    ///
    /// - Throws: `.forbidden` for another token.
    public func refuse(
        _ category: MailMessage.Category, _ email: EmailAddress, token: String, _ acting: Acting
    ) throws {
        let right = try refusalToken(category, email, acting)
        guard Fingerprint.same(Array(right.utf8), Array(token.utf8)) else {
            throw CommunityRefusal.forbidden(
                "Ce lien n’est pas entier. Recopiez-le depuis le courriel, ou répondez à celui-ci.")
        }
        try store.write(acting) {
            try $0.execute(
                sql: """
                    INSERT OR IGNORE INTO desabonnement (courriel, categorie, moment)
                    VALUES (?, ?, ?)
                    """,
                arguments: [
                    Outbox.digest(email), category.rawValue, acting.now.seconds,
                ])
        }
    }

    private static func digest(_ email: EmailAddress) -> Data { digest(email.text) }

    /// What stands for an address where a refusal is kept.
    static func digest(_ email: String) -> Data { Fingerprint.of(email.lowercased().utf8).asData }

    /// Lifts the refusal of a category: the person asked for it again.
    func accept(_ category: MailMessage.Category, for email: EmailAddress, in database: Database)
        throws
    {
        try database.execute(
            sql: "DELETE FROM desabonnement WHERE courriel = ? AND categorie = ?",
            arguments: [Outbox.digest(email), category.rawValue])
    }

    /// Whether whom an address reaches refused a category.
    func isRefused(
        _ category: MailMessage.Category, by email: EmailAddress, in database: Database
    ) throws -> Bool {
        try Int.fetchOne(
            database, sql: "SELECT 1 FROM desabonnement WHERE courriel = ? AND categorie = ?",
            arguments: [Outbox.digest(email), category.rawValue]) != nil
    }
}
