import GRDB

extension Studies {
    /// What somebody said of a study.
    public struct Comment: Sendable, Hashable, Identifiable {
        public let id: Int64
        public let study: Int64
        public let author: Int64?
        /// The name shown of who wrote it.
        public let authorName: String
        /// Markdown; empty once taken back.
        public let text: String
        public let written: Moment
        public let changed: Moment?
        /// When it was taken back; its place stays.
        public let removed: Moment?
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            study = row["etude"]
            author = row["auteur"]
            authorName = Questions.shown(row["auteur"], row["auteur_nom"]) ?? "quelqu’un"
            text = row["texte"]
            written = Moment(seconds: row["pose"])
            changed = (row["modifie"] as Int64?).map { Moment(seconds: $0) }
            removed = (row["retire"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }
    }

    private static let commentColumns = """
        SELECT c.*, p.nom AS auteur_nom FROM etude_commentaire c
        LEFT JOIN personne p ON p.id = c.auteur
        """

    /// What was said of a study, the oldest first; what was taken back leaves its place.
    public func comments(on study: Int64) throws -> [Comment] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: Studies.commentColumns + " WHERE c.etude = ? ORDER BY c.pose, c.id",
                arguments: [study]
            ).map { Comment($0) }
        }
    }

    /// A comment by its number.
    ///
    /// - Throws: `.absent`.
    public func comment(_ id: Int64, on study: Int64) throws -> Comment {
        let found = try store.read { database in
            try Row.fetchOne(
                database, sql: Studies.commentColumns + " WHERE c.id = ? AND c.etude = ?",
                arguments: [id, study]
            ).map { Comment($0) }
        }
        guard let found else {
            throw CommunityRefusal.absent("Il n’y a pas de commentaire n°\u{A0}\(id).")
        }
        return found
    }

    /// Says something of a study.
    ///
    /// - Throws: `.signInNeeded`, `.invalid` naming the field.
    public func comment(on study: Int64, text: String, _ acting: Acting) throws {
        guard let person = acting.person else { throw CommunityRefusal.signInNeeded }
        let text = try Entry.text("commentaire", text, 2...5_000)
        try store.write(acting) { database in
            _ = try Studies.study(study, in: database)
            try database.execute(
                sql: """
                    INSERT INTO etude_commentaire (etude, auteur, texte, pose) VALUES (?, ?, ?, ?)
                    """, arguments: [study, person, text, acting.now.seconds])
        }
    }

    /// Changes one's own comment.
    ///
    /// - Throws: `.forbidden` for another's, `.untimely` for one taken back, `.changedMeanwhile`.
    public func change(
        comment id: Int64, on study: Int64, text: String, version: Int, _ acting: Acting
    ) throws {
        let text = try Entry.text("commentaire", text, 2...5_000)
        let former = try comment(id, on: study)
        guard let person = acting.person, former.author == person else {
            throw CommunityRefusal.forbidden("On ne change que ses propres commentaires.")
        }
        guard former.removed == nil else {
            throw CommunityRefusal.untimely("Ce commentaire a été retiré.")
        }
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE etude_commentaire SET texte = ?, modifie = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    """, arguments: [text, acting.now.seconds, id, version])
            guard database.changesCount == 1 else {
                throw CommunityRefusal.changedMeanwhile(what: "Ce commentaire")
            }
        }
    }

    /// Takes a comment back: its text goes, its place stays.
    ///
    /// - Parameter mayModerate: whether another's may be taken back.
    /// - Throws: `.forbidden` for another's, unless moderating.
    public func remove(
        comment id: Int64, on study: Int64, mayModerate: Bool, _ acting: Acting
    ) throws {
        let former = try comment(id, on: study)
        guard mayModerate || (acting.person != nil && former.author == acting.person) else {
            throw CommunityRefusal.forbidden("On ne retire que ses propres commentaires.")
        }
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE etude_commentaire SET texte = '', retire = ?, version = version + 1
                    WHERE id = ? AND retire IS NULL
                    """, arguments: [acting.now.seconds, id])
        }
    }
}
