import ArgumentParser
import Editions
import Foundation
import Procurement

/// Reference lists: CPV labels, places, public bodies, establishments.
struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reference lists, in their publishers' own formats.",
        subcommands: [ReferenceAdd.self, ReferenceList.self])
}

/// Keeps lists in the data folder; the next edition uses them.
struct ReferenceAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Keep reference lists, recognised by their content.")

    @OptionGroup var data: DataFolder
    @Argument(help: "Files.") var files: [String]

    func run() throws {
        let lock = try DataFolderLock(folder: data.path)
        var lists = try ReferenceLists(folder: data.path)
        var refused = 0
        for path in files {
            do {
                switch try lists.add(path: path, on: Clock.today, lock: lock) {
                case .added(let file):
                    print("Ajoutée\u{202F}: \(file.name) (\(file.kind.title))")
                case .unchanged(let file):
                    print("Déjà là\u{202F}: \(file.name) (\(file.kind.title))")
                }
            } catch let refusal as ReferenceRefusal {
                refused += 1
                complain(refusal.description)
            }
        }
        print("La prochaine édition («\u{202F}orcp import\u{202F}») se servira de ces listes.")
        if refused == files.count { throw Outcome.data.code }
    }
}

/// What lists there are.
struct ReferenceList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The lists kept in the data folder.")

    @OptionGroup var data: DataFolder

    func run() throws {
        var table = TextTable(["Liste", "Nature", "Reçue", "Octets"], numbers: [3])
        for file in try ReferenceLists(folder: data.path).files {
            table.rows.append([file.name, file.kind.title, file.received, String(file.size)])
        }
        print(table.text)
    }
}
