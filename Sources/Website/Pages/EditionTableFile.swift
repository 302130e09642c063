import Procurement

/// A table of an edition, whole, for other programs.
enum EditionTableFile: Resource {
    static let path = "/editions/:id/tables/:fichier"
    static let isCacheable = false
    static func link(to id: String, _ name: String) -> Link {
        Link(["editions", id, "tables", name])
    }

    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.shelf.edition(context.argument("id"))
        let name = context.argument("fichier")
        guard let file = edition.files.all.first(where: { $0.name == name }) else {
            throw Problem.absent(
                """
                L’édition \(edition.facts.id) n’a pas de fichier \
                «\u{202F}\(Problem.shortened(name))\u{202F}».
                """)
        }
        return Answer(
            type: file.sha256 == nil
                ? "text/csv; charset=utf-8; header=present" : "application/vnd.apache.arrow.file",
            body: .chunks(try edition.files.chunks(of: file)), length: file.sizeBytes,
            tag: file.sha256.map { "\"\($0.prefix(32))\"" },
            keeping: file.sha256 == nil ? .none : .forever,
            headers: [
                (
                    "Content-Disposition",
                    "attachment; filename=\"\(edition.facts.id)-\(file.name)\""
                )
            ])
    }

    /// The list of an edition's files.
    static func list(_ edition: Observation) -> HTML {
        let rows: [[HTML]] = edition.files.all.map { file in
            let address = link(to: edition.facts.id, file.name)
            return [
                "<a href=\"\(address)\" download>\(file.name)</a>",
                HTML(text: file.sizeBytes.map(French.bytes) ?? "faite à la demande"),
                file.sha256.map { "<code>\(String($0.prefix(16)))…</code>" } ?? "",
            ]
        }
        return "<h2 id=\"tables\">Les tables</h2>\n"
            + """
            <p>Les requêtes SQL du site portent sur ces fichiers\u{202F}: ils s’ouvrent tels quels \
            dans DuckDB, Polars, R ou pandas. Ceux des mots se lisent en texte.</p>

            """
            + Blocks.table(
                "Fichiers de l’édition", heads: ["Fichier", "Taille", "SHA-256"], rows: rows,
                numbers: [1], isCaptionHidden: true)
    }
}
