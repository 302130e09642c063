import GRDB

extension CommunityStore {
    /// The charter, measured.
    public var charter: Charter { Charter(store: self) }
}

/// The charter: its text, commitments, who signed what, where each signatory stands.
public struct Charter: Sendable {
    let store: CommunityStore

    /// A text of the charter. Once published it never changes.
    public struct Text: Sendable, Hashable, Identifiable {
        public let id: Int64
        /// From 1.
        public let number: Int
        /// Markdown.
        public let text: String
        /// What differs from the one before, one line.
        public let changes: String
        public let created: Moment
        /// Nil for the draft.
        public let published: Moment?
        public let version: Int

        init(_ row: Row) {
            id = row["id"]
            number = row["numero"]
            text = row["texte"]
            changes = row["changements"]
            created = Moment(seconds: row["cree"])
            published = (row["publie"] as Int64?).map { Moment(seconds: $0) }
            version = row["version"]
        }
    }

    /// Texts, the latest first.
    public func texts() throws -> [Text] {
        try store.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM charte_texte ORDER BY numero DESC")
                .map { Text($0) }
        }
    }

    /// The text in force: the last published; nil before the first.
    public func text() throws -> Text? { try store.read { try Charter.text(in: $0) } }

    static func text(in database: Database) throws -> Text? {
        try Row.fetchOne(
            database,
            sql: "SELECT * FROM charte_texte WHERE publie IS NOT NULL ORDER BY numero DESC LIMIT 1"
        ).map { Text($0) }
    }

    /// A published text by its number.
    ///
    /// - Throws: `.absent`.
    public func text(number: Int) throws -> Text {
        let found = try store.read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT * FROM charte_texte WHERE numero = ? AND publie IS NOT NULL",
                arguments: [number]
            ).map { Text($0) }
        }
        guard let found else {
            throw CommunityRefusal.absent("La charte n’a pas de version n°\u{A0}\(number).")
        }
        return found
    }

    /// The draft of the next text; nil when none is being written.
    public func draft() throws -> Text? {
        try store.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM charte_texte WHERE publie IS NULL")
                .map { Text($0) }
        }
    }

    /// Keeps the draft of the next text.
    ///
    /// - Parameter version: the draft's version when it was opened; 0 when there was none.
    /// - Throws: `.invalid`, `.changedMeanwhile`.
    public func write(_ text: String, changes: String, version: Int, _ acting: Acting) throws {
        let text = try Entry.text("texte", text, 20...100_000)
        let changes = try Entry.line("changements", changes, 0...300)
        try store.write(acting) { database in
            if version == 0 {
                let exists = try Int.fetchOne(
                    database, sql: "SELECT 1 FROM charte_texte WHERE publie IS NULL")
                guard exists == nil else {
                    throw CommunityRefusal.changedMeanwhile(what: "Le projet de charte")
                }
                try database.execute(
                    sql: """
                        INSERT INTO charte_texte (numero, texte, changements, cree) VALUES
                          ((SELECT coalesce(max(numero), 0) + 1 FROM charte_texte), ?, ?, ?)
                        """, arguments: [text, changes, acting.now.seconds])
            } else {
                try database.execute(
                    sql: """
                        UPDATE charte_texte SET texte = ?, changements = ?, version = version + 1
                        WHERE publie IS NULL AND version = ?
                        """, arguments: [text, changes, version])
                guard database.changesCount == 1 else {
                    throw CommunityRefusal.changedMeanwhile(what: "Le projet de charte")
                }
            }
        }
    }

    /// Publishes the draft: from now on signatures are given to it.
    ///
    /// - Returns: its number.
    /// - Throws: `.untimely` without a draft, `.changedMeanwhile`.
    public func publish(version: Int, _ acting: Acting) throws -> Int {
        try store.write(acting) { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT numero, version FROM charte_texte WHERE publie IS NULL")
            guard let row else {
                throw CommunityRefusal.untimely("Il n’y a pas de projet de charte à publier.")
            }
            guard row["version"] == version else {
                throw CommunityRefusal.changedMeanwhile(what: "Le projet de charte")
            }
            try database.execute(
                sql: "UPDATE charte_texte SET publie = ? WHERE publie IS NULL",
                arguments: [acting.now.seconds])
            return row["numero"]
        }
    }
}
