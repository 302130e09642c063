import Formats
import Foundation
public import Procurement

/// Fetches what listed sources publish, and deposits what changed.
///
/// A resource is fetched when its checksum changed, and then only if its server says it did. A
/// fetch cut in its middle goes on where it stopped, if the file is still the same. Nothing that
/// fails takes away the deposit there was.
///
/// - Shape: network, clock and chance come in; the rest is decided here.
public struct Sync: Sendable {
    /// Limits of a run.
    public struct Limits: Sendable {
        /// Tries of one request.
        public var tries = 5
        /// Seconds before the second try; doubled at each.
        public var firstWait = 1.0
        /// Seconds between two tries at most.
        public var longestWait = 300.0
        /// Seconds between two resources, out of politeness.
        public var pause = 0.5
        /// Seconds without a byte after which a server is given up.
        public var patience = 60.0
        /// Bytes of a file at most.
        public var largestBytes = 8_000_000_000
        /// The usual limits.
        public init() {}
    }

    let folder: String
    let fetcher: any Fetcher
    let api: String
    let limits: Limits
    let sleep: @Sendable (Double) async throws -> Void
    let chance: @Sendable () -> Double

    /// A synchronisation of a data folder.
    ///
    /// - Parameters:
    ///   - api: where datasets are described.
    ///   - sleep: waits some seconds.
    ///   - chance: a number from 0 to 1, which spreads tries in time.
    public init(
        folder: String, fetcher: any Fetcher, api: String = "https://www.data.gouv.fr",
        limits: Limits = Limits(), sleep: @escaping @Sendable (Double) async throws -> Void,
        chance: @escaping @Sendable () -> Double
    ) {
        self.folder = folder
        self.fetcher = fetcher
        self.api = api
        self.limits = limits
        self.sleep = sleep
        self.chance = chance
    }

    /// Follows the sources, in order.
    ///
    /// - Parameters:
    ///   - day: the day of the deposits.
    ///   - recognise: as for `DepositStore.add`.
    ///   - progress: called after each resource, with the number done and known so far.
    /// - Throws: `StorageFailure` when our own disk refuses; sources never stop the run.
    public func run(
        _ sources: [SyncSource], into store: inout DepositStore, on day: Day, settings: Settings,
        lock: borrowing DataFolderLock, recognise: (String) throws -> String?,
        progress: (SyncReport.Line, Int, Int) -> Void = { _, _, _ in }
    ) async throws -> SyncReport {
        try DurableFile.createFolder(folder + "/sync/partiels")
        var memory = SyncMemory.read(folder: folder)
        var report = SyncReport()
        var known = 0
        for source in sources where !source.isNotices {
            let dataset: SyncDataset
            switch try await describe(source) {
            case .failure(let stop):
                known += 1
                let line = stop.line(source, source.name)
                report.lines.append(line)
                progress(line, report.lines.count, known)
                continue
            case .success(let found): dataset = found
            }
            let resources = dataset.readable(among: source.resources)
            known += resources.count
            for resource in resources {
                let line = try await follow(
                    resource, of: source, dataset, &memory, &store, day, settings, lock, recognise)
                report.lines.append(line)
                try memory.write(folder: folder)
                progress(line, report.lines.count, known)
                try await sleep(limits.pause)
            }
            markVanished(source, resources, &memory, &report)
            try memory.write(folder: folder)
        }
        return report
    }

    /// Reads the description of a dataset.
    private func describe(_ source: SyncSource) async throws -> Result<SyncDataset, SyncStop> {
        let path = folder + "/sync/partiels/description.json"
        let address = api + "/api/1/datasets/" + source.dataset + "/"
        do {
            unlink(path)
            _ = try await ask(address, path, [:], largestBytes: 64_000_000)
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            return .success(try JSONDecoder().decode(SyncDataset.self, from: data))
        } catch let stop as SyncStop {
            return .failure(stop)
        } catch is DecodingError {
            return .failure(.init(.failed, "la description du jeu de données est illisible."))
        }
    }

    /// Fetches one resource if it changed, and deposits it.
    private func follow(
        _ resource: SyncDataset.Resource, of source: SyncSource, _ dataset: SyncDataset,
        _ memory: inout SyncMemory, _ store: inout DepositStore, _ day: Day, _ settings: Settings,
        _ lock: borrowing DataFolderLock, _ recognise: (String) throws -> String?
    ) async throws -> SyncReport.Line {
        let series = source.name + "/" + resource.id
        let former = memory.entries[series]
        let kept = store.newest(of: series)?.sha256
        func line(_ fate: SyncReport.Fate, _ message: String?, _ sha256: String?) -> SyncReport.Line
        {
            .init(source: source.name, series: series, fate: fate, message: message, sha256: sha256)
        }
        let isKept = kept != nil && former?.sha256 == kept
        if isKept, let checksum = resource.checksum?.value, checksum == former?.checksum {
            return line(.unchanged, nil, kept)
        }
        do {
            let reception = try await receive(resource, isKept ? former : nil, series)
            guard let reception else { return line(.unchanged, nil, kept) }
            defer { reception.forget() }
            try reception.check(resource.checksum)
            let outcome = try store.add(
                path: reception.path,
                arrival: .init(
                    name: resource.title ?? resource.id, series: series, source: source.name,
                    producer: source.producer, address: reception.address,
                    licence: Licence(source.licence ?? dataset.license ?? "Licence Ouverte 2.0"),
                    kind: .sync, lastUpdate: resource.last_modified.flatMap { Day($0.prefix(10)) }),
                on: day, settings: settings, lock: lock, recognise: recognise)
            let sha256 = outcome.deposit.sha256
            memory.entries[series] = .init(
                sha256: sha256, checksum: resource.checksum?.value, etag: reception.etag,
                lastModified: reception.lastModified)
            if case .added = outcome { return line(.deposited, nil, sha256) }
            return line(.unchanged, nil, sha256)
        } catch let stop as SyncStop {
            return line(stop.fate, stop.message, kept)
        } catch let refusal as DepositRefusal {
            return line(.refused, refusal.description, kept)
        } catch let refusal as ReadingRefusal {
            return line(.refused, refusal.message, kept)
        }
    }

    /// Notes what a source published once and publishes no more.
    private func markVanished(
        _ source: SyncSource, _ resources: [SyncDataset.Resource], _ memory: inout SyncMemory,
        _ report: inout SyncReport
    ) {
        let listed = Set(resources.map { source.name + "/" + $0.id })
        for (series, entry) in memory.entries.sorted(by: { $0.key < $1.key })
        where series.hasPrefix(source.name + "/") && !listed.contains(series) {
            memory.entries[series]?.isVanished = true
            report.lines.append(
                .init(
                    source: source.name, series: series, fate: .vanished,
                    message: "retiré par son producteur\u{202F}: le dernier dépôt est gardé.",
                    sha256: entry.sha256))
        }
    }
}
