import ArgumentParser
import Columns
import Editions
import Foundation
import Indicators
import Procurement
import Website

/// Counts the values of the usual keys over a selection, each key without its own filter.
struct Facets: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count contracts and amounts by the values of several keys at once.")

    @OptionGroup var question: Question
    @Option(help: "Keys, separated by commas (default: those of few values).") var keys = ""
    @Option(help: "Only so many values of each key, the most frequent first.") var top: Int?
    @Option(help: "table or json.") var format = AnswerFormat.table
    @Flag(help: "Print the SQL instead, in DuckDB's dialect.") var sql = false

    func run() throws {
        let selection = try question.parsedSelection()
        let edition = try question.open()
        let asker = try edition.labelledAsker(folder: question.data.path)
        let names = keys.split(separator: ",").map(String.init)
        if sql {
            print(
                try answering { () throws(AskRefusal) in
                    try asker.facetsSQL(selection, of: names)
                })
            return
        }
        let answer = try answering { () throws(AskRefusal) in
            try asker.facets(selection, of: names, top: top, workers: question.workers)
        }
        print(format == .json ? json(answer, edition: edition.id) : table(answer))
    }

    private func euros(_ tally: Tally) -> String {
        let cents = tally.sum
        let magnitude = cents.magnitude
        let rest = String(magnitude % 100)
        return (cents < 0 ? "-" : "") + String(magnitude / 100) + "."
            + (rest.count == 1 ? "0" : "") + rest
    }

    private func json(_ answer: FacetsAnswer, edition: String) -> String {
        let facets = answer.facets.map { key, values in
            let items = values.map { value in
                """
                {"value":\(JSONText.string(value.value)),"label":\(JSONText.string(value.label)),\
                "count":\(value.tally.count),"amount":\(euros(value.tally))}
                """
            }
            return "\(JSONText.string(key.name)):[\(items.joined(separator: ","))]"
        }
        return """
            {"edition":\(JSONText.string(edition)),\
            "total":{"count":\(answer.total.count),"amount":\(euros(answer.total))},\
            "facets":{\(facets.joined(separator: ","))}}
            """
    }

    private func table(_ answer: FacetsAnswer) -> String {
        var table = TextTable(["Clé", "Valeur", "Contrats", "Euros"], numbers: [2, 3])
        table.rows.append(["total", "", "\(answer.total.count)", euros(answer.total)])
        for (key, values) in answer.facets {
            for value in values {
                table.rows.append([
                    key.name, value.label, "\(value.tally.count)", euros(value.tally),
                ])
            }
        }
        return table.text
    }
}
