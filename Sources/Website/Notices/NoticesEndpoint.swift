import Columns
import Community
import Indicators
import Procurement

/// `GET /api/v1/notices`: the calls of a query, as the page shows them; CSV gives all of them.
enum NoticesEndpoint: Endpoint {
    static let path = "/api/v1/notices"
    static let isCacheable = false

    /// The calls of a query in a format.
    static func link(_ query: [(String, String)], format: String) -> Link {
        Link(["api", "v1", "notices"], query: query + [("format", format)])
    }

    /// Columns left to the edition's own file: where the record stands.
    private static let hidden: Set<String> = [
        "appel", "cloture_avis", "depot", "membre", "position", "longueur",
    ]

    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        let rows = NoticeRows(edition)
        let query = try NoticeQuery(context.visit.query, now: context.now, in: edition)
        let found = rows.found(query)
        let all = found.rows
        let names = rows.table.columns.map(\.name).filter { !hidden.contains($0) }
        var filters = OpenCallsPage.filters(context.visit)
        if !filters.contains(where: { $0.0 == "moment" }), !query.isAll {
            // The file says at which moment these calls were open.
            filters.append(("moment", String(ParisTime.typed(context.now))))
        }
        let selection = Link.query(filters)
        if try RowList.isCSV(context) || context.visit.value("format") == "jsonl" {
            let format: ExportWriter.Format = try RowList.isCSV(context) ? .csv : .jsonl
            return RowExport.answer(
                RowExport(
                    edition: edition, table: rows.table, names: names,
                    rows: all.map { UInt32($0) }, format: format, selection: selection),
                format: format, name: "marches-ouverts-\(edition.facts.id)")
        }
        let limit = try context.visit.integer("limite", in: 1...RowList.most, default: 100)
        let page = try context.visit.integer("page", in: 1...1_000_000, default: 1)
        let first = min((page - 1) * limit, all.count)
        let shown = all[first..<min(first + limit, all.count)]
        let freshness = NoticeFreshness(edition, context)
        return .json(
            .object([
                ("edition", .text(edition.facts.id)), ("selection", .text(selection)),
                ("fetched", .text(freshness.fetched.map { ParisTime.machine($0) })),
                ("newest", .text(freshness.newest?.description)),
                ("stale", .bool(freshness.isStale(at: context.now))),
                ("total", .integer(Int64(all.count))), ("page", .integer(Int64(page))),
                ("sansCPV", .integer(Int64(found.withoutCPV))),
                ("sansDateLimite", .integer(Int64(found.withoutDeadline))),
                ("lieuInconnu", .integer(Int64(found.placeUnknown))),
                (
                    "rows",
                    .list(shown.map { RecordJSON.object(rows.table, $0, without: hidden) })
                ),
            ]))
    }
}
