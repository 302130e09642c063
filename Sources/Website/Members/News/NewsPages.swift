import Community

/// « Actualités »: what was published, the latest first.
enum NewsListPage: CommunityPage {
    static let path = "/actualites"
    static let link = Link(["actualites"])
    private static let perPage = 20

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let page = try context.visit.integer("page", in: 1...1_000, default: 1)
        let items = try members.store.news.published(
            atMost: perPage + 1, from: (page - 1) * perPage)
        var content: HTML = """
            <p class="petit"><a href="\(NewsFeed.link)">Suivre par flux Atom</a> · \
            <a href="\(PressPage.link)">Espace presse</a> · \
            <a href="\(SubscriptionPage.link)">Recevoir les actualités par courriel</a></p>

            """
        content += list(Array(items.prefix(perPage)))
        if items.count > perPage {
            let next = Link(["actualites"], query: [("page", String(page + 1))])
            content += "<p><a href=\"\(next)\">Plus anciennes</a></p>\n"
        }
        if members.visitor.isEditor {
            content += """
                <p class="agir"><a class="bouton second" href="\(NewsDeskPage.link)">Écrire et publier</a></p>

                """
        }
        return Document(
            title: "Actualités", summary: "Les actualités de l’observatoire.", content: content,
            section: .observatoire, trail: CharterPage.trail)
    }

    /// Items as a list.
    static func list(_ items: [NewsItem], heading: HTML = "h2") -> HTML {
        guard !items.isEmpty else { return "<p>Rien n’est encore publié.</p>\n" }
        var html = HTML()
        for item in items {
            html += """
                <article><\(heading)><a href="\(NewsPage.link(to: item.key))">\(item.title)</a></\(heading)>
                <p class="petit">\(item.kind.label), le \(item.published.map { ParisTime.dayText($0) })</p>
                <p>\(item.summary)</p></article>

                """
        }
        return html
    }

    /// What stands on the page of the observatory.
    @Sendable static func block(_ context: Context, _ members: Members) throws -> HTML? {
        let items = try members.store.news.published(atMost: 3)
        return """
            <h2>Actualités</h2>
            \(list(items, heading: "h3"))<p><a href="\(link)">Toutes les actualités</a> · \
            <a href="\(PressPage.link)">Espace presse</a></p>

            """
    }
}

/// One piece of news or press release.
enum NewsPage: CommunityPage {
    static let path = "/actualites/:cle"
    static let condition = "publié, ou rédaction"

    static func link(to key: String) -> Link { Link(["actualites", key]) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let item = try members.store.news.item(context.argument("cle"))
        var content = HTML()
        switch item.state {
        case .draft:
            // Nobody else learns that it is being written.
            guard members.visitor.isEditor else {
                throw CommunityRefusal.absent(
                    "Il n’y a pas d’actualité «\u{202F}\(item.key)\u{202F}».")
            }
            content +=
                "<p class=\"encart avis\">Brouillon\u{202F}: seule la rédaction le voit.</p>\n"
        case .withdrawn:
            content += """
                <p class="encart avis">Retiré le \(item.withdrawn.map { ParisTime.dayText($0) })\u{202F}: \
                \(item.withdrawalReason)</p>

                """
        case .published: break
        }
        if item.state != .withdrawn {
            content += """
                <p class="chapo">\(item.summary)</p>
                <div class="texte-long">\(Markdown.html(item.text))</div>

                """
        }
        if let published = item.published {
            content += "<p class=\"petit\">Publié le \(ParisTime.html(published))"
            if item.state == .published, item.changed > published {
                content += ", modifié le \(ParisTime.html(item.changed))"
            }
            content += ".</p>\n"
        }
        if item.kind == .release, item.state == .published {
            content += try PressPage.contact(members)
        }
        if members.visitor.isEditor {
            content += """
                <p class="agir"><a class="bouton second" href="\(NewsDeskItemPage.link(to: item.key))">Modifier, \
                publier ou retirer</a></p>

                """
        }
        return Document(
            title: item.title, summary: item.summary, content: content, section: .observatoire,
            kind: item.kind.label,
            trail: CharterPage.trail + [("Actualités", NewsListPage.link)],
            isHiddenFromSearch: item.state != .published)
    }
}

/// Every published item as a feed.
enum NewsFeed: CommunityResource {
    static let path = "/actualites.atom"
    static let link = Link(["actualites.atom"])

    static func answer(_ context: Context) throws -> Answer {
        try feed(context, nil, title: "Actualités", link: link, page: NewsListPage.link)
    }

    /// A feed of a kind of items, or of all.
    static func feed(
        _ context: Context, _ kind: NewsItem.Kind?, title: String, link: Link, page: Link
    ) throws -> Answer {
        let members = try context.community()
        let entries = try members.store.news.published(kind).map { item in
            AtomFeed.Entry(
                title: item.title, link: NewsPage.link(to: item.key),
                published: item.published ?? item.created, updated: item.changed,
                summary: item.summary, content: Markdown.html(item.text),
                category: item.kind.label)
        }
        return AtomFeed(title: title, link: link, page: page, entries: entries)
            .answer(context.settings)
    }
}

/// Press releases as a feed.
enum PressFeed: CommunityResource {
    static let path = "/presse.atom"
    static let link = Link(["presse.atom"])

    static func answer(_ context: Context) throws -> Answer {
        try NewsFeed.feed(
            context, .release, title: "Communiqués de presse", link: link, page: PressPage.link)
    }
}
