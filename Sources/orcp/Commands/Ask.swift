import ArgumentParser
import Editions
import Foundation
import Indicators
import Procurement

/// How answers are printed.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

/// Asks an indicator of an edition.
struct Ask: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask an indicator: value, numerator, denominator, unknown, interval.")

    @Argument(help: "The indicator's code, as CON-01.") var code: String
    @OptionGroup var question: Question
    @Option(help: "Group by a key of selections, as annee or departement.") var by: String?
    @Option(help: "table, json or csv.") var format = AnswerFormat.table

    func run() throws {
        let selection = try question.parsedSelection()
        let edition = try question.open()
        let asker = edition.asker()
        let answers = try answering { () throws(AskRefusal) in
            try asker.ask(code, selection, by: by, workers: question.workers)
        }
        switch format {
        case .json: print(JSONOutput.answers(answers, edition: edition.id))
        case .csv: print(csv(answers))
        case .table: print(try table(answers, asker))
        }
    }

    private static let columns = [
        "group", "measure", "state", "value", "numerator", "denominator", "unknown", "low", "high",
    ]

    /// The cells of a row; `isRounded` for people, who read six digits and lose nothing.
    private func cells(_ answer: Answer, isRounded: Bool = false) -> [String] {
        func written(_ value: Double?) -> String {
            guard let value else { return "" }
            return isRounded ? String(format: "%.6g", value) : JSONText.number(value)
        }
        return [
            answer.group ?? "", answer.measure, answer.state.rawValue, written(answer.value),
            answer.writtenNumerator ?? "", answer.writtenDenominator ?? "", "\(answer.unknown)",
            written(answer.low), written(answer.high),
        ]
    }

    private func csv(_ answers: [Answer]) -> String {
        func quoted(_ cell: String) -> String {
            let mustQuote = cell.contains { ",\"\n\r".contains($0) }
            return mustQuote
                ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
        }
        let lines = [Self.columns] + answers.map { cells($0) }
        return lines.map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\r\n")
    }

    private func table(_ answers: [Answer], _ asker: Asker) throws -> String {
        let indicator = try answering { () throws(AskRefusal) in try asker.indicator(code) }
        var table = TextTable(Self.columns, numbers: [3, 4, 5, 6, 7, 8])
        for answer in answers { table.rows.append(cells(answer, isRounded: true)) }
        let reason = indicator.unavailable.map { "\n\nSans objet\u{202F}: \($0)" } ?? ""
        return
            "\(indicator.code) · \(indicator.title) · édition \(asker.edition)\n\n\(table.text)\(reason)"
    }
}
