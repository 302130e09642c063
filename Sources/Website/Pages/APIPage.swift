import Procurement

/// How to ask the same questions from a program.
enum APIPage: Page {
    static let path = "/api"
    static let link = Link(["api"])

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let answers = edition.answers
        var content: HTML = """
            <p class="chapo">Tout ce que montre le site se demande aussi en JSON ou en CSV, avec les \
            mêmes noms. Rien à demander, pas de clé. La description pour les programmes est en \
            <a href="\(OpenAPIEndpoint.link)">OpenAPI 3.1</a>.</p>
            <h2>Adresses</h2>

            """
        let rows: [[HTML]] = OpenAPI.operations(context).map { operation in
            ["<code>\(operation.path)</code>", HTML(text: operation.summary)]
        }
        content += Blocks.table(
            "Adresses de l’API", heads: ["Adresse", "Ce qu’elle donne"], rows: rows,
            isCaptionHidden: true)
        content += """
            <p>Partout\u{202F}: <code>format=json</code> ou <code>format=csv</code>, et \
            <code>edition=…</code> pour fixer l’édition. Une demande impossible reçoit un problème \
            JSON (RFC\u{A0}9457) qui nomme le champ et ce qui est attendu.</p>
            <p>Pour tout prendre d’un coup, l’édition donne \
            <a href="\(EditionPage.link(to: edition.facts.id))#tables">ses tables</a> en fichiers \
            Arrow.</p>
            <h2>Sélections</h2>
            <p>Une clé répétée veut dire «\u{202F}ou\u{202F}»\u{202F}; des clés différentes, \
            «\u{202F}et\u{202F}»\u{202F}; <code>=inconnu</code> choisit l’inconnu.</p>

            """
        content += Blocks.table(
            "Clés des sélections", heads: ["Clé", "Nom", "Définition"],
            rows: answers.keys.map {
                ["<code>\($0.name)</code>", HTML(text: $0.label), HTML(text: $0.definition)]
            }, isCaptionHidden: true)
        content += "<h2>Colonnes</h2>\n"
        content += Blocks.table(
            "Colonnes des contrats", heads: ["Colonne", "Définition"],
            rows: ExplorerPage.choices(edition).map {
                ["<code>\(CellText.exportedName($0.name))</code>", HTML(text: $0.definition)]
            }, isCaptionHidden: true)
        return Document(
            title: "API et données", summary: "Les mêmes questions, en JSON et en CSV.",
            content: content)
    }
}
