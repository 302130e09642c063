import Columns
import Community
import Editions
import Indicators
import Law
import Procurement

/// The contracts that came into the radar's window last, as a feed.
enum RenewalFeed: Resource {
    static let path = "/renouvellements/fil.atom"
    // The window is counted from today.
    static let isCacheable = false
    /// Entries at most.
    static let most = 50

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
        let entries = try RenewalAlerts.lines(
            query, edition, context.law, atMost: most
        ).map { line in
            let table = edition.tables.contracts
            let object = table["objet"]?.text(line.row) ?? "Objet inconnu"
            let moment = Moment(day: RenewalAlerts.day(of: line, query))
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
            page: RenewalPage.link(query.items), entries: entries
        ).answer(context.settings)
    }
}

/// The radar as a source of alerts.
enum RenewalAlerts {
    /// Something to tell.
    typealias Item = (id: String, title: String, path: String, day: Day)

    /// The contracts that are in the window of a query, those that came in last first, a thousand at
    /// most: more do not come in on one day.
    ///
    /// The identifier is the contract's key: a contract is told once, on the day it comes in.
    ///
    /// - Parameter query: the text of an address, as `cpv=45261&autour=59350&rayon=50`.
    /// - Throws: `Problem` when the query cannot be read.
    static func items(
        _ query: String, edition: Observation, law: LawBook, today: Day
    ) throws -> [Item] {
        let visit = try Visit(target: "/renouvellements?" + query)
        let query = try RenewalQuery(visit, edition: edition, today: today)
        return try lines(query, edition, law, atMost: 1_000).map { line in
            let object = edition.tables.contracts["objet"]?.text(line.row) ?? "Objet inconnu"
            return (
                line.key,
                "\(ContractTable.shortened(object))\u{202F}: fin attendue le \(French.day(line.end))",
                ContractPage.link(to: line.key).address, day(of: line, query)
            )
        }
    }

    /// The lines that came in last.
    static func lines(
        _ query: RenewalQuery, _ edition: Observation, _ law: LawBook, atMost most: Int
    ) throws -> [RenewalLine] {
        var question = query.question
        question.order = .lointain
        question.offset = 0
        question.limit = most
        var maker = RenewalLines(edition: edition, law: law, day: query.day)
        return maker.lines(try edition.opportunities.renewals(question))
    }

    /// The day a line came into the window: so many months before its end.
    static func day(of line: RenewalLine, _ query: RenewalQuery) -> Day {
        line.end.adding(months: -query.months.upperBound)
    }
}
