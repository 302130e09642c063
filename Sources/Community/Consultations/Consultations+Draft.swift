import GRDB
import Procurement

/// What a buyer writes of a consultation.
public struct ConsultationContent: Sendable, Hashable {
    public var buyer = ""
    public var buyerName = ""
    public var buyerKind = ""
    public var object = ""
    public var description = ""
    public var purchase = Consultation.Purchase.services
    public var procedure = "devis"
    public var code = ""
    public var place = ""
    public var months: Int?
    public var estimateCents: Int64?
    public var turnoverCents: Int64?
    public var formula = "inverse"
    public var lots: [Consultation.Lot] = []
    public var criteria: [Consultation.Criterion] = []
    public var proofs: [ConsultationProof] = []
    public var reception = Consultation.Reception.site
    public var deadline: Moment?

    /// Nothing written yet.
    public init() {}

    /// Reads it: lengths, forms, weights that make a hundred.
    ///
    /// - Throws: `.invalid` naming the field: `objet`, `acheteur_nom`, `description`, `cpv`, `lieu`,
    ///   `mois`, `estimation`, `lots`, `criteres`.
    func checked() throws -> ConsultationContent {
        var content = self
        content.object = try Entry.line("objet", object, 5...200)
        content.buyerName = try Entry.line("acheteur_nom", buyerName, 2...120)
        content.description = try Entry.text("description", description, 0...20_000)
        func refuse(_ field: String, _ value: String, _ sentence: String) -> CommunityRefusal {
            .invalid(field: field, value: value, sentence: sentence)
        }
        guard code.isEmpty || code.utf8.count == 8 && code.utf8.allSatisfy(Self.isDigit) else {
            throw refuse("cpv", code, "Écrivez les huit chiffres du code CPV, comme 45261210.")
        }
        guard place.isEmpty || place.utf8.count == 5 && place.utf8.allSatisfy(Self.isDigit) else {
            throw refuse("lieu", place, "Écrivez un code postal de cinq chiffres, comme 59000.")
        }
        if let months, !(1...120).contains(months) {
            throw refuse("mois", String(months), "Écrivez une durée de 1 à 120 mois.")
        }
        if let estimateCents, !(1...100_000_000_00).contains(estimateCents) {
            throw refuse("estimation", "", "Écrivez un montant positif, comme 45 000.")
        }
        try checkLots()
        try checkCriteria()
        return content
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private func checkLots() throws {
        guard lots.count <= Consultations.mostLots else {
            throw CommunityRefusal.invalid(
                field: "lots", value: String(lots.count),
                sentence: "Écrivez au plus \(Consultations.mostLots) lots.")
        }
        for lot in lots { _ = try Entry.line("lots", lot.object, 2...200) }
        // The whole need is what the law compares: lots cannot be worth more than it.
        let sum = lots.compactMap(\.estimateCents).reduce(0, +)
        if let estimateCents, sum > estimateCents {
            throw CommunityRefusal.invalid(
                field: "lots", value: "",
                sentence:
                    "Les lots valent ensemble \(Money(cents: sum).frenchWhole), plus que les "
                    + "\(Money(cents: estimateCents).frenchWhole) de tout le besoin.")
        }
    }

    private func checkCriteria() throws {
        guard (1...Consultations.mostCriteria).contains(criteria.count) else {
            throw CommunityRefusal.invalid(
                field: "criteres", value: "",
                sentence: "Écrivez de 1 à \(Consultations.mostCriteria) critères.")
        }
        var names: Set<String> = []
        for criterion in criteria {
            let name = try Entry.line("criteres", criterion.name, 2...80)
            guard names.insert(name.lowercased()).inserted else {
                throw CommunityRefusal.invalid(
                    field: "criteres", value: name, sentence: "Deux critères ont le même nom.")
            }
        }
        let sum = criteria.map(\.weight).reduce(0, +)
        guard sum == 100, criteria.allSatisfy({ $0.weight >= 1 }) else {
            throw CommunityRefusal.invalid(
                field: "criteres", value: String(sum),
                sentence:
                    "Les poids font \(sum)\u{202F}%, prix compris\u{202F}: ils doivent faire 100\u{202F}%."
            )
        }
    }
}

extension Consultations {
    /// What a consultation says, to be changed.
    public func content(_ consultation: Consultation) throws -> ConsultationContent {
        var content = ConsultationContent()
        content.buyer = consultation.buyer
        content.buyerName = consultation.buyerName
        content.buyerKind = consultation.buyerKind
        content.object = consultation.object
        content.description = consultation.description
        content.purchase = consultation.purchase
        content.procedure = consultation.procedure
        content.code = consultation.code
        content.place = consultation.place
        content.months = consultation.months
        content.estimateCents = consultation.estimateCents
        content.turnoverCents = consultation.turnoverCents
        content.formula = consultation.formula
        content.lots = try lots(consultation.id)
        content.criteria = try criteria(consultation.id)
        content.proofs = try proofs(consultation.id)
        content.reception = consultation.reception
        content.deadline = consultation.deadline
        return content
    }

    /// Begins a draft.
    ///
    /// - Returns: the word of its address.
    /// - Throws: `.invalid` naming a field.
    public func create(_ content: ConsultationContent, isExample: Bool = false, _ acting: Acting)
        throws -> String
    {
        let content = try content.checked()
        return try store.write(acting) { database in
            let word = AddressWord.suggested(by: String(content.object.prefix(60)))
            var key = word
            var number = 2
            // Words that addresses below `/consultations` already use.
            while try key == "nouvelle"
                || Int.fetchOne(
                    database, sql: "SELECT 1 FROM consultation WHERE cle = ?", arguments: [key])
                    != nil
            {
                key = "\(word)-\(number)"
                number += 1
            }
            try database.execute(
                sql: """
                    INSERT INTO consultation (cle, acheteur, objet, exemple, cree, modifie)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    key, content.buyer, content.object, isExample, acting.now.seconds,
                    acting.now.seconds,
                ])
            try Consultations.write(content, to: database.lastInsertedRowID, database, acting)
            return key
        }
    }

    /// Changes a draft.
    ///
    /// - Throws: `.invalid`, `.untimely` once published, `.changedMeanwhile`.
    public func edit(
        _ id: Int64, _ content: ConsultationContent, version: Int, _ acting: Acting
    ) throws {
        let content = try content.checked()
        try store.write(acting) { database in
            let former = try Consultations.fetch(id, in: database)
            try Consultations.require(
                former, .draft, because: "Une consultation publiée se modifie par un avis.")
            guard former.version == version else { throw Consultations.changed }
            try Consultations.write(content, to: id, database, acting)
        }
    }

    /// Gives up a draft.
    ///
    /// - Throws: `.untimely` once published.
    public func discard(_ id: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            try Consultations.require(
                try Consultations.fetch(id, in: database), .draft,
                because: "Une consultation publiée ne s’efface pas\u{202F}: annulez-la.")
            try database.execute(sql: "DELETE FROM consultation WHERE id = ?", arguments: [id])
        }
    }

    static func write(
        _ content: ConsultationContent, to id: Int64, _ database: Database, _ acting: Acting
    ) throws {
        try database.execute(
            sql: """
                UPDATE consultation SET acheteur = ?, acheteur_nom = ?, acheteur_genre = ?, objet = ?,
                  description = ?, achat = ?, procedure = ?, cpv = ?, lieu = ?, mois = ?,
                  estimation_centimes = ?, ca_minimal_centimes = ?, formule = ?, reception = ?,
                  cloture = ?, modifie = ?, version = version + 1
                WHERE id = ?
                """,
            arguments: [
                content.buyer, content.buyerName, content.buyerKind, content.object,
                content.description, content.purchase.rawValue, content.procedure, content.code,
                content.place, content.months, content.estimateCents, content.turnoverCents,
                content.formula, content.reception.rawValue, content.deadline?.seconds,
                acting.now.seconds, id,
            ])
        try writeLots(content.lots, to: id, database)
        try database.execute(
            sql: "DELETE FROM consultation_critere WHERE consultation = ?", arguments: [id])
        for (place, criterion) in content.criteria.enumerated() {
            try database.execute(
                sql: """
                    INSERT INTO consultation_critere (consultation, rang, nom, genre, poids)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, place + 1, criterion.name, criterion.isPrice ? "prix" : "autre",
                    criterion.weight,
                ])
        }
        try database.execute(
            sql: "DELETE FROM consultation_preuve WHERE consultation = ?", arguments: [id])
        for proof in content.proofs {
            try database.execute(
                sql: "INSERT INTO consultation_preuve (consultation, code) VALUES (?, ?)",
                arguments: [id, proof.rawValue])
        }
    }

    /// A consultation always has a lot: the whole, when it is not divided. Lots that stay keep their row:
    /// what others keep about them stays whole.
    private static func writeLots(
        _ lots: [Consultation.Lot], to id: Int64, _ database: Database
    ) throws {
        let lots = lots.isEmpty ? [Consultation.Lot(number: 1, object: "")] : lots
        let object =
            try String.fetchOne(
                database, sql: "SELECT objet FROM consultation WHERE id = ?", arguments: [id]) ?? ""
        for (place, lot) in lots.enumerated() {
            try database.execute(
                sql: """
                    INSERT INTO consultation_lot (consultation, numero, objet, estimation_centimes)
                    VALUES (?, ?, ?, ?)
                    ON CONFLICT (consultation, numero) DO UPDATE SET objet = excluded.objet,
                      estimation_centimes = excluded.estimation_centimes
                    """,
                arguments: [
                    id, place + 1, lot.object.isEmpty ? object : lot.object, lot.estimateCents,
                ])
        }
        try database.execute(
            sql: "DELETE FROM consultation_lot WHERE consultation = ? AND numero > ?",
            arguments: [id, lots.count])
    }

    // MARK: Documents

    /// Gives a document, checked by its content; once published, a notice tells of it.
    ///
    /// - Throws: `.invalid` naming `fichier` or `libelle`; `.untimely` once offers were opened.
    public func addPiece(
        _ id: Int64, _ bytes: [UInt8], kind: FileKind, name: String, label: String,
        _ acting: Acting,
        letters: (Consultation, Consultation.Notice.Kind, String, EmailAddress) -> MailMessage?
    ) throws {
        let label = try Entry.line("libelle", label, 0...200)
        let depositors = try self.depositors(id)
        try store.write(acting) { database in
            let consultation = try Consultations.fetch(id, in: database)
            try Consultations.requireWritable(consultation, at: acting.now)
            let others = try String.fetchAll(
                database, sql: "SELECT nom FROM consultation_piece WHERE consultation = ?",
                arguments: [id])
            guard others.count < Consultations.mostPieces else {
                throw CommunityRefusal.invalid(
                    field: "fichier", value: "",
                    sentence: "Une consultation a au plus \(Consultations.mostPieces) documents.")
            }
            let own = Consultations.fileName(name, kind, others)
            let file = try Files.add(bytes, kind: kind, to: database, acting)
            try database.execute(
                sql: """
                    INSERT INTO consultation_piece (consultation, fichier, nom, libelle, ajout)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [id, file, own, label, acting.now.seconds])
            guard consultation.state == .published else { return }
            let text = "Nouveau document\u{202F}: \(label.isEmpty ? own : label)."
            try Consultations.note(.document, text, of: id, in: database, acting)
            try tell(consultation, .document, text, depositors, database, acting, letters)
        }
    }

    /// Takes a document back; once published, a notice tells of it, and the file is given no more.
    ///
    /// - Throws: `.absent`, `.untimely`.
    public func removePiece(
        _ id: Int64, piece: Int64, _ acting: Acting,
        letters: (Consultation, Consultation.Notice.Kind, String, EmailAddress) -> MailMessage?
    ) throws {
        let depositors = try self.depositors(id)
        try store.write(acting) { database in
            let consultation = try Consultations.fetch(id, in: database)
            try Consultations.requireWritable(consultation, at: acting.now)
            let name = try String.fetchOne(
                database,
                sql: """
                    SELECT coalesce(nullif(libelle, ''), nom) FROM consultation_piece
                    WHERE id = ? AND consultation = ? AND retrait IS NULL
                    """, arguments: [piece, id])
            guard let name else {
                throw CommunityRefusal.absent("Cette consultation n’a pas de tel document.")
            }
            try database.execute(
                sql: "UPDATE consultation_piece SET retrait = ? WHERE id = ?",
                arguments: [acting.now.seconds, piece])
            guard consultation.state == .published else { return }
            let text = "Document retiré\u{202F}: \(name)."
            try Consultations.note(.document, text, of: id, in: database, acting)
            try tell(consultation, .document, text, depositors, database, acting, letters)
        }
    }

    /// Refuses a change once the deadline has passed.
    static func requireWritable(_ consultation: Consultation, at now: Moment) throws {
        try require(
            consultation, .draft, .published,
            because: "La procédure est close\u{202F}: elle ne change plus.")
        if consultation.state == .published, !consultation.takesOffers(at: now) {
            throw CommunityRefusal.untimely(
                "La date limite est passée\u{202F}: la consultation ne change plus.")
        }
    }

    /// A name of file that is plain, ends as its kind does, and is not taken.
    private static func fileName(_ name: String, _ kind: FileKind, _ others: [String]) -> String {
        let stem = name.split(separator: ".").dropLast().joined(separator: "-")
        let word = AddressWord.suggested(by: stem.isEmpty ? "document" : String(stem.prefix(60)))
        var own = "\(word).\(kind.suffix)"
        var number = 2
        while others.contains(own) {
            own = "\(word)-\(number).\(kind.suffix)"
            number += 1
        }
        return own
    }
}
