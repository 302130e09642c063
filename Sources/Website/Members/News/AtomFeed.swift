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

    /// Which document of a feed this is: what does not hold in one goes on in the next (RFC 5005).
    struct Part: Sendable {
        let number: Int
        let total: Int
        let size: Int
        let addresses: @Sendable (Int) -> Link

        /// Documents in all.
        var count: Int { max(1, (total + size - 1) / size) }
        /// The places of its entries among all.
        var range: Range<Int> {
            let first = min(total, (number - 1) * size)
            return first..<min(total, first + size)
        }

        /// What readers are told, and where the other documents are; nothing when there is one.
        fileprivate func html(_ base: String) -> HTML {
            guard count > 1 || number > 1 else { return HTML() }
            var html: HTML = """
                <subtitle>Document \(String(number)) sur \(String(count))\u{202F}: \(String(total)) entrées en tout, \
                les plus récentes d’abord. Les autres sont aux adresses «\u{202F}next\u{202F}», avec «\u{202F}page\u{202F}».</subtitle>
                <link rel="first" type="application/atom+xml" href="\(base + addresses(1).address)"/>
                <link rel="last" type="application/atom+xml" href="\(base + addresses(count).address)"/>

                """
            for (rel, other) in [("previous", number - 1), ("next", number + 1)]
            where (1...count).contains(other) {
                html += """
                    <link rel="\(rel)" type="application/atom+xml" href="\(base + addresses(other).address)"/>

                    """
            }
            return html
        }
    }

    var title: String
    /// The feed's own address.
    var link: Link
    /// The page it follows.
    var page: Link
    var entries: [Entry]
    /// Which document it is; nil when it always holds in one.
    var part: Part?

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
        if let part { xml += part.html(base) }
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
