import GRDB

extension CommunityStore {
    /// The studies of working groups.
    public var studies: Studies { Studies(store: self) }
}

/// The studies of working groups: a text with live figures over a fixed edition, its versions, its
/// discussion.
///
/// - Shape: a draft is for the group; the lead publishes one version, which is all that the public
///   reads until the lead publishes another. Every saved state is kept; nothing is overwritten.
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
        public private(set) var title: String
        public private(set) var summary: String
        /// Who signs it, in free text.
        public private(set) var authors: String
        /// Markdown with figure references (`FigureReference`).
        public private(set) var text: String
        /// The edition its figures are read from; empty while none was fixed.
        public private(set) var edition: String
        public let created: Moment
        public private(set) var changed: Moment
        public let published: Moment?
        /// The version that everybody reads; nil while it is a draft.
        public let publishedVersion: Int?
        public private(set) var version: Int
        private let face: Face?

        /// What the published version says.
        private struct Face: Sendable, Hashable {
            let title: String
            let summary: String
            let authors: String
            let text: String
            let edition: String
            let saved: Moment
        }

        /// Whether everybody may read a version of it.
        public var isPublished: Bool { published != nil }

        /// Whether a version later than the published one waits for the lead.
        public var hasLaterDraft: Bool { publishedVersion.map { $0 < version } ?? false }

        /// The study as its published version says it; nil while it is a draft.
        public var asPublished: Study? {
            guard let face, let publishedVersion else { return nil }
            var study = self
            study.title = face.title
            study.summary = face.summary
            study.authors = face.authors
            study.text = face.text
            study.edition = face.edition
            study.changed = face.saved
            study.version = publishedVersion
            return study
        }

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
            publishedVersion = row["publiee_version"]
            version = row["version"]
            face = (row["v_moment"] as Int64?).map { saved in
                Face(
                    title: row["v_titre"], summary: row["v_resume"], authors: row["v_auteurs"],
                    text: row["v_texte"], edition: row["v_edition"], saved: Moment(seconds: saved))
            }
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
        SELECT e.*, g.cle AS groupe_cle, g.nom AS groupe_nom, v.titre AS v_titre,
          v.resume AS v_resume, v.auteurs AS v_auteurs, v.texte AS v_texte, v.edition AS v_edition,
          v.moment AS v_moment
        FROM etude e JOIN groupe g ON g.id = e.groupe
        LEFT JOIN etude_version v ON v.etude = e.id AND v.numero = e.publiee_version
        """

    /// Studies, the latest changed first; those of other groups as they are published.
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
            ).compactMap { row in
                let study = Study(row)
                return drafts?.contains(study.group) ?? true ? study : study.asPublished
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

    /// Saves a study: one more version, for the group until its lead publishes it.
    ///
    /// - Parameter version: the version the form was opened on.
    /// - Throws: `.invalid` naming the field, `.changedMeanwhile`, `.untimely` in a closed group.
    public func save(_ id: Int64, _ draft: Draft, version: Int, _ acting: Acting) throws {
        let draft = try draft.checked()
        try store.write(acting) { database in
            try Groups.requireOpen(try Studies.study(id, in: database).group, in: database)
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
                  (etude, numero, titre, resume, auteurs, texte, edition, auteur, moment, note)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, number, draft.title, draft.summary, draft.authors, draft.text, draft.edition,
                acting.person, acting.now.seconds, draft.note,
            ])
    }

    /// Makes a version of a study public, in place of the one that was: the version the lead has read.
    ///
    /// - Throws: `.untimely` for a study without text or without a fixed edition, or in a closed group;
    ///   `.changedMeanwhile` when somebody saved a later version.
    public func publish(_ id: Int64, version: Int, _ acting: Acting) throws {
        try store.write(acting) { database in
            let study = try Studies.study(id, in: database)
            try Groups.requireOpen(study.group, in: database)
            guard study.version == version else {
                throw CommunityRefusal.changedMeanwhile(what: "Cette étude")
            }
            guard !study.text.isEmpty, !study.edition.isEmpty else {
                throw CommunityRefusal.untimely(
                    "Une étude se publie avec un texte et une édition fixée.")
            }
            try database.execute(
                sql: "UPDATE etude SET publiee = ?, publiee_version = ? WHERE id = ?",
                arguments: [acting.now.seconds, version, id])
        }
    }

    /// Makes a study a draft again.
    public func withdraw(_ id: Int64, _ acting: Acting) throws {
        try store.write(acting) { database in
            try database.execute(
                sql: "UPDATE etude SET publiee = NULL, publiee_version = NULL WHERE id = ?",
                arguments: [id])
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
