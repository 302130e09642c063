import ArgumentParser
import Editions
import Formats
import Foundation
import Procurement

/// Keeps files verbatim, reads them and builds a new edition beside the current one.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep published files, read them, and build an edition.",
        discussion: """
            Files are recognised by their content: DECP in JSON or XML (2019 and 2022 formats), the \
            national table, the tables of data.economie.gouv.fr; notices of BOAMP in JSON or by \
            rubric in CSV; plain, gzip or zip. Folders are walked. Without PATH, the edition is built again from the deposits there are.
            """)

    @OptionGroup var data: DataFolder
    @Argument(help: "Files and folders.") var paths: [String] = []
    @Option(help: "The series these files continue (default: the path below the folder).")
    var series: String?
    @Option(help: "The day the edition takes for today, yyyy-mm-dd (default: latest deposit).")
    var on: String?
    @Option(help: "The licence of these files.") var licence = Licence.licenceOuverte.name
    @Option(help: "Who published these files, as shown on every page.") var producer: String?
    @Option(help: "Threads.") var workers = 2
    @Flag(help: "Print the report as JSON.") var json = false

    func run() throws {
        let clock = ContinuousClock()
        let start = clock.now
        let day = try on.map { try Clock.day($0) }
        let lock = try DataFolderLock(folder: data.path)
        var store = try DepositStore(folder: data.path)
        let references = try ReferenceLists(folder: data.path)
        let bar = ProgressBar()
        let outcome = try deposit(into: &store, lock: lock, references, day, bar)
        for message in outcome.refused { complain(message) }
        // Deposits settle while they are read; nothing ends before they are safe.
        defer { finishSettling(store) }
        guard paths.isEmpty || outcome.accepted > 0 else {
            complain("Aucun fichier n’a pu être lu\u{202F}: l’édition courante ne change pas.")
            throw Outcome.data.code
        }

        let builder = EditionBuilder(
            store: store, references: references, day: day, workers: workers
        ) { progress in
            bar.show(
                progress.phase.title,
                progress.total > 0 ? Double(progress.done) / Double(progress.total) : 1)
        }
        var report = try builder.build(lock: lock, ahead: outcome.ahead)
        bar.finish()
        for deposit in report.deposits {
            guard let refusal = deposit.refusal else { continue }
            complain("«\u{202F}\(deposit.name)\u{202F}» n’est pas lu jusqu’au bout. \(refusal)")
        }
        for note in report.notes { complain(note) }
        let elapsed = (clock.now - start).components
        let milliseconds = elapsed.seconds * 1_000 + elapsed.attoseconds / 1_000_000_000_000_000
        report.seconds = Double(milliseconds) / 1_000
        print(json ? try JSONOutput.line(report) : readable(report))
        if !json { try SetAsideLines(edition: report.edition, folder: data.path).print() }
    }

    /// Waits for the deposits when the import ends early; a failure was, or will be, told by its own.
    private func finishSettling(_ store: DepositStore) {
        do { try store.settle() } catch { complain("\(error)") }
    }

    /// What became of the files.
    private struct Arrivals {
        /// Files in the store now.
        var accepted = 0
        /// Why others are not.
        var refused: [String]
        /// What was read of them on the way.
        var ahead: ReadAhead
    }

    /// Deposits every file, and reads it on the way.
    private func deposit(
        into store: inout DepositStore, lock: borrowing DataFolderLock,
        _ references: ReferenceLists, _ day: Day?, _ bar: ProgressBar
    ) throws -> Arrivals {
        let settings = try Settings(folder: data.path)
        let (candidates, refusals) = DepositWalk.candidates(paths: paths, series: series)
        let total = candidates.reduce(0) { $0 + $1.size }
        let today = Clock.today
        var arrivals = Arrivals(
            refused: refusals.map(\.description),
            ahead: try ReadAhead(
                day: day ?? max(today, store.latestDay ?? today),
                references: try references.tables(of: ReadAhead.kinds), workers: workers
            ) { done in
                bar.show(
                    BuildProgress.Phase.reading.title, Double(done) / Double(max(total, 1)))
            })
        for candidate in candidates {
            var arrival = DepositStore.Arrival(candidate, licence: Licence(licence))
            arrival.producer = producer
            do {
                _ = try store.add(
                    path: candidate.path, arrival: arrival, on: today, settings: settings,
                    lock: lock, waits: false, ahead: arrivals.ahead
                ) { try DeclarationReader(path: $0).format?.rawValue }
                arrivals.accepted += 1
            } catch let refusal as DepositRefusal {
                arrivals.refused.append(refusal.description)
            } catch let refusal as ReadingRefusal {
                arrivals.refused.append(
                    "«\u{202F}\(candidate.name)\u{202F}» n’est pas déposé. \(refusal.message)")
            }
        }
        return arrivals
    }

    /// What is said of notices, when there are any.
    private func notices(_ report: ImportReport) -> String {
        report.notices == 0 ? "" : ", \(FrenchNumber.whole(report.notices)) avis"
    }

    private func readable(_ report: ImportReport) -> String {
        var table = TextTable(
            ["Dépôt", "Format", "Lues", "Gardées", "Réunies", "Écartées", "Constats"],
            numbers: [2, 3, 4, 5, 6])
        for deposit in report.deposits {
            let findings = deposit.findings.values.reduce(0, +)
            table.rows.append([
                deposit.name, deposit.format, FrenchNumber.whole(deposit.read),
                FrenchNumber.whole(deposit.kept), FrenchNumber.whole(deposit.merged),
                FrenchNumber.whole(deposit.setAside), FrenchNumber.whole(findings),
            ])
        }
        func counted(_ number: Int, _ one: String) -> String {
            FrenchNumber.whole(number) + " " + one + (number < 2 ? "" : "s")
        }
        let built = report.isUnchanged ? "inchangée" : "construite"
        return """
            \(table.text)

            Édition \(report.edition) \(built) en \(FrenchNumber.decimal(report.seconds, decimals: 2))\
            \u{202F}s\u{202F}: \(counted(report.contracts, "contrat")), \(counted(report.awards, "attribution")), \
            \(counted(report.buyers, "acheteur")), \(counted(report.suppliers, "titulaire")), \
            \(counted(report.amendments, "modification"))\(notices(report)).
            """
    }
}
