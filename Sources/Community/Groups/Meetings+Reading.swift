import GRDB

extension GroupMeetings {
    static func meeting(_ id: Int64, in database: Database) throws -> Meeting {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM reunion WHERE id = ?", arguments: [id])
        guard let row else {
            throw CommunityRefusal.absent("Il n’y a pas de réunion n°\u{A0}\(id).")
        }
        return Meeting(row)
    }

    /// A meeting by its number.
    ///
    /// - Throws: `.absent`.
    public func meeting(_ id: Int64) throws -> Meeting {
        try store.read { try GroupMeetings.meeting(id, in: $0) }
    }

    /// The meetings of a group, the latest first.
    public func all(of group: Int64) throws -> [Meeting] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM reunion WHERE groupe = ? ORDER BY debut DESC, id DESC",
                arguments: [group]
            ).map { Meeting($0) }
        }
    }

    /// The meetings of open groups that end after a moment, the nearest first.
    public func after(_ moment: Moment, atMost limit: Int = 500) throws -> [Meeting] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT r.* FROM reunion r JOIN groupe g ON g.id = r.groupe
                    WHERE r.fin > ? AND g.clos IS NULL ORDER BY r.debut, r.id LIMIT ?
                    """, arguments: [moment.seconds, limit]
            ).map { Meeting($0) }
        }
    }

    // MARK: Minutes

    /// What somebody did about a meeting.
    public enum Attendance: String, Sendable, CaseIterable {
        case present
        case excused = "excuse"
        case absent

        /// French.
        public var label: String {
            switch self {
            case .present: "présent"
            case .excused: "excusé"
            case .absent: "absent"
            }
        }
    }

    /// A line of the attendance list.
    public struct Attendant: Sendable, Hashable {
        public let person: Int64
        public let name: String
        public let attendance: Attendance
    }

    /// The attendance list, by name.
    public func attendance(of meeting: Int64) throws -> [Attendant] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT p.*, r.etat AS presence FROM reunion_presence r
                    JOIN personne p ON p.id = r.personne WHERE r.reunion = ? ORDER BY p.nom, p.id
                    """, arguments: [meeting]
            ).map { row in
                let person = Person(row)
                return Attendant(
                    person: person.id, name: person.shownName,
                    attendance: Attendance(rawValue: row["presence"]) ?? .absent)
            }
        }
    }

    /// Writes the minutes and the attendance list; approved minutes become a draft again.
    ///
    /// - Parameter version: the version the form was opened on.
    /// - Throws: `.invalid` naming the field, `.changedMeanwhile`, `.untimely` before it began.
    public func minute(
        _ id: Int64, text: String, otherPresent: String,
        attendance: [(person: Int64, attendance: Attendance)], version: Int, _ acting: Acting
    ) throws {
        let text = try Entry.text("compte_rendu", text, 0...60_000)
        let otherPresent = try Entry.text("autres_presents", otherPresent, 0...2_000)
        try store.write(acting) { database in
            let meeting = try GroupMeetings.meeting(id, in: database)
            guard meeting.start <= acting.now, meeting.cancelled == nil else {
                throw CommunityRefusal.untimely(
                    "Le compte rendu s’écrit une fois la réunion commencée.")
            }
            try database.execute(
                sql: """
                    UPDATE reunion SET compte_rendu = ?, autres_presents = ?, approuve = NULL,
                      approbateur = NULL, modifiee = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """, arguments: [text, otherPresent, acting.now.seconds, id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Ce compte rendu")
            }
            for line in attendance {
                try database.execute(
                    sql: """
                        INSERT INTO reunion_presence (reunion, personne, etat) VALUES (?, ?, ?)
                        ON CONFLICT (reunion, personne) DO UPDATE SET etat = excluded.etat
                        """, arguments: [id, line.person, line.attendance.rawValue])
            }
        }
    }

    /// Approves the minutes, which become public.
    ///
    /// - Parameter version: the version that was read before approving.
    /// - Throws: `.untimely` when there are none, `.changedMeanwhile`.
    public func approve(_ id: Int64, version: Int, _ acting: Acting) throws {
        try store.write(acting) { database in
            let meeting = try GroupMeetings.meeting(id, in: database)
            guard !meeting.minutes.isEmpty else {
                throw CommunityRefusal.untimely("Il n’y a pas encore de compte rendu à approuver.")
            }
            try database.execute(
                sql: """
                    UPDATE reunion SET approuve = ?, approbateur = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """, arguments: [acting.now.seconds, acting.person, id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Ce compte rendu")
            }
        }
    }

    // MARK: Reminders

    /// Writes the reminders of convoked meetings that begin within a day: one to each member, once
    /// for each sequence.
    ///
    /// - Returns: how many were written; those already sent are counted again and not sent again.
    @discardableResult
    public func remind(
        _ acting: Acting, letter: (_ meeting: Meeting, _ to: Person) -> MailMessage?
    ) throws -> Int {
        try store.write(acting) { database in
            let soon = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM reunion
                    WHERE annulee IS NULL AND convoquee IS NOT NULL AND debut > ? AND debut <= ?
                    """, arguments: [acting.now.seconds, acting.now.adding(days: 1).seconds]
            ).map { Meeting($0) }
            var count = 0
            for meeting in soon {
                for person in try Groups.persons(of: meeting.group, in: database) {
                    guard var message = letter(meeting, person) else { continue }
                    message.category = .reminders
                    message.once = "rappel-reunion-\(meeting.id)-\(meeting.sequence)-\(person.id)"
                    try store.outbox.add(message, to: database, acting)
                    count += 1
                }
            }
            return count
        }
    }

    // MARK: Calendar

    /// A meeting as calendars keep it.
    ///
    /// - Parameters:
    ///   - site: the public address of the site, as `https://observatoire.example`.
    ///   - page: the path of the meeting's page.
    ///   - isForMembers: whether the link to join from afar may be told.
    public static func event(
        _ meeting: Meeting, groupName: String, site: String, page: String, isForMembers: Bool
    ) -> CalendarFile.Event {
        let host =
            site.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? "orcp"
        var text = meeting.agenda
        if isForMembers, !meeting.link.isEmpty {
            text += (text.isEmpty ? "" : "\n\n") + "À distance\u{202F}: " + meeting.link
        }
        if meeting.cancelled != nil {
            text = "Réunion annulée\u{202F}: \(meeting.reason)\n\n" + text
        }
        return CalendarFile.Event(
            uid: "reunion-\(meeting.id)@\(host)", sequence: meeting.sequence,
            stamp: meeting.changed, start: meeting.start, end: meeting.end,
            title: groupName + "\u{202F}: " + meeting.title, text: text, place: meeting.place,
            link: site + page, isCancelled: meeting.cancelled != nil)
    }
}
