import ArgumentParser
import Editions
import Foundation
import Indicators
import Procurement

/// Tells what an indicator is: question, formula, caveats, sources; or its SQL.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What an indicator is, and the SQL that recomputes it.")

    @Argument(help: "The indicator's code; all of them are listed without one.") var code: String?
    @OptionGroup var question: Question
    @Option(help: "Group by a key of selections.") var by: String?
    @Flag(help: "Only the SQL, in DuckDB's dialect, over the edition's Arrow tables.")
    var sql = false

    func run() throws {
        guard let code else {
            var table = TextTable(["Code", "Titre"])
            table.rows = Indicator.all.map { [$0.code, $0.title] }
            print(table.text)
            return
        }
        guard let indicator = Indicator.named(code) else {
            throw Problem(outcome: .usage, message: AskRefusal.unknownIndicator(code).description)
        }
        let day = try referenceDay()
        let selection = try question.parsedSelection()
        let query = try answering { () throws(AskRefusal) -> String in
            guard let by else { return indicator.sql(selection, by: nil, on: day) }
            guard let key = SelectionKey.named(by) else { throw .selection(.unknownKey(by)) }
            guard key.group != nil else { throw .selection(.notADimension(by)) }
            return indicator.sql(selection, by: key, on: day)
        }
        print(sql ? query : card(indicator, day) + "\n\nSQL (DuckDB)\u{202F}:\n\(query)")
    }

    /// The day of the edition, or today when there is none yet: a card can be read without data.
    private func referenceDay() throws -> Day {
        guard try EditionStore(folder: question.data.path).currentIdentifier() != nil else {
            return Clock.today
        }
        return Day(try question.open().manifest.referenceDay) ?? Clock.today
    }

    private func card(_ indicator: Indicator, _ day: Day) -> String {
        var lines = [
            "\(indicator.code) · \(indicator.title)", indicator.question, "",
            "Formule\u{202F}: \(indicator.formula)", "Population\u{202F}: \(indicator.population)",
        ]
        if let amount = indicator.amount { lines.append("Montant\u{202F}: \(amount)") }
        if let reason = indicator.unavailable { lines.append("Sans objet\u{202F}: \(reason)") }
        lines.append("Mesures\u{202F}:")
        lines += indicator.measures(on: day).map { "  \($0.name)\u{202F}: \($0.title)" }
        lines.append("Ce que cet indicateur ne dit pas\u{202F}:")
        lines += indicator.caveats.map { "  – \($0)" }
        lines.append("Sources\u{202F}: " + indicator.sources.joined(separator: "\u{202F}; "))
        return lines.joined(separator: "\n")
    }
}
