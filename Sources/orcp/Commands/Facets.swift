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
        print(format == .json ? JSONOutput.facets(answer, edition: edition.id) : table(answer))
    }

    private func table(_ answer: FacetsAnswer) -> String {
        var table = TextTable(["Clé", "Valeur", "Contrats", "Euros"], numbers: [2, 3])
        table.rows.append(["total", "", "\(answer.total.count)", JSONOutput.euros(answer.total)])
        for (key, values) in answer.facets {
            for value in values {
                table.rows.append([
                    key.name, value.label, "\(value.tally.count)", JSONOutput.euros(value.tally),
                ])
            }
        }
        return table.text
    }
}
