import Community
import Procurement

/// The open calls of a query as an Atom feed, the newest publication first; a hundred by document, the
/// others in the documents that follow.
enum OpenCallsFeed: Resource {
    static let path = "/marches-ouverts/flux.atom"
    static let isCacheable = false
    /// Entries of a document.
    private static let most = 100

    /// The feed of a query.
    static func link(_ query: [(String, String)] = []) -> Link {
        Link(["marches-ouverts", "flux.atom"], query: query)
    }

    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        let rows = NoticeRows(edition)
        let filters = OpenCallsPage.filters(context.visit)
        let query = try NoticeQuery(context.visit.query, now: context.now, in: edition)
        let newest = rows.select(query).sorted {
            (rows.integer("dateParution", $1) ?? .min, $1)
                < (rows.integer("dateParution", $0) ?? .min, $0)
        }
        let part = AtomFeed.Part(
            number: try context.visit.integer("page", in: 1...10_000, default: 1),
            total: newest.count, size: most,
            addresses: { link(filters + [("page", String($0))]) })
        let entries = newest[part.range].map { row -> AtomFeed.Entry in
            let number = rows.text("avis", row) ?? ""
            let day = rows.day("dateParution", row) ?? edition.facts.day ?? Day(number: 0)
            let published = Moment(day: day, hour: 6)
            let buyer = rows.text("acheteur_nom", row) ?? "acheteur inconnu"
            let limit = rows.deadline(row).map { French.day($0.day) } ?? "inconnue"
            return AtomFeed.Entry(
                title: rows.title(row), link: NoticePage.link(to: number), published: published,
                updated: published, summary: "\(buyer)\u{202F}; date limite\u{202F}: \(limit).",
                content: """
                    <p>\(buyer)</p><p>Date limite\u{202F}: \(OpenCallsPage.deadline(rows.deadline(row)))</p>
                    """,
                category: rows.text("type", row) ?? "Appel")
        }
        return AtomFeed(
            title: "Marchés ouverts", link: link(filters), page: OpenCallsPage.link(filters),
            entries: entries, part: part
        ).answer(context.settings)
    }
}
