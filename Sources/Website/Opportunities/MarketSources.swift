import Community
import Procurement

/// Purchase plans that suit a market.
enum PlanOpportunities: OpportunitySource {
    static let title = "Projets d’achat"
    static var link: Link { PlanListPage.link }

    static func opportunities(_ query: MarketQuery, _ context: Context) throws -> [Opportunity] {
        // A public page has no visitor, yet what buyers announced is for all to read.
        guard let plans = context.store?.plans else { return [] }
        var found: [Plan] = []
        for code in query.classes {
            var asked = PlanQuery()
            asked.cpv = code
            found += try plans.all(asked).filter(\.state.isOpen)
        }
        return found.prefix(10).map { plan in
            Opportunity(
                id: "projet:\(plan.key)", title: plan.text.object, link: PlanPage.link(plan.key),
                day: nil, note: "\(plan.buyerName), prévu au \(plan.text.period)")
        }
    }
}

/// Open calls that suit a market.
enum NoticeOpportunities: OpportunitySource {
    static let title = "Marchés ouverts"
    static var link: Link { OpenCallsPage.link() }

    static func opportunities(_ query: MarketQuery, _ context: Context) throws -> [Opportunity] {
        guard !query.classes.isEmpty else { return [] }
        let edition = try context.observation()
        let asked = try NoticeQuery(query.classes.map { ("cpv", $0) }, now: context.now)
        let rows = NoticeRows(edition)
        return rows.select(asked).map { row in
            let number = rows.text("avis", row) ?? ""
            return Opportunity(
                id: number, title: rows.title(row), link: NoticePage.link(to: number),
                day: rows.deadline(row).map { ParisTime.day(Moment(seconds: $0.seconds)) },
                note: rows.text("acheteur_nom", row) ?? "Acheteur inconnu")
        }.sorted { ($0.day ?? .init(number: .max), $0.id) < ($1.day ?? .init(number: .max), $1.id) }
            .prefix(10).map { $0 }
    }
}
