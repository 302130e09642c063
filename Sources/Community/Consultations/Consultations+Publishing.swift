import GRDB
import Procurement

/// What the law answers about publishing a consultation, as the part that knows the law says it.
public struct ConsultationRuling: Sendable, Hashable {
    /// Why it may not be published, with the articles; empty when it may.
    public let refusals: [String]
    /// What was verified, with the articles: kept with the publication.
    public let basis: [String]

    /// An answer of the law.
    public init(refusals: [String], basis: [String]) {
        self.refusals = refusals
        self.basis = basis
    }
}

extension Consultations {
    /// How the letter of a notice is written; nil for somebody who cannot be written to.
    public typealias NoticeLetter =
        (Consultation, Consultation.Notice.Kind, String, EmailAddress) -> MailMessage?

    func depositors(_ id: Int64) throws -> [Int64] {
        try offers.depositors(consultation: id)
    }

    /// Publishes a draft.
    ///
    /// - Parameter ruling: the law's answer of the day.
    /// - Throws: `.untimely` with the law's sentence, with what the reception of offers lacks, or when
    ///   it is already published; `.invalid` naming `cloture`.
    public func publish(
        _ id: Int64, version: Int, ruling: ConsultationRuling, _ acting: Acting
    ) throws {
        if let refusal = ruling.refusals.first { throw CommunityRefusal.untimely(refusal) }
        if let missing = try offers.missing(forPublishing: id) {
            throw CommunityRefusal.untimely(missing)
        }
        try store.write(acting) { database in
            let consultation = try Consultations.fetch(id, in: database)
            try Consultations.require(
                consultation, .draft, because: "Cette consultation est déjà publiée.")
            guard consultation.version == version else { throw Consultations.changed }
            try Consultations.checkDeadline(consultation.deadline, acting)
            try database.execute(
                sql: """
                    UPDATE consultation SET etat = 'publiee', publication = ?, fondement = ?,
                      modifie = ?, version = version + 1 WHERE id = ?
                    """,
                arguments: [
                    acting.now.seconds, ruling.basis.joined(separator: "\n"), acting.now.seconds,
                    id,
                ])
            try Consultations.note(
                .published, "La consultation est publiée.", of: id, in: database, acting)
        }
    }

    private static func checkDeadline(_ deadline: Moment?, _ acting: Acting) throws {
        guard let deadline else {
            throw CommunityRefusal.invalid(
                field: "cloture", value: "", sentence: "Dites jusqu’à quand répondre.")
        }
        guard deadline > acting.now else {
            throw CommunityRefusal.invalid(
                field: "cloture", value: "", sentence: "La date limite est déjà passée.")
        }
        guard deadline < acting.now.adding(days: 366) else {
            throw CommunityRefusal.invalid(
                field: "cloture", value: "", sentence: "La date limite est dans plus d’un an.")
        }
    }

    /// Changes a published consultation: a notice says what, keeps what stood, and is sent to those who
    /// follow it or deposited.
    ///
    /// - Parameter text: what changes, for those who had read it.
    /// - Throws: `.invalid` naming `avis` or a field; `.untimely`; `.changedMeanwhile`.
    public func change(
        _ id: Int64, _ content: ConsultationContent, text: String, version: Int,
        ruling: ConsultationRuling, _ acting: Acting, letters: NoticeLetter
    ) throws {
        let content = try content.checked()
        let text = try Entry.text("avis", text, 10...2_000)
        if let refusal = ruling.refusals.first { throw CommunityRefusal.untimely(refusal) }
        let depositors = try self.depositors(id)
        let formerContent = try store.read { try Consultations.fetch(id, in: $0) }
        let before = try Consultations.difference(from: self.content(formerContent), to: content)
        try store.write(acting) { database in
            let former = try Consultations.fetch(id, in: database)
            try Consultations.requireWritable(former, at: acting.now)
            guard former.version == version else { throw Consultations.changed }
            guard former.buyer == content.buyer else {
                throw CommunityRefusal.untimely("L’acheteur ne change pas après la publication.")
            }
            var kept = content
            kept.deadline = former.deadline
            kept.reception = former.reception
            try Consultations.write(kept, to: id, database, acting)
            try Consultations.note(
                .changed, text, before: before, of: id, in: database, acting)
            try tell(former, .changed, text, depositors, database, acting, letters)
        }
    }

    /// What stood before a change, public fields only, in French lines.
    static func difference(from former: ConsultationContent, to latter: ConsultationContent)
        -> String
    {
        var lines: [String] = []
        func line(_ label: String, _ old: String, _ new: String) {
            if old != new { lines.append("\(label)\u{202F}: \(old.isEmpty ? "rien" : old)") }
        }
        // A consultation that is not divided has one lot, which bears its object.
        func lots(_ content: ConsultationContent) -> String {
            content.lots.count < 2
                ? "" : content.lots.map(\.object).joined(separator: "\u{202F}; ")
        }
        func criteria(_ content: ConsultationContent) -> String {
            content.criteria.map { "\($0.name) \($0.weight)\u{202F}%" }.joined(separator: ", ")
        }
        line("Objet", former.object, latter.object)
        line("Description", former.description, latter.description)
        line("Achat", former.purchase.label, latter.purchase.label)
        line("Code CPV", former.code, latter.code)
        line("Lieu", former.place, latter.place)
        line(
            "Durée en mois", former.months.map { String($0) } ?? "",
            latter.months.map { String($0) } ?? "")
        line("Lots", lots(former), lots(latter))
        line("Critères", criteria(former), criteria(latter))
        line(
            "Preuves", former.proofs.map(\.label).joined(separator: ", "),
            latter.proofs.map(\.label).joined(separator: ", "))
        return lines.joined(separator: "\n")
    }

    /// Gives more time; the deadline never comes nearer.
    ///
    /// - Throws: `.invalid` naming `cloture` or `avis`; `.untimely` once it has passed.
    public func extend(
        _ id: Int64, to deadline: Moment, text: String, _ acting: Acting, letters: NoticeLetter
    ) throws {
        let text = try Entry.text("avis", text, 5...2_000)
        let depositors = try self.depositors(id)
        try store.write(acting) { database in
            let former = try Consultations.fetch(id, in: database)
            try Consultations.require(
                former, .published, because: "Cette consultation ne reçoit plus d’offre.")
            try Consultations.requireWritable(former, at: acting.now)
            try Consultations.checkDeadline(deadline, acting)
            guard let old = former.deadline, deadline > old else {
                throw CommunityRefusal.invalid(
                    field: "cloture", value: "",
                    sentence: "La nouvelle date limite doit être après l’ancienne.")
            }
            try database.execute(
                sql: """
                    UPDATE consultation SET cloture = ?, modifie = ?, version = version + 1
                    WHERE id = ?
                    """, arguments: [deadline.seconds, acting.now.seconds, id])
            try Consultations.note(
                .extended, text, before: String(old.seconds), of: id, in: database, acting)
            let now = try Consultations.fetch(id, in: database)
            try tell(now, .extended, text, depositors, database, acting, letters)
        }
    }

    /// Ends a procedure without award: cancelled before the deadline, else declared without sequel.
    ///
    /// - Throws: `.invalid` naming `motif`; `.untimely` for a draft or when it has ended.
    public func stop(
        _ id: Int64, reason: String, _ acting: Acting, letters: NoticeLetter
    ) throws {
        let reason = try Entry.text("motif", reason, 10...2_000)
        let depositors = try self.depositors(id)
        try store.write(acting) { database in
            let former = try Consultations.fetch(id, in: database)
            try Consultations.require(
                former, .published, .opened,
                because: "Cette consultation ne peut plus être arrêtée.")
            let isEarly = former.takesOffers(at: acting.now)
            try database.execute(
                sql: """
                    UPDATE consultation SET etat = ?, motif = ?, terminee = ?, modifie = ?,
                      version = version + 1 WHERE id = ?
                    """,
                arguments: [
                    (isEarly ? Consultation.State.cancelled : .withoutSequel).rawValue, reason,
                    acting.now.seconds, acting.now.seconds, id,
                ])
            let text =
                (isEarly ? "Consultation annulée" : "Déclaration sans suite")
                + "\u{202F}: \(reason)"
            try Consultations.note(.ended, text, of: id, in: database, acting)
            try tell(former, .ended, text, depositors, database, acting, letters)
        }
    }

    // MARK: Following

    /// Follows a consultation, or no longer does.
    ///
    /// - Throws: `.signInNeeded`; `.absent` for a draft.
    public func follow(_ id: Int64, _ isFollowed: Bool, _ acting: Acting) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        try store.write(acting) { database in
            guard try Consultations.fetch(id, in: database).state != .draft else {
                throw Consultations.absent
            }
            try database.execute(
                sql: isFollowed
                    ? """
                    INSERT INTO consultation_suivi (consultation, personne, depuis)
                    VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
                    """
                    : """
                    DELETE FROM consultation_suivi
                    WHERE consultation = ?1 AND personne = ?2 AND ?3 >= 0
                    """, arguments: [id, person, acting.now.seconds])
        }
    }

    /// Whether a person follows a consultation: for that person alone.
    public func isFollowed(_ id: Int64, by person: Int64) throws -> Bool {
        try store.read {
            try Int.fetchOne(
                $0,
                sql: "SELECT 1 FROM consultation_suivi WHERE consultation = ? AND personne = ?",
                arguments: [id, person]) != nil
        }
    }

    /// Writes to those who follow or deposited, each alone in the letter, in the change under way.
    func tell(
        _ consultation: Consultation, _ kind: Consultation.Notice.Kind, _ text: String,
        _ depositors: [Int64], _ database: Database, _ acting: Acting, _ letter: NoticeLetter
    ) throws {
        let followers = try Int64.fetchAll(
            database, sql: "SELECT personne FROM consultation_suivi WHERE consultation = ?",
            arguments: [consultation.id])
        for person in Set(followers + depositors).sorted() where person != acting.person {
            let address = try String.fetchOne(
                database, sql: "SELECT courriel FROM personne WHERE id = ?", arguments: [person])
            guard let address,
                let message = letter(consultation, kind, text, try EmailAddress(address))
            else { continue }
            try store.outbox.add(message, to: database, acting)
        }
    }
}
