import Community

/// « Fichiers et images »: what a draft holds besides its text.
enum PublicationFilesPage: FormPage {
    static let path = "/publications/:cle/fichiers"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "rédaction ou membre de son groupe"
    /// The most that the setting may say, and the rest of the form.
    static let longestBody = Files.sizeRange.upperBound << 20 + 64 << 10

    static func link(to key: String) -> Link { Link(["publications", key, "fichiers"]) }

    static func document(_ context: Context) throws -> Document {
        let (members, publication, version) = try PublicationEditPage.draft(context)
        guard let version, version.state == .draft else { throw PublicationEditPage.notADraft }
        let largest = try members.store.files.largestMebibytes()
        let items = version.files.map { file -> HTML in
            let address = PublicationFile.link(to: publication.key, version.number, file.name)
            let state = file.text.map { state -> HTML in
                switch state {
                case .waiting: "<p class=\"petit\">Son texte sera bientôt cherchable.</p>\n"
                case .drawn: "<p class=\"petit\">Son texte est cherchable.</p>\n"
                case .empty:
                    """
                    <p class="petit faute">Ce PDF ne contient que des images\u{202F}: la recherche et les \
                    lecteurs d’écran n’y trouveront aucun mot. Préférez un PDF qui contient son texte.</p>

                    """
                case .unreadable:
                    "<p class=\"petit faute\">Son texte n’a pas pu être lu\u{202F}: la recherche l’ignore.</p>\n"
                }
            }
            let image: HTML? =
                file.file.kind.isImage
                ? """
                <p class="petit">À écrire dans le texte\u{202F}: \
                <code>![description de l’image](\(address.address))</code></p>

                """ : nil
            return """
                <li><p><a href="\(address)">\(file.label.isEmpty ? file.name : file.label)</a> \
                <span class="petit">\(file.name), \(file.file.kind.label), \
                \(French.bytes(file.file.size))</span></p>
                \(state)\(image)\(context.button(link(to: publication.key), "Retirer \(file.name)", fields: [("retirer", file.name)], isSecond: true))</li>

                """
        }
        let list: HTML =
            items.isEmpty
            ? "<p>Aucun fichier.</p>\n" : "<ul class=\"cartes\">\n\(items)</ul>\n"
        return Document(
            title: "Fichiers et images", summary: "Ce qu’un brouillon contient.",
            content: """
                \(context.notice(["ajoute": "Le fichier est joint.", "retire": "Le fichier est retiré."]))\
                \(list)<h2>Joindre un fichier</h2>
                \(context.form(link(to: publication.key), [
                    FormField(
                        key: "fichier", label: "Fichier",
                        help: "PDF, OpenDocument, Word, Excel, PowerPoint, CSV, texte, PNG, JPEG ou WebP\u{202F}; "
                            + "au plus \(largest)\u{202F}Mio. Les images sont réduites à 1\u{202F}600 points et "
                            + "perdent leurs données cachées.",
                        control: .file(accepted: FileKind.accepted)),
                    FormField(
                        key: "libelle", label: "Nom affiché", control: .line(length: 200),
                        isRequired: false),
                ], button: "Joindre", files: true))
                <p><a href="\(PublicationEditPage.link(to: publication.key))">Revenir au texte</a> · \
                <a href="\(PublicationTrackPage.link(to: publication.key))">Suivi</a></p>
                """, section: .publications, kind: version.content.title,
            trail: [
                ("Publications", PublicationListPage.link),
                ("L’atelier", PublicationWorkshopPage.link),
            ], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, publication, version) = try PublicationEditPage.draft(context)
        guard let version, version.state == .draft else { throw PublicationEditPage.notADraft }
        func done(_ word: String) -> Link {
            Link(["publications", publication.key, "fichiers"], query: [("fait", word)])
        }
        let publications = members.store.publications
        if !form["retirer"].isEmpty {
            try publications.removeFile(version.id, name: form["retirer"], members.acting)
            return done("retire")
        }
        guard let file = form.file("fichier") else {
            throw CommunityRefusal.invalid(
                field: "fichier", value: "", sentence: "Choisissez un fichier.")
        }
        let kind = try members.store.files.check(file.bytes, name: file.name)
        let bytes = kind.isImage ? try SmallerImage.of(file.bytes, kind) : file.bytes
        _ = try publications.addFile(
            version.id, bytes, kind: kind, name: file.name, label: form["libelle"], members.acting)
        return done("ajoute")
    }
}
