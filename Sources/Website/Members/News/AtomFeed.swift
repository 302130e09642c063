import Community

/// A feed as RFC 4287 writes it.
struct AtomFeed: Sendable {
    /// One entry.
    struct Entry: Sendable {
        var title: String
        var link: Link
        var published: Moment
        var updated: Moment
        var summary: String
        /// HTML.
        var content: HTML
        var category: String
    }

    var title: String
    /// The feed's own address.
    var link: Link
    /// The page it follows.
    var page: Link
    var entries: [Entry]

    /// The feed; entries keep their address as identifier, whatever becomes of their title.
    func answer(_ settings: SiteSettings) -> Answer {
        var base = settings.publicAddress
        while base.hasSuffix("/") { base.removeLast() }
        let updated = entries.map(\.updated).max() ?? Moment(seconds: 0)
        var xml: HTML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
            <title>\(title) — \(settings.name)</title>
            <id>\(base + link.address)</id>
            <updated>\(ParisTime.machine(updated))</updated>
            <author><name>\(settings.name)</name></author>
            <link rel="self" type="application/atom+xml" href="\(base + link.address)"/>
            <link rel="alternate" type="text/html" href="\(base + page.address)"/>

            """
        for entry in entries {
            xml += """
                <entry>
                <title>\(entry.title)</title>
                <id>\(base + entry.link.address)</id>
                <published>\(ParisTime.machine(entry.published))</published>
                <updated>\(ParisTime.machine(entry.updated))</updated>
                <link rel="alternate" type="text/html" href="\(base + entry.link.address)"/>
                <category term="\(entry.category)"/>
                <summary>\(entry.summary)</summary>
                <content type="html">\(entry.content.text)</content>
                </entry>

                """
        }
        xml += "</feed>\n"
        return Answer(
            type: "application/atom+xml; charset=utf-8", body: .bytes(xml.bytes), keeping: .none)
    }
}
