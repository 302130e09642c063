import Columns
import Indicators

/// The export of exactly what the explorer shows: same contracts, same columns, same order.
enum ExplorerExport: Resource {
    static let path = "/explorer/export"
    static let isCacheable = false

    static func link(_ query: [(String, String)], format: String) -> Link {
        Link(["explorer", "export"], query: query + [("format", format)])
    }

    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        let format = try format(context.visit)
        let columns = try ExplorerPage.columns(context.visit, edition)
        guard let order = ContractOrder(rawValue: context.visit.value("tri") ?? "recent") else {
            throw Problem.invalid(
                field: "tri", value: context.visit.value("tri") ?? "",
                expected: ContractOrder.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let answers = edition.answers
        let rows = try answers.contracts(
            context.selection, order: order, from: 0, count: edition.tables.contracts.rowCount)
        let table = SuppliersColumns.table(edition, wanted: columns, rows: rows.rows)
        let export = RowExport(
            edition: edition, table: table, names: ["cle"] + columns.filter { $0 != "cle" },
            rows: rows.rows.map { UInt32($0) }, format: format,
            selection: try answers.canonical(context.selection))
        return RowExport.answer(export, format: format, name: "contrats-\(edition.facts.id)")
    }

    /// `csv` or `jsonl`.
    static func format(_ visit: Visit) throws(Problem) -> ExportWriter.Format {
        let text = visit.value("format") ?? "csv"
        guard let format = ExportWriter.Format(rawValue: text) else {
            throw .invalid(field: "format", value: text, expected: "csv ou jsonl")
        }
        return format
    }
}
