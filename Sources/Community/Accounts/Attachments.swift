import GRDB
import Procurement

extension CommunityStore {
    /// Agents of buyers and of companies.
    public var attachments: Attachments { Attachments(store: self) }
}

/// Who acts for which buyer or company, by SIRET: asked by the agent, confirmed by the administration.
public struct Attachments: Sendable {
    let store: CommunityStore

    /// Whom one acts for.
    public enum Kind: String, Sendable, CaseIterable {
        case buyer = "acheteur"
        case company = "entreprise"

        /// French, as shown.
        public var label: String { self == .buyer ? "Acheteur public" : "Entreprise" }
    }

    /// Where a request stands.
    public enum State: String, Sendable {
        case asked = "demande"
        case confirmed = "confirme"
        case refused = "refuse"

        /// French, as shown.
        public var label: String {
            switch self {
            case .asked: "En attente"
            case .confirmed: "Confirmé"
            case .refused: "Refusé"
            }
        }
    }

    /// A request and what became of it.
    public struct Attachment: Sendable, Identifiable {
        public let id: Int64
        public let person: Person
        public let siret: String
        public let kind: Kind
        /// Why, in the agent's words.
        public let reason: String
        public let state: State
        public let asked: Moment
        public let decided: Moment?
    }

    /// Requests one person may have waiting.
    public static let mostAsked = 20

    /// Asks to act for a SIRET. Asking again after a refusal opens the request again.
    ///
    /// - Parameter letter: tells an administrator, once a day for each person who asks.
    /// - Throws: `.invalid` naming `siret`, `genre` or `motif`; `.untimely` when it is already asked
    ///   or confirmed.
    public func ask(
        _ person: Int64, siret: String, kind: Kind, reason: String, _ acting: Acting,
        letter: (_ to: Person) -> MailMessage? = { _ in nil }
    ) throws {
        let number = try Attachments.siret(siret)
        let reason = try Entry.text("motif", reason, 10...1_000)
        try store.write(acting) { database in
            let waiting =
                try Int.fetchOne(
                    database,
                    sql:
                        "SELECT count(*) FROM rattachement WHERE personne = ? AND etat = 'demande'",
                    arguments: [person]) ?? 0
            guard waiting < Attachments.mostAsked else {
                throw CommunityRefusal.untimely(
                    "Vous avez déjà \(waiting) demandes en attente\u{202F}: attendez une réponse.")
            }
            try database.execute(
                sql: """
                    INSERT INTO rattachement (personne, siret, genre, motif, demande)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (personne, siret) DO UPDATE SET genre = excluded.genre,
                      motif = excluded.motif, demande = excluded.demande, etat = 'demande',
                      decide = NULL, decideur = NULL WHERE etat = 'refuse'
                    """, arguments: [person, number, kind.rawValue, reason, acting.now.seconds])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely("Vous avez déjà fait cette demande.")
            }
            for administrator in try Accounts.administrators(in: database) {
                guard var message = letter(administrator) else { continue }
                message.once =
                    "demande-rattachement-\(person)-\(acting.now.seconds / 86_400)-\(administrator.id)"
                try store.outbox.add(message, to: database, acting)
            }
        }
    }

    /// Ends a request or an attachment, at the agent's wish.
    ///
    /// - Throws: `.absent` when it is not this person's.
    public func end(_ id: Int64, of person: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: "DELETE FROM rattachement WHERE id = ? AND personne = ?",
                arguments: [id, person])
            guard database.changesCount == 1 else { throw Attachments.absent }
        }
    }

    /// Confirms or refuses, and writes to the agent in the same act.
    ///
    /// - Throws: `.absent`; `.changedMeanwhile` when somebody decided or the agent asked again since the
    ///   moment the list was read.
    public func decide(
        _ id: Int64, isConfirmed: Bool, askedAt: Moment, _ acting: Acting,
        letter: (Attachment, EmailAddress) -> MailMessage
    ) throws {
        try store.write(acting) { database in
            guard let attachment = try Attachments.fetch("r.id = ?", [id], database).first else {
                throw Attachments.absent
            }
            try database.execute(
                sql: """
                    UPDATE rattachement SET etat = ?, decide = ?, decideur = ?
                    WHERE id = ? AND demande = ? AND (etat = 'demande' OR etat = 'confirme' AND ? = 0)
                    """,
                arguments: [
                    (isConfirmed ? State.confirmed : .refused).rawValue, acting.now.seconds,
                    acting.person, id, askedAt.seconds, isConfirmed,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette demande")
            }
            if let address = attachment.person.email {
                try store.outbox.add(
                    letter(attachment, try EmailAddress(address)), to: database, acting)
            }
        }
    }

    /// Those of a person, the latest first.
    public func of(_ person: Int64) throws -> [Attachment] {
        try store.read { try Attachments.fetch("r.personne = ?", [person], $0) }
    }

    /// How many wait for a decision.
    public func waiting() throws -> Int {
        try store.read { database in
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM rattachement WHERE etat = 'demande'") ?? 0
        }
    }

    /// Those that wait, the oldest last, then the others.
    public func all() throws -> [Attachment] {
        try store.read { try Attachments.fetch("1", [], $0) }
    }

    private static func fetch(
        _ condition: String, _ arguments: StatementArguments, _ database: Database
    ) throws -> [Attachment] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT r.id AS numero, r.siret, r.genre, r.motif, r.etat, r.demande, r.decide, p.*
                FROM rattachement r JOIN personne p ON p.id = r.personne
                WHERE \(condition)
                ORDER BY r.etat = 'demande' DESC, r.demande DESC, r.id DESC LIMIT 1000
                """, arguments: arguments
        ).map { row in
            Attachment(
                id: row["numero"], person: Person(row), siret: row["siret"],
                kind: Kind(rawValue: row["genre"]) ?? .company, reason: row["motif"],
                state: State(rawValue: row["etat"]) ?? .asked,
                asked: Moment(seconds: row["demande"]),
                decided: (row["decide"] as Int64?).map { Moment(seconds: $0) })
        }
    }

    private static let absent = CommunityRefusal.absent("Il n’y a pas de telle demande.")

    private static func siret(_ written: String) throws(CommunityRefusal) -> String {
        do {
            return try Siret(written).description
        } catch {
            throw .invalid(field: "siret", value: written, sentence: error.message)
        }
    }
}
