import Editions
import Foundation
import Procurement
import Synchronization
import Testing

@Suite(.serialized) struct SyncTests {
    let server: LoopbackServer
    let folder: TemporaryFolder
    let day: Day

    init() throws {
        server = try LoopbackServer()
        folder = try TemporaryFolder()
        day = try #require(Day("2025-01-06"))
    }

    /// Waits that were asked, in seconds.
    final class Waits: Sendable {
        let seconds = Mutex<[Double]>([])
    }

    /// Follows a dataset of the loopback server once.
    func sync(_ dataset: String, _ waits: Waits = Waits()) async throws -> SyncReport {
        let lock = try DataFolderLock(folder: folder.path)
        var store = try DepositStore(folder: folder.path)
        var limits = Sync.Limits()
        limits.pause = 0
        limits.patience = 5
        limits.tries = 4
        limits.largestBytes = 100_000
        let sync = Sync(
            folder: folder.path, fetcher: NetworkFetcher(), api: server.address, limits: limits,
            sleep: { seconds in waits.seconds.withLock { $0.append(seconds) } },
            chance: { 0.5 })
        return try await sync.run(
            [SyncSource(name: dataset, producer: "Producteur fictif", dataset: dataset)],
            into: &store, on: day, settings: Settings(), lock: lock
        ) { path in
            FileManager.default.contents(atPath: path)?.first == 0x7B ? "essai" : nil
        }
    }

    /// The bytes of the only deposit.
    func deposited() throws -> String {
        let store = try DepositStore(folder: folder.path)
        let deposit = try #require(store.current.first)
        let data = try #require(FileManager.default.contents(atPath: store.path(of: deposit)))
        return String(decoding: data, as: UTF8.self)
    }

    @Test(arguments: ["bon", "lent", "deplace", "panne", "presse", "coupe", "sansEmpreinte"])
    func `a file is deposited whole, whatever the network does`(dataset: String) async throws {
        let report = try await sync(dataset)

        #expect(report.lines.map(\.fate) == [.deposited], "\(report.lines)")
        #expect(try deposited().hasPrefix(#"{"marches":{"marche":[{"id":"2024-1""#))
        #expect(try deposited().hasSuffix(#""contrat-concession":[]}}"#))
        #expect(try folder.names("sync/partiels").filter { !$0.hasPrefix("desc") }.isEmpty)
    }

    @Test(arguments: ["bon", "sansEmpreinte"])
    func `a file that did not change is not deposited again`(dataset: String) async throws {
        _ = try await sync(dataset)

        let again = try await sync(dataset)

        #expect(again.lines.map(\.fate) == [.unchanged])
        #expect(try DepositStore(folder: folder.path).all.count == 1)
    }

    @Test func `a deposit says its source, producer, licence and day`() async throws {
        _ = try await sync("bon")

        let deposit = try #require(try DepositStore(folder: folder.path).all.first)
        #expect(deposit.series == "bon/bon")
        #expect(deposit.producer == "Producteur fictif")
        #expect(deposit.licence == .licenceOuverte)
        #expect(deposit.lastUpdate == Day("2025-01-05"))
        #expect(deposit.kind == .sync)
        #expect(deposit.address == server.address + "/fichier/bon")
    }

    @Test func `a cut file that changed meanwhile begins again`() async throws {
        let report = try await sync("change")

        #expect(report.count(.deposited) == 1)
        #expect(try deposited().hasPrefix(#"{"marches":{"marche":[{"id":"2024-2""#))
    }

    @Test func `a server in a hurry is left the time it asks`() async throws {
        let waits = Waits()
        _ = try await sync("presse", waits)

        #expect(waits.seconds.withLock { $0 }.contains(7))
    }

    @Test func `tries are spread out and end`() async throws {
        let waits = Waits()
        let report = try await sync("toujours", waits)

        #expect(report.lines.map(\.fate) == [.failed])
        #expect(waits.seconds.withLock { $0 }.prefix(3) == [1, 2, 4])
    }

    @Test(arguments: [
        ("faux", SyncReport.Fate.refused), ("etrange", .refused), ("court", .failed),
        ("disparu", .vanished), ("absent", .vanished), ("illisible", .failed),
    ])
    func `nothing wrong is deposited`(dataset: String, fate: SyncReport.Fate) async throws {
        let report = try await sync(dataset)

        #expect(report.lines.map(\.fate) == [fate], "\(report.lines)")
        #expect(report.lines.first?.message?.isEmpty == false)
        #expect(try DepositStore(folder: folder.path).all.isEmpty)
    }

    @Test(arguments: ["parti", "efface"])
    func `a vanished file keeps its last deposit`(dataset: String) async throws {
        let first = try await sync(dataset)

        let second = try await sync(dataset)

        #expect(second.lines.map(\.fate) == [.vanished], "\(second.lines)")
        #expect(second.lines.first?.sha256 == first.lines.first?.sha256)
        #expect(try DepositStore(folder: folder.path).current.count == 1)
    }

    @Test func `only readable resources are followed`() async throws {
        let report = try await sync("choix")

        #expect(report.lines.map(\.series) == ["choix/bon"])
    }

    @Test func `the operator's own list replaces ours`() throws {
        #expect(try SyncSource.list(folder: folder.path) == SyncSource.builtIn)
        try folder.write(
            #"[{"name":"a","producer":"b","dataset":"c"}]"#, "sources.json")
        #expect(try SyncSource.list(folder: folder.path).map(\.name) == ["a"])
        try folder.write("{", "sources.json")
        #expect(throws: StorageFailure.self) { try SyncSource.list(folder: folder.path) }
    }
}
