import GRDB

extension CommunityStore {
    /// The studies of working groups.
    public var studies: Studies { Studies(store: self) }
}

/// The studies of working groups: a text with live figures over a fixed edition, its versions, its
/// discussion.
///
/// - Shape: a draft is for the group; once published it is public, and stays so at each later version.
///   Every saved state is kept as a version; nothing is overwritten.
public struct Studies: Sendable {
    let store: CommunityStore

    /// A study, as it stands.
    public struct Study: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let group: Int64
        public let groupKey: String
        public let groupName: String
        /// The question it came from.
        public let question: Int64?
        public let title: String
        public let summary: String
        /// Who signs it, in free text.
        public let authors: String
        /// Markdown with figure references (`FigureReference`).
        public let text: String
        /// The edition its figures are read from; empty while none was fixed.
        public let edition: String
        public let created: Moment
        public let changed: Moment
        public let published: Moment?
        public let version: Int

        /// Whether everybody may read it.
        public var isPublished: Bool { published != nil }

        init(_ row: Row) {
            id = row["id"]
            group = row["groupe"]
            groupKey = row["groupe_cle"]
            groupName = row["groupe_nom"]
            question = row["question"]
            title = row["titre"]
            summary = row["resume"]
            authors = row["auteurs"]
            text = row["texte"]
            edition = row["edition"]
            created = Moment(seconds: row["cree"])
            changed = Moment(seconds: row["modifiee"])
            published = (row["publiee"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }
    }

    /// What the form of a study says.
    public struct Draft: Sendable, Hashable {
        public var title: String
        public var summary: String
        public var authors: String
        public var text: String
        public var edition: String
        /// What changed, in the words of who saves.
        public var note: String

        /// What the form of a study says.
        public init(
            title: String, summary: String = "", authors: String = "", text: String = "",
            edition: String, note: String = ""
        ) {
            self.title = title
            self.summary = summary
            self.authors = authors
            self.text = text
            self.edition = edition
            self.note = note
        }

        fileprivate func checked() throws(CommunityRefusal) -> Draft {
            Draft(
                title: try Entry.line("titre", title, 5...200),
                summary: try Entry.text("resume", summary, 0...2_000),
                authors: try Entry.line("auteurs", authors, 0...300),
                text: try Entry.text("texte", text, 0...100_000),
                edition: try Entry.line("edition_fixee", edition, 0...80),
                note: try Entry.line("note", note, 0...200))
        }
    }

    private static let columns = """
        SELECT e.*, g.cle AS groupe_cle, g.nom AS groupe_nom FROM etude e
        JOIN groupe g ON g.id = e.groupe
        """

    /// Studies, the latest changed first.
    ///
    /// - Parameters:
    ///   - group: of one group, or of all.
    ///   - drafts: groups whose drafts may be seen; nil for all of them.
    public func all(of group: Int64? = nil, drafts: Set<Int64>?) throws -> [Study] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: Studies.columns
                    + " WHERE (?1 IS NULL OR e.groupe = ?1) ORDER BY e.modifiee DESC, e.id DESC",
                arguments: [group]
            ).map { Study($0) }.filter { study in
                study.isPublished || drafts?.contains(study.group) ?? true
            }
        }
    }

    /// A study by its number.
    ///
    /// - Throws: `.absent`.
    public func study(_ id: Int64) throws -> Study {
        try store.read { try Studies.study(id, in: $0) }
    }

    static func study(_ id: Int64, in database: Database) throws -> Study {
        let row = try Row.fetchOne(
            database, sql: Studies.columns + " WHERE e.id = ?", arguments: [id])
        guard let row else {
            throw CommunityRefusal.absent("Il n’y a pas d’étude n°\u{A0}\(id).")
        }
        return Study(row)
    }

    /// Opens a study in an open group, from a question or not; its first version is kept.
    ///
    /// - Returns: its number.
    /// - Throws: `.invalid` naming the field, `.untimely` for a closed group, `.absent` for a question
    ///   of another group.
    public func open(
        in group: Int64, from question: Int64?, _ draft: Draft, _ acting: Acting
    ) throws -> Int64 {
        let draft = try draft.checked()
        return try store.write(acting) { database in
            try Groups.requireOpen(group, in: database)
            if let question {
                let asked = try Int64.fetchOne(
                    database, sql: "SELECT groupe FROM question_ouverte WHERE id = ?",
                    arguments: [question])
                guard asked == group else {
                    throw CommunityRefusal.absent(
                        "Il n’y a pas de question n°\u{A0}\(question) dans ce groupe.")
                }
            }
            try database.execute(
                sql: """
                    INSERT INTO etude (groupe, question, titre, resume, auteurs, texte, edition,
                      auteur, cree, modifiee) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    group, question, draft.title, draft.summary, draft.authors, draft.text,
                    draft.edition, acting.person, acting.now.seconds, acting.now.seconds,
                ])
            let id = database.lastInsertedRowID
            try keep(id, 1, draft, database, acting)
            return id
        }
    }

    /// Saves a study: one more version.
    ///
    /// - Parameter version: the version the form was opened on.
    /// - Throws: `.invalid` naming the field, `.changedMeanwhile`.
    public func save(_ id: Int64, _ draft: Draft, version: Int, _ acting: Acting) throws {
        let draft = try draft.checked()
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE etude SET titre = ?, resume = ?, auteurs = ?, texte = ?, edition = ?,
                      modifiee = ?, version = version + 1 WHERE id = ? AND version = ?
                    """,
                arguments: [
                    draft.title, draft.summary, draft.authors, draft.text, draft.edition,
                    acting.now.seconds, id, version,
                ])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette étude")
            }
            try keep(id, version + 1, draft, database, acting)
        }
    }

    private func keep(
        _ id: Int64, _ number: Int, _ draft: Draft, _ database: Database, _ acting: Acting
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO etude_version
                  (etude, numero, titre, resume, texte, edition, auteur, moment, note)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, number, draft.title, draft.summary, draft.text, draft.edition, acting.person,
                acting.now.seconds, draft.note,
            ])
    }

    /// Makes a study public, or a draft again.
    ///
    /// - Throws: `.untimely` for a study without text or without a fixed edition.
    public func publish(_ id: Int64, _ isPublic: Bool, _ acting: Acting) throws {
        try store.write(acting) { database in
            let study = try Studies.study(id, in: database)
            guard !isPublic || (!study.text.isEmpty && !study.edition.isEmpty) else {
                throw CommunityRefusal.untimely(
                    "Une étude se publie avec un texte et une édition fixée.")
            }
            try database.execute(
                sql: "UPDATE etude SET publiee = ? WHERE id = ?",
                arguments: [isPublic ? acting.now.seconds : nil, id])
        }
    }

    /// The editions that studies and publications are fixed on, in any of their versions: they must
    /// be kept.
    public func citedEditions() throws -> Set<String> {
        try store.read { database in
            Set(
                try String.fetchAll(
                    database,
                    sql: """
                        SELECT edition FROM etude_version WHERE edition <> ''
                        UNION SELECT edition FROM publication_version WHERE edition <> ''
                        """))
        }
    }
}
