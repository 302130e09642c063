import Law
import Procurement

extension ToolAnswer {
    /// The answer as JSON, for scripts.
    ///
    /// - Shape: `{"tool", "summary", "result": {NAME: value}, "steps": [{"title", "text",
    ///   "articles": [{"text", "confidence", "fact"}]}], "assumptions": [], "notice"}`; amounts and
    ///   numbers are exact decimals, days `yyyy-mm-dd`, either values a list, unknown null.
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
            "result":{\(members.joined(separator: ","))},\
            "steps":[\(written.joined(separator: ","))],\
            "assumptions":[\(assumptions.map { JSONText.string($0) }.joined(separator: ","))],\
            "notice":\(JSONText.string(ToolAnswer.notice))}
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
