import Community
import Editions
import Procurement

/// Purchase plans that suit a market.
enum PlanOpportunities: OpportunitySource {
    static let title = "Projets d’achat"

    static func link(_ query: MarketQuery, _ context: Context) throws -> Link {
        var items = [("cpv", query.classes.joined(separator: " "))]
        if let around = query.around, let edition = context.edition {
            // Plans are listed by department: those whose centre is near, and those of the plans near.
            let centres = edition.opportunities.centres
            var codes = Set(
                Territory.departments.map(\.code).filter { code in
                    centres.departement(code).map {
                        $0.distance(to: around.point) <= around.radius
                    } ?? false
                })
            codes.formUnion(try near(query, context).map(\.plan.text.department))
            if !codes.isEmpty {
                items.append(("departement", codes.sorted().joined(separator: " ")))
            }
        }
        return PlanListPage.link(items)
    }

    static func opportunities(_ query: MarketQuery, _ context: Context) throws -> [Opportunity] {
        try near(query, context).prefix(10).map { plan, distance in
            let place = distance.map { ", \(OpenCallsPage.kilometres($0))" } ?? ""
            return Opportunity(
                id: "projet:\(plan.key)", title: plan.text.object, link: PlanPage.link(plan.key),
                day: nil, note: "\(plan.buyerName), prévu au \(plan.text.period)\(place)")
        }
    }

    /// Open plans of the classes, with their distance when a point is given.
    private static func near(
        _ query: MarketQuery, _ context: Context
    ) throws -> [(plan: Plan, distance: (kilometres: Double, isRough: Bool)?)] {
        // A public page has no visitor, yet what buyers announced is for all to read.
        guard let plans = context.store?.plans, !query.classes.isEmpty else { return [] }
        var asked = PlanQuery()
        asked.cpv = query.classes.sorted().joined(separator: " ")
        let open = try plans.all(asked).filter(\.state.isOpen)
        guard let around = query.around, let edition = context.edition else {
            return open.map { ($0, nil) }
        }
        let centres = edition.opportunities.centres
        return open.compactMap { plan in
            guard let place = centres.point(of: plan.text) else { return nil }
            let kilometres = place.point.distance(to: around.point)
            return kilometres <= around.radius ? (plan, (kilometres, place.isRough)) : nil
        }
    }
}

/// Open calls that suit a market.
enum NoticeOpportunities: OpportunitySource {
    static let title = "Marchés ouverts"

    static func link(_ query: MarketQuery, _ context: Context) -> Link {
        OpenCallsPage.link(items(query))
    }

    private static func items(_ query: MarketQuery) -> [(String, String)] {
        var items = [("cpv", query.classes.joined(separator: " "))]
        if let around = query.around {
            items += [("autour", around.code), ("rayon", String(Int(around.radius)))]
        }
        return items
    }

    static func opportunities(_ query: MarketQuery, _ context: Context) throws -> [Opportunity] {
        guard !query.classes.isEmpty else { return [] }
        let edition = try context.observation()
        let asked = try NoticeQuery(
            items(query).map { (key: $0.0, value: $0.1) }, now: context.now, in: edition)
        let rows = NoticeRows(edition)
        return rows.select(asked).prefix(10).map { row in
            let number = rows.text("avis", row) ?? ""
            let distance = asked.around.flatMap { rows.distance(row, from: $0.point) }
            let place = distance.map { ", \(OpenCallsPage.kilometres($0))" } ?? ""
            return Opportunity(
                id: number, title: rows.title(row), link: NoticePage.link(to: number),
                day: rows.deadline(row)?.day,
                note: (rows.text("acheteur_nom", row) ?? "Acheteur inconnu") + place)
        }
    }
}

extension PlaceCentres {
    /// Where a plan is to be carried out: its commune when a list knows one of that name in its department,
    /// else the centre of the department.
    func point(of plan: PlanText) -> (point: GeoPoint, isRough: Bool)? {
        if !plan.commune.isEmpty, let found = commune(named: plan.commune, in: plan.department) {
            return (found, false)
        }
        return departement(plan.department).map { ($0, true) }
    }
}
