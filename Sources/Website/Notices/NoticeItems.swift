import Community
import Procurement

/// The calls that answer a saved query, for alerts.
enum NoticeItems {
    /// One call.
    struct Item: Sendable, Hashable {
        /// Stable: the number of the notice.
        var id: String
        var title: String
        /// Its page on this site.
        var path: String
        /// Day of publication; that of the edition when unknown.
        var day: Day
    }

    /// The open calls of a query such as `mots=toiture&departement=59`, the newest publication first.
    ///
    /// - Parameters:
    ///   - items: keys and values of `/marches-ouverts`.
    ///   - now: the present moment.
    /// - Throws: `Problem` when a value cannot be read.
    static func items(
        _ items: [(key: String, value: String)], in edition: Observation, now: Moment
    ) throws -> [Item] {
        let query = try NoticeQuery(items.filter { $0.key != "moment" }, now: now)
        let rows = NoticeRows(edition)
        return rows.select(query).map { row in
            let number = rows.text("avis", row) ?? ""
            return Item(
                id: number, title: rows.title(row), path: NoticePage.link(to: number).address,
                day: rows.day("dateParution", row) ?? edition.facts.day ?? Day(number: 0))
        }.sorted { ($1.day, $0.id) < ($0.day, $1.id) }
    }
}
