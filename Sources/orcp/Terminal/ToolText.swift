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
        for field in tool.fields { lines += help(field) }
        let example = tool.example.map { "--\($0.field) \(quoted($0.value))" }.joined(
            separator: " ")
        lines += [
            "", "Exemple\u{202F}: orcp tool \(tool.name) \(example) --json", ToolAnswer.notice,
        ]
        return lines.joined(separator: "\n")
    }

    private static func help(_ field: any ToolField) -> [String] {
        let optional = field.isRequired ? "" : " (facultatif)"
        var lines = ["  --\(field.name)  \(field.label)\(unit(field.control))\(optional)"]
        if !field.help.isEmpty { lines.append("      \(field.help)") }
        switch field.control {
        case .choice(let values):
            lines += values.map { "      \($0.value)\u{202F}: \($0.label)" }
        case .table(let columns, _):
            lines.append("      Tableau CSV, ou @FICHIER. Colonnes\u{202F}:")
            lines += columns.map {
                "        \($0.name)  \($0.label)\(unit($0.control))"
                    + ($0.isRequired ? "" : " (facultatif)")
            }
        default: lines.append("      Exemple\u{202F}: \(field.example)")
        }
        return lines
    }

    /// A value as a shell takes it.
    private static func quoted(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "0123456789-.,_/:".unicodeScalars.contains($0)
        }
        return isPlain ? value : "'" + value.replacing("'", with: "'\\''") + "'"
    }

    /// An answer: what it says, figures, steps with articles, assumptions.
    static func answer(_ answer: ToolAnswer, of tool: any Tool) -> String {
        var lines = [tool.title, answer.summary, ""]
        lines += answer.warnings.map { "  À lire\u{202F}: \($0)" }
        lines += answer.results.map { "  \($0.label)\u{202F}: \($0.value.french)" }
        for table in answer.tables { lines += ["", table.title, self.table(table)] }
        lines += ["", "Comment\u{202F}:"]
        for (index, step) in answer.steps.enumerated() {
            lines.append("  \(index + 1). \(step.title) — \(step.text)")
            for article in step.articles {
                let label = article.confidence.label.map { " (\($0))" } ?? ""
                lines.append("     \(article.text)\(label)")
            }
        }
        lines += ["", "Hypothèses\u{202F}:"] + answer.assumptions.map { "  – \($0)" }
        let given = answer.documents.map(\.title) + answer.files.map(\.title)
        if !given.isEmpty {
            lines += ["", "À emporter, avec --write DOSSIER\u{202F}:"] + given.map { "  – \($0)" }
        }
        lines += ["", ToolAnswer.notice]
        return lines.joined(separator: "\n")
    }

    private static func table(_ table: ToolTable) -> String {
        var text = TextTable(table.columns.map(\.label))
        text.rows = table.rows.map { $0.map(\.french) }
        return text.text + (table.note.map { "\n" + $0 } ?? "")
    }

    private static func unit(_ control: ToolControl) -> String {
        switch control {
        case .money: ", en euros"
        case .number(let unit): unit.isEmpty ? "" : ", en \(unit)"
        case .day, .choice, .text, .table: ""
        }
    }
}
