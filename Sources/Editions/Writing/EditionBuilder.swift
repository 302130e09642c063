import Foundation
public import Procurement
import Formats

/// Builds an edition from the deposits of a data folder, beside the one served, then serves it.
///
/// Same deposits, same lists, same program, same reference day: the same bytes, whatever the number
/// of workers. Killed at any moment, the former edition is still the one served, and the next build
/// clears what was left.
public struct EditionBuilder: Sendable {
    /// Deposits that an edition reads at most: a record's address has room for as many.
    static let mostDeposits = 65_535

    private let store: DepositStore
    private let references: ReferenceLists
    private let day: Day?
    private let workers: Int
    private let programVersion: String
    private let progress: @Sendable (BuildProgress) -> Void

    /// A builder.
    ///
    /// - Parameters:
    ///   - store: the deposits.
    ///   - references: the reference lists.
    ///   - day: the day the edition takes for today; by default that of the latest deposit.
    ///   - workers: number of threads; changes nothing but the duration.
    ///   - progress: called from any thread, one call at a time.
    public init(
        store: DepositStore, references: ReferenceLists, day: Day? = nil, workers: Int = 2,
        programVersion: String = ProgramVersion.current,
        progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
    ) {
        self.store = store
        self.references = references
        self.day = day
        self.workers = max(1, workers)
        self.programVersion = programVersion
        self.progress = progress
    }

    /// Builds the edition and serves it; when it is there already, only serves it.
    ///
    /// - Parameters:
    ///   - lock: the right to change the data folder.
    ///   - ahead: deposits already read, which are not read again.
    /// - Throws: `StorageFailure` when there is no deposit, or when the disk refuses.
    public func build(
        lock: borrowing DataFolderLock, ahead: consuming ReadAhead? = nil
    ) throws -> ImportReport {
        guard let day = day ?? store.latestDay else {
            throw StorageFailure(
                """
                Aucun dépôt dans «\u{202F}\(store.folder)\u{202F}»\u{202F}: importez d’abord un fichier de données \
                essentielles.
                """)
        }
        let folders = EditionFolders(folder: store.folder)
        try folders.removeLeftovers()
        // Reading needs the codes of the CPV alone; the other lists wait until it is known of whom
        // something must be looked up, so that national lists take no memory.
        let tables = try references.tables(of: ReadAhead.kinds)
        let inputs = inputs(day, tables)
        if folders.isFinished(inputs.identifier) {
            let manifest = try Manifest(folder: folders.path(of: inputs.identifier))
            try store.settle()
            try folders.setCurrent(manifest.edition)
            try NoticeFetchMemory.built(folder: store.folder)
            return ImportReport(manifest, isUnchanged: true)
        }
        guard inputs.deposits.count <= Self.mostDeposits else {
            throw StorageFailure(
                """
                \(inputs.deposits.count) séries de dépôts dans «\u{202F}\(store.folder)\u{202F}»\u{202F}: une édition en lit \
                \(Self.mostDeposits) au plus. Réunissez des fichiers dans une archive zip.
                """)
        }
        let (contents, refusals) = try contents(inputs, tables, consume ahead)
        progress(BuildProgress(phase: .writing, done: 1, total: 1))
        let manifest = try EditionWriter(folders: folders, workers: workers)
            .write(consume contents, inputs: inputs, refusals: refusals)
        // An edition is served only when the deposits it was read from are safe.
        try store.settle()
        try folders.setCurrent(manifest.edition)
        try NoticeFetchMemory.built(folder: store.folder)
        return ImportReport(manifest, isUnchanged: false)
    }

    private func inputs(_ day: Day, _ tables: ReferenceTables) -> EditionInputs {
        EditionInputs(
            programVersion: programVersion, day: day, deposits: store.current,
            superseded: store.superseded
                .map {
                    .init(
                        sha256: $0.sha256, name: $0.name, series: $0.series,
                        received: $0.received.description)
                }
                .sorted { ($0.sha256, $0.series) < ($1.sha256, $1.series) },
            references: tables.used
                .map { .init(kind: $0.kind.rawValue, name: $0.name, sha256: $0.sha256) }
                .sorted { ($0.kind, $0.sha256) < ($1.kind, $1.sha256) },
            notChecked: tables.missing)
    }

    /// Reads, consolidates and derives.
    private func contents(
        _ inputs: EditionInputs, _ tables: ReferenceTables, _ ahead: consuming ReadAhead?
    ) throws -> (EditionContents, refusals: [Int: String]) {
        let deposits = inputs.deposits
        let total = deposits.reduce(0) { $0 + $1.size }
        let progress = progress
        let ahead =
            try ahead?.fitting(inputs, tables)
            ?? ReadAhead(day: inputs.day, references: tables, workers: workers) { _ in }
        var outcome = try ahead.finish(deposits, in: store) { done in
            progress(BuildProgress(phase: .reading, done: done, total: total))
        }
        progress(BuildProgress(phase: .consolidating, done: total, total: total))
        var batches: [DeclarationBatch] = []
        var pools: [TextPool] = []
        swap(&batches, &outcome.batches)
        swap(&pools, &outcome.pools)
        // Handed over, not copied: the rows of a national edition take hundreds of megabytes.
        let notices = NoticeConsolidation(outcome.notices, deposits: deposits)
        outcome.notices = []
        let table = DeclarationTable(batches: consume batches, pools: consume pools)
        let rows = table.rows.count
        FreeMemory.giveBack(afterRows: rows)
        let consolidation = Consolidation(
            consume table, sourceOf: sourceNumbers(deposits), workers: workers)
        FreeMemory.giveBack(afterRows: rows)
        progress(BuildProgress(phase: .deriving, done: total, total: total))
        let wanted = WantedIdentifiers(consolidation)
        let known = try references.tables(sirens: wanted.sirens, sirets: wanted.sirets)
        let contents = EditionContents(
            consolidation, notices: notices, deposits: deposits, references: known,
            day: inputs.day,
            workers: workers)
        FreeMemory.giveBack(afterRows: rows)
        return (contents, outcome.refusals)
    }

    /// A number for each source, by deposit.
    private func sourceNumbers(_ deposits: [Deposit]) -> [Int] {
        var numbers: [String: Int] = [:]
        return deposits.map { deposit in
            if let number = numbers[deposit.source] { return number }
            numbers[deposit.source] = numbers.count
            return numbers.count - 1
        }
    }
}
