import GRDB

extension Meetings {
    /// What a buyer looks for.
    public struct Need: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let event: Int64
        public let participant: Int64
        public let buyer: String
        public let siret: String
        public let title: String
        public let text: String
        public let theme: InnovationTheme
        /// Empty when not said.
        public let cpv: String
        /// What is sought: an answer, a trial, a partner…
        public let sought: String
        public let horizon: NeedHorizon
        public let created: Moment
        public let withdrawn: Moment?
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            event = row["innovation"]
            participant = row["participant"]
            buyer = row["nom"]
            siret = row["siret"]
            title = row["titre"]
            text = row["texte"]
            theme = InnovationTheme(rawValue: row["theme"]) ?? .other
            cpv = row["cpv"]
            sought = row["recherche"]
            horizon = NeedHorizon(rawValue: row["horizon"]) ?? .exploring
            created = Moment(seconds: row["cree"])
            withdrawn = (row["retire"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }
    }

    /// What a buyer writes of a need.
    public struct NeedText: Sendable {
        public var title: String
        public var text: String
        public var theme: InnovationTheme
        public var cpv: String
        public var sought: String
        public var horizon: NeedHorizon

        /// What a buyer writes of a need.
        public init(
            title: String, text: String, theme: InnovationTheme, cpv: String = "", sought: String,
            horizon: NeedHorizon
        ) {
            self.title = title
            self.text = text
            self.theme = theme
            self.cpv = cpv
            self.sought = sought
            self.horizon = horizon
        }
    }

    /// What was added to a public need, for all to see.
    public struct Addition: Sendable, Hashable, Identifiable {
        /// What it is.
        public enum Kind: String, Sendable, CaseIterable {
            /// A precision, a correction.
            case complement
            /// What the buyer said in a meeting that others were not told (R2111-2).
            case note
        }
        public let id: Int64
        public let need: Int64
        public let kind: Kind
        public let text: String
        public let moment: Moment
    }

    private static let needColumns = """
        SELECT b.*, p.nom, p.siret FROM innovation_besoin b
        JOIN innovation_participant p ON p.id = b.participant
        """

    /// The needs of an event, by buyer then title; those withdrawn before the freeze are left out.
    public func needs(of event: Int64) throws -> [Need] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    \(Meetings.needColumns) WHERE b.innovation = ? AND b.retire IS NULL
                    ORDER BY p.nom, b.titre, b.id
                    """, arguments: [event]
            ).map { Need($0) }
        }
    }

    /// A need of an event.
    ///
    /// - Throws: `.absent`.
    public func need(_ id: Int64, of event: Int64) throws -> Need {
        try store.read { database in
            let row = try Row.fetchOne(
                database, sql: "\(Meetings.needColumns) WHERE b.id = ? AND b.innovation = ?",
                arguments: [id, event])
            guard let row else { throw CommunityRefusal.absent("Il n’y a pas de tel besoin ici.") }
            return Need(row)
        }
    }

    /// What was added to a need, in order.
    public func additions(to need: Int64) throws -> [Addition] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM innovation_ajout WHERE besoin = ? ORDER BY id",
                arguments: [need]
            ).map {
                Addition(
                    id: $0["id"], need: $0["besoin"], kind: .init(rawValue: $0["genre"]) ?? .note,
                    text: $0["texte"], moment: Moment(seconds: $0["moment"]))
            }
        }
    }

    /// Posts a need.
    ///
    /// - Throws: `.invalid`; `.untimely` once needs are frozen.
    /// - Returns: its number.
    public func post(_ said: NeedText, by participant: Int64, _ acting: Acting) throws -> Int64 {
        let said = try Meetings.read(said)
        return try store.write(acting) { database in
            let buyer = try Meetings.participant(participant, in: database)
            try Meetings.checkNeedsOpen(buyer, database)
            return try Meetings.insert(said, by: buyer.id, event: buyer.event, database, acting)
        }
    }

    @discardableResult static func insert(
        _ said: NeedText, by buyer: Int64, event: Int64, _ database: Database, _ acting: Acting
    ) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO innovation_besoin (innovation, participant, titre, texte, theme, cpv,
                  recherche, horizon, cree) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event, buyer, said.title, said.text, said.theme.rawValue, said.cpv, said.sought,
                said.horizon.rawValue, acting.now.seconds,
            ])
        return database.lastInsertedRowID
    }

    /// Changes a need that is not public yet.
    ///
    /// - Throws: `.invalid`, `.changedMeanwhile`; `.untimely` once needs are frozen.
    public func edit(_ need: Need, _ said: NeedText, version: Int, _ acting: Acting) throws {
        let said = try Meetings.read(said)
        try store.write(acting) { database in
            let buyer = try Meetings.participant(need.participant, in: database)
            try Meetings.checkNeedsOpen(buyer, database)
            try database.execute(
                sql: """
                    UPDATE innovation_besoin SET titre = ?, texte = ?, theme = ?, cpv = ?,
                      recherche = ?, horizon = ?, version = version + 1 WHERE id = ? AND version = ?
                    """,
                arguments: [
                    said.title, said.text, said.theme.rawValue, said.cpv, said.sought,
                    said.horizon.rawValue, need.id, version,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Ce besoin")
            }
        }
    }

    /// Withdraws a need that is not public yet.
    ///
    /// - Throws: `.untimely` once needs are frozen.
    public func withdraw(_ need: Need, _ acting: Acting) throws {
        try store.write(acting) { database in
            let buyer = try Meetings.participant(need.participant, in: database)
            try Meetings.checkNeedsOpen(buyer, database)
            try database.execute(
                sql: "UPDATE innovation_besoin SET retire = ? WHERE id = ?",
                arguments: [acting.now.seconds, need.id])
        }
    }

    /// Adds to a public need, for all to see; nothing of it is changed or removed afterwards.
    ///
    /// - Throws: `.invalid`; `.untimely` while the need can still be edited, and for a note before
    ///   the day.
    public func add(_ kind: Addition.Kind, _ text: String, to need: Need, _ acting: Acting) throws {
        let text = try Entry.text("texte", text, 10...4_000)
        try store.write(acting) { database in
            let event = try Meetings.event(need.event, in: database)
            guard event.stage >= .needsFrozen else {
                throw CommunityRefusal.untimely(
                    "Ce besoin n’est pas encore public\u{202F}: modifiez-le directement.")
            }
            guard kind == .complement || event.stage >= .theDay else {
                throw CommunityRefusal.untimely("Les rendez-vous n’ont pas commencé.")
            }
            try database.execute(
                sql: """
                    INSERT INTO innovation_ajout (besoin, genre, personne, texte, moment)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [need.id, kind.rawValue, acting.person, text, acting.now.seconds])
        }
    }

    private static func checkNeedsOpen(_ buyer: Participant, _ database: Database) throws {
        guard buyer.side == .buyer else {
            throw CommunityRefusal.forbidden("Seul un acheteur dépose un besoin.")
        }
        guard try event(buyer.event, in: database).stage == .needsOpen else {
            throw CommunityRefusal.untimely(
                "Les besoins sont figés et publics\u{202F}: chacun doit savoir la même chose. Ajoutez "
                    + "plutôt un complément daté, visible de tous.")
        }
    }

    static func read(_ said: NeedText) throws -> NeedText {
        var said = said
        said.title = try Entry.line("titre", said.title, 5...160)
        said.text = try Entry.text("texte", said.text, 20...8_000)
        said.sought = try Entry.text("recherche", said.sought, 5...2_000)
        said.cpv = try readCPV(said.cpv)
        return said
    }

    /// A CPV code or its beginning, without its check digit; empty when not said.
    static func readCPV(_ written: String) throws -> String {
        let text = try Entry.line("cpv", written, 0...12)
        let digits = text.split(separator: "-").first.map { $0.filter { $0 != " " } } ?? ""
        guard
            text.isEmpty
                || (2...8).contains(digits.count)
                    && digits.allSatisfy({ $0.isASCII && $0.isNumber })
        else {
            throw CommunityRefusal.invalid(
                field: "cpv", value: text,
                sentence: "Écrivez de deux à huit chiffres d’un code CPV, comme 45261 ou 45261000.")
        }
        return digits
    }
}
