import GRDB
import Procurement

extension Charter {
    /// Computes and keeps where each signatory stands in the edition served now, in the one they signed
    /// under and in the baseline of their commitment; a position once kept is never computed again.
    ///
    /// - Returns: how many positions were added.
    /// - Complexity: one question to the engine for each position missing.
    public func measure(_ figures: any CharterFigures, _ acting: Acting) throws -> Int {
        guard let current = try figures.currentEdition() else { return 0 }
        let signatures = try signatures().filter { $0.commitment.tie != nil && $0.siret != nil }
        guard !signatures.isEmpty else { return 0 }
        let known = try keptPairs()
        var kept: [String: ObservedEdition]?
        var added = 0
        for signature in signatures {
            let wanted = [current.id, signature.commitment.tie?.baseline, signature.edition]
                .compactMap(\.self)
            for id in Set(wanted).subtracting(known[signature.id] ?? []).sorted() {
                var edition = id == current.id ? current : nil
                if edition == nil {
                    let all =
                        try kept
                        ?? Dictionary(
                            figures.editions().map { ($0.id, $0) },
                            uniquingKeysWith: { first, _ in first })
                    kept = all
                    edition = all[id]
                }
                // An edition that is no longer kept cannot be measured any more.
                guard let edition, let question = Charter.question(signature) else { continue }
                let figure = try figures.figure(question, edition: edition.id)
                try keep(figure, of: signature.id, edition, acting)
                added += 1
            }
        }
        return added
    }

    static func question(_ signature: Signature) -> FigureQuestion? {
        // A number that does not hold designates nobody: there is nothing to ask.
        guard let tie = signature.commitment.tie, let written = signature.siret,
            let siret = try? Siret(written)
        else { return nil }
        return FigureQuestion(
            indicator: tie.indicator, measure: tie.measure, filters: tie.filters, place: tie.place,
            siret: siret, scope: signature.scope)
    }

    private func keptPairs() throws -> [Int64: Set<String>] {
        try store.read { database in
            try Row.fetchAll(database, sql: "SELECT signature, edition FROM engagement_position")
                .reduce(into: [:]) { $0[$1["signature"], default: []].insert($1["edition"]) }
        }
    }

    private func keep(
        _ figure: ObservedFigure, of signature: Int64, _ edition: ObservedEdition, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    INSERT OR IGNORE INTO engagement_position (signature, edition, jour, etat, valeur,
                      numerateur, denominateur, inconnus, bas, haut, unite, en_euros, selection, comptes,
                      calculee)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    signature, edition.id, edition.day.number, figure.state.rawValue, figure.value,
                    figure.numerator, figure.denominator, figure.unknown, figure.low, figure.high,
                    figure.unit.rawValue, figure.isAmount, figure.selection, figure.counted,
                    acting.now.seconds,
                ])
        }
    }

    /// Where signatures stand, with what was said and shown.
    public func standings(_ signatures: [Signature]) throws -> [Standing] {
        let (positions, comments, evidence) = try store.read { database in
            (
                try Row.fetchAll(database, sql: "SELECT * FROM engagement_position")
                    .map { Position($0) },
                try Row.fetchAll(database, sql: "SELECT * FROM engagement_commentaire")
                    .map { PositionComment($0) },
                try Row.fetchAll(database, sql: "SELECT * FROM engagement_preuve ORDER BY id")
                    .map { Evidence($0) }
            )
        }
        let positionsOf = Dictionary(grouping: positions, by: \.signature)
        let commentsOf = Dictionary(grouping: comments, by: \.signature)
        let evidenceOf = Dictionary(grouping: evidence, by: \.signature)
        return signatures.map {
            Standing(
                signature: $0, positions: positionsOf[$0.id] ?? [],
                comments: commentsOf[$0.id] ?? [], evidence: evidenceOf[$0.id] ?? [])
        }
    }

    /// Says something beside a position; what was said before stays in the journal.
    ///
    /// - Throws: `.forbidden` unless the person acting represents the signatory, `.absent` without a
    ///   position in that edition, `.invalid`.
    public func comment(_ signature: Int64, edition: String, _ text: String, _ acting: Acting)
        throws
    {
        let text = try Entry.text("commentaire", text, 2...2_000)
        try store.write(acting) { database in
            let signed = try Charter.signature(signature, in: database)
            try Charter.requireRepresentative(of: signed.organisation, database, acting)
            let found = try Int.fetchOne(
                database,
                sql: "SELECT 1 FROM engagement_position WHERE signature = ? AND edition = ?",
                arguments: [signature, edition])
            guard found != nil else {
                throw CommunityRefusal.absent(
                    "Cette signature n’a pas de position dans l’édition «\u{202F}\(edition.prefix(60))\u{202F}»."
                )
            }
            try database.execute(
                sql: """
                    INSERT INTO engagement_commentaire (signature, edition, texte, ecrit)
                    VALUES (?, ?, ?, ?)
                    ON CONFLICT (signature, edition)
                      DO UPDATE SET texte = excluded.texte, ecrit = excluded.ecrit
                    """, arguments: [signature, edition, text, acting.now.seconds])
        }
    }

    /// Files what shows that a commitment is kept.
    ///
    /// - Throws: `.forbidden`, `.invalid`.
    public func file(evidence text: String, address: String, for signature: Int64, _ acting: Acting)
        throws
    {
        let text = try Entry.text("preuve", text, 5...2_000)
        let address = try Entry.line("adresse", address, 0...500)
        guard address.isEmpty || address.hasPrefix("https://") else {
            throw CommunityRefusal.invalid(
                field: "adresse", value: address,
                sentence: "Donnez une adresse qui commence par https://, ou rien.")
        }
        try store.write(acting) { database in
            let signed = try Charter.signature(signature, in: database)
            try Charter.requireRepresentative(of: signed.organisation, database, acting)
            try database.execute(
                sql: """
                    INSERT INTO engagement_preuve (signature, texte, adresse, deposee)
                    VALUES (?, ?, ?, ?)
                    """, arguments: [signature, text, address, acting.now.seconds])
        }
    }
}
