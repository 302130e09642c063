import Columns
import Community
import Indicators
import Procurement

/// The contracts of the radar as a feed, those that were to be seen last first; a hundred by document, the
/// others in the documents that follow.
enum RenewalFeed: Resource {
    static let path = "/renouvellements/fil.atom"
    // The window is counted from today.
    static let isCacheable = false
    /// Entries of a document.
    static let most = 100

    /// The feed of a query.
    static func link(_ query: [(String, String)]) -> Link {
        Link(["renouvellements", "fil.atom"], query: query.filter { $0.0 != "tri" })
    }

    /// What makes readers find the feed from the page.
    static func head(_ query: RenewalQuery) -> HTML {
        """
        <link rel="alternate" type="application/atom+xml" title="Renouvellements à venir" \
        href="\(link(query.items))">

        """
    }

    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        let query = try RenewalQuery(context.visit, edition: edition, today: context.today)
        let all = try RenewalEntries(query, edition, context.shelf).all
        let part = AtomFeed.Part(
            number: query.page, total: all.count, size: most,
            addresses: { RenewalFeed.link(query.items + [("page", String($0))]) })
        let table = edition.tables.contracts
        var maker = RenewalLines(edition: edition, law: context.law, day: query.day)
        let entries = all[part.range].map { entry in
            let line = maker.line(entry.line.row, end: entry.line.end, entry.line.distance)
            let object = table["objet"]?.text(line.row) ?? "Objet inconnu"
            let moment = Moment(day: entry.day)
            let summary =
                "Fin attendue le \(French.day(line.end))\u{202F}; avis du successeur probable du "
                + "\(French.day(line.window.earliest)) au \(French.day(line.window.latest)) "
                + "(\(RenewalTable.basis(line.window)))."
            let buyer =
                table["acheteur_nom"]?.text(line.row) ?? table["acheteur_id"]?.text(line.row)
            return AtomFeed.Entry(
                title: ContractTable.shortened(object), link: ContractPage.link(to: line.key),
                published: moment, updated: moment, summary: summary,
                content: "<p>\(buyer ?? "Acheteur inconnu")</p><p>\(summary)</p>",
                category: "renouvellement")
        }
        return AtomFeed(
            title: "Renouvellements à venir", link: link(query.items),
            page: RenewalPage.link(query.items), entries: entries, part: part
        ).answer(context.settings)
    }
}
