import Tools

/// `GET /api/v1/tools`
enum ToolsEndpoint: Endpoint {
    static let isTool = true
    static let path = "/api/v1/tools"

    static func answer(_ context: Context) throws -> Answer {
        try rows(
            context, head: [],
            names: ["name", "title", "question", "audience", "fields", "example"],
            rows: Toolbox.tools.map { tool in
                [
                    .text(tool.name), .text(tool.title), .text(tool.question),
                    .text(tool.audience.rawValue), .list(tool.fields.map { .text($0.name) }),
                    .object(tool.example.map { ($0.field, .text($0.value)) }),
                ]
            })
    }
}

/// `POST /api/v1/tools/{name}`, a case as a JSON object or as a form; GET describes the fields.
enum ToolEndpoint: Endpoint {
    static let isTool = true
    static let path = "/api/v1/tools/:nom"
    static let takesForms = true
    static let longestBody = ToolPage.longestBody
    static let isCacheable = false

    static func answer(_ context: Context) throws -> Answer {
        let tool = try ToolPage.tool(context)
        guard context.visit.method == .post else { return .json(description(tool)) }
        let isJSON = context.visit.body.first { !(0x09...0x20).contains($0) } == 0x7B
        let values =
            try isJSON
            ? json(context.visit.body) : ToolRequest(context.visit, of: tool).values
        do {
            let answer = try tool.answer(to: values, context.toolSetting)
            return Answer(
                type: "application/json; charset=utf-8",
                body: .bytes(Array(answer.json(of: tool).utf8)), keeping: .none)
        } catch {
            throw Problem(error, value: values[error.field] ?? "")
        }
    }

    /// What a tool asks.
    private static func description(_ tool: any Tool) -> JSON {
        .object([
            ("name", .text(tool.name)), ("title", .text(tool.title)),
            ("question", .text(tool.question)),
            (
                "fields",
                .list(
                    tool.fields.map { field in
                        .object([
                            ("name", .text(field.name)), ("label", .text(field.label)),
                            ("expected", .text(field.expected)), ("help", .text(field.help)),
                            ("required", .bool(field.isRequired)),
                            ("free", .bool(field.isFreeText)),
                            ("example", .text(field.example)),
                        ])
                    })
            ), ("notice", .text(ToolAnswer.notice)),
        ])
    }

    /// The members of a JSON object, as text.
    private static func json(_ bytes: [UInt8]) throws(Problem) -> [String: String] {
        do {
            return try ToolCase.values(bytes)
        } catch {
            throw .invalid(
                field: "corps", value: String(decoding: bytes.prefix(80), as: UTF8.self),
                expected: "un objet JSON dont chaque membre est un champ de l’outil, de quatre "
                    + "mégaoctets au plus")
        }
    }
}

extension ToolField {
    /// Whether it takes any words.
    fileprivate var isFreeText: Bool {
        if case .text = control { accepts("a") } else { false }
    }
}

extension Problem {
    /// What a tool refuses, as the API says it.
    init(_ refusal: ToolRefusal, value: String) {
        self.init(
            status: 400, title: "Cas incomplet ou contradictoire", detail: refusal.description,
            field: refusal.field, value: value)
    }
}
