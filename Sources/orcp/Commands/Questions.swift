import ArgumentParser
import Editions
import Foundation
import Indicators
import Procurement
import Website

/// Answers many questions of one edition, opened once: what a script asks in a loop, without the loop.
struct Questions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Answer many questions of an edition, one a line of JSON in, one a line of JSON out.",
        discussion: """
            Each line is {"indicator": "CON-01", "where": "annee=2021", "by": "departement"}, or facets \
            without an indicator: {"where": "annee=2021", "keys": "type,procedure"}.
            """)

    @Argument(help: "The file of questions, or - for the standard input.") var file: String
    @OptionGroup var data: DataFolder
    @Option(help: "The edition (default: the current one).") var edition: String?
    @Option(help: "Threads.") var workers = 2
    @Flag(help: "Give the SQL that recomputes each answer too, in DuckDB's dialect.") var sql =
        false

    /// A line.
    private struct Line: Decodable {
        let indicator: String?
        let `where`: String?
        let by: String?
        let keys: String?
    }

    func run() throws {
        let bytes =
            try file == "-"
            ? FileHandle.standardInput.readToEnd() ?? Data()
            : Data(contentsOf: URL(fileURLWithPath: file))
        let edition = try openEdition(edition, folder: data.path)
        let asker = try edition.labelledAsker(folder: data.path)
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                print(try answer(line, asker))
            } catch let problem as Problem {
                throw Problem(
                    outcome: problem.outcome,
                    message: "Question \(number + 1)\u{202F}: \(problem.message)")
            }
        }
    }

    /// The line that answers a line.
    private func answer(_ line: Data, _ asker: Asker) throws -> String {
        guard let asked = try? JSONDecoder().decode(Line.self, from: line) else {
            throw Problem(
                outcome: .usage,
                message: """
                    «\u{202F}\(String(decoding: line.prefix(80), as: UTF8.self))\u{202F}» n’est pas un objet \
                    JSON de textes. Donnez «\u{202F}indicator\u{202F}», «\u{202F}where\u{202F}», \
                    «\u{202F}by\u{202F}» ou «\u{202F}keys\u{202F}», un objet par ligne.
                    """)
        }
        let selection = try selected(asked.where ?? "")
        let keys = (asked.keys ?? "").split(separator: ",").map(String.init)
        return try answering { () throws(AskRefusal) in
            let answer: String
            let query: String?
            if let code = asked.indicator {
                answer = JSONOutput.answers(
                    try asker.ask(code, selection, by: asked.by, workers: workers),
                    edition: asker.edition)
                query = sql ? try asker.sql(code, selection, by: asked.by) : nil
            } else {
                answer = JSONOutput.facets(
                    try asker.facets(selection, of: keys, top: nil, workers: workers),
                    edition: asker.edition)
                query = sql ? try asker.facetsSQL(selection, of: keys) : nil
            }
            guard let query else { return answer }
            return "{\"answer\":\(answer),\"sql\":\(JSONText.string(query))}"
        }
    }
}
