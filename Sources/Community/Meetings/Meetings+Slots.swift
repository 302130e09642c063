import GRDB

extension Meetings {
    /// A time at which each table holds one meeting.
    public struct Slot: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let start: Moment
        public let minutes: Int
        /// When it ends.
        public var end: Moment { start.adding(minutes: minutes) }
    }

    /// A table.
    public struct Table: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let number: Int
        /// Empty when it has a number only.
        public let name: String
        /// `Table 3`, `Table 3, Verrière`.
        public var label: String { "Table\u{A0}\(number)" + (name.isEmpty ? "" : ", \(name)") }
    }

    /// Most slots of an event.
    public static let mostSlots = 60
    /// Most tables of an event.
    public static let mostTables = 200

    /// The slots, in order.
    public func slots(of event: Int64) throws -> [Slot] {
        try store.read { try Meetings.slots(of: event, in: $0) }
    }

    static func slots(of event: Int64, in database: Database) throws -> [Slot] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM innovation_creneau WHERE innovation = ? ORDER BY debut",
            arguments: [event]
        ).map {
            Slot(id: $0["id"], start: Moment(seconds: $0["debut"]), minutes: $0["minutes"])
        }
    }

    /// The tables, in order.
    public func tables(of event: Int64) throws -> [Table] {
        try store.read { try Meetings.tables(of: event, in: $0) }
    }

    static func tables(of event: Int64, in database: Database) throws -> [Table] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM innovation_table WHERE innovation = ? ORDER BY numero",
            arguments: [event]
        ).map { Table(id: $0["id"], number: $0["numero"], name: $0["nom"]) }
    }

    /// Lays the slots out anew. A slot that begins at the same instant stays the same slot.
    ///
    /// - Parameter version: what the form was opened on (`layoutVersion`); nil without a form.
    /// - Throws: `.untimely` once wishes are open; `.invalid` for slots that overlap; `.changedMeanwhile`
    ///   when slots or tables were changed since.
    public func lay(
        _ slots: [(start: Moment, minutes: Int)], event: Int64, version: Int? = nil,
        _ acting: Acting
    ) throws {
        let slots = slots.sorted { $0.start < $1.start }
        guard (1...Meetings.mostSlots).contains(slots.count) else {
            throw CommunityRefusal.invalid(
                field: "duree", value: String(slots.count),
                sentence: "Ces horaires donnent \(slots.count) créneaux\u{202F}: il en faut de 1 à "
                    + "\(Meetings.mostSlots).")
        }
        for (former, latter) in zip(slots, slots.dropFirst())
        where former.start.adding(minutes: former.minutes) > latter.start {
            throw CommunityRefusal.invalid(
                field: "duree", value: String(former.minutes),
                sentence: "Deux créneaux se chevauchent.")
        }
        try store.write(acting) { database in
            try Meetings.checkLayable(event, database)
            try Meetings.check(layout: version, event, database)
            let starts = Set(slots.map(\.start.seconds))
            for slot in try Meetings.slots(of: event, in: database)
            where !starts.contains(slot.start.seconds) {
                try database.execute(
                    sql: "DELETE FROM innovation_creneau WHERE id = ?", arguments: [slot.id])
            }
            for slot in slots {
                try database.execute(
                    sql: """
                        INSERT INTO innovation_creneau (innovation, debut, minutes) VALUES (?, ?, ?)
                        ON CONFLICT (innovation, debut) DO UPDATE SET minutes = excluded.minutes
                        """, arguments: [event, slot.start.seconds, slot.minutes])
            }
        }
    }

    /// Sets the tables: as many as names, numbered from one; an empty name is a number only. Tables
    /// may still be added while the programme is made.
    ///
    /// - Parameter version: what the form was opened on (`layoutVersion`); nil without a form.
    /// - Throws: `.untimely` for fewer tables once a programme uses them; `.changedMeanwhile` when slots or
    ///   tables were changed since.
    public func set(tables names: [String], event: Int64, version: Int? = nil, _ acting: Acting)
        throws
    {
        guard (1...Meetings.mostTables).contains(names.count) else {
            throw CommunityRefusal.invalid(
                field: "tables", value: String(names.count),
                sentence: "Écrivez un nombre de tables de 1 à \(Meetings.mostTables).")
        }
        let names = try names.map { try Entry.line("noms_tables", $0, 0...60) }
        try store.write(acting) { database in
            try Meetings.check(layout: version, event, database)
            for (index, name) in names.enumerated() {
                try database.execute(
                    sql: """
                        INSERT INTO innovation_table (innovation, numero, nom) VALUES (?, ?, ?)
                        ON CONFLICT (innovation, numero) DO UPDATE SET nom = excluded.nom
                        """, arguments: [event, index + 1, name])
            }
            let isUsed =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT 1 FROM innovation_rendezvous r JOIN innovation_table t ON t.id = r.place
                        WHERE t.innovation = ? AND t.numero > ? LIMIT 1
                        """, arguments: [event, names.count]) != nil
            guard !isUsed else {
                throw CommunityRefusal.untimely(
                    "Un programme se sert de tables que vous retirez\u{202F}: gardez-les toutes.")
            }
            try database.execute(
                sql: "DELETE FROM innovation_table WHERE innovation = ? AND numero > ?",
                arguments: [event, names.count])
        }
    }

    /// The version of the slots and tables of an event.
    public func layoutVersion(of event: Int64) throws -> Int {
        try store.read { try Meetings.layoutVersion(of: event, in: $0) }
    }

    private static func layoutVersion(of event: Int64, in database: Database) throws -> Int {
        CommunityStore.version(
            of: try Meetings.slots(of: event, in: database).map {
                "\($0.start.seconds) \($0.minutes)"
            } + Meetings.tables(of: event, in: database).map { "\($0.number) \($0.name)" })
    }

    private static func check(layout version: Int?, _ event: Int64, _ database: Database) throws {
        guard try version.map({ try layoutVersion(of: event, in: database) == $0 }) ?? true else {
            throw CommunityRefusal.changedMeanwhile(what: "La liste des créneaux et des tables")
        }
    }

    private static func checkLayable(_ event: Int64, _ database: Database) throws {
        guard try Meetings.event(event, in: database).stage < .wishesOpen else {
            throw CommunityRefusal.untimely(
                "Les créneaux ne changent plus une fois les vœux ouverts\u{202F}: chacun a dit quand il "
                    + "est libre.")
        }
    }
}
