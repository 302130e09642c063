import GRDB

/// Drawing the text out of files: a queue, so that sending a file is quick.
extension Files {
    /// What became of the text of a file.
    public enum TextState: String, Sendable {
        case waiting = "attente"
        case drawn = "lu"
        /// Read, and it holds no text: scanned pages.
        case empty = "sans_texte"
        /// No program could read it.
        case unreadable = "illisible"
    }

    /// What became of a drawing of text.
    public enum Drawn: Sendable, Hashable {
        case text(String)
        /// The file holds no text.
        case nothing
        /// It cannot be read; the sentence says why.
        case unreadable(String)
    }

    /// Most characters kept of a file's text.
    public static let longestText = 4_000_000

    /// Files whose text waits to be drawn, the oldest first.
    ///
    /// - Parameter kinds: those that can be read now.
    public func awaitingText(_ kinds: [FileKind] = FileKind.allCases, atMost limit: Int) throws
        -> [File]
    {
        let types = kinds.map { "'\($0.mediaType)'" }.joined(separator: ", ")
        return try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT f.empreinte, f.type, f.taille, f.cree FROM fichier_texte t
                    JOIN fichier f ON f.empreinte = t.fichier
                    WHERE t.etat = 'attente' AND f.type IN (\(types)) ORDER BY t.demande, f.cree, f.empreinte LIMIT ?
                    """, arguments: [limit]
            ).map { File($0) }
        }
    }

    /// How many files by state of their text.
    public func textCounts() throws -> [TextState: Int] {
        try store.read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT etat, count(*) AS nombre FROM fichier_texte GROUP BY etat")
            return Dictionary(
                uniqueKeysWithValues: rows.compactMap { row in
                    TextState(rawValue: row["etat"]).map { ($0, row["nombre"] as Int) }
                })
        }
    }

    /// Keeps what was drawn from a file, and lets search find it in the publications that hold it.
    public func keep(_ drawn: Drawn, of file: String, _ acting: Acting) throws {
        let (state, text, note): (TextState, String, String) =
            switch drawn {
            case .text(let text): (.drawn, String(text.prefix(Files.longestText)), "")
            case .nothing: (.empty, "", "")
            case .unreadable(let why): (.unreadable, "", String(why.prefix(400)))
            }
        try store.write(acting) { database in
            try database.execute(
                sql: """
                    UPDATE fichier_texte SET etat = ?, texte = ?, remarque = ?, fait = ?
                    WHERE fichier = ?
                    """,
                arguments: [state.rawValue, text, note, acting.now.seconds, file])
            let publications = try Int64.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT v.publication FROM publication_fichier f
                    JOIN publication_version v ON v.id = f.version WHERE f.fichier = ?
                    """, arguments: [file])
            for publication in publications { try PublicationIndex.index(publication, database) }
        }
    }

    /// Asks for the text of every file anew.
    ///
    /// - Returns: how many files.
    public func drawAllAgain(_ acting: Acting) throws -> Int {
        try store.write(acting) { database in
            let kinds = FileKind.allCases.filter { $0.holdsText }.map { "'\($0.mediaType)'" }
            try database.execute(
                sql: """
                    INSERT INTO fichier_texte (fichier, etat, demande)
                    SELECT empreinte, 'attente', ? FROM fichier WHERE type IN
                    (\(kinds.joined(separator: ", ")))
                    ON CONFLICT (fichier) DO UPDATE SET etat = 'attente', demande = excluded.demande
                    """, arguments: [acting.now.seconds])
            return database.changesCount
        }
    }
}
