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
        /// Who came unannounced, and how many meetings it has.
        public var newcomer: (id: Int64, meetings: Int)?
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
    /// - Parameters:
    ///   - others: whom they would meet, as the organiser heard it; each side counts 3, but for who
    ///     had already refused.
    ///   - need: what a buyer looks for, published at once: nobody is told in a meeting what the
    ///     others could not read (R2111-2).
    /// - Throws: as `missing`; `.invalid`, also for a buyer without any need.
    public func walkIn(
        _ party: Visitor.Party, _ said: Registration, others: [Int64], need: NeedText? = nil,
        event: Int64, _ acting: Acting, letter: AgendaLetter
    ) throws -> Repair {
        let said = try Meetings.read(said)
        let need = try need.map { try Meetings.read($0) }
        return try store.write(acting) { database in
            let event = try checkRepairable(event, database)
            let id = try Meetings.enter(party, said, event, isWalkIn: true, database, acting)
            if party.side == .buyer { try publish(need, of: id, event, database, acting) }
            for other in others {
                let met = try Meetings.participant(other, in: database)
                guard met.event == event.id, met.side == party.side.other else { continue }
                for (from, to) in [(id, other), (other, id)] {
                    try database.execute(
                        sql: """
                            INSERT INTO innovation_voeu
                              (de, vers, force, motif, personne, moment, jour)
                            VALUES (?, ?, 3, '', ?, ?, ?) ON CONFLICT (de, vers) DO NOTHING
                            """,
                        arguments: [
                            from, to, acting.person, acting.now.seconds, event.start.seconds,
                        ])
                }
            }
            return try repair(
                event, reason: "Venue de \(said.name) sans inscription", without: nil,
                newcomer: id, database, acting, letter)
        }
    }

    /// Publishes the need of a buyer who came unannounced; one that has a need already may do without.
    private func publish(
        _ need: NeedText?, of buyer: Int64, _ event: Event, _ database: Database, _ acting: Acting
    ) throws {
        guard let need else {
            let known = try Int.fetchOne(
                database,
                sql: "SELECT 1 FROM innovation_besoin WHERE participant = ? AND retire IS NULL",
                arguments: [buyer])
            guard known == nil else { return }
            throw CommunityRefusal.invalid(
                field: "titre", value: "",
                sentence:
                    "Écrivez le besoin de cet acheteur\u{202F}: il est publié aussitôt, chacun doit savoir la "
                    + "même chose (article R2111-2 du code de la commande publique).")
        }
        try Meetings.insert(need, by: buyer, event: event.id, database, acting)
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
        _ event: Event, reason: String, without absent: Int64?, newcomer: Int64? = nil,
        _ database: Database, _ acting: Acting, _ letter: AgendaLetter
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
        let kept = after.count { one in before.contains { $0.isSamePair(one) } }
        let same = after.count { one in before.contains { $0.isSameAs(one) } }
        let (added, moved, cancelled) = (after.count - kept, kept - same, before.count - kept)
        let own = newcomer.map { id in (id: id, meetings: after.count { $0.has(id) }) }
        let programme = try Meetings.insert(
            after, .repair,
            reason: reason + "\u{202F}: " + Meetings.told(added, moved, cancelled, own?.meetings),
            setting, publish: true, database, acting)
        try send(letter, before: before, after: after, setting, database, acting)
        return Repair(
            programme: programme, cancelled: cancelled, added: added, moved: moved, newcomer: own)
    }

    /// What a repair changed, in words: `2 rendez-vous ajoutés, 1 déplacé, 0 annulé`.
    static func told(_ added: Int, _ moved: Int, _ cancelled: Int, _ newcomer: Int?) -> String {
        func agreed(_ count: Int, _ word: String) -> String { word + (count < 2 ? "" : "s") }
        let changes =
            added + moved + cancelled == 0
            ? "aucun rendez-vous ne change"
            : "\(added)\u{A0}rendez-vous \(agreed(added, "ajouté")), \(moved)\u{A0}"
                + "\(agreed(moved, "déplacé")), \(cancelled)\u{A0}\(agreed(cancelled, "annulé"))"
        switch newcomer {
        case nil: return changes
        case 0: return "aucun rendez-vous n’a pu lui être donné\u{202F}; " + changes
        case let count?:
            return "\(count)\u{A0}rendez-vous pour la personne venue\u{202F}; " + changes
        }
    }
}
