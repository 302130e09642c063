import Community

/// « Rédiger la charte »: the next text, and the commitments.
enum CharterDraftPage: FormPage {
    static let path = "/observatoire/charte/redaction"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let longestBody = 512 << 10
    static let link = Link(["observatoire", "charte", "redaction"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let charter = members.store.charter
        let draft = try charter.draft()
        let start = try draft ?? charter.text()
        let editing = context.forForm("enregistrer")
        var content: HTML = """
            \(context.notice(["enregistre": "Le projet est enregistré."]))\
            <h2>Le texte</h2>
            <p>\(draft == nil ? "Aucun projet en cours\u{202F}: enregistrer en ouvre un, à partir du texte en vigueur." : "Un projet est en cours. Une fois publié, le texte ne change plus\u{202F}: une version le suit.")</p>
            \(editing.form(link, [
                FormField(key: "action", label: "", control: .hidden, value: "enregistrer"),
                FormField(
                    key: "texte", label: "Texte (Markdown)", control: .text(rows: 20, length: 100_000),
                    value: start?.text ?? ""),
                FormField(
                    key: "changements", label: "Ce qui change", help: "Une phrase, affichée à côté de la version.",
                    control: .line(length: 300), value: draft?.changes ?? "", isRequired: false),
                FormField(
                    key: "version", label: "", control: .hidden, value: String(draft?.version ?? 0)),
            ], button: "Enregistrer le projet"))
            """
        if let draft {
            content += """
                <details><summary>Aperçu du projet</summary>
                <div class="texte-long">\(Markdown.html(draft.text, headings: 2))</div></details>
                \(context.button(link, "Publier la version n° \(draft.number)", fields: [("action", "publier"), ("version", String(draft.version))]))
                """
        }
        let items = try charter.commitments().filter { $0.closed == nil }.map {
            commitment -> HTML in
            "<li><a href=\"\(CommitmentFormPage.link(to: commitment.key))\">\(commitment.title)</a></li>\n"
        }
        content += """
            <h2>Les engagements</h2>
            <ul class="liste">
            \(items)<li><a href="\(CommitmentFormPage.link(to: CommitmentFormPage.new))">Écrire un nouvel engagement</a></li>
            </ul>

            """
        return Document(
            title: "Rédiger la charte", summary: "Le projet de charte et les engagements.",
            content: content, section: .observatoire,
            trail: CharterPage.trail + [("La charte", CharterPage.link)], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        guard form["action"] == "publier" else {
            try members.store.charter.write(
                form["texte"], changes: form["changements"], version: try form.version(),
                members.acting)
            return Link(["observatoire", "charte", "redaction"], query: [("fait", "enregistre")])
        }
        _ = try members.store.charter.publish(version: try form.version(), members.acting)
        return Link(["observatoire", "charte"], query: [("fait", "publie")])
    }
}
