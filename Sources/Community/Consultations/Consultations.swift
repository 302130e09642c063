import GRDB

extension CommunityStore {
    /// Simplified consultations.
    public var consultations: Consultations {
        Consultations(store: self, offers: SealedOffers(store: self))
    }
}

/// Simplified consultations: requests for quotes in public, by buyers whom the law dispenses from a
/// buyer's profile.
///
/// Whether the law allows one is not decided here: who publishes brings the law's answer, which is kept.
public struct Consultations: Sendable {
    let store: CommunityStore
    /// What keeps sealed offers.
    public let offers: any OpenedOffers

    /// Consultations over what keeps their offers.
    public init(store: CommunityStore, offers: any OpenedOffers = OffersElsewhere()) {
        self.store = store
        self.offers = offers
    }

    /// The most lots, criteria and documents of one consultation.
    public static let mostLots = 20
    public static let mostCriteria = 12
    public static let mostPieces = 30

    /// A consultation by the word of its address.
    ///
    /// - Throws: `.absent`.
    public func consultation(_ key: String) throws -> Consultation {
        let found = try store.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM consultation WHERE cle = ?", arguments: [key]
            ).map { Consultation($0) }
        }
        guard let found else { throw Consultations.absent }
        return found
    }

    /// Those that were published, open ones first, by their deadline, then the latest.
    public func published(at now: Moment, atMost limit: Int = 500) throws -> [Consultation] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM consultation WHERE etat <> 'brouillon'
                    ORDER BY NOT (etat = 'publiee' AND cloture >= ?1),
                      CASE WHEN etat = 'publiee' AND cloture >= ?1 THEN cloture ELSE -publication END,
                      id LIMIT ?2
                    """, arguments: [now.seconds, limit]
            ).map { Consultation($0) }
        }
    }

    /// Those of buyers, drafts included, the latest first.
    public func of(_ sirets: [String]) throws -> [Consultation] {
        guard !sirets.isEmpty else { return [] }
        let marks = sirets.map { _ in "?" }.joined(separator: ", ")
        return try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM consultation WHERE acheteur IN (\(marks))
                    ORDER BY cree DESC, id DESC LIMIT 500
                    """, arguments: StatementArguments(sirets)
            ).map { Consultation($0) }
        }
    }

    /// Changes whenever one is published.
    public func mark() throws -> String {
        try store.read { database in
            try String.fetchOne(
                database,
                sql: """
                    SELECT count(*) || '-' || coalesce(max(publication), 0) FROM consultation
                    WHERE etat <> 'brouillon'
                    """) ?? ""
        }
    }

    /// The published ones that answer a question, the latest first, the 500 latest at most.
    ///
    /// - Parameter last: those published before it are left out.
    public func answering(_ query: ConsultationQuery, since last: Moment? = nil) throws
        -> [Consultation]
    {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM consultation WHERE etat <> 'brouillon' AND publication >= ?
                    ORDER BY publication DESC, id DESC LIMIT 500
                    """, arguments: [last?.seconds ?? 0]
            ).map { Consultation($0) }
        }.filter(query.admits)
    }

    // MARK: Its parts

    /// Its lots, in order.
    public func lots(_ id: Int64) throws -> [Consultation.Lot] {
        try store.read { try Consultations.lots(id, in: $0) }
    }

    static func lots(_ id: Int64, in database: Database) throws -> [Consultation.Lot] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM consultation_lot WHERE consultation = ? ORDER BY numero",
            arguments: [id]
        ).map { Consultation.Lot($0) }
    }

    /// Its criteria, in order.
    public func criteria(_ id: Int64) throws -> [Consultation.Criterion] {
        try store.read { try Consultations.criteria(id, in: $0) }
    }

    static func criteria(_ id: Int64, in database: Database) throws -> [Consultation.Criterion] {
        try Row.fetchAll(
            database,
            sql: "SELECT * FROM consultation_critere WHERE consultation = ? ORDER BY rang",
            arguments: [id]
        ).map { Consultation.Criterion($0) }
    }

    /// The proofs it asks, in the order of the list.
    public func proofs(_ id: Int64) throws -> [ConsultationProof] {
        let codes = try store.read { database in
            try String.fetchAll(
                database, sql: "SELECT code FROM consultation_preuve WHERE consultation = ?",
                arguments: [id])
        }
        return ConsultationProof.allCases.filter { codes.contains($0.rawValue) }
    }

    /// The least yearly turnover that a consultation asks, in cents; nil when it asks for none.
    public func leastTurnover(_ id: Int64) throws -> Int64? {
        try store.read { database in
            try Int64.fetchOne(
                database, sql: "SELECT ca_minimal_centimes FROM consultation WHERE id = ?",
                arguments: [id])
        }
    }

    /// The documents given to all, the first one first; those withdrawn are told by their notice only.
    public func pieces(_ id: Int64) throws -> [Consultation.Piece] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT p.*, f.type, f.taille FROM consultation_piece p
                    JOIN fichier f ON f.empreinte = p.fichier
                    WHERE p.consultation = ? AND p.retrait IS NULL ORDER BY p.id
                    """, arguments: [id]
            ).map { Consultation.Piece($0) }
        }
    }

    /// What changed since its publication, the latest first.
    public func notices(_ id: Int64) throws -> [Consultation.Notice] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM consultation_avis WHERE consultation = ?
                    ORDER BY moment DESC, id DESC
                    """, arguments: [id]
            ).map { Consultation.Notice($0) }
        }
    }

    // MARK: Inside a change

    static let absent = CommunityRefusal.absent("Il n’y a pas de telle consultation.")
    static let changed = CommunityRefusal.changedMeanwhile(what: "Cette consultation")

    /// The consultation as it stands in a change under way.
    static func fetch(_ id: Int64, in database: Database) throws -> Consultation {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM consultation WHERE id = ?", arguments: [id])
        guard let row else { throw absent }
        return Consultation(row)
    }

    /// Refuses an act that its state does not allow.
    static func require(
        _ consultation: Consultation, _ states: Consultation.State..., because sentence: String
    ) throws {
        guard states.contains(consultation.state) else {
            throw CommunityRefusal.untimely(sentence)
        }
    }

    /// Notes what happened in its history, which nothing removes.
    static func note(
        _ kind: Consultation.Notice.Kind, _ text: String, before: String = "", of id: Int64,
        in database: Database, _ acting: Acting
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO consultation_avis (consultation, genre, moment, texte, avant)
                VALUES (?, ?, ?, ?, ?)
                """, arguments: [id, kind.rawValue, acting.now.seconds, text, before])
    }
}
