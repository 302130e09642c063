import Columns
import Indicators
import Procurement

/// Rows of a table as JSON objects, with the names of exports.
enum RecordJSON {
    /// One row.
    static func object(_ table: Table, _ row: Int, without names: Set<String> = []) -> JSON {
        .object(
            table.columns.compactMap { column in
                guard !ExportWriter.isInternal(column.name), !names.contains(column.name) else {
                    return nil
                }
                return (CellText.exportedName(column.name), CellText.exported(column, row))
            })
    }

    /// Several rows.
    static func list(_ table: Table, _ rows: some Sequence<Int>) -> JSON {
        .list(rows.map { object(table, $0) })
    }
}

/// A list of rows of a table: a page of JSON, or the whole as a CSV file.
enum RowList {
    /// Rows asked for at most in one page.
    static let most = 1_000

    /// The page or the file.
    ///
    /// - Parameter all: every row selected, in order.
    static func answer(
        _ context: Context, table: Table, name: String, isCSV: Bool, all: [UInt32]
    ) throws -> Answer {
        let edition = try context.observation()
        let selection = try edition.answers.canonical(context.selection)
        if isCSV || context.visit.value("format") == "jsonl" {
            let format: ExportWriter.Format = isCSV ? .csv : .jsonl
            return RowExport.answer(
                RowExport(
                    edition: edition, table: table, names: nil, rows: all, format: format,
                    selection: selection),
                format: format, name: "\(name)-\(edition.facts.id)")
        }
        let limit = try context.visit.integer("limite", in: 1...most, default: 100)
        let page = try context.visit.integer("page", in: 1...1_000_000, default: 1)
        let first = min((page - 1) * limit, all.count)
        let shown = all[first..<min(first + limit, all.count)]
        return .json(
            .object([
                ("edition", .text(edition.facts.id)), ("selection", .text(selection)),
                ("total", .integer(Int64(all.count))), ("page", .integer(Int64(page))),
                ("rows", RecordJSON.list(table, shown.map { Int($0) })),
            ]))
    }

    /// Whether CSV is asked for; `jsonl` is a third way here.
    static func isCSV(_ context: Context) throws(Problem) -> Bool {
        switch context.visit.value("format") ?? "json" {
        case "json", "jsonl": return false
        case "csv": return true
        case let other:
            throw .invalid(field: "format", value: other, expected: "json, jsonl ou csv")
        }
    }
}

/// `GET /api/v1/contracts?SELECTION`
enum ContractsEndpoint: Endpoint {
    static let path = "/api/v1/contracts"
    static let isCacheable = false
    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        return try RowList.answer(
            context, table: edition.tables.contracts, name: "contrats",
            isCSV: try RowList.isCSV(context), all: try edition.answers.rows(context.selection))
    }
}

/// `GET /api/v1/awards?SELECTION`: the awards of the contracts selected.
enum AwardsEndpoint: Endpoint {
    static let path = "/api/v1/awards"
    static let isCacheable = false
    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        var rows: [UInt32] = []
        for contract in try edition.answers.rows(context.selection) {
            for award in edition.tables.awards(of: Int(contract)) { rows.append(UInt32(award)) }
        }
        return try RowList.answer(
            context, table: edition.tables.awards, name: "attributions",
            isCSV: try RowList.isCSV(context), all: rows)
    }
}

/// `GET /api/v1/findings?SELECTION`: the findings on the contracts selected; without a selection,
/// those on records set aside too.
enum FindingsEndpoint: Endpoint {
    static let path = "/api/v1/findings"
    static let isCacheable = false
    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        var rows: [UInt32] = []
        if context.selection.isEmpty {
            rows = Array(0..<UInt32(edition.tables.findings.rowCount))
        } else {
            for contract in try edition.answers.rows(context.selection) {
                for finding in edition.tables.findings(of: Int(contract)) {
                    rows.append(UInt32(finding))
                }
            }
        }
        return try RowList.answer(
            context, table: edition.tables.findings, name: "constats",
            isCSV: try RowList.isCSV(context), all: rows)
    }
}

/// `GET /api/v1/contracts/{cle}`
enum ContractEndpoint: Endpoint {
    static let path = "/api/v1/contracts/:cle"
    static func link(to key: String) -> Link { Link(["api", "v1", "contracts", key]) }

    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        let tables = edition.tables
        guard let row = tables.contract(context.argument("cle")) else {
            throw Problem.absent(
                "Il n’y a pas de contrat «\u{202F}\(Problem.shortened(context.argument("cle")))\u{202F}»."
            )
        }
        if try isCSV(context) {
            let export = RowExport(
                edition: edition, table: tables.contracts, names: nil, rows: [UInt32(row)],
                format: .csv, selection: "cle=" + context.argument("cle"))
            return Answer(
                type: "text/csv; charset=utf-8; header=present",
                body: .bytes(try export.next() ?? []))
        }
        return .json(
            .object([
                ("edition", .text(edition.facts.id)),
                ("contract", RecordJSON.object(tables.contracts, row)),
                ("awards", RecordJSON.list(tables.awards, tables.awards(of: row))),
                ("amendments", RecordJSON.list(tables.amendments, tables.amendments(of: row))),
                (
                    "subcontracts",
                    RecordJSON.list(tables.subcontracts, tables.subcontracts(of: row))
                ),
                ("findings", RecordJSON.list(tables.findings, tables.findings(of: row))),
                (
                    "declarations",
                    RecordJSON.list(tables.declarations, tables.declarations(of: row))
                ),
            ]))
    }
}

/// `GET /api/v1/buyers/{id}`
enum BuyerEndpoint: Endpoint {
    static let path = "/api/v1/buyers/:id"
    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        let tables = edition.tables
        guard let row = tables.buyer(context.argument("id")) else {
            throw Problem.absent(
                "Il n’y a pas d’acheteur «\u{202F}\(Problem.shortened(context.argument("id")))\u{202F}»."
            )
        }
        return try PartyJSON.answer(
            context, table: tables.buyers, row: row, isCSV: try isCSV(context), name: "buyer")
    }
}

/// `GET /api/v1/suppliers/{id}`
enum SupplierEndpoint: Endpoint {
    static let path = "/api/v1/suppliers/:id"
    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        let tables = edition.tables
        guard let row = tables.supplier(context.argument("id")) else {
            throw Problem.absent(
                "Il n’y a pas de titulaire «\u{202F}\(Problem.shortened(context.argument("id")))\u{202F}»."
            )
        }
        return try PartyJSON.answer(
            context, table: tables.suppliers, row: row, isCSV: try isCSV(context), name: "supplier")
    }
}

/// One row of a table, alone.
enum PartyJSON {
    /// As JSON under a name, or as CSV.
    static func answer(
        _ context: Context, table: Table, row: Int, isCSV: Bool, name: String
    ) throws -> Answer {
        let edition = try context.observation()
        if isCSV {
            let export = RowExport(
                edition: edition, table: table, names: nil, rows: [UInt32(row)], format: .csv,
                selection: "id=" + context.argument("id"))
            return Answer(
                type: "text/csv; charset=utf-8; header=present",
                body: .bytes(try export.next() ?? []))
        }
        return .json(
            .object([
                ("edition", .text(edition.facts.id)), (name, RecordJSON.object(table, row)),
            ]))
    }
}
