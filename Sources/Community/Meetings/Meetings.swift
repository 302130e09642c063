public import Procurement

import GRDB

extension CommunityStore {
    /// « Rencontres de l'innovation ».
    public var meetings: Meetings { Meetings(store: self) }
}

/// « Rencontres de l'innovation »: needs meet solutions, table by table, slot by slot.
///
/// - Shape: an event goes through the stages of `MeetingStage`; each method says at which it may act.
/// - Rights: who may act for a participant, and who organises, is checked by whoever calls;
///   `organises` and `participants(of:for:)` tell.
public struct Meetings: Sendable {
    let store: CommunityStore

    /// An event.
    public struct Event: Sendable, Hashable, Identifiable {
        public let id: Int64
        /// Its word in addresses.
        public let key: String
        public let title: String
        /// Markdown.
        public let presentation: String
        public let place: String
        public let day: Day
        /// The group whose leads organise it besides the editors.
        public let group: Int64?
        /// The event of the observatory that they are part of.
        public let within: Int64?
        public let stage: MeetingStage
        /// Most meetings of one participant.
        public let limit: Int
        /// Whether a wish that the other side left unanswered may be granted.
        public let grantsOneSided: Bool
        /// Until when needs may be posted, as announced.
        public let needsUntil: Day?
        /// Until when wishes may be said, as announced.
        public let wishesUntil: Day?
        public let version: Int

        /// The first instant of its day, from which retention counts.
        var start: Moment { Moment(day: day) }

        init(_ row: Row) {
            id = row["id"]
            key = row["cle"]
            title = row["titre"]
            presentation = row["presentation"]
            place = row["lieu"]
            day = Day(number: row["jour"])
            group = row["groupe"]
            within = row["rencontre"]
            stage = MeetingStage(rawValue: row["etape"]) ?? .draft
            limit = row["plafond"]
            grantsOneSided = row["voeux_simples"]
            needsUntil = (row["besoins_jusquau"] as Int32?).map { Day(number: $0) }
            wishesUntil = (row["voeux_jusquau"] as Int32?).map { Day(number: $0) }
            version = row["version"]
        }
    }

    /// What an organiser says of an event.
    public struct Description: Sendable {
        public var title: String
        public var presentation: String
        public var place: String
        public var day: Day
        public var limit: Int
        public var grantsOneSided: Bool
        public var needsUntil: Day?
        public var wishesUntil: Day?
        /// The event of the observatory that they are part of.
        public var within: Int64?

        /// What an organiser says of an event.
        public init(
            title: String, presentation: String = "", place: String, day: Day, limit: Int = 6,
            grantsOneSided: Bool = true, needsUntil: Day? = nil, wishesUntil: Day? = nil,
            within: Int64? = nil
        ) {
            self.title = title
            self.presentation = presentation
            self.place = place
            self.day = day
            self.limit = limit
            self.grantsOneSided = grantsOneSided
            self.needsUntil = needsUntil
            self.wishesUntil = wishesUntil
            self.within = within
        }
    }

    /// A stage reached, and when.
    public struct Step: Sendable, Hashable {
        public let stage: MeetingStage
        public let moment: Moment
    }

    // MARK: Reading

    /// Whether a visitor organises an event: the editors, and the leads of its group.
    public static func organises(_ visitor: Visitor, _ event: Event) -> Bool {
        visitor.isEditor || event.group.map { visitor.ledGroups.contains($0) } ?? false
    }

    /// All events, the latest day first.
    public func all() throws -> [Event] {
        try store.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM innovation ORDER BY jour DESC, id DESC")
                .map { Event($0) }
        }
    }

    /// An event by its word.
    ///
    /// - Throws: `.absent`.
    public func event(_ key: String) throws -> Event {
        let found = try store.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM innovation WHERE cle = ?", arguments: [key]
            ).map { Event($0) }
        }
        guard let found else { throw Meetings.absentEvent }
        return found
    }

    static let absentEvent = CommunityRefusal.absent(
        "Il n’y a pas de rencontres de l’innovation à cette adresse.")

    static func event(_ id: Int64, in database: Database) throws -> Event {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM innovation WHERE id = ?", arguments: [id])
        guard let row else { throw absentEvent }
        return Event(row)
    }

    /// The stages reached, in order.
    public func steps(of event: Int64) throws -> [Step] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM innovation_etape WHERE innovation = ? ORDER BY id",
                arguments: [event]
            ).map {
                Step(
                    stage: MeetingStage(rawValue: $0["etape"]) ?? .draft,
                    moment: Moment(seconds: $0["moment"]))
            }
        }
    }

    // MARK: Organising

    /// Makes an event, in preparation.
    ///
    /// - Parameter group: the group whose leads organise it besides the editors.
    /// - Throws: `.invalid` for a field.
    public func add(key: String, _ said: Description, group: Int64?, _ acting: Acting) throws
        -> Int64
    {
        let key = try AddressWord.read("cle", key)
        let said = try Meetings.read(said)
        return try store.write(acting) { database in
            let taken = try Int.fetchOne(
                database, sql: "SELECT 1 FROM innovation WHERE cle = ?", arguments: [key])
            guard taken == nil, key != "nouvelle" else {
                throw CommunityRefusal.invalid(
                    field: "cle", value: key,
                    sentence: "D’autres rencontres ont déjà cette adresse.")
            }
            try database.execute(
                sql: """
                    INSERT INTO innovation (cle, titre, presentation, lieu, jour, groupe, plafond,
                      voeux_simples, besoins_jusquau, voeux_jusquau, rencontre, cree)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    key, said.title, said.presentation, said.place, said.day.number, group,
                    said.limit, said.grantsOneSided, said.needsUntil?.number,
                    said.wishesUntil?.number, said.within, acting.now.seconds,
                ])
            let id = database.lastInsertedRowID
            try Meetings.note(.draft, id, database, acting)
            return id
        }
    }

    /// Changes what is said of an event.
    ///
    /// - Throws: `.invalid`, `.changedMeanwhile`, `.untimely` when the day of slots already laid out
    ///   would change after the wishes.
    public func describe(_ event: Event, _ said: Description, version: Int, _ acting: Acting) throws
    {
        let said = try Meetings.read(said)
        try store.write(acting) { database in
            let former = try Meetings.event(event.id, in: database)
            if said.day != former.day {
                guard former.stage < .wishesOpen else {
                    throw CommunityRefusal.untimely(
                        "Le jour ne change plus une fois les vœux ouverts\u{202F}: les disponibilités "
                            + "ont été données pour lui.")
                }
                // Slots are instants of the former day: they are laid out again.
                try database.execute(
                    sql: "DELETE FROM innovation_creneau WHERE innovation = ?",
                    arguments: [event.id])
            }
            try database.execute(
                sql: """
                    UPDATE innovation SET titre = ?, presentation = ?, lieu = ?, jour = ?,
                      plafond = ?, voeux_simples = ?, besoins_jusquau = ?, voeux_jusquau = ?,
                      rencontre = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """,
                arguments: [
                    said.title, said.presentation, said.place, said.day.number, said.limit,
                    said.grantsOneSided, said.needsUntil?.number, said.wishesUntil?.number,
                    said.within, event.id, version,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette fiche")
            }
        }
    }

    private static func read(_ said: Description) throws -> Description {
        var said = said
        said.title = try Entry.line("titre", said.title, 3...160)
        said.presentation = try Entry.text("presentation", said.presentation, 0...20_000)
        said.place = try Entry.line("lieu", said.place, 2...200)
        guard (1...40).contains(said.limit) else {
            throw CommunityRefusal.invalid(
                field: "plafond", value: String(said.limit),
                sentence: "Écrivez un nombre entier de 1 à 40.")
        }
        return said
    }

    /// Moves an event to a stage that may follow its own.
    ///
    /// - Throws: `.untimely` for another stage, or when what it needs is not there.
    public func move(_ event: Int64, to stage: MeetingStage, _ acting: Acting) throws {
        try store.write(acting) { database in
            let former = try Meetings.event(event, in: database)
            guard former.stage.following.contains(stage) else {
                throw CommunityRefusal.untimely(
                    "Ces rencontres en sont à «\u{202F}\(former.stage.label)\u{202F}»\u{202F}: cette étape "
                        + "ne vient pas ensuite.")
            }
            try Meetings.checkReady(former, stage, database)
            try Meetings.set(stage, event, database, acting)
        }
    }

    static func set(
        _ stage: MeetingStage, _ event: Int64, _ database: Database, _ acting: Acting
    ) throws {
        try database.execute(
            sql: "UPDATE innovation SET etape = ?, version = version + 1 WHERE id = ?",
            arguments: [stage.rawValue, event])
        try note(stage, event, database, acting)
    }

    private static func checkReady(_ event: Event, _ stage: MeetingStage, _ database: Database)
        throws
    {
        func count(_ table: String, _ rest: String = "") throws -> Int {
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM \(table) WHERE innovation = ? \(rest)",
                arguments: [event.id]) ?? 0
        }
        if stage == .needsFrozen, try count("innovation_besoin", "AND retire IS NULL") == 0 {
            throw CommunityRefusal.untimely("Aucun besoin n’est déposé\u{202F}: rien à publier.")
        }
        if stage == .wishesOpen {
            guard try count("innovation_creneau") > 0, try count("innovation_table") > 0 else {
                throw CommunityRefusal.untimely(
                    "Posez d’abord les créneaux et les tables\u{202F}: chacun dit quand il est libre."
                )
            }
        }
    }

    private static func note(
        _ stage: MeetingStage, _ event: Int64, _ database: Database, _ acting: Acting
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO innovation_etape (innovation, etape, moment, personne)
                VALUES (?, ?, ?, ?)
                """, arguments: [event, stage.rawValue, acting.now.seconds, acting.person])
    }
}
