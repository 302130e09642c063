import ArgumentParser
import Editions
import Formats
import Foundation
import Procurement

/// Fetches the followed sources, then builds an edition.
struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Fetch the followed sources and build an edition.",
        discussion: "The list is the program's, or sources.json in the data folder.")

    @OptionGroup var data: DataFolder
    @Option(help: "Where datasets are described.") var api = "https://www.data.gouv.fr"
    @Option(help: "Only this source (repeat).") var source: [String] = []
    @Option(help: "The day the edition takes for today, yyyy-mm-dd.") var on: String?
    @Flag(help: "Only fetch.") var noImport = false

    func run() async throws {
        let lock = try DataFolderLock(folder: data.path)
        var store = try DepositStore(folder: data.path)
        let all = try SyncSource.list(folder: data.path)
        let sources = source.isEmpty ? all : all.filter { source.contains($0.name) }
        guard !sources.isEmpty else {
            throw Problem(
                outcome: .usage,
                message:
                    "Aucune source de ce nom\u{202F}: \(all.map(\.name).joined(separator: ", ")).")
        }
        let bar = ProgressBar()
        let sync = Sync(
            folder: data.path, fetcher: NetworkFetcher(), api: api,
            sleep: { try await Task.sleep(for: .seconds($0)) },
            chance: { Double.random(in: 0..<1) })
        let report = try await sync.run(
            sources, into: &store, on: Clock.today, settings: try Settings(folder: data.path),
            lock: lock,
            recognise: { path in
                do {
                    return try DeclarationReader(path: path).format?.rawValue
                } catch is ReadingRefusal {
                    return nil
                }
            },
            progress: { line, done, known in
                bar.show(line.source, known > 0 ? Double(done) / Double(known) : 0)
            })
        bar.finish()
        for fate in Set(report.lines.map(\.fate)).sorted(by: { $0.rawValue < $1.rawValue }) {
            print("\(fate.rawValue)\u{202F}: \(report.count(fate))")
        }
        for line in report.lines { if let message = line.message { complain(message) } }
        guard !noImport, !store.all.isEmpty else { return }
        let builder = EditionBuilder(
            store: store, references: try ReferenceLists(folder: data.path),
            day: on.flatMap { Day($0) })
        let edition = try builder.build(lock: lock)
        print("Édition \(edition.edition)\u{202F}: \(edition.contracts) contrats.")
    }
}
