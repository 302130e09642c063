import GRDB

extension Events {
    /// Puts in the outbox what one person must know.
    func tell(
        _ kind: EventNotice.Kind, _ registration: Registration, _ event: Event,
        once: String? = nil, _ desk: EventDesk
    ) throws {
        guard let text = registration.email, !text.isEmpty else { return }
        let notice = EventNotice(
            kind: kind, event: event,
            programme: try Events.programme(of: event.id, in: desk.database),
            registration: registration,
            token: EventToken.registration.text(registration.id, key: desk.key),
            to: try EmailAddress(text), once: once)
        try store.outbox.add(desk.letter(notice), to: desk.database, desk.acting)
    }

    /// Tells everybody who holds a place or waits for one.
    func tellAll(_ event: Event, _ kind: EventNotice.Kind, _ desk: EventDesk) throws {
        for registration in try Events.registrations(of: event.id, in: desk.database)
        where registration.state != .cancelled && !registration.isWalkIn {
            try tell(kind, registration, event, desk)
        }
    }

    /// Tells those to whom a place became free; `newcomer` learns it otherwise.
    func tellPromoted(
        _ settlement: Settlement, _ event: Event, except newcomer: Int64? = nil, _ desk: EventDesk
    ) throws {
        for id in settlement.admitted.union(settlement.seated).sorted() where id != newcomer {
            guard let registration = try Events.registration(id, in: desk.database) else {
                continue
            }
            try tell(.promoted, registration, event, desk)
        }
    }

    /// Days before the event on which those who hold a place are reminded.
    public static let reminderDays = [7, 1]

    /// Reminds those who hold a place, seven days and one day before; each of them once.
    ///
    /// Who registered later than that is not reminded of it, and a reminder that could not be written
    /// on its day is left out rather than sent late.
    public func remind(_ acting: Acting, letter: @escaping EventLetter) throws {
        let key = try store.key(acting)
        let events = try all().filter {
            $0.state != .cancelled && $0.begins > acting.now
                && $0.begins <= acting.now.adding(days: 7)
        }
        for event in events {
            for days in Events.reminderDays {
                let due = event.begins.adding(days: -days)
                guard due <= acting.now, acting.now < due.adding(days: 1) else { continue }
                try store.write(acting) { database in
                    let desk = EventDesk(
                        database: database, key: key, acting: acting, letter: letter)
                    for registration in try Events.registrations(of: event.id, in: database)
                    where registration.state == .confirmed && registration.created < due {
                        try tell(
                            .reminder(days: days), registration, event,
                            once: "rencontre-\(event.id)-j\(days)-\(registration.id)", desk)
                    }
                }
            }
        }
    }

    /// Sends the questionnaire of events that ended less than two weeks ago to those who came, or to
    /// all who held a place when nobody was noted at the door; each of them once.
    public func askOpinions(_ acting: Acting, letter: @escaping EventLetter) throws {
        let key = try store.key(acting)
        let ended = try all().filter {
            $0.state != .cancelled && $0.isPast(at: acting.now)
                && $0.ends > acting.now.adding(days: -14)
        }
        for event in ended {
            try store.write(acting) { database in
                guard try !Events.questions(of: event.id, in: database).isEmpty else { return }
                let registered = try Events.registrations(of: event.id, in: database)
                    .filter { $0.state == .confirmed }
                let came = registered.filter { $0.present != nil }
                let desk = EventDesk(database: database, key: key, acting: acting, letter: letter)
                for registration in came.isEmpty ? registered : came {
                    let token = EventToken.questionnaire.text(registration.id, key: key)
                    try tell(
                        .questionnaire(token: token), registration, event,
                        once: "rencontre-\(event.id)-avis-\(registration.id)", desk)
                }
            }
        }
    }

    /// Keeps the counts of events that ended, so that they outlive the registrations; frees places of
    /// those who were erased.
    public func tidy(_ acting: Acting, letter: @escaping EventLetter) throws {
        let key = try store.key(acting)
        for event in try all() {
            let isRecent =
                event.isPast(at: acting.now) && event.ends > acting.now.adding(days: -90)
            try store.write(acting) { database in
                if isRecent {
                    try keepCounts(of: event.id, in: database)
                } else if event.begins > acting.now {
                    let settlement = try settle(event, database, acting)
                    try tellPromoted(
                        settlement, event,
                        EventDesk(database: database, key: key, acting: acting, letter: letter))
                }
            }
        }
    }

    private func keepCounts(of event: Int64, in database: Database) throws {
        let counts = try counts(of: event, in: database)
        for (college, line) in counts.lines.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try database.execute(
                sql: """
                    INSERT INTO rencontre_bilan
                      (rencontre, college, inscrits, attente, presents, sur_place)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (rencontre, college) DO UPDATE SET inscrits = excluded.inscrits,
                      attente = excluded.attente, presents = excluded.presents,
                      sur_place = excluded.sur_place
                    """,
                arguments: [
                    event, college.rawValue, line.taken, line.waiting, line.present, line.walkIns,
                ])
        }
    }

    /// The counts of an event: of its registrations while they are kept, else those kept of it.
    public func statistics(of event: Int64) throws -> EventCounts {
        try store.read { database in
            let counts = try counts(of: event, in: database)
            guard counts.isEmpty else { return counts }
            var lines: [College: EventCounts.Line] = [:]
            for row in try Row.fetchAll(
                database, sql: "SELECT * FROM rencontre_bilan WHERE rencontre = ?",
                arguments: [event])
            {
                guard let college = College(rawValue: row["college"]) else { continue }
                lines[college] = EventCounts.Line(
                    taken: row["inscrits"], waiting: row["attente"], present: row["presents"],
                    walkIns: row["sur_place"])
            }
            return EventCounts(lines)
        }
    }
}
