import GRDB

extension Offers {
    /// A safeguard copy: paper or a medium in an envelope, opened only when the electronic offer cannot be
    /// (R2132-11).
    public struct SafeguardCopy: Sendable, Identifiable {
        /// What it is on.
        public enum Medium: String, Sendable, CaseIterable {
            case paper = "papier"
            case stick = "usb"
            case disc = "disque"
            case other = "autre"

            /// French, as shown.
            public var label: String {
                switch self {
                case .paper: "Papier"
                case .stick: "Clé USB"
                case .disc: "Disque (CD, DVD)"
                case .other: "Autre support"
                }
            }
        }

        /// What became of it.
        public enum Fate: String, Sendable, CaseIterable {
            case opened = "ouverte"
            case unopened = "non_ouverte"
            case returned = "rendue"

            /// French, as shown.
            public var label: String {
                switch self {
                case .opened: "Ouverte"
                case .unopened: "Non ouverte, détruite"
                case .returned: "Rendue à l’entreprise"
                }
            }
        }

        public let id: Int64
        public let siret: String
        public let received: Moment
        public let medium: Medium
        /// As written on the envelope.
        public let reference: String
        public let fate: Fate?
        public let reason: String
        public let decided: Moment?

        /// Whether it came after a closing.
        public func isLate(_ closing: Moment?) -> Bool { closing.map { received > $0 } ?? false }
    }

    /// Notes a safeguard copy that reached the buyer.
    ///
    /// - Throws: `.invalid` naming the field; `.forbidden` to others than the buyer's agents.
    public func addCopy(
        siret: String, received: Moment, medium: SafeguardCopy.Medium, reference: String,
        to call: Call, _ acting: Acting
    ) throws {
        let reference = try Entry.line("reference", reference, 0...200)
        guard siret.utf8.count == 14, siret.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw CommunityRefusal.invalid(
                field: "siret", value: siret, sentence: "Écrivez un SIRET de quatorze chiffres.")
        }
        guard received <= acting.now else {
            throw CommunityRefusal.invalid(
                field: "recue", value: "", sentence: "Une copie ne peut pas être reçue demain.")
        }
        try store.write(acting) { database in
            try Offers.requireBuyer(call, acting, database)
            try database.execute(
                sql: """
                    INSERT INTO copie_sauvegarde (consultation, siret, recue, support, reference, agent,
                      cree) VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    call.id, siret, received.seconds, medium.rawValue, reference, acting.person,
                    acting.now.seconds,
                ])
        }
    }

    /// Notes what became of a safeguard copy, once.
    ///
    /// - Throws: `.invalid` naming `motif`; `.untimely` when it was already said, or before the closing.
    public func settleCopy(
        _ id: Int64, of call: Call, _ fate: SafeguardCopy.Fate, reason: String, _ acting: Acting
    ) throws {
        let reason = try Entry.text("motif", reason, 10...1_000)
        try store.write(acting) { database in
            try Offers.requireBuyer(call, acting, database)
            guard fate != .opened || acting.now > (call.closing ?? Moment(seconds: .max)) else {
                throw CommunityRefusal.untimely(
                    "Une copie de sauvegarde ne s’ouvre pas avant l’heure limite.")
            }
            try database.execute(
                sql: """
                    UPDATE copie_sauvegarde SET issue = ?, motif = ?, issue_moment = ?
                    WHERE id = ? AND consultation = ? AND issue IS NULL
                    """,
                arguments: [fate.rawValue, reason, acting.now.seconds, id, call.id])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely("Le sort de cette copie est déjà noté.")
            }
        }
    }

    /// Safeguard copies of a consultation, in the order they came.
    public func copies(of call: Call, _ acting: Acting) throws -> [SafeguardCopy] {
        try store.read { database in
            try Offers.requireBuyer(call, acting, database)
            return try Row.fetchAll(
                database,
                sql: "SELECT * FROM copie_sauvegarde WHERE consultation = ? ORDER BY recue, id",
                arguments: [call.id]
            ).map { row in
                SafeguardCopy(
                    id: row["id"], siret: row["siret"], received: Moment(seconds: row["recue"]),
                    medium: SafeguardCopy.Medium(rawValue: row["support"]) ?? .other,
                    reference: row["reference"],
                    fate: (row["issue"] as String?).flatMap { SafeguardCopy.Fate(rawValue: $0) },
                    reason: row["motif"], decided: Offers.moment(row, "issue_moment"))
            }
        }
    }
}
