import Community
import Procurement

/// All that an alert ever told, beyond what a letter names and a document of its feed holds.
enum AlertNewsPage: CommunityPage {
    static let path = "/alertes/:id"
    static let reading: Access = .account
    static let condition = "sa propre alerte"
    private static let pageSize = 50

    static func link(_ id: Int64, page: Int = 1) -> Link {
        Link(["alertes", String(id)], query: page > 1 ? [("page", String(page))] : [])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let page = try context.visit.integer("page", in: 1...10_000, default: 1)
        let (alert, news, total) = try members.store.alerts.news(
            Int64(context.argument("id")) ?? 0, of: person.id, from: (page - 1) * pageSize,
            atMost: pageSize)
        let source = AlertSources.named(
            alert.source, members.store, shelf: context.shelf, now: context.now)
        let selection: HTML? = source.map {
            "<p><a href=\"\(Link(written: $0.path(alert.query)))\">Voir la sélection entière</a> (\($0.label))</p>\n"
        }
        let items = news.map { news -> HTML in
            let day: HTML? = news.item.day.isEmpty ? nil : ", \(news.item.day)"
            return """
                <li><a href="\(Link(written: news.item.path))">\(news.item.title)</a><br>\
                <small class="petit">Vu le \(ParisTime.html(news.seen))\(day)</small></li>

                """
        }
        let list: HTML =
            items.isEmpty
            ? "<p>Rien de nouveau depuis que vous suivez cette sélection.</p>\n"
            : "<ul class=\"liste\">\n\(items)</ul>\n"
        return Document(
            title: alert.name, summary: "Les nouveautés d’une sélection suivie.",
            content: """
                <p class="chapo">\(French.count(total, "nouveauté")) depuis que vous suivez cette sélection, la \
                plus récente d’abord.</p>
                \(selection)\(list)\(Blocks.paging(
                    "Pages de nouveautés", page: page, last: Blocks.lastPage(total, by: pageSize)
                ) { link(alert.id, page: $0) })
                """, kind: "Alerte", trail: [("Mes alertes", AlertListPage.link)],
            isHiddenFromSearch: true)
    }
}
