import GRDB

extension Studies {
    /// A saved state of a study.
    public struct Version: Sendable, Hashable {
        public let number: Int
        public let title: String
        public let summary: String
        /// Markdown.
        public let text: String
        public let edition: String
        /// The name shown of who saved it.
        public let authorName: String?
        public let saved: Moment
        public let note: String

        init(_ row: Row) {
            number = row["numero"]
            title = row["titre"]
            summary = row["resume"]
            text = row["texte"]
            edition = row["edition"]
            authorName = Questions.shown(row["auteur"], row["auteur_nom"])
            saved = Moment(seconds: row["moment"])
            note = row["note"]
        }

        /// All of it as lines to compare.
        public var lines: [String] {
            ["# " + title, "", summary, "", "Édition\u{202F}: " + edition, ""]
                + text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private static let versionColumns = """
        SELECT v.*, p.nom AS auteur_nom FROM etude_version v LEFT JOIN personne p ON p.id = v.auteur
        """

    /// The saved states of a study, the latest first.
    public func versions(of study: Int64) throws -> [Version] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: Studies.versionColumns + " WHERE v.etude = ? ORDER BY v.numero DESC",
                arguments: [study]
            ).map { Version($0) }
        }
    }

    /// A saved state by its number.
    ///
    /// - Throws: `.absent`.
    public func version(_ number: Int, of study: Int64) throws -> Version {
        let found = try store.read { database in
            try Row.fetchOne(
                database, sql: Studies.versionColumns + " WHERE v.etude = ? AND v.numero = ?",
                arguments: [study, number]
            ).map { Version($0) }
        }
        guard let found else {
            throw CommunityRefusal.absent("Cette étude n’a pas de version \(number).")
        }
        return found
    }
}
