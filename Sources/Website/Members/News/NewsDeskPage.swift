import Community

/// « Écrire »: drafts, what is published, a new one.
enum NewsDeskPage: FormPage {
    static let path = "/actualites/redaction"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let longestBody = 256 << 10
    static let link = Link(["actualites", "redaction"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let items = try members.store.news.all()
        let rows = items.map { item -> [HTML] in
            [
                "<a href=\"\(NewsDeskItemPage.link(to: item.key))\">\(item.title)</a>",
                HTML(text: item.kind.label), HTML(text: item.state.label),
                HTML(text: ParisTime.dayText(item.changed)),
            ]
        }
        let list: HTML =
            rows.isEmpty
            ? HTML()
            : Blocks.table(
                "Textes", heads: ["Titre", "Genre", "État", "Modifié"], rows: rows,
                isCaptionHidden: true)
        return Document(
            title: "Écrire une actualité", summary: "Brouillons et textes publiés.",
            content: """
                \(list)<h2>Nouveau texte</h2>
                \(context.form(link, fields(nil), button: "Enregistrer le brouillon"))
                """, section: .observatoire,
            trail: CharterPage.trail + [("Actualités", NewsListPage.link)],
            isHiddenFromSearch: true)
    }

    /// The fields of a text.
    static func fields(_ item: NewsItem?) -> [FormField] {
        [
            FormField(
                key: "genre", label: "Genre",
                control: .choice(NewsItem.Kind.allCases.map { ($0.rawValue, $0.label) }),
                value: item?.kind.rawValue ?? NewsItem.Kind.news.rawValue),
            FormField(
                key: "titre", label: "Titre", control: .line(length: 200), value: item?.title ?? ""),
            FormField(
                key: "chapo", label: "Premières lignes",
                help:
                    "Sans mise en forme\u{202F}: elles servent à la liste, au flux et au courriel.",
                control: .text(rows: 3, length: 600), value: item?.summary ?? ""),
            FormField(
                key: "texte", label: "Texte (Markdown)", control: .text(rows: 14, length: 60_000),
                value: item?.text ?? "", isRequired: false),
        ]
    }

    /// What a form holds.
    static func draft(_ form: SentForm) throws -> NewsDraft {
        NewsDraft(
            kind: try Entry.choice("genre", form["genre"]), title: form["titre"],
            summary: form["chapo"], text: form["texte"])
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let key = try members.store.news.add(try draft(form), members.acting)
        return Link(["actualites", "redaction", key], query: [("fait", "enregistre")])
    }
}

/// One text: change it, publish it, withdraw it.
enum NewsDeskItemPage: FormPage {
    static let path = "/actualites/redaction/:cle"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let longestBody = 256 << 10

    static func link(to key: String) -> Link { Link(["actualites", "redaction", key]) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let item = try members.store.news.item(context.argument("cle"))
        let link = link(to: item.key)
        let version = FormField(
            key: "version", label: "", control: .hidden, value: String(item.version))
        var content: HTML = """
            \(context.notice(["enregistre": "Le texte est enregistré.", "publie": "Le texte est publié.", "retire": "Le texte est retiré."]))\
            <p>\(item.state.label). <a href="\(NewsPage.link(to: item.key))">Voir la page</a></p>

            """
        if item.state != .withdrawn {
            content += context.forForm("enregistrer").form(
                link,
                [FormField(key: "action", label: "", control: .hidden, value: "enregistrer")]
                    + NewsDeskPage.fields(item) + [version], button: "Enregistrer")
        }
        switch item.state {
        case .draft:
            content += """
                <h2>Publier</h2>
                \(context.forForm("publier").form(link, [
                    FormField(key: "action", label: "", control: .hidden, value: "publier"),
                    FormField(
                        key: "envoyer", label: "L’envoyer à ceux qui reçoivent les actualités",
                        control: .box, isRequired: false), version,
                ], button: "Publier"))
                """
        case .published:
            content += """
                <h2>Retirer</h2>
                \(context.forForm("retirer").form(link, [
                    FormField(key: "action", label: "", control: .hidden, value: "retirer"),
                    FormField(
                        key: "motif", label: "Motif", help: "Affiché sur la page à la place du texte.",
                        control: .text(rows: 3, length: 1_000)), version,
                ], button: "Retirer"))
                """
        case .withdrawn: content += "<p>Retiré\u{202F}: \(item.withdrawalReason)</p>\n"
        }
        return Document(
            title: item.title, summary: "Un texte de la rédaction.", content: content,
            section: .observatoire,
            trail: CharterPage.trail + [
                ("Actualités", NewsListPage.link), ("Écrire", NewsDeskPage.link),
            ], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let news = members.store.news
        let key = context.argument("cle")
        let version = try form.version()
        let done: String
        switch form["action"] {
        case "publier":
            let settings = context.settings
            _ = try news.publish(
                key, version: version, members.acting,
                letter: form.isTicked("envoyer")
                    ? { NewsLetter.message(to: $0, $1, site: settings) } : nil)
            done = "publie"
        case "retirer":
            try news.withdraw(key, reason: form["motif"], version: version, members.acting)
            done = "retire"
        default:
            try news.change(key, try NewsDeskPage.draft(form), version: version, members.acting)
            done = "enregistre"
        }
        return Link(["actualites", "redaction", key], query: [("fait", done)])
    }
}

/// The letter that tells a piece of news.
enum NewsLetter {
    static func message(to email: EmailAddress, _ item: NewsItem, site: SiteSettings) -> MailMessage
    {
        MailMessage(
            to: email, subject: item.title,
            text: """
                Bonjour,

                \(site.name) publie\u{202F}: \(item.title)

                \(item.summary)

                La suite\u{202F}:
                \(site.publicAddress)\(NewsPage.link(to: item.key).address)

                """, category: .news)
    }
}

/// « Recevoir les actualités »: the preference of an account.
enum SubscriptionPage: FormPage {
    static let path = "/compte/actualites"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let link = Link(["compte", "actualites"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let isSubscribed = try members.store.news.isSubscribed(person.id)
        return Document(
            title: "Recevoir les actualités", summary: "Les actualités par courriel.",
            content: """
                \(context.notice(["oui": "Vous recevrez les actualités.", "non": "Vous ne recevrez plus les actualités."]))\
                <p>\(isSubscribed ? "Vous recevez les actualités à \(person.email ?? "")." : "Vous ne recevez pas les actualités.") \
                Chaque courriel permet d’y renoncer.</p>
                \(context.button(link, isSubscribed ? "Ne plus recevoir" : "Recevoir les actualités", fields: [("recevoir", isSubscribed ? "non" : "oui")]))
                """, trail: [("Mon compte", AccountPage.link)], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let wants = form["recevoir"] == "oui"
        try members.store.news.subscribe(wants, members.acting)
        return Link(["compte", "actualites"], query: [("fait", wants ? "oui" : "non")])
    }

    /// What stands on the page of an account.
    @Sendable static func block(_ context: Context, _ members: Members, _ person: Person) throws
        -> HTML?
    {
        let isSubscribed = try members.store.news.isSubscribed(person.id)
        return """
            <h2>Actualités par courriel</h2>
            <p>\(isSubscribed ? "Vous les recevez." : "Vous ne les recevez pas.") \
            <a href="\(link)">Changer</a></p>

            """
    }
}
