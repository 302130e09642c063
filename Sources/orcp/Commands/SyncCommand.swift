import ArgumentParser
import Community
import Editions
import Formats
import Foundation
import Procurement

/// Fetches the followed sources, then builds an edition.
struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Fetch the followed sources and build an edition.",
        discussion: """
            The list is the program's, or sources.json in the data folder. Whatever fails keeps the \
            deposit there was; the edition is built all the same. Ends with 69 when something was \
            not received, with 65 when something received was refused.
            """)

    @OptionGroup var data: DataFolder
    @Option(help: "Where datasets are described.") var api = "https://www.data.gouv.fr"
    @Option(help: "Where the notices of BOAMP are asked.") var boamp = NoticeSync.address
    @Option(help: "Days of notices the first run goes back.") var noticeDays = 90
    @Option(help: "Only this source (repeat).") var source: [String] = []
    @Option(help: "The day the edition takes for today, yyyy-mm-dd.") var on: String?
    @Option(help: "Tries of one request.") var tries = 5
    @Option(help: "Seconds without a byte after which a server is given up.") var patience = 60.0
    @Option(help: "Megabytes of a file at most.") var largest = 8_000
    @Flag(help: "Only fetch.") var noImport = false
    @Flag(help: "Print what became of each resource as JSON.") var json = false

    func validate() throws {
        guard tries > 0, patience > 0, (0...3_650).contains(noticeDays),
            largest > 0, largest <= 1_000_000
        else {
            throw ValidationError(
                "--tries, --patience, --largest et --notice-days demandent des nombres positifs.")
        }
    }

    func run() async throws {
        let day = try on.map { try Clock.day($0) }
        let lock = try DataFolderLock(folder: data.path)
        var store = try DepositStore(folder: data.path)
        let sources = try wantedSources()
        let report = try await fetch(sources, into: &store, lock: lock)
        for line in report.lines {
            guard let message = line.message else { continue }
            complain("«\u{202F}\(line.series)\u{202F}»\u{202F}: \(message)")
        }
        var edition: ImportReport?
        if !noImport, !store.all.isEmpty {
            edition = try EditionBuilder(
                store: store, references: try ReferenceLists(folder: data.path), day: day
            ).build(lock: lock)
        }
        try show(report, edition)
        if report.count(.failed) > 0 { throw Outcome.unavailable.code }
        if report.count(.refused) > 0 { throw Outcome.data.code }
    }

    private func wantedSources() throws -> [SyncSource] {
        let all = try SyncSource.list(folder: data.path)
        let known = Set(all.map(\.name))
        if let unknown = source.first(where: { !known.contains($0) }) {
            throw Problem(
                outcome: .usage,
                message: """
                    «\u{202F}\(unknown)\u{202F}» n’est aucune source suivie\u{202F}: choisissez parmi \
                    \(all.map(\.name).joined(separator: ", ")).
                    """)
        }
        return source.isEmpty ? all : all.filter { source.contains($0.name) }
    }

    private func fetch(
        _ sources: [SyncSource], into store: inout DepositStore, lock: borrowing DataFolderLock
    ) async throws -> SyncReport {
        var limits = Sync.Limits()
        limits.tries = tries
        limits.patience = patience
        limits.largestBytes = largest * 1_000_000
        let sync = Sync(
            folder: data.path, fetcher: NetworkFetcher(), api: api, limits: limits,
            sleep: { try await Task.sleep(for: .seconds($0)) },
            chance: { Double.random(in: 0..<1) })
        let bar = ProgressBar()
        defer { bar.finish() }
        var report = try await sync.run(
            sources, into: &store, on: Clock.today, settings: try Settings(folder: data.path),
            lock: lock,
            recognise: { try DeclarationReader(path: $0).format?.rawValue },
            progress: { line, done, known in
                bar.show(line.source, known > 0 ? Double(done) / Double(known) : 0)
            })
        for source in sources where source.isNotices {
            var scope = NoticeSync.Scope()
            scope.first = noticeDays
            report += try await NoticeSync(sync, address: boamp, scope: scope).run(
                source, into: &store, on: Clock.today, now: Clock.now.seconds,
                settings: try Settings(folder: data.path), lock: lock,
                recognise: { try DeclarationReader(path: $0).format?.rawValue },
                progress: { line, done, known in
                    bar.show(line.source, known > 0 ? Double(done) / Double(known) : 0)
                })
        }
        return report
    }

    /// What `--json` prints.
    private struct Answer: Encodable {
        var lines: [SyncReport.Line]
        var edition: String?
        var contracts: Int?
    }

    private func show(_ report: SyncReport, _ edition: ImportReport?) throws {
        if json {
            let answer = Answer(
                lines: report.lines, edition: edition?.edition, contracts: edition?.contracts)
            return print(try JSONOutput.line(answer))
        }
        for fate in SyncReport.Fate.allCases where report.count(fate) > 0 {
            print("\(fate.title)\u{202F}: \(report.count(fate))")
        }
        if let edition {
            print("Édition \(edition.edition)\u{202F}: \(edition.contracts) contrats.")
        }
    }
}
