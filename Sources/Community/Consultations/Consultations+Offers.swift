import GRDB
import Procurement

extension Consultation {
    /// An offer for a lot, as the buyer analyses it.
    public struct Offer: Sendable, Hashable, Identifiable {
        /// Whether it is analysed.
        public enum Admission: String, Sendable, CaseIterable {
            case undecided = "a_decider"
            case admitted = "admise"
            case setAside = "ecartee"

            /// French, as shown.
            public var label: String {
                switch self {
                case .undecided: "À décider"
                case .admitted: "Admise"
                case .setAside: "Écartée"
                }
            }
        }

        public let id: Int64
        public let lot: Int
        public let siret: String
        public let name: String
        /// Whether it came out of a seal of this site; else the buyer noted it.
        public let isFromSite: Bool
        public let isLate: Bool
        public let received: Moment?
        public let admission: Admission
        /// Why it was set aside, or why a late one was admitted.
        public let reason: String
        /// Before tax, in cents.
        public let priceCents: Int64?
        public let version: Int
        /// Marks by criterion, in hundredths of a point out of twenty, with their reasons.
        public let marks: [Int64: Mark]

        init(_ row: Row, marks: [Int64: Mark]) {
            id = row["id"]
            lot = row["lot"]
            siret = row["siret"]
            name = row["nom"]
            isFromSite = row["source"] == "site"
            isLate = row["tardive"] == 1
            received = (row["recue"] as Int64?).map { Moment(seconds: $0) }
            admission = Admission(rawValue: row["admission"]) ?? .undecided
            reason = row["motif"]
            priceCents = row["prix_centimes"]
            version = row["version"]
            self.marks = marks
        }
    }

    /// A mark and its reason.
    public struct Mark: Sendable, Hashable {
        /// Hundredths of a point out of twenty.
        public let hundredths: Int
        public let reason: String

        /// A mark.
        public init(hundredths: Int, reason: String) {
            self.hundredths = hundredths
            self.reason = reason
        }
    }
}

extension Consultations {
    /// Opens the analysis once the deadline has passed: the offers that came out of their seal are taken
    /// in, and late ones left sealed as set aside. Opening again takes in what is new, and changes nothing
    /// else.
    ///
    /// - Throws: `.untimely` before the deadline, or while offers are still sealed.
    public func open(_ id: Int64, _ acting: Acting) throws {
        guard let opened = try offers.opened(consultation: id) else {
            throw CommunityRefusal.untimely(
                "Les offres sont encore scellées\u{202F}: procédez d’abord à leur ouverture.")
        }
        try store.write(acting) { database in
            let consultation = try Consultations.fetch(id, in: database)
            try Consultations.require(
                consultation, .published, .opened,
                because: "Cette consultation n’a pas d’offres à analyser.")
            guard let deadline = consultation.deadline, deadline < acting.now else {
                throw CommunityRefusal.untimely(
                    "La date limite n’est pas passée\u{202F}: rien ne s’ouvre avant elle.")
            }
            if consultation.state == .published {
                try database.execute(
                    sql: """
                        UPDATE consultation SET etat = 'ouverte', modifie = ?, version = version + 1
                        WHERE id = ?
                        """, arguments: [acting.now.seconds, id])
            }
            for offer in opened {
                // In time, it is analysed; late, the buyer decides, unless it did before opening it.
                let admission: Consultation.Offer.Admission
                switch offer.state {
                case .inTime: admission = .admitted
                case .late: admission = offer.decisionReason == nil ? .undecided : .admitted
                case .setAside: admission = .setAside
                case .withdrawn, .replaced: continue
                }
                try database.execute(
                    sql: """
                        INSERT INTO consultation_offre
                          (consultation, lot, siret, nom, source, tardive, recue, admission, motif)
                        VALUES (?, ?, ?, ?, 'site', ?, ?, ?, ?)
                        ON CONFLICT (consultation, lot, siret) DO NOTHING
                        """,
                    arguments: [
                        id, offer.lot, offer.siret, offer.name, offer.state != .inTime,
                        offer.received.seconds, admission.rawValue, offer.decisionReason ?? "",
                    ])
            }
        }
    }

    /// The offers of a consultation, by lot, then in the order they arrived.
    public func analysed(_ id: Int64, lot: Int? = nil) throws -> [Consultation.Offer] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM consultation_offre
                    WHERE consultation = ?1 AND (?2 IS NULL OR lot = ?2)
                    ORDER BY lot, coalesce(recue, 0), id
                    """, arguments: [id, lot]
            ).map { row in
                let marks = try Row.fetchAll(
                    database, sql: "SELECT * FROM consultation_note WHERE offre = ?",
                    arguments: [row["id"] as Int64]
                ).map {
                    (
                        $0["critere"] as Int64,
                        Consultation.Mark(hundredths: $0["note"], reason: $0["motif"])
                    )
                }
                return Consultation.Offer(row, marks: Dictionary(uniqueKeysWithValues: marks))
            }
        }
    }

    /// Notes an offer that reached the buyer otherwise: a safeguard copy, a letter.
    ///
    /// - Throws: `.invalid` naming `siret`, `nom` or `lot`; `.untimely` outside the analysis.
    public func addOffer(
        _ id: Int64, lot: Int, siret: String, name: String, isLate: Bool, _ acting: Acting
    ) throws {
        let name = try Entry.line("nom", name, 2...60)
        let number: String
        do {
            number = try Siret(siret.filter { !$0.isWhitespace }).description
        } catch {
            throw CommunityRefusal.invalid(field: "siret", value: siret, sentence: error.message)
        }
        try store.write(acting) { database in
            try Consultations.requireAnalysis(id, lot: lot, in: database)
            try database.execute(
                sql: """
                    INSERT INTO consultation_offre
                      (consultation, lot, siret, nom, source, tardive, admission)
                    VALUES (?, ?, ?, ?, 'autre', ?, ?)
                    ON CONFLICT (consultation, lot, siret) DO NOTHING
                    """,
                arguments: [
                    id, lot, number, name, isLate, isLate ? "a_decider" : "admise",
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.invalid(
                    field: "siret", value: number,
                    sentence: "Cette entreprise a déjà une offre pour ce lot.")
            }
        }
    }

    /// Refuses to touch a lot outside the analysis, or once it is awarded.
    private static func requireAnalysis(_ id: Int64, lot: Int, in database: Database) throws {
        try require(
            try fetch(id, in: database), .opened,
            because: "L’analyse n’est pas ouverte, ou la procédure est close.")
        guard try lots(id, in: database).contains(where: { $0.number == lot }) else {
            throw CommunityRefusal.invalid(
                field: "lot", value: String(lot), sentence: "Cette consultation n’a pas ce lot.")
        }
        let isAwarded =
            try Int.fetchOne(
                database,
                sql: "SELECT 1 FROM consultation_attribution WHERE consultation = ? AND lot = ?",
                arguments: [id, lot]) != nil
        if isAwarded {
            throw CommunityRefusal.untimely(
                "Ce lot est décidé\u{202F}: revenez d’abord sur la décision.")
        }
    }

    private static func offer(_ offer: Int64, of id: Int64, in database: Database) throws -> Row {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM consultation_offre WHERE id = ? AND consultation = ?",
            arguments: [offer, id])
        guard let row else { throw CommunityRefusal.absent("Il n’y a pas de telle offre.") }
        return row
    }

    /// Decides whether an offer is analysed. A late one that is admitted, and any that is set aside,
    /// needs its reason.
    ///
    /// - Throws: `.invalid` naming `motif`; `.absent`; `.untimely`; `.changedMeanwhile`.
    public func admit(
        _ id: Int64, offer: Int64, _ admission: Consultation.Offer.Admission, reason: String,
        version: Int, _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            let row = try Consultations.offer(offer, of: id, in: database)
            try Consultations.requireAnalysis(id, lot: row["lot"], in: database)
            let needsReason =
                admission == .setAside || admission == .admitted && row["tardive"] == 1
            let reason = try Entry.text("motif", reason, (needsReason ? 10 : 0)...1_000)
            try database.execute(
                sql: """
                    UPDATE consultation_offre SET admission = ?, motif = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """, arguments: [admission.rawValue, reason, offer, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette offre")
            }
        }
    }

    /// Keeps the price and the marks of an offer.
    ///
    /// - Parameter marks: by criterion that is not the price; those left out have no mark yet.
    /// - Throws: `.invalid` naming `prix-N` or `note-N-C`; `.absent`; `.untimely`.
    public func mark(
        _ id: Int64, offer: Int64, priceCents: Int64?, marks: [Int64: Consultation.Mark],
        _ acting: Acting
    ) throws {
        try store.write(acting) { database in
            let row = try Consultations.offer(offer, of: id, in: database)
            try Consultations.requireAnalysis(id, lot: row["lot"], in: database)
            if let priceCents, !(1...100_000_000_00).contains(priceCents) {
                throw CommunityRefusal.invalid(
                    field: "prix-\(offer)", value: "", sentence: "Écrivez un prix positif.")
            }
            try database.execute(
                sql: """
                    UPDATE consultation_offre SET prix_centimes = ?, version = version + 1
                    WHERE id = ?
                    """, arguments: [priceCents, offer])
            let criteria = try Consultations.criteria(id, in: database)
            for criterion in criteria where !criterion.isPrice {
                try database.execute(
                    sql: "DELETE FROM consultation_note WHERE offre = ? AND critere = ?",
                    arguments: [offer, criterion.id])
                guard let mark = marks[criterion.id] else { continue }
                let field = "note-\(offer)-\(criterion.id)"
                guard (0...2_000).contains(mark.hundredths) else {
                    throw CommunityRefusal.invalid(
                        field: field, value: "", sentence: "Écrivez une note de 0 à 20.")
                }
                let reason = try Entry.text(
                    "motif-\(offer)-\(criterion.id)", mark.reason, 0...1_000)
                try database.execute(
                    sql: """
                        INSERT INTO consultation_note (offre, critere, note, motif)
                        VALUES (?, ?, ?, ?)
                        """, arguments: [offer, criterion.id, mark.hundredths, reason])
            }
        }
    }
}
