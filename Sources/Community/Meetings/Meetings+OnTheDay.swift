import GRDB

extension Meetings {
    /// What a repair changed.
    public struct Repair: Sendable {
        public let programme: Programme
        /// Meetings that were called off.
        public let cancelled: Int
        /// Meetings that were added.
        public let added: Int
        /// Meetings that went to another slot or table.
        public let moved: Int
    }

    /// Notes that a participant will not come, and repairs what is left of the day: its meetings still
    /// to come are called off, and those freed meet whom they wished where that is possible. The new
    /// version is published at once; those whose agenda changed get a letter.
    ///
    /// - Throws: `.untimely` unless a programme is published; `.absent`.
    /// - Complexity: under two seconds for 60 × 200 participants.
    public func missing(_ participant: Int64, _ acting: Acting, letter: AgendaLetter) throws
        -> Repair
    {
        try store.write(acting) { database in
            let participant = try Meetings.participant(participant, in: database)
            let event = try checkRepairable(participant.event, database)
            try database.execute(
                sql: """
                    UPDATE innovation_participant SET absent = ?, version = version + 1
                    WHERE id = ? AND absent IS NULL
                    """, arguments: [acting.now.seconds, participant.id])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.untimely("L’absence de \(participant.name) est déjà notée.")
            }
            return try repair(
                event, reason: "Absence de \(participant.name)", without: participant.id, database,
                acting, letter)
        }
    }

    /// Takes back an absence: the participant came after all, and gets what is still possible.
    ///
    /// - Throws: as `missing`.
    public func arrived(_ participant: Int64, _ acting: Acting, letter: AgendaLetter) throws
        -> Repair
    {
        try store.write(acting) { database in
            let participant = try Meetings.participant(participant, in: database)
            let event = try checkRepairable(participant.event, database)
            try database.execute(
                sql: """
                    UPDATE innovation_participant SET absent = NULL, version = version + 1
                    WHERE id = ?
                    """, arguments: [participant.id])
            return try repair(
                event, reason: "Arrivée de \(participant.name)", without: nil, database, acting,
                letter)
        }
    }

    /// Registers somebody who comes without having registered, wished by or wishing these, and finds
    /// them meetings in what is left of the day, moving as few others as possible.
    ///
    /// - Parameter others: whom they would meet, as the organiser heard it; each side counts 3.
    /// - Throws: as `missing`; `.invalid`.
    public func walkIn(
        _ party: Visitor.Party, _ said: Registration, others: [Int64], event: Int64,
        _ acting: Acting, letter: AgendaLetter
    ) throws -> Repair {
        let said = try Meetings.read(said)
        return try store.write(acting) { database in
            let event = try checkRepairable(event, database)
            let id = try Meetings.enter(party, said, event, isWalkIn: true, database, acting)
            for other in others {
                let met = try Meetings.participant(other, in: database)
                guard met.event == event.id, met.side == party.side.other else { continue }
                try database.execute(
                    sql: """
                        INSERT INTO innovation_voeu (de, vers, force, motif, personne, moment, jour)
                        VALUES (?, ?, 3, '', ?, ?, ?) ON CONFLICT (de, vers) DO NOTHING
                        """,
                    arguments: [
                        id, other, acting.person, acting.now.seconds, event.start.seconds,
                    ])
            }
            return try repair(
                event, reason: "Venue de \(said.name) sans inscription", without: nil, database,
                acting, letter)
        }
    }

    private func checkRepairable(_ event: Int64, _ database: Database) throws -> Event {
        let event = try Meetings.event(event, in: database)
        guard event.stage == .published || event.stage == .theDay else {
            throw CommunityRefusal.untimely(
                "Le programme se répare entre sa publication et la fin de la journée.")
        }
        return event
    }

    private func repair(
        _ event: Event, reason: String, without absent: Int64?, _ database: Database,
        _ acting: Acting, _ letter: AgendaLetter
    ) throws -> Repair {
        guard let current = try Meetings.published(event.id, in: database) else {
            throw CommunityRefusal.untimely("Aucun programme n’est publié.")
        }
        let setting = try Setting(event, in: database)
        let before = try Meetings.meetings(of: current.id, in: database)
        // What has begun is history: it stays as it was, whoever left since.
        let begun = setting.slots.prefix { $0.start <= acting.now }
        let past = Set(begun.map(\.id))
        let coming = before.filter { meeting in
            past.contains(meeting.slot) || absent.map { meeting.has($0) } != true
        }
        let after = ProgrammeSearch(setting: setting).repair(coming, slotsBegun: begun.count)
        let programme = try Meetings.insert(
            after, .repair, reason: reason, setting, publish: true, database, acting)
        try send(letter, before: before, after: after, setting, database, acting)
        let kept = after.count { one in before.contains { $0.isSamePair(one) } }
        let same = after.count { one in before.contains { $0.isSameAs(one) } }
        return Repair(
            programme: programme, cancelled: before.count - kept, added: after.count - kept,
            moved: kept - same)
    }
}
