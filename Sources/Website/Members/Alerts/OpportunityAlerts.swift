import Community
import Law
import Procurement

/// Contracts that come into the window of the radar.
struct RenewalSource: AlertSource {
    let shelf: any EditionShelf
    let now: Moment

    static let name: String = "renouvellements"
    var name: String { RenewalSource.name }
    var label: String { "renouvellements" }

    /// The window moves each day, even over the same edition.
    func state() throws -> String? {
        guard let edition = try SelectionWords.edition(shelf) else { return nil }
        return "\(edition.facts.id) \(ParisTime.day(now))"
    }

    func canonical(_ query: String) throws -> String {
        let visit = try Visit(target: RenewalPage.link().address + "?" + query)
        let read = try RenewalQuery(
            visit, edition: try shelf.current(), today: ParisTime.day(now))
        // A window that is counted from a fixed day would never hold anything new.
        return Link.query(read.items.filter { $0.0 != "jour" })
    }

    func title(_ query: String) throws -> String {
        "Renouvellements\u{202F}: " + SelectionWords.of(query, all: "tous les contrats")
    }

    func path(_ query: String) -> String {
        RenewalPage.link().address + (query.isEmpty ? "" : "?" + query)
    }

    func holdings(_ query: String, since last: Moment?) throws -> AlertHoldings {
        AlertHoldings(
            try RenewalAlerts.items(
                query, edition: try shelf.current(), law: .shipped, today: ParisTime.day(now)
            ).map {
                AlertItem(
                    id: $0.id, title: $0.title, path: $0.path,
                    day: "dans la fenêtre depuis le \(French.day($0.day))")
            })
    }
}

/// Open calls of a selection; a notice has one number for ever.
struct NoticeSource: AlertSource {
    let shelf: any EditionShelf
    let now: Moment

    static let name: String = "marches-ouverts"
    var name: String { NoticeSource.name }
    var label: String { "marchés ouverts" }

    func state() throws -> String? { try SelectionWords.edition(shelf)?.facts.id }

    func canonical(_ query: String) throws -> String {
        let items = try Visit.items(query).filter {
            NoticeQuery.keys.contains($0.key) && $0.key != "moment" && !$0.value.isEmpty
        }
        _ = try NoticeQuery(items, now: now)
        return Link.query(
            items.sorted { ($0.key, $0.value) < ($1.key, $1.value) }.map { ($0.key, $0.value) })
    }

    func title(_ query: String) throws -> String {
        "Marchés ouverts\u{202F}: " + SelectionWords.of(query, all: "tous les avis")
    }

    func path(_ query: String) -> String {
        OpenCallsPage.link().address + (query.isEmpty ? "" : "?" + query)
    }

    func holdings(_ query: String, since last: Moment?) throws -> AlertHoldings {
        AlertHoldings(
            try NoticeItems.items(
                try Visit.items(query), in: try shelf.current(), now: now
            ).map {
                AlertItem(
                    id: $0.id, title: $0.title, path: $0.path,
                    day: "publié le \(French.day($0.day))")
            })
    }
}

/// What sources of alerts say alike.
private enum SelectionWords {
    /// The edition served; nil while there is none.
    static func edition(_ shelf: any EditionShelf) throws -> Observation? {
        do {
            return try shelf.current()
        } catch let problem as Problem where problem == .noEdition {
            return nil
        }
    }

    /// The values of a query, as typed.
    static func of(_ query: String, all: String) -> String {
        // A canonical query is read without fault.
        let values = (try? Visit.items(query).map(\.value)) ?? []
        return values.isEmpty ? all : values.joined(separator: ", ")
    }
}
