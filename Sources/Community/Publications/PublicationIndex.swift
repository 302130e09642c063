import GRDB

/// What search reads: one row per publication that readers see, made again whenever one changes.
enum PublicationIndex {
    /// Makes the row of a publication again; none when readers do not see it.
    static func index(_ publication: Int64, _ database: Database) throws {
        try database.execute(
            sql: "DELETE FROM publication_recherche WHERE rowid = ?", arguments: [publication])
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT v.* FROM publication p JOIN publication_version v ON v.publication = p.id
                WHERE p.id = ? AND p.retiree IS NULL AND v.etat = 'publiee'
                ORDER BY v.numero DESC LIMIT 1
                """, arguments: [publication])
        guard let row else { return }
        let version = try PublicationVersion(row, in: database)
        let texts = try String.fetchAll(
            database,
            sql: """
                SELECT t.texte FROM publication_fichier p JOIN fichier_texte t
                ON t.fichier = p.fichier WHERE p.version = ? AND t.etat = 'lu' ORDER BY p.rang
                """, arguments: [version.id])
        let content = version.content
        let labels = version.files.map(\.label).filter { !$0.isEmpty }
        try database.execute(
            sql: """
                INSERT INTO publication_recherche (rowid, titre, auteurs, resume, texte, fichiers)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                publication, content.title,
                (content.authors + content.institutions + content.themes).joined(separator: "\n"),
                content.summary, plain(content.text),
                (labels + texts).joined(separator: "\n"),
            ])
    }

    /// A Markdown text without the marks that would stand between words in an excerpt.
    static func plain(_ markdown: String) -> String {
        var plain = ""
        var previous: Character = "\n"
        var depth = 0
        for character in markdown {
            // The address of a link, between parentheses just after a bracket.
            if depth > 0 {
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                continue
            }
            if character == "(", previous == "]" {
                depth = 1
                continue
            }
            previous = character
            if !"*_#`[]>|{}\u{2}\u{3}".contains(character) { plain.append(character) }
        }
        return plain
    }
}

extension Publications {
    /// Makes the whole index again.
    ///
    /// - Returns: how many publications search finds.
    public func reindex(_ acting: Acting) throws -> Int {
        try store.write(acting) { database in
            try database.execute(sql: "DELETE FROM publication_recherche")
            for id in try Int64.fetchAll(database, sql: "SELECT id FROM publication ORDER BY id") {
                try PublicationIndex.index(id, database)
            }
            try database.execute(
                sql: "INSERT INTO publication_recherche (publication_recherche) VALUES ('optimize')"
            )
            return try Int.fetchOne(database, sql: "SELECT count(*) FROM publication_recherche")
                ?? 0
        }
    }
}
