import Community

/// What was published last, for feed readers: all of it, or a theme.
enum PublicationFeed: CommunityResource {
    static let path = "/publications/flux.atom"

    static func link(theme: String? = nil) -> Link {
        Link(["publications", "flux.atom"], query: theme.map { [("theme", $0)] } ?? [])
    }

    /// What tells browsers of the feed, and of that of the theme shown.
    static func declaration(_ theme: PublicationTheme? = nil) -> HTML {
        let own = theme.map { theme -> HTML in
            """
            <link rel="alternate" type="application/atom+xml" title="Publications\u{202F}: \(theme.name)" \
            href="\(link(theme: theme.key))">

            """
        }
        return """
            \(own)<link rel="alternate" type="application/atom+xml" title="Publications" href="\(link())">

            """
    }

    static func answer(_ context: Context) throws -> Answer {
        let publications = try context.community().store.publications
        let address = PublicationAddress(context)
        var title = "Publications de l’observatoire"
        let key = context.visit.value("theme")
        if let key {
            guard let theme = try publications.themes().first(where: { $0.key == key }) else {
                throw Problem.absent("Aucune publication n’a ce thème.")
            }
            title += "\u{202F}: " + theme.name
        }
        let records = try publications.latest(theme: key, atMost: 50)
        let updated = records.first?.publication.changed ?? Moment(seconds: 0)
        let own = address.whole(link(theme: key))
        var text: HTML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
            <title>\(title)</title>
            <id>\(own)</id>
            <updated>\(ParisTime.machine(updated))</updated>
            <author><name>\(address.siteName)</name></author>
            <link rel="self" href="\(own)"/>
            <link rel="alternate" href="\(address.whole(PublicationListPage.link))"/>

            """
        for record in records {
            let content = record.version.content
            let metadata = PublicationMetadata(address, record.publication, record.version)
            let names = content.authors.isEmpty ? content.institutions : content.authors
            let authors = names.map { name -> HTML in
                "<author><name>\(PublicationNames.shown(name))</name></author>\n"
            }
            let themes = record.version.themes.map { theme -> HTML in
                "<category term=\"\(theme.key)\" label=\"\(theme.name)\"/>\n"
            }
            text += """
                <entry>
                <title>\(content.title)</title>
                <id>\(metadata.url)</id>
                <updated>\(ParisTime.machine(record.publication.changed ?? updated))</updated>
                <published>\(ParisTime.machine(record.version.published ?? updated))</published>
                <link rel="alternate" href="\(metadata.url)"/>
                \(authors)\(themes)<summary>\(content.summary)</summary>
                </entry>

                """
        }
        return Answer(
            type: "application/atom+xml; charset=utf-8", body: .bytes((text + "</feed>\n").bytes),
            keeping: .none)
    }
}

/// The pages of the library that search engines may list.
enum PublicationSitemap: CommunityResource {
    static let path = "/publications/sitemap.xml"
    static let link = Link(["publications", "sitemap.xml"])

    static func answer(_ context: Context) throws -> Answer {
        let address = PublicationAddress(context)
        var text: HTML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

            """
        // A site map holds at most 50 000 addresses.
        for record in try context.community().store.publications.latest(atMost: 50_000)
        where !record.version.content.isExample {
            let changed = record.publication.changed ?? Moment(seconds: 0)
            text += """
                <url><loc>\(address.whole(PublicationPage.link(to: record.publication.key)))</loc>\
                <lastmod>\(ParisTime.machine(changed))</lastmod></url>

                """
        }
        return Answer(
            type: "application/xml; charset=utf-8", body: .bytes((text + "</urlset>\n").bytes),
            keeping: .none)
    }
}
