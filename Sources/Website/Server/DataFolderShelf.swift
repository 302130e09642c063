import Columns
import Community
import Editions
import Foundation
import Indicators
import Procurement
import Synchronization

/// The editions of a data folder. The current one is opened again when an import has replaced it;
/// requests keep the one they began with, and the files are unmapped with its last request.
final class DataFolderShelf: EditionShelf {
    private struct State {
        var current: Observation?
        var pinned: [(id: String, observation: Observation)] = []
        var checked = ContinuousClock.now
    }

    private let store: EditionStore
    private let folder: String
    private let gate: WorkerGate
    private let shapes: MapShapes?
    private let state = Mutex(State())
    /// Pinned editions kept open.
    private static let mostPinned = 4
    /// How often the name of the current edition is read again.
    private static let interval = Duration.milliseconds(500)

    /// The editions of a data folder, which may have none yet.
    init(folder: String) throws {
        self.folder = folder
        store = EditionStore(folder: folder)
        gate = WorkerGate(limit: max(1, ProcessInfo.processInfo.activeProcessorCount))
        let outlines = try ReferenceLists(folder: folder).outlines()
        shapes = outlines.departements().map(MapShapes.init)
    }

    func current() throws -> Observation {
        try state.withLock { state in
            let now = ContinuousClock.now
            if let current = state.current, now - state.checked < DataFolderShelf.interval {
                return current
            }
            state.checked = now
            guard let id = try store.currentIdentifier() else { throw Problem.noEdition }
            if let current = state.current, current.facts.id == id { return current }
            let opened = try open(id)
            state.current = opened
            return opened
        }
    }

    func edition(_ id: String) throws -> Observation {
        let current = try self.current()
        if current.facts.id == id { return current }
        guard try store.identifiers().contains(id) else {
            throw Problem(
                status: 404, title: "Édition introuvable",
                detail:
                    "L’édition «\u{202F}\(Problem.shortened(id))\u{202F}» n’est pas gardée ici.",
                field: "edition", value: id, expected: "l’identifiant d’une édition de la liste")
        }
        return try state.withLock { state in
            if let found = state.pinned.first(where: { $0.id == id }) { return found.observation }
            let opened = try open(id)
            state.pinned.append((id, opened))
            if state.pinned.count > DataFolderShelf.mostPinned { state.pinned.removeFirst() }
            return opened
        }
    }

    func noticesFetched() -> Moment? {
        NoticeFetchMemory.read(folder: folder).lastSuccess.map { Moment(seconds: $0) }
    }

    func list() throws -> [EditionSummary] {
        let current = try store.currentIdentifier()
        return try store.manifests().reversed().map { manifest in
            EditionSummary(
                id: manifest.edition, day: Day(manifest.referenceDay),
                contracts: manifest.counts["contracts"], isCurrent: manifest.edition == current)
        }
    }

    func difference(from former: String, to latter: String) throws -> EditionChanges {
        let known = try store.identifiers()
        for (field, id) in [("avant", former), ("apres", latter)] where !known.contains(id) {
            throw Problem.invalid(
                field: field, value: id, expected: "l’identifiant d’une édition gardée")
        }
        let difference = EditionDifference(
            from: try store.open(former), to: try store.open(latter))
        return EditionChanges(
            added: difference.added.count, removed: difference.removed.count,
            changed: difference.changed.count,
            examples: [
                ("Quelques contrats apparus", Array(difference.added.prefix(10))),
                ("Quelques contrats modifiés", difference.changed.prefix(10).map(\.key)),
            ],
            columns: difference.changesByField.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { ($0.key, $0.value) })
    }

    private func open(_ id: String) throws -> Observation {
        let edition = try store.open(id)
        let tables = try EditionTables { edition.table($0) }
        let facts = try EditionFacts(edition.manifest, folder: edition.folder)
        let dataset = edition.dataset
        let labels = ValueLabels(
            tables,
            purchases: try PurchaseLabels(
                ReferenceLists(folder: folder), of: edition.manifest))
        let asker = Asker(
            edition: id, dataset: dataset,
            referenceDay: facts.day ?? Day(number: 0), label: labels.label)
        let deposits = folder + "/depots/"
        return Observation(
            facts: facts, tables: tables,
            answers: EditionReader(asker: asker, tables: tables, gate: gate),
            opportunities: Opportunities(
                dataset: dataset, referenceDay: facts.day ?? Day(number: 0), gate: gate,
                folder: folder),
            shapes: shapes, files: TableFiles(edition),
            declarationText: { DeclarationText.read($0, of: tables, deposits: deposits) })
    }
}

extension EditionFacts {
    /// What a manifest says.
    init(_ manifest: Manifest, folder: String) throws {
        self.init(
            id: manifest.edition, day: Day(manifest.referenceDay),
            program: "orcp \(manifest.programVersion)", licence: manifest.licence,
            sources: manifest.deposits.map(Source.init),
            references: manifest.references.map { "\($0.kind) (\($0.name))" },
            notes: manifest.referenceNotes ?? [],
            manifest: Array(
                try Data(contentsOf: URL(fileURLWithPath: folder + "/manifest.json"))))
    }
}

extension EditionFacts.Source {
    /// A deposit of a manifest.
    init(_ deposit: Manifest.DepositEntry) {
        self.init(
            name: deposit.source, producer: deposit.producer ?? deposit.source,
            series: deposit.series, deposit: deposit.sha256, file: deposit.name,
            format: deposit.format, licence: deposit.licence, address: deposit.address,
            received: Day(deposit.received), lastUpdate: deposit.lastUpdate.flatMap { Day($0) },
            read: deposit.read, kept: deposit.kept, merged: deposit.merged,
            setAside: deposit.setAside,
            isInvented: deposit.series.hasPrefix("echantillon-invente"))
    }
}
