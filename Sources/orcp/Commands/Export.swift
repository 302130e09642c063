import ArgumentParser
import Columns
import Editions
import Foundation
import Indicators

/// What is exported.
enum ExportTable: String, ExpressibleByArgument, CaseIterable {
    case contracts, awards, findings, words
    case wordTexts = "word_texts"
}

/// How an export is written.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case csv, jsonl, arrow
}

/// Writes the contracts of a selection, their awards, findings or words to the standard output.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the contracts, awards, findings or words of a selection.",
        discussion: """
            Every row ends with the edition and the selection it comes from. Amounts are euros. \
            Columns are listed in docs/colonnes.md. The tables words and word_texts are what the SQL \
            of a selection by words joins; they alone are also written as Arrow files, since the \
            others are Arrow files of the edition already.
            """)

    @Argument(help: "contracts, awards, findings, words or word_texts.") var table: ExportTable
    @OptionGroup var question: Question
    @Option(help: "csv or jsonl; arrow for words and word_texts.") var format = ExportFormat.csv
    @Option(help: "Columns, separated by commas (default: all).") var columns: String?

    func run() throws {
        let selection = try question.parsedSelection()
        let edition = try question.open()
        let names = columns?.split(separator: ",").map(String.init)
        let source: Table
        switch table {
        case .contracts: source = edition.contracts
        case .awards: source = edition.awards
        case .findings: source = edition.findings
        case .words: return try export(.words, of: edition, selection, names)
        case .wordTexts: return try export(.texts, of: edition, selection, names)
        }
        let format = try rowFormat(of: edition)
        let writer = ExportWriter(
            table: source, names: names, format: format, edition: edition.id,
            selection: selection.description)
        var buffer = writer.header()
        try forEachRow(of: edition, selection) { row in
            writer.write(row, to: &buffer)
            if buffer.count >= 1 << 18 {
                FileHandle.standardOutput.write(Data(buffer))
                buffer.removeAll(keepingCapacity: true)
            }
        }
        FileHandle.standardOutput.write(Data(buffer))
    }

    /// The format of rows; Arrow is that of the edition's own files.
    private func rowFormat(of edition: Edition) throws -> ExportWriter.Format {
        switch format {
        case .csv: return .csv
        case .jsonl: return .jsonl
        case .arrow:
            throw Problem(
                outcome: .usage,
                message: """
                    La table «\u{202F}\(table.rawValue)\u{202F}» est déjà un fichier Arrow de l’édition\u{202F}: ouvrez \
                    «\u{202F}\(edition.folder)/\(table.rawValue).arrow\u{202F}», ou demandez «\u{202F}--format csv\u{202F}».
                    """)
        }
    }

    private func forEachRow(
        of edition: Edition, _ selection: Selection, _ body: (Int) -> Void
    ) throws {
        switch table {
        case .contracts:
            try edition.dataset.select(selection.condition, workers: question.workers)
                .forEachRow(body)
        case .awards:
            try edition.dataset.awards(of: selection, workers: question.workers).forEachRow(body)
        case .findings:
            let contracts = try edition.dataset.select(
                selection.condition, workers: question.workers)
            guard let parents = edition.findings["contrat"] else { return }
            for row in 0..<edition.findings.rowCount {
                // A finding of a record set aside belongs to no contract: only "everything" has it.
                guard let contract = parents.integer(row) else {
                    if selection.isEverything { body(row) }
                    continue
                }
                if contracts[Int(contract)] { body(row) }
            }
        case .words, .wordTexts: break
        }
    }
}

extension Dataset {
    /// Awards of the selected contracts which themselves meet what the selection asks of suppliers.
    func awards(of selection: Selection, workers: Int) throws -> Bitmap {
        try select(
            selection.condition, population: .details(Dataset.awards), workers: workers)
    }
}
