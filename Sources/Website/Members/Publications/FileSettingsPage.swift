import Community

/// « Fichiers »: how large they may be, and what became of their texts.
enum FileSettingsPage: FormPage {
    static let path = "/administration/fichiers"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator
    static let link = Link(["administration", "fichiers"])

    static func document(_ context: Context) throws -> Document {
        let store = try context.community().store
        let files = store.files
        let counts = try files.textCounts()
        let labels: [(Files.TextState, String)] = [
            (.waiting, "En attente de lecture"), (.drawn, "Lus"),
            (.empty, "Sans texte (pages numérisées)"), (.unreadable, "Illisibles"),
        ]
        let rows = labels.map { state, label -> [HTML] in
            [HTML(text: label), HTML(text: French.integer(counts[state] ?? 0))]
        }
        return Document(
            title: "Fichiers", summary: "Fichiers envoyés au site.",
            content: """
                \(context.notice(["enregistre": "La taille est enregistrée."]))\
                \(VersionedForm.html(context, link, [
                    FormField(
                        key: "taille", label: "Taille la plus grande, en Mio",
                        help: "Par défaut\u{202F}: \(Files.defaultSize).",
                        control: .number(Files.sizeRange), value: String(try files.largestMebibytes()))
                ], version: try store.version(ofSettings: [Files.sizeSetting])))
                <h2>Textes des fichiers, pour la recherche</h2>
                \(Blocks.table("Textes des fichiers", heads: ["État", "Fichiers"], rows: rows, numbers: [1], isCaptionHidden: true))
                <p>«\u{202F}orcp publications reindex\u{202F}» les relit tous.</p>
                """, trail: [("Administration", AdministrationPage.link)], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let size = try Entry.number("taille", form["taille"], Files.sizeRange)
        try members.store.decide(
            [(Files.sizeSetting, String(size))], version: try form.version(), members.acting)
        return Link(["administration", "fichiers"], query: [("fait", "enregistre")])
    }
}
