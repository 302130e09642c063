import GRDB

extension Charter {
    /// Signatures, by organisation's name then order of commitments; withdrawn ones included when asked.
    public func signatures(withdrawn: Bool = false) throws -> [Signature] {
        try signatures(where: withdrawn ? "1" : "s.retiree IS NULL", [])
    }

    /// The signatures of an organisation, withdrawn ones included, in order of commitments.
    public func signatures(of organisation: Int64) throws -> [Signature] {
        try signatures(where: "s.organisation = ?", [organisation])
    }

    /// The signatures of a commitment, withdrawn ones included.
    public func signatures(ofCommitment id: Int64) throws -> [Signature] {
        try signatures(where: "s.engagement = ?", [id])
    }

    private func signatures(where condition: String, _ arguments: StatementArguments) throws
        -> [Signature]
    {
        let found = try store.read { database in
            try Row.fetchAll(
                database,
                sql: "\(Signature.select) WHERE \(condition) ORDER BY e.rang, e.id, s.signee, s.id",
                arguments: arguments
            ).map { Signature($0) }
        }
        let keyed = found.enumerated().map {
            (word: AddressWord.suggested(by: $1.organisationName), place: $0, signature: $1)
        }
        return keyed.sorted { ($0.word, $0.place) < ($1.word, $1.place) }.map(\.signature)
    }

    /// A signature by number.
    ///
    /// - Throws: `.absent`.
    public func signature(_ id: Int64) throws -> Signature {
        try store.read { try Charter.signature(id, in: $0) }
    }

    static func signature(_ id: Int64, in database: Database) throws -> Signature {
        let found = try Row.fetchOne(
            database, sql: "\(Signature.select) WHERE s.id = ?", arguments: [id]
        ).map { Signature($0) }
        guard let found else {
            throw CommunityRefusal.absent("Il n’y a pas de signature n°\u{A0}\(id).")
        }
        return found
    }

    /// Signs commitments for an organisation: the explicit act of one of its representatives. A
    /// commitment signed in a former wording is signed anew in the present one.
    ///
    /// - Parameter edition: the edition served now.
    /// - Returns: the signatures made.
    /// - Throws: `.forbidden` unless the person acting represents the organisation, `.invalid`,
    ///   `.untimely` before the charter is published or for a closed commitment.
    public func sign(
        _ keys: [String], for organisation: Int64, by signatory: Signatory,
        scope: FigureQuestion.Scope, edition: String?, _ acting: Acting
    ) throws -> [Int64] {
        guard !keys.isEmpty else {
            throw CommunityRefusal.invalid(
                field: "engagements", value: "", sentence: "Choisissez au moins un engagement.")
        }
        let signatory = try signatory.checked()
        return try store.write(acting) { database in
            try Charter.requireRepresentative(of: organisation, database, acting)
            guard let text = try Charter.text(in: database) else {
                throw CommunityRefusal.untimely("La charte n’est pas encore publiée.")
            }
            let siret = try String.fetchOne(
                database, sql: "SELECT siret FROM organisation WHERE id = ?",
                arguments: [organisation])
            var made: [Int64] = []
            for key in keys {
                let commitment = try Charter.commitment(key, in: database)
                guard commitment.closed == nil else {
                    throw CommunityRefusal.untimely(
                        "L’engagement «\u{202F}\(commitment.title)\u{202F}» est clos.")
                }
                let isNew = try Charter.replaceFormer(
                    of: commitment, organisation, database, acting)
                guard isNew else { continue }
                try database.execute(
                    sql: """
                        INSERT INTO engagement_signature (organisation, engagement, redaction, charte,
                          personne, nom, fonction, signee, edition, siret, perimetre)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        organisation, commitment.id, commitment.wording, text.id, acting.person,
                        signatory.name, signatory.function, acting.now.seconds, edition, siret,
                        scope.rawValue,
                    ])
                made.append(database.lastInsertedRowID)
            }
            guard !made.isEmpty else {
                throw CommunityRefusal.invalid(
                    field: "engagements", value: "",
                    sentence: "Votre organisme a déjà signé ces engagements.")
            }
            return made
        }
    }

    /// Whether a commitment is to be signed; a signature on a former wording ends.
    private static func replaceFormer(
        of commitment: Commitment, _ organisation: Int64, _ database: Database, _ acting: Acting
    ) throws -> Bool {
        let former = try Row.fetchOne(
            database,
            sql: """
                SELECT id, redaction FROM engagement_signature
                WHERE organisation = ? AND engagement = ? AND retiree IS NULL
                """, arguments: [organisation, commitment.id])
        guard let former else { return true }
        if former["redaction"] == commitment.wording { return false }
        try database.execute(
            sql: "UPDATE engagement_signature SET retiree = ?, retrait_motif = ? WHERE id = ?",
            arguments: [
                acting.now.seconds,
                "Remplacée par la signature de la rédaction n°\u{A0}\(commitment.number).",
                former["id"] as Int64,
            ])
        return true
    }

    /// Withdraws a signature, with its reason: both stay public.
    ///
    /// - Throws: `.forbidden`, `.untimely` when it is withdrawn already, `.invalid`.
    public func withdraw(_ id: Int64, reason: String, _ acting: Acting) throws {
        let reason = try Entry.text("motif", reason, 5...1_000)
        try store.write(acting) { database in
            let signature = try Charter.signature(id, in: database)
            try Charter.requireRepresentative(of: signature.organisation, database, acting)
            guard signature.withdrawn == nil else {
                throw CommunityRefusal.untimely("Cette signature est déjà retirée.")
            }
            try database.execute(
                sql: "UPDATE engagement_signature SET retiree = ?, retrait_motif = ? WHERE id = ?",
                arguments: [acting.now.seconds, reason, id])
        }
    }

    /// Refuses unless the person acting represents the organisation now.
    static func requireRepresentative(
        of organisation: Int64, _ database: Database, _ acting: Acting
    ) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let found = try Int.fetchOne(
            database,
            sql: """
                SELECT 1 FROM representation r JOIN organisation o ON o.id = r.organisation
                WHERE r.organisation = ? AND r.personne = ? AND r.jusqua IS NULL AND o.jusqua IS NULL
                """, arguments: [organisation, person])
        guard found != nil else {
            throw CommunityRefusal.forbidden(
                "Seule une personne qui représente cet organisme peut agir en son nom.")
        }
    }
}
