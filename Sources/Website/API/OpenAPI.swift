import Community
import Procurement
import Tools

/// The description of the API for programs, made from the same lists as the API itself.
enum OpenAPI {
    /// One address.
    struct Operation: Sendable {
        let path: String
        let summary: String
        /// Takes the keys of selections.
        var takesSelection = false
        /// More parameters of the query: name and description.
        var parameters: [(String, String)] = []
        /// Formats besides JSON.
        var formats: [String] = ["csv"]
        /// Properties of the JSON object answered.
        var answers: [(String, String)] = []
        /// The tool that answers to a case sent by POST; nil for addresses that are read.
        var tool: (any Tool)?
    }

    static let operations: [Operation] =
        [
            Operation(
                path: "/api/v1/indicators", summary: "Les indicateurs et leurs définitions.",
                answers: [("edition", "string"), ("rows", "array")]),
            Operation(
                path: "/api/v1/indicators/{code}",
                summary: "Un indicateur sur une sélection, par les valeurs d’une clé.",
                takesSelection: true, parameters: [("by", "Clé de regroupement, comme annee.")],
                answers: [
                    ("edition", "string"), ("code", "string"), ("selection", "string"),
                    ("rows", "array"),
                ]),
            Operation(
                path: "/api/v1/facets",
                summary: "Totaux d’une sélection et valeurs de chaque clé, avec leurs comptes.",
                takesSelection: true, parameters: [("limite", "Valeurs par clé, de 1 à 1000.")],
                answers: [("edition", "string"), ("total", "object"), ("facets", "object")]),
            list("/api/v1/contracts", "Les contrats d’une sélection."),
            record(
                "/api/v1/contracts/{cle}", "Un contrat et tout ce qui en est connu.", "contract"),
            list("/api/v1/awards", "Les attributions des contrats d’une sélection."),
            list("/api/v1/findings", "Les constats de qualité sur les contrats d’une sélection."),
            Operation(
                path: "/api/v1/notices",
                summary: "Les appels à la concurrence encore ouverts, le plus urgent d’abord.",
                parameters: [
                    ("mots", "Débuts de mots de l’objet, de l’acheteur, des lots."),
                    ("cpv", "Début d’un code CPV, de 2 à 8 chiffres."),
                    ("departement", "Code du département."),
                    ("type", "Travaux, Fournitures ou Services."),
                    ("descripteur", "Code d’un descripteur du BOAMP."),
                    ("acheteur", "SIRET ou SIREN de l’acheteur."),
                    ("limite_avant", "Dernier jour de la date limite."),
                    ("etat", "ouverts ou tous."),
                    ("moment", "Moment de Paris auquel l’appel doit être ouvert."),
                    ("page", "Page, à partir de 1."), ("limite", "Lignes par page, de 1 à 1000."),
                ], formats: ["csv", "jsonl"],
                answers: [
                    ("edition", "string"), ("selection", "string"), ("fetched", "string"),
                    ("newest", "string"), ("stale", "boolean"), ("total", "integer"),
                    ("page", "integer"), ("rows", "array"),
                ]),
            Operation(
                path: "/api/v1/renewals",
                summary:
                    "Les contrats d’une sélection qui prennent fin, et la fenêtre de l’avis suivant.",
                takesSelection: true,
                parameters: [
                    ("debut", "Fin dans au moins tant de mois\u{202F}; 6 sans elle."),
                    ("fin", "Fin dans au plus tant de mois\u{202F}; 18 sans elle."),
                    (
                        "jour",
                        "Jour d’où compter, aujourd’hui sans elle\u{202F}; edition\u{202F}: celui de l’édition."
                    ),
                    ("autour", "Commune, code postal ou département d’où compter les distances."),
                    ("rayon", "Kilomètres au plus."),
                    ("renouveles", "avec, ou sans ceux dont un successeur est reconnu."),
                    ("tri", "fin, lointain, distance ou montant."),
                    ("page", "Page, à partir de 1."), ("limite", "Lignes par page, de 1 à 1000."),
                ],
                answers: [
                    ("edition", "string"), ("selection", "string"), ("jour", "string"),
                    ("fin_debut", "string"), ("fin_fin", "string"), ("total", "integer"),
                    ("dejaRenouveles", "integer"), ("lieuInconnu", "integer"),
                    ("finInconnue", "integer"), ("page", "integer"), ("rows", "array"),
                ]),
            record("/api/v1/buyers/{id}", "Un acheteur, par son SIRET.", "buyer"),
            record("/api/v1/suppliers/{id}", "Un titulaire, par son identifiant.", "supplier"),
            Operation(
                path: "/api/v1/editions", summary: "Les éditions gardées.",
                answers: [("rows", "array")]),
            Operation(
                path: "/api/v1/rules", summary: "Les règles de qualité, avec leurs conseils.",
                answers: [("rows", "array")]),
            Operation(
                path: "/api/v1/law", summary: "Les règles de droit datées.",
                answers: [("notice", "string"), ("rows", "array")]),
            Operation(
                path: "/api/v1/law/{rule}",
                summary: "Ce que dit une règle un jour donné, et son histoire.",
                parameters: [
                    ("on", "Jour, aujourd’hui sans elle."), ("buyer", "Type d’acheteur."),
                    ("purchase", "Type d’achat."), ("company", "Taille de l’entreprise."),
                    ("buyerSize", "Taille de l’acheteur."), ("ccag", "CCAG du marché."),
                    ("sector", "Régime\u{202F}: ordinary, defence, network."),
                    ("circumstance", "Ce qui abrège un délai."),
                ], formats: [],
                answers: [
                    ("rule", "string"), ("title", "string"), ("unit", "string"),
                    ("on", "string"), ("answer", "string"), ("history", "array"),
                    ("notice", "string"),
                ]),
            Operation(
                path: "/api/v1/openapi.json", summary: "Cette description.", formats: [],
                answers: [("openapi", "string"), ("paths", "object")]),
            Operation(
                path: "/health", summary: "Le service répond, et avec quelle édition.", formats: [],
                answers: [("status", "string"), ("edition", "string"), ("contracts", "integer")]),
            Operation(
                path: "/api/v1/tools", summary: "Les outils et leurs champs.",
                answers: [("rows", "array")]),
        ]
        + Toolbox.tools.map { tool in
            Operation(
                path: "/api/v1/tools/\(tool.name)", summary: tool.question, formats: [],
                answers: [
                    ("tool", "string"), ("summary", "string"), ("warnings", "array"),
                    ("result", "object"), ("tables", "object"), ("steps", "array"),
                    ("documents", "array"), ("files", "array"), ("assumptions", "array"),
                    ("notice", "string"),
                ], tool: tool)
        }

    /// Addresses of sites that have accounts.
    static let withAccounts: [Operation] = [
        Operation(
            path: PlansEndpoint.path, summary: "Les projets d’achat annoncés.",
            parameters: [
                ("mots", "Mots de l’objet, de la description, de l’acheteur."),
                ("cpv", "Début d’un code CPV, de 2 à 8 chiffres."),
                ("departement", "Code du département."), ("annee", "Année de la consultation."),
                ("trimestre", "Trimestre de la consultation, de 1 à 4."),
                ("etat", Plan.State.allCases.map(\.rawValue).joined(separator: ", ") + "."),
                ("acheteur", "SIRET de l’acheteur."), ("projet", "Clé d’un seul projet."),
            ],
            answers: [("selection", "string"), ("total", "integer"), ("rows", "array")])
    ]

    /// The addresses of a site.
    static func operations(_ context: Context) -> [Operation] {
        operations + (context.hasCommunity ? withAccounts : [])
    }

    private static func list(_ path: String, _ summary: String) -> Operation {
        Operation(
            path: path, summary: summary, takesSelection: true,
            parameters: [
                ("page", "Page, à partir de 1."), ("limite", "Lignes par page, de 1 à 1000."),
            ],
            formats: ["csv", "jsonl"],
            answers: [
                ("edition", "string"), ("selection", "string"), ("total", "integer"),
                ("page", "integer"), ("rows", "array"),
            ])
    }

    private static func record(_ path: String, _ summary: String, _ name: String) -> Operation {
        Operation(
            path: path, summary: summary, answers: [("edition", "string"), (name, "object")])
    }

    /// The document, version 3.1.
    static func document(_ context: Context) -> JSON {
        let keys = context.edition?.answers.keys ?? []
        return .object([
            ("openapi", .text("3.1.0")),
            (
                "info",
                .object([
                    ("title", .text(context.settings.name)), ("version", .text("1")),
                    (
                        "description",
                        .text("Les questions du site, en JSON et en CSV, avec les mêmes noms.")
                    ),
                ])
            ),
            ("servers", .list([.object([("url", .text("/"))])])),
            (
                "paths",
                .object(operations(context).map { ($0.path, pathItem($0, keys)) })
            ),
            (
                "components",
                .object([("schemas", .object([("Problem", problem)]))])
            ),
        ])
    }

    private static func pathItem(_ operation: Operation, _ keys: [FilterKey]) -> JSON {
        var parameters: [JSON] = []
        for piece in operation.path.split(separator: "/") where piece.hasPrefix("{") {
            parameters.append(
                parameter(String(piece.dropFirst().dropLast()), "", "path", isRequired: true))
        }
        if operation.path.hasPrefix("/api/") {
            parameters.append(parameter("edition", "Édition, la courante par défaut.", "query"))
        }
        if !operation.formats.isEmpty {
            parameters.append(
                parameter(
                    "format", "Forme de la réponse.", "query", values: ["json"] + operation.formats)
            )
        }
        for (name, description) in operation.parameters {
            parameters.append(parameter(name, description, "query"))
        }
        if operation.takesSelection {
            for key in keys {
                parameters.append(parameter(key.name, key.definition, "query", isList: true))
            }
        }
        if let tool = operation.tool { return toolItem(operation, tool) }
        let name = operation.path.split { !$0.isLetter }.map {
            $0.prefix(1).uppercased() + $0.dropFirst()
        }.joined()
        return .object([
            (
                "get",
                .object([
                    ("operationId", .text("get" + name)), ("summary", .text(operation.summary)),
                    ("parameters", .list(parameters)), ("responses", responses(operation)),
                ])
            )
        ])
    }

    /// What a field of a tool takes; a table is a list of lines, or its text as CSV.
    private static func fieldSchema(_ field: any ToolField) -> JSON {
        var members: [(String, JSON)] = [("type", .text("string"))]
        switch field.control {
        case .choice(let choices):
            members.append(("enum", .list(choices.map { .text($0.value) })))
        case .money, .number:
            members = [("type", .list([.text("string"), .text("number")]))]
        case .table(let columns, _):
            members = [
                ("type", .list([.text("string"), .text("array")])),
                (
                    "items",
                    .object([
                        ("type", .text("object")),
                        ("properties", .object(columns.map { ($0.name, fieldSchema($0)) })),
                        (
                            "required",
                            .list(columns.filter(\.isRequired).map { .text($0.name) })
                        ),
                    ])
                ),
            ]
        case .day, .text: break
        }
        members.append(("description", .text("\(field.label)\u{202F}: \(field.expected).")))
        members.append(("examples", .list([.text(field.example)])))
        return .object(members)
    }

    /// A tool: its fields as the members of a JSON object.
    private static func toolItem(_ operation: Operation, _ tool: any Tool) -> JSON {
        let properties = tool.fields.map { ($0.name, fieldSchema($0)) }
        let required = tool.fields.filter(\.isRequired).map { JSON.text($0.name) }
        let schema = JSON.object([
            ("type", .text("object")), ("additionalProperties", .bool(false)),
            ("required", .list(required)), ("properties", .object(properties)),
            ("examples", .list([.object(tool.example.map { ($0.field, .text($0.value)) })])),
        ])
        let name = tool.name.split(separator: "-").map {
            $0.prefix(1).uppercased() + $0.dropFirst()
        }
        return .object([
            (
                "post",
                .object([
                    ("operationId", .text("post" + name.joined())),
                    ("summary", .text(operation.summary)),
                    (
                        "requestBody",
                        .object([
                            ("required", .bool(true)),
                            (
                                "content",
                                .object([("application/json", .object([("schema", schema)]))])
                            ),
                        ])
                    ), ("responses", responses(operation)),
                ])
            )
        ])
    }

    private static func parameter(
        _ name: String, _ description: String, _ place: String, isRequired: Bool = false,
        isList: Bool = false, values: [String] = []
    ) -> JSON {
        var schema: [(String, JSON)] = [("type", .text("string"))]
        if !values.isEmpty { schema.append(("enum", .list(values.map { .text($0) }))) }
        let whole: JSON =
            isList
            ? .object([("type", .text("array")), ("items", .object(schema))]) : .object(schema)
        return .object([
            ("name", .text(name)), ("in", .text(place)), ("description", .text(description)),
            ("required", .bool(isRequired)), ("schema", whole),
        ])
    }

    private static func responses(_ operation: Operation) -> JSON {
        let schema = JSON.object([
            ("type", .text("object")),
            ("required", .list(operation.answers.map { .text($0.0) })),
            (
                "properties",
                .object(operation.answers.map { ($0.0, .object([("type", .text($0.1))])) })
            ),
        ])
        var content: [(String, JSON)] = [("application/json", .object([("schema", schema)]))]
        let text = JSON.object([("schema", .object([("type", .text("string"))]))])
        if operation.formats.contains("csv") { content.append(("text/csv", text)) }
        if operation.formats.contains("jsonl") { content.append(("application/x-ndjson", text)) }
        let problem = JSON.object([
            ("description", .text("Un problème, dit avec le champ et ce qui est attendu.")),
            (
                "content",
                .object([
                    (
                        "application/problem+json",
                        .object([
                            (
                                "schema",
                                .object([("$ref", .text("#/components/schemas/Problem"))])
                            )
                        ])
                    )
                ])
            ),
        ])
        return .object([
            (
                "200",
                .object([
                    ("description", .text(operation.summary)), ("content", .object(content)),
                ])
            ),
            ("default", problem),
        ])
    }

    private static var problem: JSON {
        func type(_ names: String...) -> JSON {
            .object([("type", .list(names.map { .text($0) }))])
        }
        return .object([
            ("type", .text("object")),
            (
                "required",
                .list(["type", "title", "status", "detail"].map { .text($0) })
            ),
            (
                "properties",
                .object([
                    ("type", type("string")), ("title", type("string")),
                    ("status", type("integer")), ("detail", type("string")),
                    ("field", type("string", "null")), ("value", type("string", "null")),
                    ("expected", type("string", "null")),
                ])
            ),
        ])
    }
}
