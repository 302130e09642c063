import Columns
import Indicators
import Procurement

/// An answer of the API in JSON or CSV.
protocol Endpoint: Resource {}

extension Endpoint {
    static var isAPI: Bool { true }

    /// `json` or `csv`, as `format` asks.
    static func isCSV(_ context: Context) throws(Problem) -> Bool {
        switch context.visit.value("format") ?? "json" {
        case "json": return false
        case "csv": return true
        case let other:
            throw .invalid(field: "format", value: other, expected: "json ou csv")
        }
    }

    /// Rows as JSON under `rows`, after what is said once, or as CSV.
    static func rows(
        _ context: Context, head: [(String, JSON)], names: [String], rows: [[JSON]]
    ) throws -> Answer {
        guard try isCSV(context) else {
            let objects = rows.map { row in JSON.object(Array(zip(names, row))) }
            return .json(.object(head + [("rows", .list(objects))]))
        }
        var bytes = Array((names.joined(separator: ",") + "\r\n").utf8)
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                CSVCell.write(cell, into: &bytes)
            }
            bytes += [0x0D, 0x0A]
        }
        return Answer(type: "text/csv; charset=utf-8; header=present", body: .bytes(bytes))
    }
}

/// `GET /api/v1/indicators`
enum IndicatorsEndpoint: Endpoint {
    static let path = "/api/v1/indicators"
    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        return try rows(
            context, head: [("edition", .text(edition.facts.id))],
            names: [
                "code", "theme", "title", "question", "unit", "better", "formula", "sources",
                "caveats", "measures", "dimensions",
            ],
            rows: edition.answers.indicators.map { card in
                [
                    .text(card.code), .text(card.theme), .text(card.title), .text(card.question),
                    .text(card.unit), .text(card.better), .text(card.formula),
                    .list(card.sources.map { .text($0) }), .list(card.caveats.map { .text($0) }),
                    .list(card.measures.map { .text($0.name) }),
                    .list(card.dimensions.map { .text($0) }),
                ]
            })
    }
}

/// `GET /api/v1/indicators/{code}?SELECTION&by=KEY`
enum IndicatorEndpoint: Endpoint {
    static let path = "/api/v1/indicators/:code"
    static func link(to code: String, _ query: Answering.Query = []) -> Link {
        Link(["api", "v1", "indicators", code], query: query.map { ($0.key, $0.value) })
    }

    /// Keys whose values name a buyer or a firm: no public ranking by them.
    static let naming: Set<String> = [
        "acheteur_id", "acheteur_nom", "titulaire_id", "titulaire_nom", "titulaire_siren",
    ]

    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        let code = context.argument("code")
        guard edition.answers.indicators.contains(where: { $0.code == code }) else {
            throw Problem.absent(
                "Il n’y a pas d’indicateur «\u{202F}\(Problem.shortened(code))\u{202F}».")
        }
        let key = context.visit.value("by") ?? context.visit.value("par")
        if let key, naming.contains(key) {
            throw Problem.invalid(
                field: "by", value: key,
                expected:
                    "une catégorie, un territoire ou une année\u{202F}: l’observatoire ne classe pas "
                    + "d’acheteurs ni d’entreprises nommés")
        }
        let found = try edition.answers.ask(code, context.selection, by: key)
        return try rows(
            context,
            head: [
                ("edition", .text(edition.facts.id)), ("code", .text(code)),
                ("selection", .text(try edition.answers.canonical(context.selection))),
            ],
            names: [
                "group", "measure", "state", "value", "numerator", "denominator", "unknown", "low",
                "high",
            ],
            rows: found.map { row in
                [
                    .text(row.group), .text(row.measure), .text(row.state.rawValue),
                    .number(row.value), .decimal(row.writtenNumerator),
                    .decimal(row.writtenDenominator), .integer(Int64(row.unknown)),
                    .number(row.low), .number(row.high),
                ]
            })
    }
}

/// `GET /api/v1/facets?SELECTION`
enum FacetsEndpoint: Endpoint {
    static let path = "/api/v1/facets"
    static func answer(_ context: Context) throws -> Answer {
        let edition = try context.observation()
        let answers = edition.answers
        let top = try context.visit.integer("limite", in: 1...1_000, default: 50)
        let keys = answers.keys.filter(\.isCounted).map(\.name)
        let counted = try answers.facets(context.selection, of: keys, top: top)
        if try isCSV(context) {
            return try rows(
                context, head: [], names: ["key", "value", "label", "count", "amount"],
                rows: counted.facets.flatMap { facet in
                    facet.values.map { value in
                        [
                            .text(facet.key), .text(value.value), .text(value.label),
                            .integer(Int64(value.count)), .euros(cents: value.amountCents),
                        ]
                    }
                })
        }
        let facets = counted.facets.map { facet in
            (
                facet.key,
                JSON.list(
                    facet.values.map { value in
                        .object([
                            ("value", .text(value.value)), ("label", .text(value.label)),
                            ("count", .integer(Int64(value.count))),
                            ("amount", .euros(cents: value.amountCents)),
                        ])
                    })
            )
        }
        return .json(
            .object([
                ("edition", .text(edition.facts.id)),
                (
                    "total",
                    .object([
                        ("count", .integer(Int64(counted.totals.count))),
                        ("amount", .euros(cents: counted.totals.amountCents)),
                    ])
                ),
                ("facets", .object(facets)),
            ]))
    }
}

/// `GET /api/v1/editions`
enum EditionsEndpoint: Endpoint {
    static let path = "/api/v1/editions"
    static let isCacheable = false
    static func answer(_ context: Context) throws -> Answer {
        try rows(
            context, head: [], names: ["id", "day", "contracts", "current"],
            rows: try context.shelf.list().map { edition in
                [
                    .text(edition.id), .text(edition.day?.description),
                    .integer(edition.contracts.map(Int64.init)), .bool(edition.isCurrent),
                ]
            })
    }
}

/// `GET /api/v1/rules`
enum RulesEndpoint: Endpoint {
    static let path = "/api/v1/rules"
    static func answer(_ context: Context) throws -> Answer {
        try rows(
            context, head: [],
            names: ["code", "severity", "title", "explanation", "advice", "example"],
            rows: FindingRule.catalogue.map { rule in
                [
                    .text(rule.code), .text(FindingList.label(rule.severity)), .text(rule.title),
                    .text(rule.explanation), .text(rule.advice), .text(rule.example),
                ]
            })
    }
}

/// `GET /api/v1/openapi.json`
enum OpenAPIEndpoint: Endpoint {
    static let path = "/api/v1/openapi.json"
    static let link = Link(["api", "v1", "openapi.json"])
    static func answer(_ context: Context) throws -> Answer {
        .json(OpenAPI.document(context))
    }
}
