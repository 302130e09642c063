import GRDB
public import Procurement

extension CommunityStore {
    /// What working groups have undertaken to deliver.
    public var workPlan: WorkPlan { WorkPlan(store: self) }
}

/// What working groups have undertaken to deliver, and where it stands.
public struct WorkPlan: Sendable {
    let store: CommunityStore

    /// Where a deliverable stands.
    public enum State: String, Sendable, CaseIterable {
        case planned = "prevu"
        case begun = "en_cours"
        case delivered = "livre"
        case abandoned = "abandonne"

        /// French.
        public var label: String {
            switch self {
            case .planned: "prévu"
            case .begun: "en cours"
            case .delivered: "livré"
            case .abandoned: "abandonné"
            }
        }
    }

    /// Something to deliver.
    public struct Deliverable: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let group: Int64
        public let title: String
        /// Markdown.
        public let description: String
        public let state: State
        /// Why it was abandoned.
        public let reason: String
        public let due: Day?
        public let responsible: Int64?
        /// The name shown of who is responsible.
        public let responsibleName: String?
        /// Where it can be read: a path of this site, or a whole address.
        public let link: String
        public let changed: Moment
        public let version: Int

        /// Whether it is past its day and neither delivered nor abandoned.
        public func isLate(on day: Day) -> Bool {
            guard let due, state == .planned || state == .begun else { return false }
            return due < day
        }

        init(_ row: Row) {
            id = row["id"]
            group = row["groupe"]
            title = row["titre"]
            description = row["description"]
            state = State(rawValue: row["etat"]) ?? .planned
            reason = row["motif"]
            due = (row["echeance"] as Int32?).map { Day(number: $0) }
            responsible = row["responsable"]
            let name: String? = row["responsable_nom"]
            responsibleName = responsible.map { id in
                name.flatMap { $0.isEmpty ? nil : $0 } ?? "Personne n°\u{A0}\(id)"
            }
            link = row["lien"]
            changed = Moment(seconds: row["modifie"])
            version = row["version"]
        }
    }

    /// What the form of a deliverable says.
    public struct Draft: Sendable, Hashable {
        public var title: String
        public var description: String
        public var state: State
        public var reason: String
        public var due: Day?
        public var responsible: Int64?
        public var link: String

        /// What the form of a deliverable says.
        public init(
            title: String, description: String = "", state: State = .planned, reason: String = "",
            due: Day? = nil, responsible: Int64? = nil, link: String = ""
        ) {
            self.title = title
            self.description = description
            self.state = state
            self.reason = reason
            self.due = due
            self.responsible = responsible
            self.link = link
        }

        fileprivate func checked() throws(CommunityRefusal) -> Draft {
            var draft = self
            draft.title = try Entry.line("titre", title, 2...200)
            draft.description = try Entry.text("description", description, 0...20_000)
            draft.reason = try Entry.line("motif", reason, state == .abandoned ? 2...500 : 0...500)
            if state != .abandoned { draft.reason = "" }
            draft.link = try WebAddress.read("lien", link, allowsPath: true)
            return draft
        }
    }

    private static let columns = """
        SELECT l.*, p.nom AS responsable_nom FROM livrable l
        LEFT JOIN personne p ON p.id = l.responsable
        """

    /// The deliverables of a group, by due day, those without one last.
    public func all(of group: Int64) throws -> [Deliverable] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: WorkPlan.columns
                    + " WHERE l.groupe = ? ORDER BY l.echeance IS NULL, l.echeance, l.id",
                arguments: [group]
            ).map { Deliverable($0) }
        }
    }

    /// How many deliverables each group has delivered, of how many not abandoned.
    public func progress() throws -> [Int64: (delivered: Int, total: Int)] {
        try store.read { database in
            var progress: [Int64: (delivered: Int, total: Int)] = [:]
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT groupe, sum(etat = 'livre') AS livres, count(*) AS tous FROM livrable
                    WHERE etat <> 'abandonne' GROUP BY groupe
                    """)
            for row in rows { progress[row["groupe"]] = (row["livres"], row["tous"]) }
            return progress
        }
    }

    /// A deliverable by its number.
    ///
    /// - Throws: `.absent`.
    public func deliverable(_ id: Int64) throws -> Deliverable {
        let row = try store.read {
            try Row.fetchOne(
                $0, sql: WorkPlan.columns + " WHERE l.id = ?", arguments: [id]
            ).map { Deliverable($0) }
        }
        guard let row else {
            throw CommunityRefusal.absent("Il n’y a pas de livrable n°\u{A0}\(id).")
        }
        return row
    }

    /// Adds a deliverable to an open group.
    ///
    /// - Returns: its number.
    /// - Throws: `.invalid` naming the field, `.untimely` for a closed group.
    public func add(to group: Int64, _ draft: Draft, _ acting: Acting) throws -> Int64 {
        let draft = try draft.checked()
        return try store.write(acting) { database in
            try Groups.requireOpen(group, in: database)
            try requireMember(draft.responsible, of: group, in: database)
            try database.execute(
                sql: """
                    INSERT INTO livrable (groupe, titre, description, etat, motif, echeance,
                      responsable, lien, cree, modifie) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    group, draft.title, draft.description, draft.state.rawValue, draft.reason,
                    draft.due?.number, draft.responsible, draft.link, acting.now.seconds,
                    acting.now.seconds,
                ])
            return database.lastInsertedRowID
        }
    }

    /// Changes a deliverable.
    ///
    /// - Parameter version: the version the form was opened on.
    /// - Throws: `.invalid` naming the field (an abandoned one needs its reason), `.changedMeanwhile`.
    public func change(_ id: Int64, _ draft: Draft, version: Int, _ acting: Acting) throws {
        let draft = try draft.checked()
        try store.write(acting) { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT groupe, responsable FROM livrable WHERE id = ?",
                arguments: [id])
            guard let row else {
                throw CommunityRefusal.absent("Il n’y a pas de livrable n°\u{A0}\(id).")
            }
            // Who left the group may stay responsible for what they had begun.
            if draft.responsible != row["responsable"] as Int64? {
                try requireMember(draft.responsible, of: row["groupe"], in: database)
            }
            try database.execute(
                sql: """
                    UPDATE livrable SET titre = ?, description = ?, etat = ?, motif = ?,
                      echeance = ?, responsable = ?, lien = ?, modifie = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """,
                arguments: [
                    draft.title, draft.description, draft.state.rawValue, draft.reason,
                    draft.due?.number, draft.responsible, draft.link, acting.now.seconds, id,
                    version,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Ce livrable")
            }
        }
    }

    /// What happened to a deliverable, the oldest first, as the journal tells it.
    public func history(of deliverable: Int64) throws -> [JournalEntry] {
        try store.history(of: "livrable", row: deliverable)
    }

    private func requireMember(_ person: Int64?, of group: Int64, in database: Database) throws {
        guard let person else { return }
        guard
            try Int.fetchOne(
                database, sql: "SELECT 1 FROM groupe_membre WHERE groupe = ? AND personne = ?",
                arguments: [group, person]) != nil
        else {
            throw CommunityRefusal.invalid(
                field: "responsable", value: String(person),
                sentence: "Choisissez un membre du groupe.")
        }
    }
}

extension CommunityStore {
    /// The changes of one row of a table, the oldest first.
    func history(of object: String, row: Int64) throws -> [JournalEntry] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM journal WHERE objet = ? AND ligne = ? ORDER BY id",
                arguments: [object, row]
            ).map { JournalEntry($0) }
        }
    }
}

extension JournalEntry {
    /// A column before and after, as text; nil where it was null or the row did not exist.
    ///
    /// - Returns: nil when the change left the column alone.
    public func change(of column: String) -> (before: String?, after: String?)? {
        let (former, latter) = (
            JournalEntry.value(column, in: before), JournalEntry.value(column, in: after)
        )
        guard former.isThere || latter.isThere else { return nil }
        return (former.text, latter.text)
    }
}
