import Community

/// « Espace presse »: whom to call, what to say of the observatory, key figures, press releases.
enum PressPage: CommunityPage {
    static let path = "/presse"
    static let link = Link(["presse"])

    /// Settings that the page shows.
    enum Key {
        static let name = "presse.nom"
        static let email = "presse.courriel"
        static let telephone = "presse.telephone"
        static let about = "presse.presentation"
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        var content: HTML = """
            \(context.notice(["enregistre": "L’espace presse est enregistré."]))\(try contact(members))
            """
        content += try kit(context, members)
        content += "<h2>Communiqués</h2>\n"
        content += NewsListPage.list(
            try members.store.news.published(.release), heading: "h3")
        content += "<p class=\"petit\"><a href=\"\(PressFeed.link)\">Suivre par flux Atom</a></p>\n"
        if members.visitor.isEditor {
            content += """
                <p class="agir"><a class="bouton second" href="\(PressSettingsPage.link)">Régler l’espace \
                presse</a></p>

                """
        }
        return Document(
            title: "Espace presse", summary: "Contact, dossier et communiqués de presse.",
            content: content, section: .observatoire, trail: CharterPage.trail)
    }

    /// Whom to call.
    static func contact(_ members: Members) throws -> HTML {
        let store = members.store
        let email = try store.setting(Key.email)?.nonEmpty
        return "<h2>Contact presse</h2>\n"
            + Blocks.sheet([
                ("Nom", nil, Blocks.value(try store.setting(Key.name)?.nonEmpty)),
                (
                    "Courriel", nil,
                    email.map { email -> HTML in "<a href=\"mailto:\(email)\">\(email)</a>" }
                        ?? Blocks.value(nil)
                ),
                ("Téléphone", nil, Blocks.value(try store.setting(Key.telephone)?.nonEmpty)),
            ])
    }

    private static func kit(_ context: Context, _ members: Members) throws -> HTML {
        let store = members.store
        let about = try store.setting(Key.about)?.nonEmpty.map { text -> HTML in
            "<div class=\"texte-long\">\(CharterText.prose(text, under: 2))</div>\n"
        }
        let organisations = try store.organisations.current()
        let groups = try store.groups.all().filter { $0.closed == nil }.count
        let signatories = Set(try store.charter.signatures().map(\.organisation)).count
        let contracts = try context.edition.map { try $0.answers.totals([]) }
        var items: [(term: String, note: String?, value: HTML)] = [
            (
                "Membres", nil,
                HTML(
                    text: College.allCases.map { college in
                        "\(college.label.lowercased())\u{202F}: "
                            + French.integer(organisations.filter { $0.college == college }.count)
                    }.joined(separator: "\u{202F}; "))
            ),
            ("Groupes de travail", nil, HTML(text: French.integer(groups))),
            (
                "Signataires de la charte", nil,
                "<a href=\"\(CharterPage.link)\">\(French.integer(signatories))</a>"
            ),
        ]
        if let contracts, let edition = context.edition {
            items.append(
                (
                    "Contrats observés", "édition \(edition.facts.id)",
                    "<a href=\"\(ExplorerPage.link())\">\(French.integer(contracts.count))</a>"
                ))
        }
        let logo: HTML? =
            context.settings.logo == nil
            ? nil : "<p><a href=\"\(Link(["logo"]))\">Logo (fichier à reprendre tel quel)</a></p>\n"
        return """
            <h2>Dossier de presse</h2>
            \(about)<h3>Chiffres clés</h3>
            \(Blocks.sheet(items))\(logo)<p><a href="\(IndicatorListPage.link)">Tous les indicateurs</a>, avec leur base et \
            leurs limites\u{202F}; <a href="\(LegalPage.link(.licence))">comment les citer</a>.</p>

            """
    }
}

/// What the press page says.
enum PressSettingsPage: FormPage {
    static let path = "/presse/reglages"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let link = Link(["presse", "reglages"])

    private static let keys = [
        PressPage.Key.name, PressPage.Key.email, PressPage.Key.telephone, PressPage.Key.about,
    ]

    static func document(_ context: Context) throws -> Document {
        let store = try context.community().store
        func field(
            _ key: String, _ setting: String, _ label: String, _ control: FormField.Control,
            help: String = ""
        ) throws -> FormField {
            FormField(
                key: key, label: label, help: help, control: control,
                value: try store.setting(setting) ?? "", isRequired: false)
        }
        return Document(
            title: "Régler l’espace presse", summary: "Contact et dossier de presse.",
            content: VersionedForm.html(
                context, link,
                [
                    try field("nom", PressPage.Key.name, "Nom du contact", .line(length: 120)),
                    try field("courriel", PressPage.Key.email, "Courriel", .email),
                    try field("telephone", PressPage.Key.telephone, "Téléphone", .telephone),
                    try field(
                        "presentation", PressPage.Key.about, "L’observatoire en quelques lignes",
                        .text(rows: 10, length: 10_000),
                        help: "Markdown, à reprendre tel quel par un journaliste."),
                ], version: try store.version(ofSettings: keys)), section: .observatoire,
            trail: CharterPage.trail + [("Espace presse", PressPage.link)],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        var check = FormCheck()
        let name = try check.read { try Entry.line("nom", form["nom"], 0...120) }
        let telephone = try check.read { try Entry.line("telephone", form["telephone"], 0...30) }
        let about = try check.read {
            try Entry.text("presentation", form["presentation"], 0...10_000)
        }
        let email = try check.read {
            try form["courriel"].nonEmpty.map { try EmailAddress($0).text } ?? ""
        }
        try check.end()
        try members.store.decide(
            zip(keys, [name, email, telephone, about]).map { ($0, $1?.nonEmpty) },
            version: try form.version(), members.acting)
        return Link(["presse"], query: [("fait", "enregistre")])
    }
}
