import Community

/// Plans in Atom: one entry a plan, the latest changed first.
enum PlanFeed: CommunityResource {
    static let path = "/projets/flux.atom"
    /// Entries of a document; the others are in the documents that follow.
    static let most = 100

    static func link(_ query: PlanQuery) -> Link {
        Link(["projets", "flux.atom"], query: query.items)
    }

    /// The feed, named in the head of a page.
    static func declaration(_ query: PlanQuery) -> HTML {
        """
        <link rel="alternate" type="application/atom+xml" title="Projets d’achat" href="\(link(query))">

        """
    }

    static func answer(_ context: Context) throws -> Answer {
        let query = try PlanListPage.query(context.visit)
        let plans = try context.community().store.plans.all(query)
            .sorted { ($1.changed, $1.id) < ($0.changed, $0.id) }
        let part = AtomFeed.Part(
            number: try context.visit.integer("page", in: 1...10_000, default: 1),
            total: plans.count, size: most,
            addresses: { page in
                Link(["projets", "flux.atom"], query: query.items + [("page", String(page))])
            })
        let entries = plans[part.range].map { plan in
            let summary =
                "\(plan.buyerName) — \(plan.text.period) — \(plan.text.band.label) — \(plan.state.label)"
            return AtomFeed.Entry(
                title: plan.text.object, link: PlanPage.link(plan.key), published: plan.created,
                updated: plan.changed, summary: summary, content: "<p>\(summary)</p>",
                category: plan.text.cpv)
        }
        return AtomFeed(
            title: "Projets d’achat", link: link(query), page: PlanListPage.link(query.items),
            entries: entries, part: part
        ).answer(context.settings)
    }
}

/// `GET /api/v1/plans`: the plans of a question, in JSON or CSV.
enum PlansEndpoint: CommunityResource {
    static let path = "/api/v1/plans"
    static let isAPI = true

    static func link(_ query: PlanQuery, format: String) -> Link {
        Link(["api", "v1", "plans"], query: query.items + [("format", format)])
    }

    static func answer(_ context: Context) throws -> Answer {
        let query = try PlanListPage.query(context.visit)
        let plans = try context.community().store.plans.all(query)
        let rows = plans.map { row($0, context) }
        switch context.visit.value("format") ?? "json" {
        case "json":
            var answer = Answer.json(
                .object([
                    ("selection", .text(Link.query(query.items))),
                    ("total", .integer(Int64(rows.count))),
                    ("rows", .list(rows.map { .object($0) })),
                ]))
            answer.keeping = .none
            return answer
        case "csv":
            var bytes: [UInt8] = []
            let selection = query.isEverything ? "tout" : Link.query(query.items)
            bytes += "# Projets d’achat, sélection\u{202F}: \(selection)\n".utf8
            bytes += (PlansEndpoint.names.joined(separator: ",") + "\n").utf8
            for row in rows {
                for (index, item) in row.enumerated() {
                    if index > 0 { bytes.append(0x2C) }
                    CSVCell.write(item.1, into: &bytes)
                }
                bytes.append(0x0A)
            }
            return Answer(
                type: "text/csv; charset=utf-8", body: .bytes(bytes), keeping: .none,
                headers: [("Content-Disposition", "attachment; filename=\"projets-achat.csv\"")])
        case let other:
            throw Problem.invalid(field: "format", value: other, expected: "json ou csv")
        }
    }

    /// Names of the columns, in order.
    static let names =
        ["cle", "acheteur_id", "acheteur_nom"] + PlanText.fields.map(\.key)
        + ["etat", "consultation", "motif", "annonce", "modifie", "adresse"]

    private static func row(_ plan: Plan, _ context: Context) -> [(String, JSON)] {
        var base = context.settings.publicAddress
        while base.hasSuffix("/") { base.removeLast() }
        func json(_ key: String) -> JSON {
            switch key {
            case "annee": .integer(Int64(plan.text.year))
            case "trimestre": .integer(Int64(plan.text.quarter))
            default: .text(plan.text.value(key).kept)
            }
        }
        return [
            ("cle", .text(plan.key)), ("acheteur_id", .text(plan.buyer)),
            ("acheteur_nom", .text(plan.buyerName)),
        ] + PlanText.fields.map { ($0.key, json($0.key)) } + [
            ("etat", .text(plan.state.rawValue)), ("consultation", .text(plan.consultation)),
            ("motif", .text(plan.reason)), ("annonce", .text(ParisTime.machine(plan.created))),
            ("modifie", .text(ParisTime.machine(plan.changed))),
            ("adresse", .text(base + PlanPage.link(plan.key).address)),
        ]
    }
}
