import Law
import Procurement

extension ToolAnswer {
    /// The answer as JSON, for scripts.
    ///
    /// - Shape: `{"tool", "summary", "warnings": [], "result": {NAME: value}, "tables": {NAME:
    ///   [{COLUMN: value}]}, "steps": [{"title", "text", "articles": [{"text", "confidence",
    ///   "fact"}]}], "documents": [{"name", "title", "text"}], "files": [{"name", "title", "type",
    ///   "text"}], "assumptions": [], "notice"}`; amounts and numbers are exact decimals, days
    ///   `yyyy-mm-dd`, either values a list, unknown null.
    public func json(of tool: any Tool) -> String {
        let members = results.map { "\(JSONText.string($0.name)):\(json($0.value))" }
        let written = steps.map { step in
            let articles = step.articles.map {
                """
                {"text":\(JSONText.string($0.text)),"confidence":\(JSONText.string($0.confidence.rawValue)),\
                "fact":\(JSONText.string($0.fact))}
                """
            }
            return """
                {"title":\(JSONText.string(step.title)),"text":\(JSONText.string(step.text)),\
                "articles":[\(articles.joined(separator: ","))]}
                """
        }
        return """
            {"tool":\(JSONText.string(tool.name)),"summary":\(JSONText.string(summary)),\
            "warnings":[\(warnings.map { JSONText.string($0) }.joined(separator: ","))],\
            "result":{\(members.joined(separator: ","))},\
            "tables":{\(tables.map { table($0) }.joined(separator: ","))},\
            "steps":[\(written.joined(separator: ","))],\
            "documents":[\(documents.map { document($0) }.joined(separator: ","))],\
            "files":[\(files.map { file($0) }.joined(separator: ","))],\
            "assumptions":[\(assumptions.map { JSONText.string($0) }.joined(separator: ","))],\
            "notice":\(JSONText.string(ToolAnswer.notice))}
            """
    }

    private func table(_ table: ToolTable) -> String {
        let rows = table.rows.map { row in
            let members = zip(table.columns, row).map {
                "\(JSONText.string($0.name)):\(json($1))"
            }
            return "{\(members.joined(separator: ","))}"
        }
        return "\(JSONText.string(table.name)):[\(rows.joined(separator: ","))]"
    }

    private func document(_ document: ToolDocument) -> String {
        """
        {"name":\(JSONText.string(document.name)),"title":\(JSONText.string(document.title)),\
        "text":\(JSONText.string(document.plainText))}
        """
    }

    private func file(_ file: ToolFile) -> String {
        """
        {"name":\(JSONText.string(file.name)),"title":\(JSONText.string(file.title)),\
        "type":\(JSONText.string(file.type)),\
        "text":\(JSONText.string(String(decoding: file.bytes, as: UTF8.self)))}
        """
    }

    private func json(_ value: ToolValue) -> String {
        switch value {
        case .money(let money): money.description
        case .number(let number, _): number.description
        case .day(let day): JSONText.string(day.description)
        case .flag(let flag): flag ? "true" : "false"
        case .text(let text): JSONText.string(text)
        case .either(let values): "[\(values.map(json).joined(separator: ","))]"
        case .unknown: "null"
        }
    }
}
