import Law
import Procurement
import Tools

/// Tools on a terminal.
enum ToolText {
    /// Every tool and its question.
    static func list() -> String {
        var table = TextTable(["Outil", "Question"])
        table.rows = Toolbox.tools.map { [$0.name, $0.question] }
        return table.text + "\n\norcp tool OUTIL --help montre ses champs et un exemple."
    }

    /// The fields of a tool, with units and an example.
    static func help(_ tool: any Tool) -> String {
        var lines = ["\(tool.title) — \(tool.question)", ""]
        for field in tool.fields {
            let optional = field.isRequired ? "" : " (facultatif)"
            lines.append("  --\(field.name)  \(field.label)\(unit(field.control))\(optional)")
            if !field.help.isEmpty { lines.append("      \(field.help)") }
            if case .choice(let values) = field.control {
                lines += values.map { "      \($0.value)\u{202F}: \($0.label)" }
            } else {
                lines.append("      Exemple\u{202F}: \(field.example)")
            }
        }
        let example = tool.example.map { "--\($0.field) \($0.value)" }.joined(separator: " ")
        lines += [
            "", "Exemple\u{202F}: orcp tool \(tool.name) \(example) --json", ToolAnswer.notice,
        ]
        return lines.joined(separator: "\n")
    }

    /// An answer: what it says, figures, steps with articles, assumptions.
    static func answer(_ answer: ToolAnswer, of tool: any Tool) -> String {
        var lines = [tool.title, answer.summary, ""]
        lines += answer.results.map { "  \($0.label)\u{202F}: \($0.value.french)" }
        lines += ["", "Comment\u{202F}:"]
        for (index, step) in answer.steps.enumerated() {
            lines.append("  \(index + 1). \(step.title) — \(step.text)")
            for article in step.articles {
                let label = article.confidence.label.map { " (\($0))" } ?? ""
                lines.append("     \(article.text)\(label)")
            }
        }
        lines += ["", "Hypothèses\u{202F}:"] + answer.assumptions.map { "  – \($0)" }
        lines += ["", ToolAnswer.notice]
        return lines.joined(separator: "\n")
    }

    private static func unit(_ control: ToolControl) -> String {
        switch control {
        case .money: ", en euros"
        case .number(let unit): ", en \(unit)"
        case .day, .choice: ""
        }
    }
}
