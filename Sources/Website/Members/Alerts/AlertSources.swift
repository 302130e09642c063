import Columns
import Community
import Procurement

/// Where selections to follow come from. The one list: a new source is added here.
enum AlertSources {
    /// Every source of a site.
    ///
    /// - Parameters:
    ///   - shelf: where editions are found; nil where there is none.
    ///   - now: the present moment: some selections are counted from it.
    static func all(_ store: CommunityStore, shelf: (any EditionShelf)?, now: Moment)
        -> [any AlertSource]
    {
        let own: [any AlertSource] = [PlanSource(store: store), ConsultationSource(store: store)]
        guard let shelf else { return own }
        return [ContractSource(shelf: shelf)] + own + [
            RenewalSource(shelf: shelf, now: now), NoticeSource(shelf: shelf, now: now),
        ]
    }

    /// A source by its name.
    static func named(
        _ name: String, _ store: CommunityStore, shelf: (any EditionShelf)?, now: Moment
    ) -> (any AlertSource)? {
        all(store, shelf: shelf, now: now).first { $0.name == name }
    }

    /// Paris time, by which letters leave.
    static let time = DigestSchedule.LocalTime(
        day: { ParisTime.day($0) }, moment: { ParisTime.moment($0, hour: $1, minute: 0) })
}

/// Contracts of a selection of the explorer; keys of contracts are the same from edition to edition.
struct ContractSource: AlertSource {
    let shelf: any EditionShelf

    static let name: String = "explorateur"
    var name: String { ContractSource.name }
    var label: String { "contrats" }

    func state() throws -> String? {
        do {
            return try shelf.current().facts.id
        } catch let problem as Problem where problem == .noEdition {
            return nil
        }
    }

    func canonical(_ query: String) throws -> String {
        try shelf.current().answers.canonical(items(query))
    }

    func title(_ query: String) throws -> String {
        let answers = try shelf.current().answers
        let words = try items(query).map { item in
            let label = answers.keys.first { $0.name == item.key }?.label ?? item.key
            return "\(label)\u{202F}: \(answers.label(item.key, item.value))"
        }
        return words.isEmpty ? "Tous les contrats" : words.joined(separator: ", ")
    }

    func path(_ query: String) -> String {
        ExplorerPage.link().address + (query.isEmpty ? "" : "?" + query)
    }

    /// - Complexity: one question to the engine, then O(contracts of the selection).
    func holdings(_ query: String, since last: Moment?) throws -> AlertHoldings {
        let edition = try shelf.current()
        let contracts = edition.tables.contracts
        let rows = try edition.answers.rows(items(query))
        let keys = contracts["cle"]
        return AlertHoldings(ids: rows.map { keys?.text(Int($0)) ?? "" }) { places in
            // Rows are in order of notification: the latest is noted last, and shown first.
            places.map { Int(rows[$0]) }.map { row in
                let key = keys?.text(row) ?? ""
                let object = contracts["objet"]?.text(row) ?? ""
                let buyer = contracts["acheteur_id"]?.text(row)
                    .map { edition.answers.label("acheteur_id", $0) }
                return AlertItem(
                    id: key,
                    title: (object.isEmpty ? "Contrat sans objet" : object)
                        + (buyer.map { " — \($0)" } ?? ""),
                    path: ContractPage.link(to: key).address,
                    day: day(row, of: edition).map { "notifié le \(French.day($0))" } ?? "")
            }
        }
    }

    private func day(_ row: Int, of edition: Observation) -> Day? {
        edition.tables.contracts["dateNotification"]?.integer(row)
            .map { Day(number: Int32(clamping: $0)) }
    }

    private func items(_ query: String) throws(Problem) -> Answering.Query {
        try Visit.items(query).filter { !Context.otherKeys.contains($0.key) }
    }
}

/// Purchase plans of a selection; of one plan, each of its public changes.
struct PlanSource: AlertSource {
    let store: CommunityStore

    static let name: String = "projets"
    var name: String { PlanSource.name }
    var label: String { "projets d’achat" }

    func state() throws -> String? { String(try store.plans.mark()) }

    func canonical(_ query: String) throws -> String { Link.query(try read(query).items) }

    func title(_ query: String) throws -> String {
        let query = try read(query)
        if !query.plan.isEmpty { return try store.plans.plan(query.plan).text.object }
        let words = query.items.map { key, value in
            switch key {
            case "departement":
                value.split(separator: " ").map {
                    Territory.department(String($0))?.name ?? String($0)
                }.joined(separator: ", ")
            case "cpv": "CPV " + value.split(separator: " ").joined(separator: ", ")
            case "etat": query.state?.label ?? value
            case "trimestre": "trimestre \(value)"
            default: value
            }
        }
        return words.isEmpty
            ? "Tous les projets d’achat"
            : "Projets d’achat\u{202F}: " + words.joined(separator: ", ")
    }

    func path(_ query: String) -> String {
        // A canonical query is read without fault.
        if let read = try? read(query), !read.plan.isEmpty {
            return PlanPage.link(read.plan).address
        }
        return PlanListPage.link.address + (query.isEmpty ? "" : "?" + query)
    }

    func holdings(_ query: String, since last: Moment?) throws -> AlertHoldings {
        let query = try read(query)
        let plans = try store.plans.all(query)
        guard query.plan.isEmpty else {
            return AlertHoldings(try plans.flatMap { try changes(of: $0) })
        }
        return AlertHoldings(
            plans.flatMap { plan -> [AlertItem] in
                let path = PlanPage.link(plan.key).address
                let title = "\(plan.text.object) — \(plan.buyerName)"
                var items = [
                    AlertItem(
                        id: "projet:\(plan.key)", title: title, path: path,
                        day: "prévu au \(plan.text.period)")
                ]
                if plan.state == .launched {
                    items.append(
                        AlertItem(
                            id: "projet:\(plan.key):lancee",
                            title: "Consultation lancée\u{202F}: \(title)",
                            path: path, day: ""))
                }
                return items
            })
    }

    private func changes(of plan: Plan) throws -> [AlertItem] {
        try store.plans.history(of: plan).map { change in
            let what =
                switch change.kind {
                case .posted: "projet annoncé"
                case .state: change.after
                case .question: "une question et sa réponse sont publiées"
                case .complement: "une précision est publiée"
                case .field: "\(PlanPage.label(change.field).lowercasedFirst), modification"
                }
            return AlertItem(
                id: "histoire:\(change.id)", title: "\(plan.text.object)\u{202F}: \(what)",
                path: PlanPage.link(plan.key).address, day: ParisTime.dayText(change.moment))
        }
    }

    private func read(_ query: String) throws -> PlanQuery { try PlanQuery(Visit.items(query)) }
}
