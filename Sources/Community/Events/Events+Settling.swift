import GRDB

extension Events {
    /// Who got what when places were given.
    struct Settlement {
        /// Registrations that got a place at the event.
        var admitted: Set<Int64> = []
        /// Registrations that were in already and got a place in a session.
        var seated: Set<Int64> = []
    }

    /// Gives every free place to whom it is due: in the order of the waiting list, those whose
    /// college is full being passed over; then, among those who are in, the places of sessions.
    ///
    /// - Shape: run at the end of each write that may free or ask for a place, within it; SQLite has
    ///   one writer, so that two writes never count the same free place.
    /// - Complexity: O(those who wait), plus counts by index.
    func settle(_ event: Event, _ database: Database, _ acting: Acting) throws -> Settlement {
        var settlement = Settlement()
        guard event.state == .open || event.state == .closed || event.state == .announced,
            acting.now < event.begins
        else { return settlement }
        // Who was erased meanwhile holds no place any more.
        let erased = try Int64.fetchAll(
            database,
            sql: """
                SELECT id FROM inscription WHERE rencontre = ? AND etat <> 'annulee'
                  AND sur_place = 0 AND coalesce(courriel, '') = ''
                """, arguments: [event.id])
        for id in erased { try release(id, database, acting) }

        var counts = try self.counts(of: event.id, in: database)
        let waiting = try Row.fetchAll(
            database,
            sql: """
                SELECT id, college FROM inscription
                WHERE rencontre = ? AND etat = 'en_attente' ORDER BY rang, id
                """, arguments: [event.id])
        for row in waiting {
            let college = College(rawValue: row["college"]) ?? .partners
            guard counts.taken < event.places ?? .max else { break }
            guard counts[college].taken < event.quotas[college] ?? .max else { continue }
            let id: Int64 = row["id"]
            try database.execute(
                sql: """
                    UPDATE inscription SET etat = 'confirmee', confirmee = ?, version = version + 1
                    WHERE id = ?
                    """, arguments: [acting.now.seconds, id])
            counts.take(college)
            settlement.admitted.insert(id)
        }
        try settleSessions(event, database, &settlement)
        return settlement
    }

    private func settleSessions(
        _ event: Event, _ database: Database, _ settlement: inout Settlement
    ) throws {
        let sessions = try Row.fetchAll(
            database, sql: "SELECT id, places FROM seance WHERE rencontre = ? AND au_choix",
            arguments: [event.id])
        for session in sessions {
            let id: Int64 = session["id"]
            let places: Int? = session["places"]
            var free = try places.map { max(0, $0 - (try held(id, in: database))) } ?? .max
            let waiting = try Int64.fetchAll(
                database,
                sql: """
                    SELECT c.inscription FROM inscription_seance c
                    JOIN inscription i ON i.id = c.inscription
                    WHERE c.seance = ? AND NOT c.retenue AND i.etat = 'confirmee'
                    ORDER BY c.rang, c.inscription
                    """, arguments: [id])
            for registration in waiting where free > 0 {
                try database.execute(
                    sql: """
                        UPDATE inscription_seance SET retenue = 1
                        WHERE inscription = ? AND seance = ?
                        """, arguments: [registration, id])
                free -= 1
                if !settlement.admitted.contains(registration) {
                    settlement.seated.insert(registration)
                }
            }
        }
    }

    /// Places held in a session.
    func held(_ session: Int64, in database: Database) throws -> Int {
        try Int.fetchOne(
            database,
            sql: "SELECT count(*) FROM inscription_seance WHERE seance = ? AND retenue",
            arguments: [session]) ?? 0
    }

    /// Gives back what a registration holds.
    func release(_ id: Int64, _ database: Database, _ acting: Acting) throws {
        try database.execute(
            sql: """
                UPDATE inscription SET etat = 'annulee', annulee = ?, sequence = sequence + 1,
                  version = version + 1 WHERE id = ?
                """, arguments: [acting.now.seconds, id])
        try database.execute(
            sql: "DELETE FROM inscription_seance WHERE inscription = ?", arguments: [id])
        try database.execute(
            sql: "DELETE FROM inscription_besoin WHERE inscription = ?", arguments: [id])
    }

    /// How many registered, wait and came.
    public func counts(of event: Int64) throws -> EventCounts {
        try store.read { try counts(of: event, in: $0) }
    }

    func counts(of event: Int64, in database: Database) throws -> EventCounts {
        var lines: [College: EventCounts.Line] = [:]
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT college,
                  sum(etat = 'confirmee' AND NOT sur_place) AS prises,
                  sum(etat = 'en_attente') AS attente,
                  sum(etat = 'confirmee' AND NOT sur_place AND presente IS NOT NULL) AS venus,
                  sum(sur_place AND presente IS NOT NULL) AS ajoutes
                FROM inscription WHERE rencontre = ? AND etat <> 'annulee' GROUP BY college
                """, arguments: [event])
        for row in rows {
            guard let college = College(rawValue: row["college"]) else { continue }
            lines[college] = EventCounts.Line(
                taken: row["prises"], waiting: row["attente"], present: row["venus"],
                walkIns: row["ajoutes"])
        }
        return EventCounts(lines)
    }

    /// Places held by session.
    public func heldSeats(of event: Int64) throws -> [Int64: Int] {
        try store.read { database in
            var seats: [Int64: Int] = [:]
            for row in try Row.fetchAll(
                database,
                sql: """
                    SELECT c.seance, count(*) AS n FROM inscription_seance c
                    JOIN seance s ON s.id = c.seance WHERE s.rencontre = ? AND c.retenue
                    GROUP BY c.seance
                    """, arguments: [event])
            { seats[row["seance"]] = row["n"] }
            return seats
        }
    }
}

extension EventCounts {
    /// Counts one more place of a college.
    fileprivate mutating func take(_ college: College) {
        var lines = self.lines
        lines[college, default: Line()].taken += 1
        self = EventCounts(lines)
    }
}
