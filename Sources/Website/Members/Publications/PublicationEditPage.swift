import Community
import Procurement

/// « Modifier »: the draft of a publication.
enum PublicationEditPage: FormPage {
    static let path = "/publications/:cle/modifier"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "rédaction ou membre de son groupe"
    /// Texts of 400 000 characters, percent-encoded.
    static let longestBody = 4 << 20

    static func link(to key: String) -> Link { Link(["publications", key, "modifier"]) }

    /// The publication of the address and its version on its way, for those who may write it.
    static func draft(_ context: Context) throws -> (Members, Publication, PublicationVersion?) {
        let members = try context.community()
        let publication = try members.store.publications.publication(context.argument("cle"))
        try members.visitor.requireWriting(publication)
        return (members, publication, try members.store.publications.pending(publication.id))
    }

    static func document(_ context: Context) throws -> Document {
        let (_, publication, version) = try draft(context)
        guard let version, version.state == .draft else { throw notADraft }
        let editions = try context.shelf.list()
        return Document(
            title: "Modifier", summary: "Un brouillon.",
            content: """
                \(context.notice(["enregistre": "Le brouillon est enregistré."]))\
                \(conflict(context, version))\
                \(context.form(link(to: publication.key), fields(version, editions.map { ($0.id, $0.isCurrent) }), button: "Enregistrer"))\
                <p><a href="\(PublicationPreviewPage.link(to: publication.key))">Aperçu de ce qui est enregistré</a> · \
                <a href="\(PublicationFilesPage.link(to: publication.key))">Fichiers et images</a> · \
                <a href="\(PublicationTrackPage.link(to: publication.key))">Suivi\u{202F}: soumettre, publier</a></p>
                \(FigureHelp.html(context))
                """, section: .publications, kind: version.content.title,
            trail: [
                ("Publications", PublicationListPage.link),
                ("L’atelier", PublicationWorkshopPage.link),
            ], isHiddenFromSearch: true)
    }

    static let notADraft = Problem(
        status: 409, title: "Pas un brouillon",
        detail: "Cette publication n’a pas de brouillon ouvert. Son suivi dit où elle en est et "
            + "permet de commencer une nouvelle version.")

    /// What somebody else saved meanwhile, beside what was typed.
    private static func conflict(_ context: Context, _ version: PublicationVersion) -> HTML? {
        guard let sent = context.sent, context.faults?.sentence != nil,
            Int(sent["version"]) != version.version
        else { return nil }
        return """
            <section class="encart avis" aria-label="Texte enregistré entre-temps">
            <p><strong>Quelqu’un a enregistré un autre texte entre-temps.</strong> Le voici\u{202F}; le \
            vôtre est dans le formulaire, intact. Reprenez ce qu’il faut, puis enregistrez\u{202F}: le vôtre \
            remplacera celui-ci.</p>
            <p>Titre\u{202F}: \(version.content.title)</p>
            <details open><summary>Résumé enregistré</summary><pre>\(version.content.summary)</pre></details>
            <details open><summary>Texte enregistré</summary><pre>\(version.content.text)</pre></details>
            </section>

            """
    }

    private static func fields(
        _ version: PublicationVersion, _ kept: [(id: String, isCurrent: Bool)]
    ) -> [FormField] {
        let content = version.content
        var editions = [(value: "", label: "Celle servie le jour de la soumission")]
        editions += kept.map { ($0.id, $0.id + ($0.isCurrent ? " (édition courante)" : "")) }
        if !editions.contains(where: { $0.value == content.edition }) {
            editions.append((content.edition, content.edition + " (n’est plus gardée)"))
        }
        func choices<Word: RawRepresentable<String> & CaseIterable>(
            _ kind: Word.Type, _ label: (Word) -> String
        ) -> FormField.Control {
            .choice(kind.allCases.map { (value: $0.rawValue, label: label($0)) })
        }
        func lines(_ key: String, _ label: String, _ help: String, _ names: [String]) -> FormField {
            FormField(
                key: key, label: label, help: help, control: .text(rows: 3, length: 8_000),
                value: names.joined(separator: "\n"), isRequired: false)
        }
        return [
            FormField(
                key: "titre", label: "Titre", control: .line(length: 300), value: content.title),
            FormField(
                key: "genre", label: "Genre", control: choices(PublicationKind.self, \.label),
                value: content.kind.rawValue),
            FormField(
                key: "resume", label: "Résumé", help: "Quelques phrases, montrées dans les listes.",
                control: .text(rows: 5, length: 3_000), value: content.summary, isRequired: false),
            lines("auteurs", "Auteurs", "Un par ligne\u{202F}: Nom, Prénom.", content.authors),
            lines(
                "institutions", "Institutions", "Une par ligne, comme Sciences Po Lille.",
                content.institutions),
            lines("themes", "Thèmes", "Un par ligne.", content.themes),
            FormField(key: "date", label: "Date", control: .day, value: content.day.description),
            FormField(
                key: "langue", label: "Langue",
                control: choices(PublicationLanguage.self, \.label),
                value: content.language.rawValue),
            FormField(
                key: "licence", label: "Licence",
                control: choices(PublicationLicence.self, \.label),
                value: content.licence.rawValue),
            FormField(
                key: "texte", label: "Texte",
                help: "En Markdown. Facultatif quand un fichier est joint.",
                control: .text(rows: 24, length: 400_000), value: content.text, isRequired: false),
            FormField(
                key: "edition", label: "Édition des chiffres",
                help:
                    "Celle dont viennent les chiffres vivants du texte. Elle est fixée à la soumission.",
                control: .choice(editions), value: content.edition, isRequired: false),
            FormField(
                key: "version", label: "", control: .hidden, value: String(version.version)),
        ]
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, publication, version) = try draft(context)
        guard let version, version.state == .draft else { throw notADraft }
        var check = FormCheck()
        var content = PublicationContent(day: context.today)
        content.isExample = version.content.isExample
        if let day = Day(form["date"]) {
            content.day = day
        } else {
            check.fault("date", "Écrivez un jour, comme 2026-11-26.")
        }
        if let kind: PublicationKind = try check.read({ try Entry.choice("genre", form["genre"]) })
        {
            content.kind = kind
        }
        if let language: PublicationLanguage = try check.read({
            try Entry.choice("langue", form["langue"])
        }) {
            content.language = language
        }
        if let licence: PublicationLicence = try check.read({
            try Entry.choice("licence", form["licence"])
        }) {
            content.licence = licence
        }
        content.title = form["titre"]
        content.summary = form["resume"]
        content.text = form["texte"]
        content.edition = form["edition"]
        if !content.edition.isEmpty, content.edition != version.content.edition,
            try StudySetting.edition(content.edition, context) == nil
        {
            check.fault("edition", "Choisissez une édition de la liste.")
        }
        content.authors = PublicationContent.lines(form["auteurs"])
        content.institutions = PublicationContent.lines(form["institutions"])
        content.themes = PublicationContent.lines(form["themes"])
        for fault in content.checked().faults { _ = try check.read { throw fault } }
        try check.end()
        try members.store.publications.save(
            version.id, content, version: try form.version(), members.acting)
        return Link(
            ["publications", publication.key, "modifier"], query: [("fait", "enregistre")])
    }
}

/// « Aperçu »: the draft as readers would see it.
enum PublicationPreviewPage: CommunityPage {
    static let path = "/publications/:cle/apercu"
    static let reading: Access = .account
    static let condition = "rédaction ou membre de son groupe"

    static func link(to key: String) -> Link { Link(["publications", key, "apercu"]) }

    static func document(_ context: Context) throws -> Document {
        let (members, publication, version) = try PublicationEditPage.draft(context)
        guard let version else { throw PublicationEditPage.notADraft }
        var document = try PublicationSheet(
            context: context, members: members, publication: publication, version: version,
            isCurrent: false
        ).document
        document.content =
            """
            <p class="encart avis"><strong>Aperçu</strong> de la version \(version.number), \
            \(version.state.label.lowercased())\u{202F}: les lecteurs ne la voient pas.</p>

            """ + document.content
        document.isHiddenFromSearch = true
        document.head = HTML()
        return document
    }
}
