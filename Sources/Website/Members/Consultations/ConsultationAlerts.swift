import Community
import Procurement

/// Consultations of this site that answer a question; each is told once.
struct ConsultationSource: AlertSource {
    let store: CommunityStore

    static let name: String = "consultations"
    var name: String { ConsultationSource.name }
    var label: String { "consultations" }

    func state() throws -> String? { try store.consultations.mark() }

    func canonical(_ query: String) throws -> String { Link.query(try read(query).items) }

    func title(_ query: String) throws -> String {
        let values = try read(query).items.map(\.1)
        return values.isEmpty
            ? "Toutes les consultations"
            : "Consultations\u{202F}: " + values.joined(separator: ", ")
    }

    func path(_ query: String) -> String {
        ConsultationListPage.link.address + (query.isEmpty ? "" : "?" + query)
    }

    func holdings(_ query: String, since last: Moment?) throws -> AlertHoldings {
        AlertHoldings(
            try store.consultations.answering(try read(query), since: last).map { item in
                AlertItem(
                    id: "consultation:\(item.key)", title: "\(item.object) — \(item.buyerName)",
                    path: ConsultationPage.link(item.key).address,
                    day: item.deadline.map { "répondre avant le \(ParisTime.text($0))" } ?? "")
            })
    }

    private func read(_ query: String) throws -> ConsultationQuery {
        try ConsultationListPage.query(Visit.items(query))
    }
}
