import GRDB
public import Procurement

extension Consultation {
    /// What the buyer decided for a lot.
    public struct Award: Sendable, Hashable {
        public let lot: Int
        /// The offer retained; nil when the lot is not awarded.
        public let offer: Int64?
        /// Why the lot is not awarded.
        public let reason: String
        public let decided: Moment
        /// Days the buyer waits, after telling the others, before it signs.
        public let waitDays: Int
        /// Day the others were told.
        public let told: Day?
        /// Number of the contract at the buyer's.
        public let number: String
        /// Day the contract was notified to its holder.
        public let notified: Day?
        /// What the essential data say besides, as the page that asks it writes it.
        public let details: String

        init(_ row: Row) {
            lot = row["lot"]
            offer = row["offre"]
            reason = row["motif"]
            decided = Moment(seconds: row["decidee"])
            waitDays = row["attente_jours"]
            told = (row["envoi"] as Int?).map { Day(number: Int32(clamping: $0)) }
            number = row["identifiant"]
            notified = (row["notification"] as Int?).map { Day(number: Int32(clamping: $0)) }
            details = row["donnees"]
        }

        /// The first day the contract may be signed; nil until the others are told.
        public var mayBeSigned: Day? { told.map { $0.adding(days: waitDays) } }
    }
}

extension Consultations {
    /// What was decided, by lot.
    public func awards(_ id: Int64) throws -> [Consultation.Award] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM consultation_attribution WHERE consultation = ? ORDER BY lot",
                arguments: [id]
            ).map { Consultation.Award($0) }
        }
    }

    /// Awards a lot to an admitted offer that has a price, or says why it is not awarded.
    ///
    /// - Parameter waitDays: days the buyer waits before signing, once the others are told.
    /// - Throws: `.invalid` naming `offre` or `motif`; `.untimely` outside the analysis, or while a late
    ///   offer waits for a decision.
    public func award(
        _ id: Int64, lot: Int, to offer: Int64?, reason: String, waitDays: Int, _ acting: Acting
    ) throws {
        let reason = try Entry.text("motif", reason, (offer == nil ? 10 : 0)...2_000)
        try requireDecided(id)
        try store.write(acting) { database in
            try Consultations.require(
                try Consultations.fetch(id, in: database), .opened,
                because: "L’analyse n’est pas ouverte, ou la procédure est close.")
            guard try Consultations.lots(id, in: database).contains(where: { $0.number == lot })
            else { throw CommunityRefusal.absent("Cette consultation n’a pas ce lot.") }
            let waiting =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM consultation_offre
                        WHERE consultation = ? AND lot = ? AND admission = 'a_decider'
                        """, arguments: [id, lot]) ?? 0
            guard waiting == 0 else {
                throw CommunityRefusal.untimely(
                    "Une offre de ce lot attend encore que vous l’admettiez ou l’écartiez.")
            }
            if let offer {
                let isSound =
                    try Int.fetchOne(
                        database,
                        sql: """
                            SELECT 1 FROM consultation_offre WHERE id = ? AND consultation = ?
                              AND lot = ? AND admission = 'admise' AND prix_centimes IS NOT NULL
                            """, arguments: [offer, id, lot]) != nil
                guard isSound else {
                    throw CommunityRefusal.invalid(
                        field: "offre", value: "",
                        sentence: "Choisissez une offre admise de ce lot, dont le prix est saisi.")
                }
            }
            try database.execute(
                sql: """
                    INSERT INTO consultation_attribution
                      (consultation, lot, offre, motif, decidee, attente_jours)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (consultation, lot) DO UPDATE SET offre = excluded.offre,
                      motif = excluded.motif, decidee = excluded.decidee,
                      attente_jours = excluded.attente_jours
                    """,
                arguments: [id, lot, offer, reason, acting.now.seconds, max(0, min(waitDays, 60))])
        }
    }

    /// Refuses while a late offer, still sealed, waits for the buyer.
    private func requireDecided(_ id: Int64) throws {
        guard try offers.undecided(consultation: id) == 0 else {
            throw CommunityRefusal.untimely(
                "Une offre hors délai attend que vous l’écartiez, ou que vous l’admettiez et l’ouvriez\u{202F}: voyez "
                    + "«\u{202F}Ouverture et registre\u{202F}».")
        }
    }

    /// Comes back on a decision that nobody was told of.
    ///
    /// - Throws: `.untimely` once the award is public.
    public func takeBack(_ id: Int64, lot: Int, _ acting: Acting) throws {
        try store.write(acting) { database in
            try Consultations.require(
                try Consultations.fetch(id, in: database), .opened,
                because: "L’attribution est publiée\u{202F}: elle ne se reprend plus.")
            try database.execute(
                sql: "DELETE FROM consultation_attribution WHERE consultation = ? AND lot = ?",
                arguments: [id, lot])
        }
    }

    /// Makes the award public once every lot is decided; the letters are dated of that day.
    ///
    /// - Parameter today: the day in Paris.
    /// - Throws: `.untimely` while a lot or a late offer is undecided.
    public func publishAward(_ id: Int64, today: Day, _ acting: Acting, letters: NoticeLetter)
        throws
    {
        try requireDecided(id)
        let depositors = try self.depositors(id)
        try store.write(acting) { database in
            let consultation = try Consultations.fetch(id, in: database)
            try Consultations.require(
                consultation, .opened, because: "L’attribution est déjà publiée.")
            let missing = try Int.fetchAll(
                database,
                sql: """
                    SELECT l.numero FROM consultation_lot l
                    LEFT JOIN consultation_attribution a
                      ON a.consultation = l.consultation AND a.lot = l.numero
                    WHERE l.consultation = ? AND a.lot IS NULL ORDER BY l.numero
                    """, arguments: [id])
            guard missing.isEmpty else {
                throw CommunityRefusal.untimely(
                    "Décidez d’abord du lot "
                        + missing.map(String.init).joined(separator: ", ") + ".")
            }
            try database.execute(
                sql: "UPDATE consultation_attribution SET envoi = ? WHERE consultation = ?",
                arguments: [today.number, id])
            // A procedure where no lot is awarded has no sequel; the time of keeping runs from its end.
            let awarded =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM consultation_attribution
                        WHERE consultation = ? AND offre IS NOT NULL
                        """, arguments: [id]) ?? 0
            let state: Consultation.State = awarded > 0 ? .awarded : .withoutSequel
            try database.execute(
                sql: """
                    UPDATE consultation SET etat = ?, terminee = ?, modifie = ?,
                      version = version + 1 WHERE id = ?
                    """, arguments: [state.rawValue, acting.now.seconds, acting.now.seconds, id])
            let text =
                awarded > 0
                ? "L’attribution est publiée." : "Aucun lot n’est attribué\u{202F}: sans suite."
            try Consultations.note(.awarded, text, of: id, in: database, acting)
            try tell(consultation, .awarded, text, depositors, database, acting, letters)
        }
    }

    /// Notes that the contract of a lot was notified, with what the essential data say.
    ///
    /// - Parameter details: what the page that asks writes.
    /// - Throws: `.untimely` before the award is public; `.invalid` naming `notification` when the day
    ///   comes before the buyer may sign.
    public func notified(
        _ id: Int64, lot: Int, number: String, on day: Day, details: String, _ acting: Acting
    ) throws {
        let number = try Entry.line("identifiant", number, 1...16)
        try store.write(acting) { database in
            try Consultations.require(
                try Consultations.fetch(id, in: database), .awarded,
                because: "Publiez d’abord l’attribution.")
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT * FROM consultation_attribution
                    WHERE consultation = ? AND lot = ? AND offre IS NOT NULL
                    """, arguments: [id, lot])
            guard let award = row.map({ Consultation.Award($0) }) else {
                throw CommunityRefusal.absent("Ce lot n’est attribué à personne.")
            }
            if let first = award.mayBeSigned, day < first {
                throw CommunityRefusal.invalid(
                    field: "notification", value: day.description,
                    sentence: "Le marché ne se signe pas avant le \(FrenchNumber.day(first)).")
            }
            try database.execute(
                sql: """
                    UPDATE consultation_attribution SET identifiant = ?, notification = ?, donnees = ?
                    WHERE consultation = ? AND lot = ?
                    """, arguments: [number, day.number, details, id, lot])
            // Five years are counted from the last contract: its notification follows its signature.
            let last = Moment(day: day)
            try database.execute(
                sql: """
                    UPDATE consultation SET terminee = max(coalesce(terminee, 0), ?), modifie = ?
                    WHERE id = ?
                    """, arguments: [last.seconds, acting.now.seconds, id])
        }
    }
}
