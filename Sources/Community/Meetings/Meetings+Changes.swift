import GRDB

extension Meetings {
    /// What somebody changes by hand in a programme.
    public enum Change: Sendable, Hashable {
        case add(Meeting)
        /// The meeting of a pair goes to another slot and table.
        case move(buyer: Int64, company: Int64, slot: Int64, table: Int64)
        case remove(buyer: Int64, company: Int64)
    }

    /// The meetings after a change.
    ///
    /// - Throws: `.absent` for a meeting that is not there, `.untimely` for one that is there already.
    public static func changed(_ meetings: [Meeting], by change: Change) throws(CommunityRefusal)
        -> [Meeting]
    {
        func index(_ buyer: Int64, _ company: Int64) throws(CommunityRefusal) -> Int {
            let found = meetings.firstIndex { $0.buyer == buyer && $0.company == company }
            guard let found else {
                throw .absent("Ce rendez-vous n’est plus de cette version du programme.")
            }
            return found
        }
        var meetings = meetings
        switch change {
        case .add(let meeting):
            guard !meetings.contains(where: { $0.isSamePair(meeting) }) else {
                throw .untimely("Ces deux-là ont déjà un rendez-vous\u{202F}: déplacez-le.")
            }
            meetings.append(meeting)
        case .move(let buyer, let company, let slot, let table):
            let place = try index(buyer, company)
            meetings[place].slot = slot
            meetings[place].table = table
        case .remove(let buyer, let company):
            meetings.remove(at: try index(buyer, company))
        }
        return meetings
    }

    /// What would be wrong after a change and was not before.
    public func faults(of change: Change, programme: Programme) throws -> [Fault] {
        let setting = try setting(of: programme.event)
        let before = try meetings(of: programme.id)
        let former = Set(Meetings.faults(of: before, setting))
        return Meetings.faults(of: try Meetings.changed(before, by: change), setting)
            .filter { !former.contains($0) }
    }

    /// Makes a new version with a change.
    ///
    /// - Parameters:
    ///   - base: the version that was read.
    ///   - isConfirmed: whether faults that may be allowed were shown and accepted.
    /// - Throws: `.changedMeanwhile` when another version came meanwhile; `.untimely` for an
    ///   impossible change, an unconfirmed one, or before wishes are closed.
    public func change(
        _ change: Change, base: Programme, reason: String, isConfirmed: Bool, _ acting: Acting
    ) throws -> Programme {
        let reason = try Entry.line("raison", reason, 0...300)
        return try store.write(acting) { database in
            let event = try Meetings.event(base.event, in: database)
            guard event.stage >= .wishesClosed, event.stage < .feedback else {
                throw CommunityRefusal.untimely("Le programme ne se retouche pas à cette étape.")
            }
            try Meetings.checkNoneRunning(event.id, database, acting)
            guard try Meetings.latest(event.id, in: database)?.id == base.id else {
                throw CommunityRefusal.changedMeanwhile(what: "Ce programme")
            }
            let setting = try Setting(event, in: database)
            let before = try Meetings.meetings(of: base.id, in: database)
            let after = try Meetings.changed(before, by: change)
            let former = Set(Meetings.faults(of: before, setting))
            let faults = Meetings.faults(of: after, setting).filter { !former.contains($0) }
            guard !faults.contains(where: \.isImpossible), isConfirmed || faults.isEmpty else {
                throw CommunityRefusal.untimely("Ce changement enfreint une règle.")
            }
            return try Meetings.insert(
                after, .hand, reason: reason, setting, publish: false, database, acting)
        }
    }

    // MARK: Publishing

    /// Writes the letter of a participant: who it is, its meetings, whether it had others before.
    public typealias AgendaLetter =
        @Sendable (
            _ participant: Participant, _ person: Person, _ agenda: [Appointment],
            _ isChange: Bool
        ) -> MailMessage?

    /// One meeting, as one of its sides reads it.
    public struct Appointment: Sendable, Hashable {
        public let slot: Slot
        public let table: Table
        public let other: Participant
    }

    /// Publishes a version: everybody reads it, and those whose agenda changed get a letter.
    ///
    /// - Throws: `.untimely` before wishes are closed, after the day, or for a version that cannot be
    ///   read or that an absent participant is in.
    public func publish(_ programme: Programme, _ acting: Acting, letter: AgendaLetter) throws {
        try store.write(acting) { database in
            let event = try Meetings.event(programme.event, in: database)
            guard event.stage >= .wishesClosed, event.stage < .feedback, programme.state == .ready
            else {
                throw CommunityRefusal.untimely("Cette version ne se publie pas à cette étape.")
            }
            let setting = try Setting(event, in: database)
            let meetings = try Meetings.meetings(of: programme.id, in: database)
            guard !Meetings.faults(of: meetings, setting).contains(where: \.isImpossible) else {
                throw CommunityRefusal.untimely(
                    "Cette version place un participant absent, ou deux fois au même moment\u{202F}: "
                        + "refaites-la.")
            }
            guard
                try Meetings.published(event.id, in: database).map({ $0.number < programme.number })
                    ?? true
            else {
                throw CommunityRefusal.untimely("Une version plus récente est déjà publiée.")
            }
            let before = try Meetings.published(event.id, in: database).map {
                try Meetings.meetings(of: $0.id, in: database)
            }
            try database.execute(
                sql: "UPDATE innovation_programme SET publie = ? WHERE id = ?",
                arguments: [acting.now.seconds, programme.id])
            if event.stage == .wishesClosed {
                try Meetings.set(.published, event.id, database, acting)
            }
            try send(letter, before: before, after: meetings, setting, database, acting)
        }
    }

    /// Letters to those whose agenda is not what it was.
    func send(
        _ letter: AgendaLetter, before: [Meeting]?, after: [Meeting], _ setting: Setting,
        _ database: Database, _ acting: Acting
    ) throws {
        for participant in setting.participants {
            let agenda = after.filter { $0.has(participant.id) }
            if let before {
                let former = before.filter { $0.has(participant.id) }
                let isSame =
                    former.count == agenda.count
                    && agenda.allSatisfy { one in former.contains { $0.isSameAs(one) } }
                if isSame { continue }
            }
            guard let id = participant.person else { continue }
            let person = try Accounts.person(id, in: database)
            let appointments = Meetings.appointments(of: participant.id, agenda, setting)
            if let message = letter(participant, person, appointments, before != nil) {
                try store.outbox.add(message, to: database, acting)
            }
        }
    }

    /// The meetings of a participant, in order of time.
    public static func appointments(
        of participant: Int64, _ meetings: [Meeting], _ setting: Setting
    ) -> [Appointment] {
        let slots = Dictionary(uniqueKeysWithValues: setting.slots.map { ($0.id, $0) })
        let tables = Dictionary(uniqueKeysWithValues: setting.tables.map { ($0.id, $0) })
        return meetings.filter { $0.has(participant) }.compactMap { meeting -> Appointment? in
            guard let slot = slots[meeting.slot], let table = tables[meeting.table],
                let other = setting.participant(meeting.other(than: participant))
            else { return nil }
            return Appointment(slot: slot, table: table, other: other)
        }.sorted { $0.slot.start < $1.slot.start }
    }

    // MARK: Agendas

    /// What the link of an agenda holds: the participant and a digest that nobody can guess.
    public func agendaToken(_ participant: Int64, _ acting: Acting) throws -> String {
        let key = try store.key(acting)
        let digest = Fingerprint.keyed("agenda-innovation|\(participant)", key: key)
        return "\(participant)-" + Fingerprint.token(Array(digest.prefix(18)))
    }

    /// The participant of an agenda's link.
    ///
    /// - Throws: `.absent` for a link that was not made here.
    public func participant(agenda token: String, _ acting: Acting) throws -> Participant {
        let id = token.split(separator: "-", maxSplits: 1).first.flatMap { Int64($0) } ?? 0
        let right = try agendaToken(id, acting)
        guard Fingerprint.same(Array(right.utf8), Array(token.utf8)) else {
            throw CommunityRefusal.absent(
                "Ce lien n’est pas entier. Recopiez-le depuis le courriel.")
        }
        return try store.read { try Meetings.participant(id, in: $0) }
    }
}
