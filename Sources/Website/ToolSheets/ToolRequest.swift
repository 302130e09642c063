import Tools

/// What somebody asks of a tool's page: the values, and what to do with them.
struct ToolRequest: Sendable {
    /// What a button asks.
    enum Action: Sendable, Equatable {
        case answer
        /// Fill in what can be.
        case prepare
        /// More empty lines in a table.
        case lines(String)
        /// The answer's documents and files, in one archive.
        case files
    }

    var action = Action.answer
    var values: [String: String] = [:]
    /// Lines shown of each table.
    var lines: [String: Int] = [:]

    /// Names of a form's own controls, which no field may have.
    static let reserved: Set<String> = ["action", "cas", "modele"]

    /// An empty form, or one filled with a model.
    init(values: [String: String] = [:]) { self.values = values }

    /// Reads what a form sent. A case sent as a file stands for all the rest; of a table, a file
    /// stands before a pasted text, which stands before cells.
    ///
    /// - Throws: `Problem` when the body is not well-formed, or the file is not a case.
    init(_ visit: Visit, of tool: any Tool) throws(Problem) {
        let body = try FormBody(visit.body, type: visit.headers["content-type"])
        var cells: [String: [Int: [String: String]]] = [:]
        var files: [String: String] = [:]
        for part in body.parts {
            if part.isFile, part.bytes.isEmpty { continue }
            if part.isFile, part.name == "cas" {
                values = try ToolRequest.saved(part.bytes)
                return
            }
            let text = ReceivedText.text(part.bytes)
            if part.name == "action" {
                action = ToolRequest.action(text)
                continue
            }
            let path = part.name.split(separator: ".").map(String.init)
            switch path.count {
            case 2 where path[1] == "fichier": files[path[0]] = text
            case 2 where path[1] == "lignes": lines[path[0]] = min(Int(text) ?? 0, 500)
            case 3:
                guard let number = Int(path[1]), (1...2_000).contains(number) else { break }
                cells[path[0], default: [:]][number, default: [:]][path[2]] = text
            default:
                guard values.updateValue(text, forKey: part.name) == nil else {
                    throw .invalid(field: part.name, value: text, expected: "une seule valeur")
                }
            }
        }
        for field in tool.fields {
            guard case .table(let columns, _) = field.control else { continue }
            if let file = files[field.name] {
                values[field.name] = file
            } else if values[field.name]?.contains(where: { !$0.isWhitespace }) != true,
                let lines = cells[field.name]
            {
                values[field.name] = ToolRequest.table(columns.map(\.name), lines)
            }
        }
        values = values.filter { !$0.value.isEmpty }
    }

    private static func action(_ text: String) -> Action {
        switch text {
        case "preparer": .prepare
        case "fichiers": .files
        case _ where text.hasPrefix("lignes."): .lines(String(text.dropFirst(7)))
        default: .answer
        }
    }

    private static func saved(_ bytes: ArraySlice<UInt8>) throws(Problem) -> [String: String] {
        do {
            return try ToolCase.values(bytes)
        } catch {
            throw Problem(
                status: 400, title: "Ce fichier n’est pas un cas",
                detail: "Il faut le fichier «\u{202F}cas-….json\u{202F}» qu’un outil a enregistré, "
                    + "de quatre mégaoctets au plus.", field: "cas")
        }
    }

    /// Cells as the text of a table; empty when all are.
    private static func table(
        _ columns: [String], _ lines: [Int: [String: String]]
    ) -> String {
        let rows = lines.keys.sorted().map { number in columns.map { lines[number]?[$0] ?? "" } }
            .filter { row in row.contains { !$0.isEmpty } }
        return rows.isEmpty ? "" : TableField.text([columns] + rows)
    }
}
