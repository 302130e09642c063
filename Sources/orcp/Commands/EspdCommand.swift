import ArgumentParser
import Formats
import Foundation

/// The European Single Procurement Document (DUME).
struct EspdCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "espd",
        abstract: "Read, check and write European Single Procurement Documents (DUME).",
        discussion: """
            FILE is a request or a response of version 1, 2, 3 or 4, or - for the standard input. \
            docs/espd.md says what is read, checked and written.
            """,
        subcommands: [EspdCheck.self, EspdShow.self, EspdConvert.self, EspdRespond.self])

    /// Reads a document.
    ///
    /// - Throws: `Problem` with the reader's refusal.
    static func document(at path: String) throws -> ESPDDocument {
        do {
            return try ESPDReader.read(try CaseFile.bytes(at: path))
        } catch let refusal as ESPDRefusal {
            throw Problem(outcome: .data, message: refusal.description)
        }
    }

    /// Writes bytes to a file, or to the standard output.
    ///
    /// - Throws: `Problem` when the file cannot be written.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path, path != "-" else {
            FileHandle.standardOutput.write(Data(bytes))
            return
        }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch let error as CocoaError {
            throw Problem(
                outcome: .unavailable,
                message:
                    "«\u{202F}\(path)\u{202F}» ne s’écrit pas\u{202F}: \(error.inFrench)."
            )
        }
    }

    /// The version that an option names.
    static func version(_ text: String) throws -> ESPDVersion {
        guard let version = ESPDVersion.written.first(where: { $0.text == text }) else {
            throw Problem(
                outcome: .usage,
                message: "--to vaut 2.1.1, 4.1.0 ou same, pas «\u{202F}\(text)\u{202F}».")
        }
        return version
    }
}

/// Checks a document against the rules of its version.
struct EspdCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a document: order, codes, references, answers. Ends with 65 on an error.")

    @Argument(help: "The document, or - for the standard input.") var file: String
    @Flag(help: "Print the faults as JSON.") var json = false

    private struct Report: Encodable {
        struct Line: Encodable { let gravite, regle, ou, message: String }
        let genre, version: String
        let criteres, reponses: Int
        let defauts: [Line]
    }

    func run() throws {
        let document = try EspdCommand.document(at: file)
        let faults = ESPDCheck.faults(document)
        if json {
            let report = Report(
                genre: document.kind.rawValue, version: document.version.text,
                criteres: document.criteria.count, reponses: document.answerCount,
                defauts: faults.map {
                    .init(
                        gravite: $0.severity.rawValue, regle: $0.rule, ou: $0.place,
                        message: $0.message)
                })
            print(try JSONOutput.line(report))
        } else {
            print(EspdText.head(document))
            for fault in faults {
                let mark = fault.severity == .error ? "erreur" : "remarque"
                print("  \(mark) \(fault.rule) [\(fault.place)]\u{202F}: \(fault.message)")
            }
            print(faults.isEmpty ? "Aucun défaut trouvé." : EspdText.count(faults))
        }
        if faults.contains(where: { $0.severity == .error }) { throw Outcome.data.code }
    }
}

/// Tells what a document asks and answers.
struct EspdShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tell in French what a document asks and answers.")

    @Argument(help: "The document, or - for the standard input.") var file: String
    @Flag(help: "Print it as JSON.") var json = false

    func run() throws {
        let document = try EspdCommand.document(at: file)
        print(json ? try EspdText.json(document) : EspdText.whole(document))
    }
}

/// Writes a document in another version, or as it was read.
struct EspdConvert: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a document in version 2.1.1 or 4.1.0, or as it was read.",
        discussion: """
            What has no place in the target version is told on the standard error. --to same writes \
            the document as it was read, canonically equal.
            """)

    @Argument(help: "The document, or - for the standard input.") var file: String
    @Option(help: "2.1.1, 4.1.0 or same.") var to = "4.1.0"
    @Flag(help: "Make of a request the response that remains to be answered.") var response = false
    @Option(help: "Where to write; - or nothing for the standard output.") var output: String?

    func run() throws {
        let document = try EspdCommand.document(at: file)
        if to == "same" {
            try EspdCommand.write(document.bytes, to: output)
            return
        }
        let conversion = ESPDConversion(
            document, to: try EspdCommand.version(to), as: response ? .response : nil)
        try EspdCommand.write(conversion.document.bytes, to: output)
        for loss in conversion.losses {
            let who = loss.isAnswer ? "réponse" : "exigence"
            let values = loss.values.map(\.french).joined(separator: ", ")
            complain(
                "sans place\u{202F}: \(who) à «\u{202F}\(loss.question)\u{202F}» (\(loss.criterion))\u{202F}: \(values)"
            )
        }
        for name in conversion.kept {
            complain("critère repris tel quel, inconnu de la version \(to)\u{202F}: \(name)")
        }
    }
}

/// Writes the response of a company to a request.
struct EspdRespond: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "respond",
        abstract: "Write a company's response, from what it says once (docs/espd.md).")

    @Argument(help: "What the company says, as JSON, or - for the standard input.") var answers:
        String
    @Option(help: "The buyer's request; without it, the criteria usually asked.") var request:
        String?
    @Option(help: "2.1.1 or 4.1.0.") var to = "4.1.0"
    @Option(help: "The day it is made, aaaa-mm-jj; today by default.") var on: String?
    @Option(help: "Its UUID; a fresh one by default.") var uuid: String?
    @Option(help: "Where to write; - or nothing for the standard output.") var output: String?

    func run() throws {
        let version = try EspdCommand.version(to)
        let day = try on.map { try Clock.day($0) } ?? Clock.today
        let asked = try request.map { try EspdCommand.document(at: $0) }
        let application = try EspdAnswers.application(from: try CaseFile.bytes(at: answers))
        let made = ESPDResponder(
            application, to: asked, version: version,
            .init(uuid: uuid ?? UUID().uuidString.lowercased(), day: "\(day)"))
        try EspdCommand.write(made.document.bytes, to: output)
        for rest in made.open {
            complain("reste à répondre\u{202F}: \(rest.question) (\(rest.criterion))")
        }
    }
}
