import ArgumentParser
import Editions
import Foundation
import Indicators
import Procurement

/// Which edition a question is asked of, and which contracts.
struct Question: ParsableArguments {
    @OptionGroup var data: DataFolder
    @Option(
        name: .customLong("where"),
        help: "The selection, as in URLs: 'annee=2021&departement=59' (docs/selections.md).")
    var selection = ""
    @Option(help: "The edition (default: the current one).") var edition: String?
    @Option(help: "Threads.") var workers = 2

    /// The selection, or a refusal that names the key.
    func parsedSelection() throws -> Selection { try selected(selection) }

    /// The edition asked for, opened.
    func open() throws -> Edition { try openEdition(edition, folder: data.path) }
}

/// The selection that a text writes, or a refusal that names the key.
func selected(_ text: String) throws -> Selection {
    do throws(SelectionRefusal) {
        return try Selection(query: text)
    } catch {
        throw Problem(outcome: .usage, message: error.description)
    }
}

/// The edition named, or the current one, opened.
func openEdition(_ edition: String?, folder: String) throws -> Edition {
    let store = EditionStore(folder: folder)
    if let edition { return try store.open(edition) }
    guard let current = try store.current() else {
        throw Problem(
            outcome: .unavailable,
            message: """
                Aucune édition dans «\u{202F}\(folder)\u{202F}»\u{202F}: importez d’abord des données avec \
                «\u{202F}orcp import\u{202F}».
                """)
    }
    return current
}

extension Edition {
    /// The one door to the figures of this edition, for the operator.
    func asker() -> Asker {
        Asker(
            edition: id, dataset: dataset,
            referenceDay: Day(manifest.referenceDay) ?? Day(number: 0))
    }
}

/// Asks, turning a refusal into a problem of usage.
func answering<Value>(_ ask: () throws(AskRefusal) -> Value) throws -> Value {
    do throws(AskRefusal) {
        return try ask()
    } catch {
        throw Problem(outcome: .usage, message: error.description)
    }
}
