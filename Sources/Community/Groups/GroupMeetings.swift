import GRDB

extension CommunityStore {
    /// The meetings of working groups.
    public var groupMeetings: GroupMeetings { GroupMeetings(store: self) }
}

/// The meetings of working groups: when, where, about what, who came, what was said.
///
/// - Shape: what was agreed (when, where, title) has a sequence that rises at each change, as RFC 5545
///   asks; once convoked, each change and the cancellation are told to the members by letter, in the
///   same transaction.
public struct GroupMeetings: Sendable {
    let store: CommunityStore

    /// A meeting.
    public struct Meeting: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let group: Int64
        public let title: String
        public let start: Moment
        public let end: Moment
        public let place: String
        /// Where to join from afar; for members only.
        public let link: String
        /// Markdown.
        public let agenda: String
        public let cancelled: Moment?
        /// Why it was cancelled.
        public let reason: String
        /// How often what was agreed has changed.
        public let sequence: Int
        public let convoked: Moment?
        /// Markdown; empty until somebody writes them.
        public let minutes: String
        /// Present besides the members, in free text.
        public let otherPresent: String
        /// When the minutes were approved; a draft is for the group.
        public let approved: Moment?
        public let changed: Moment
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            group = row["groupe"]
            title = row["titre"]
            start = Moment(seconds: row["debut"])
            end = Moment(seconds: row["fin"])
            place = row["lieu"]
            link = row["lien"]
            agenda = row["ordre_du_jour"]
            cancelled = (row["annulee"] as Int64?).map { Moment(seconds: $0) }
            reason = row["motif"]
            sequence = row["sequence"]
            convoked = (row["convoquee"] as Int64?).map { Moment(seconds: $0) }
            minutes = row["compte_rendu"]
            otherPresent = row["autres_presents"]
            approved = (row["approuve"] as Int64?).map { Moment(seconds: $0) }
            changed = Moment(seconds: row["modifiee"])
            version = row["version"]
        }
    }

    /// What the form of a meeting says.
    public struct Draft: Sendable, Hashable {
        public var title: String
        public var start: Moment
        public var minutesLong: Int
        public var place: String
        public var link: String
        public var agenda: String

        /// What the form of a meeting says.
        public init(
            title: String, start: Moment, minutesLong: Int, place: String, link: String,
            agenda: String
        ) {
            self.title = title
            self.start = start
            self.minutesLong = minutesLong
            self.place = place
            self.link = link
            self.agenda = agenda
        }

        fileprivate func checked() throws(CommunityRefusal) -> Draft {
            guard (5...1_440).contains(minutesLong) else {
                throw .invalid(
                    field: "duree", value: String(minutesLong),
                    sentence: "Écrivez une durée de 5 à 1440 minutes.")
            }
            return Draft(
                title: try Entry.line("titre", title, 2...200), start: start,
                minutesLong: minutesLong, place: try Entry.line("lieu", place, 0...300),
                link: try WebAddress.read("lien", link),
                agenda: try Entry.text("ordre_du_jour", agenda, 0...20_000))
        }
    }

    /// What a letter about a meeting says.
    public enum News: String, Sendable, CaseIterable {
        case convoked, changed, cancelled
    }

    /// Writes the letter of a meeting to a member; nil for nobody to write to.
    public typealias Letter = (_ news: News, _ meeting: Meeting, _ to: Person) -> MailMessage?

    /// Adds a meeting to an open group.
    ///
    /// - Returns: its number.
    /// - Throws: `.invalid` naming the field, `.untimely` for a closed group.
    public func add(to group: Int64, _ draft: Draft, _ acting: Acting) throws -> Int64 {
        let draft = try draft.checked()
        return try store.write(acting) { database in
            try Groups.requireOpen(group, in: database)
            try database.execute(
                sql: """
                    INSERT INTO reunion
                      (groupe, titre, debut, fin, lieu, lien, ordre_du_jour, cree, modifiee)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    group, draft.title, draft.start.seconds,
                    draft.start.adding(minutes: draft.minutesLong).seconds, draft.place, draft.link,
                    draft.agenda, acting.now.seconds, acting.now.seconds,
                ])
            return database.lastInsertedRowID
        }
    }

    /// Changes a meeting; members convoked are told when the day, the hour, the place or the title
    /// moved.
    ///
    /// - Parameter version: the version the form was opened on.
    /// - Throws: `.invalid`, `.changedMeanwhile`, `.untimely` for a cancelled meeting.
    public func change(
        _ id: Int64, _ draft: Draft, version: Int, _ acting: Acting, letter: Letter
    ) throws {
        let draft = try draft.checked()
        try store.write(acting) { database in
            let former = try GroupMeetings.meeting(id, in: database)
            guard former.cancelled == nil else { throw GroupMeetings.isCancelled }
            guard former.version == version else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette réunion")
            }
            let end = draft.start.adding(minutes: draft.minutesLong)
            let isMoved =
                former.start != draft.start || former.end != end || former.title != draft.title
                || former.place != draft.place || former.link != draft.link
            try database.execute(
                sql: """
                    UPDATE reunion SET titre = ?, debut = ?, fin = ?, lieu = ?, lien = ?,
                      ordre_du_jour = ?, sequence = sequence + ?, modifiee = ?,
                      version = version + 1
                    WHERE id = ? AND version = ?
                    """,
                arguments: [
                    draft.title, draft.start.seconds, end.seconds, draft.place, draft.link,
                    draft.agenda, isMoved ? 1 : 0, acting.now.seconds, id, version,
                ])
            if isMoved, former.convoked != nil {
                try tell(.changed, id, database, acting, letter)
            }
        }
    }

    /// Convokes the group's members, once; those who joined since may be convoked by doing it again.
    ///
    /// - Returns: how many letters were put in the outbox.
    /// - Throws: `.untimely` for a meeting that is over or cancelled.
    @discardableResult
    public func convoke(_ id: Int64, _ acting: Acting, letter: Letter) throws -> Int {
        try store.write(acting) { database in
            let meeting = try GroupMeetings.meeting(id, in: database)
            guard meeting.cancelled == nil else { throw GroupMeetings.isCancelled }
            guard meeting.end > acting.now else {
                throw CommunityRefusal.untimely("Cette réunion a déjà eu lieu.")
            }
            try database.execute(
                sql: "UPDATE reunion SET convoquee = ?, modifiee = ? WHERE id = ?",
                arguments: [acting.now.seconds, acting.now.seconds, id])
            return try tell(.convoked, id, database, acting, letter)
        }
    }

    /// Cancels a meeting, with the reason; members convoked are told.
    ///
    /// - Throws: `.invalid` without a reason, `.untimely` when it is cancelled already.
    public func cancel(_ id: Int64, reason: String, _ acting: Acting, letter: Letter) throws {
        let reason = try Entry.line("motif", reason, 2...500)
        try store.write(acting) { database in
            let meeting = try GroupMeetings.meeting(id, in: database)
            guard meeting.cancelled == nil else { throw GroupMeetings.isCancelled }
            try database.execute(
                sql: """
                    UPDATE reunion SET annulee = ?, motif = ?, sequence = sequence + 1,
                      modifiee = ?, version = version + 1
                    WHERE id = ?
                    """, arguments: [acting.now.seconds, reason, acting.now.seconds, id])
            if meeting.convoked != nil { try tell(.cancelled, id, database, acting, letter) }
        }
    }

    @discardableResult
    private func tell(
        _ news: News, _ id: Int64, _ database: Database, _ acting: Acting, _ letter: Letter
    ) throws -> Int {
        let meeting = try GroupMeetings.meeting(id, in: database)
        var count = 0
        for person in try Groups.persons(of: meeting.group, in: database) {
            guard let message = letter(news, meeting, person) else { continue }
            try store.outbox.add(message, to: database, acting)
            count += 1
        }
        return count
    }

    private static let isCancelled = CommunityRefusal.untimely(
        "Cette réunion est annulée\u{202F}: elle ne change plus.")
}
