import GRDB

extension Events {
    /// The programme of an event.
    public func programme(of event: Int64) throws -> Programme {
        try store.read { try Events.programme(of: event, in: $0) }
    }

    static func programme(of event: Int64, in database: Database) throws -> Programme {
        let rooms = try Row.fetchAll(
            database, sql: "SELECT * FROM salle WHERE rencontre = ? ORDER BY rang, nom, id",
            arguments: [event]
        ).map { Programme.Room($0) }
        let speakers = try Row.fetchAll(
            database, sql: "SELECT * FROM intervenant WHERE rencontre = ? ORDER BY rang, nom, id",
            arguments: [event]
        ).map { Programme.Speaker($0) }
        var bySession: [Int64: [Int64]] = [:]
        for row in try Row.fetchAll(
            database,
            sql: """
                SELECT si.seance, si.intervenant FROM seance_intervenant si
                JOIN seance s ON s.id = si.seance JOIN intervenant i ON i.id = si.intervenant
                WHERE s.rencontre = ? ORDER BY i.rang, i.nom, i.id
                """, arguments: [event])
        { bySession[row["seance"], default: []].append(row["intervenant"]) }
        let sessions = try Row.fetchAll(
            database,
            sql: """
                SELECT s.* FROM seance s LEFT JOIN salle r ON r.id = s.salle
                WHERE s.rencontre = ? ORDER BY s.debut, s.fin, r.rang, s.id
                """, arguments: [event]
        ).map { Programme.Session($0, speakers: bySession[$0["id"]] ?? []) }
        let materials = try Row.fetchAll(
            database,
            sql: """
                SELECT s.*, f.empreinte, f.type, f.taille, f.cree FROM support s
                LEFT JOIN fichier f ON f.empreinte = s.fichier
                WHERE s.rencontre = ? ORDER BY s.rang, s.id
                """, arguments: [event]
        ).map { Programme.Material($0) }
        return Programme(
            rooms: rooms, sessions: sessions, speakers: speakers, materials: materials)
    }

    /// Adds or changes a room.
    ///
    /// - Parameter id: nil for a new one.
    /// - Returns: its number.
    @discardableResult
    public func room(
        _ id: Int64?, of event: Int64, name: String, access: String, rank: Int, version: Int = 0,
        _ acting: Acting
    ) throws -> Int64 {
        let name = try Entry.line("nom", name, 1...80)
        let access = try Entry.line("acces", access, 0...300)
        return try save(
            "salle", "La salle", id, event, version,
            ["nom": name.databaseValue, "acces": access.databaseValue, "rang": rank.databaseValue],
            acting)
    }

    /// Adds or changes a speaker. The public reads the name once `consent` says how it was given.
    ///
    /// - Returns: its number.
    @discardableResult
    public func speaker(
        _ id: Int64?, of event: Int64, name: String, occupation: String, organisation: String,
        consent: String, rank: Int, version: Int = 0, _ acting: Acting
    ) throws -> Int64 {
        try save(
            "intervenant", "L’intervenant", id, event, version,
            [
                "nom": try Entry.line("nom", name, 2...120).databaseValue,
                "fonction": try Entry.line("fonction", occupation, 0...120).databaseValue,
                "organisme": try Entry.line("organisme", organisation, 0...160).databaseValue,
                "accord": try Entry.line("accord", consent, 0...200).databaseValue,
                "rang": rank.databaseValue,
            ], acting)
    }

    /// What editors say of a session.
    public struct SessionDraft: Sendable {
        public var kind = Programme.Session.Kind.plenary
        public var title = ""
        public var summary = ""
        public var begins: Moment
        public var ends: Moment
        public var room: Int64?
        public var isChosen = false
        public var places: Int?
        public var speakers: [Int64] = []

        /// A session from one moment to another.
        public init(title: String = "", begins: Moment, ends: Moment) {
            self.title = title
            self.begins = begins
            self.ends = ends
        }
    }

    /// Adds or changes a session; those who wait for a place in it get those that are free.
    ///
    /// - Returns: its number.
    /// - Throws: `.invalid` also when another session is in the same room at that time, or fewer
    ///   places are left than are taken.
    @discardableResult
    public func session(
        _ id: Int64?, of event: Int64, _ draft: SessionDraft, version: Int = 0, _ acting: Acting,
        letter: @escaping EventLetter
    ) throws -> Int64 {
        let title = try Entry.line("titre", draft.title, 2...200)
        let summary = try Entry.text("resume", draft.summary, 0...8_000)
        let whole = try event_(event)
        guard draft.ends > draft.begins else {
            throw CommunityRefusal.invalid(
                field: "fin", value: "", sentence: "La fin vient après le début.")
        }
        guard draft.begins >= whole.begins, draft.ends <= whole.ends else {
            throw CommunityRefusal.invalid(
                field: "debut", value: "",
                sentence: "La séance tient entre le début et la fin de la rencontre.")
        }
        let key = try store.key(acting)
        return try store.write(acting) { database in
            try refuseOccupied(id, event, draft, database)
            if let id, let places = draft.isChosen ? draft.places : nil {
                let taken = try held(id, in: database)
                guard places >= taken else {
                    throw CommunityRefusal.invalid(
                        field: "places", value: String(places),
                        sentence:
                            "\(taken) places sont déjà prises\u{202F}: gardez-en au moins autant.")
                }
            }
            let saved = try save(
                "seance", "La séance", id, event, version,
                [
                    "titre": title.databaseValue, "resume": summary.databaseValue,
                    "genre": draft.kind.rawValue.databaseValue,
                    "salle": draft.room.databaseValue,
                    "debut": draft.begins.seconds.databaseValue,
                    "fin": draft.ends.seconds.databaseValue,
                    "au_choix": draft.isChosen.databaseValue,
                    "places": draft.places.databaseValue,
                ], in: database)
            try database.execute(
                sql: "DELETE FROM seance_intervenant WHERE seance = ?", arguments: [saved])
            for speaker in draft.speakers {
                try database.execute(
                    sql: """
                        INSERT OR IGNORE INTO seance_intervenant (seance, intervenant)
                        SELECT ?, id FROM intervenant WHERE id = ? AND rencontre = ?
                        """, arguments: [saved, speaker, event])
            }
            let desk = EventDesk(database: database, key: key, acting: acting, letter: letter)
            let whole = try Events.event(event, in: database)
            try tellPromoted(try settle(whole, database, acting), whole, desk)
            return saved
        }
    }

    private func event_(_ id: Int64) throws -> Event {
        try store.read { try Events.event(id, in: $0) }
    }

    private func refuseOccupied(
        _ id: Int64?, _ event: Int64, _ draft: SessionDraft, _ database: Database
    ) throws {
        guard let room = draft.room else { return }
        let other = try String.fetchOne(
            database,
            sql: """
                SELECT titre FROM seance WHERE rencontre = ? AND salle = ? AND id IS NOT ?
                  AND debut < ? AND ? < fin
                """, arguments: [event, room, id, draft.ends.seconds, draft.begins.seconds])
        if let other {
            throw CommunityRefusal.invalid(
                field: "salle", value: "",
                sentence: "Cette salle est prise à cette heure par «\u{202F}\(other)\u{202F}».")
        }
    }

    /// Removes a room, a speaker, a material, a question or a session that nobody chose.
    ///
    /// - Parameter table: `salle`, `intervenant`, `support`, `question` or `seance`.
    /// - Throws: `.untimely` when people chose the session, or answered the question.
    public func remove(_ table: Piece, _ id: Int64, of event: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            if table == .session {
                let chosen =
                    try Int.fetchOne(
                        database, sql: "SELECT count(*) FROM inscription_seance WHERE seance = ?",
                        arguments: [id]) ?? 0
                guard chosen == 0 else {
                    throw CommunityRefusal.untimely(
                        "Des personnes ont choisi cette séance\u{202F}: écrivez-leur avant de la retirer."
                    )
                }
            }
            if table == .question {
                let answered =
                    try Int.fetchOne(
                        database, sql: "SELECT count(*) FROM avis WHERE question = ?",
                        arguments: [id]) ?? 0
                guard answered == 0 else {
                    throw CommunityRefusal.untimely(
                        "Des personnes ont déjà répondu à cette question.")
                }
            }
            let file = table == .material ? try Events.fileOfMaterial(id, event, database) : nil
            try database.execute(
                sql: "DELETE FROM \(table.rawValue) WHERE id = ? AND rencontre = ?",
                arguments: [id, event])
            if let file { try Files.forget(file, database) }
        }
    }

    /// What an event is made of, by the name of its table.
    public enum Piece: String, Sendable {
        case room = "salle"
        case speaker = "intervenant"
        case material = "support"
        case question
        case session = "seance"
    }

    func save(
        _ table: String, _ what: String, _ id: Int64?, _ event: Int64, _ version: Int,
        _ values: [String: DatabaseValue], _ acting: Acting
    ) throws -> Int64 {
        try store.write(acting) { database in
            try save(table, what, id, event, version, values, in: database)
        }
    }

    /// Adds a row, or changes the one whose version is the one the form was opened on.
    func save(
        _ table: String, _ what: String, _ id: Int64?, _ event: Int64, _ version: Int,
        _ values: [String: DatabaseValue], in database: Database
    ) throws -> Int64 {
        let columns = values.keys.sorted()
        let given = columns.map { values[$0] ?? .null }
        guard let id else {
            let marks = columns.map { _ in "?" }.joined(separator: ", ")
            try database.execute(
                sql: """
                    INSERT INTO \(table) (rencontre, \(columns.joined(separator: ", ")))
                    VALUES (?, \(marks))
                    """, arguments: StatementArguments([event.databaseValue] + given))
            return database.lastInsertedRowID
        }
        let sets = columns.map { "\($0) = ?" }.joined(separator: ", ")
        let keys = [id.databaseValue, event.databaseValue, version.databaseValue]
        try database.execute(
            sql: """
                UPDATE \(table) SET \(sets), version = version + 1
                WHERE id = ? AND rencontre = ? AND version = ?
                """, arguments: StatementArguments(given + keys))
        guard database.changesCount == 1 else {
            throw CommunityRefusal.changedMeanwhile(what: what)
        }
        return id
    }
}
