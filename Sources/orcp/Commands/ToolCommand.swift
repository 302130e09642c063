import ArgumentParser
import Editions
import Foundation
import Law
import Procurement
import Tools
import Website

/// Runs a tool: each field of its form is an option of the same name.
struct ToolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tool",
        abstract: "The calculators of buyers and companies.",
        discussion: """
            orcp tool lists them; orcp tool NAME --help shows the fields of one, with units and an \
            example. Each field is an option: --FIELD VALUE, or --FIELD @FILE to read it from a file \
            (tables: CSV). --case FILE.json (or - for the standard input) gives a whole case, options \
            before it; --json prints the answer for scripts; --write FOLDER writes its documents and \
            files there. Nothing else is stored.
            """)

    @Argument(parsing: .captureForPassthrough, help: "The tool, then its fields.")
    var words: [String] = []

    func run() throws {
        guard let name = words.first, name != "--help", name != "-h" else {
            print(ToolText.list())
            return
        }
        guard let tool = Toolbox.tool(named: name) else {
            throw Problem(
                outcome: .usage,
                message: "Aucun outil ne s’appelle «\u{202F}\(name)\u{202F}». Outils\u{202F}: "
                    + Toolbox.tools.map(\.name).joined(separator: ", ") + ".")
        }
        let line = try ToolLine(Array(words.dropFirst()))
        if line.wantsHelp {
            print(ToolText.help(tool))
            return
        }
        var values = try line.casePath.map { try CaseFile.values(at: $0) } ?? [:]
        values.merge(line.values) { _, given in given }
        let data = line.data ?? ProcessInfo.processInfo.environment["ORCP_DATA"] ?? "donnees"
        let law = LawBook.shipped.confirmed(
            by: try ConfirmationFile(folder: data).confirmations)
        let answer: ToolAnswer
        do {
            // Most tools need no edition: it is opened for those that read contracts.
            let market = tool.readsContracts ? try Website.market(data: data) : nil
            answer = try tool.answer(
                to: values, ToolSetting(law: law, today: Clock.today, market: market))
        } catch let refusal as ToolRefusal {
            throw Problem(outcome: .usage, message: refusal.description)
        }
        if let folder = line.folder { try ToolFiles.write(answer, to: folder) }
        print(line.isJSON ? answer.json(of: tool) : ToolText.answer(answer, of: tool))
    }
}

/// The options of a tool as typed.
private struct ToolLine {
    var values: [String: String] = [:]
    var casePath: String?
    var data: String?
    var folder: String?
    var isJSON = false
    var wantsHelp = false

    /// Reads `--field value` and `--field=value`.
    init(_ words: [String]) throws {
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--json": isJSON = true
            case "--help", "-h": wantsHelp = true
            default:
                guard word.hasPrefix("--"), word.count > 2 else {
                    throw Problem(
                        outcome: .usage,
                        message:
                            "«\u{202F}\(word)\u{202F}» n’est pas une option\u{202F}: écrivez --CHAMP VALEUR."
                    )
                }
                let (name, value) = try ToolLine.pair(word.dropFirst(2), &rest)
                switch name {
                case "case": casePath = value
                case "data": data = value
                case "write": folder = value
                default:
                    guard values[name] == nil else {
                        throw Problem(
                            outcome: .usage, message: "--\(name) est donné deux fois.")
                    }
                    values[name] =
                        value.hasPrefix("@")
                        ? ReceivedText.text(try CaseFile.bytes(at: String(value.dropFirst()))[...])
                        : value
                }
            }
        }
    }

    private static func pair(
        _ option: Substring, _ rest: inout ArraySlice<String>
    ) throws -> (String, String) {
        if let sign = option.firstIndex(of: "=") {
            return (String(option[..<sign]), String(option[option.index(after: sign)...]))
        }
        guard let value = rest.popFirst() else {
            throw Problem(outcome: .usage, message: "--\(option) attend une valeur.")
        }
        return (String(option), value)
    }
}

/// Files given to a tool.
enum CaseFile {
    /// Largest file, in bytes.
    static let largest = 64 << 20

    /// The values of a case saved as a file.
    ///
    /// - Throws: `Problem` when the file cannot be read, is too large, or is no case.
    static func values(at path: String) throws -> [String: String] {
        do {
            return try ToolCase.values(try bytes(at: path))
        } catch is ToolCase.Unreadable {
            throw Problem(
                outcome: .data,
                message: "\(shown(path)) n’est pas un cas\u{202F}: il y faut un objet JSON, comme "
                    + "{\"amount\": 12000, \"buyer\": \"state\"}, de quatre mégaoctets au plus.")
        }
    }

    /// The bytes of a file; `-` is the standard input.
    ///
    /// - Throws: `Problem` when it cannot be read or is too large.
    static func bytes(at path: String) throws -> [UInt8] {
        let data: Data
        do {
            let file =
                path == "-"
                ? FileHandle.standardInput
                : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try file.read(upToCount: largest + 1) ?? Data()
        } catch let error as CocoaError {
            throw Problem(
                outcome: .data,
                message: "\(shown(path)) ne se lit pas\u{202F}: \(error.inFrench).")
        }
        guard data.count <= largest else {
            throw Problem(
                outcome: .data,
                message: "\(shown(path)) dépasse soixante-quatre mégaoctets.")
        }
        return Array(data)
    }

    private static func shown(_ path: String) -> String {
        path == "-" ? "L’entrée standard" : "«\u{202F}\(path)\u{202F}»"
    }
}

/// Documents and files of an answer, written where somebody asked.
enum ToolFiles {
    /// Writes documents as OpenDocument texts, and files; makes the folder when it is missing.
    ///
    /// - Throws: `Problem` when a file cannot be written.
    static func write(_ answer: ToolAnswer, to folder: String) throws {
        var files = answer.documents.map { ($0.name + ".odt", $0.openDocument) }
        files += answer.files.map { ($0.name, $0.bytes) }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for (name, bytes) in files {
                try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
            }
        } catch let error as CocoaError {
            throw Problem(
                outcome: .data,
                message: "«\u{202F}\(folder)\u{202F}» ne s’écrit pas\u{202F}: "
                    + error.inFrench + ".")
        }
    }
}
