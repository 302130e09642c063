import Foundation
import Procurement
import Synchronization
import Testing

@testable import Editions

/// The synchronisation of notices against a publisher played in memory.
@Suite struct NoticeSyncTests {
    /// A publisher: pages by day, and what goes wrong once.
    final class Publisher: Fetcher {
        struct State {
            /// Numbers by day.
            var days: [String: [Int]] = [:]
            var asked: [String] = []
            /// Answers before the right ones, by day.
            var faults: [String: [Fault]] = [:]
            /// Text of every record.
            var text = "a"
        }

        enum Fault { case status(Int), cut, wrong, totalChanges, sameTwice, tooLarge }

        let state = Mutex(State())
        let page: Int

        init(_ days: [String: [Int]], page: Int = 2) {
            self.page = page
            state.withLock { $0.days = days }
        }

        func fetch(_ request: FetchRequest) async throws -> FetchAnswer {
            let day = String(request.address.components(separatedBy: "%27")[1])
            let offset = Int(request.address.components(separatedBy: "offset=")[1]) ?? 0
            let (body, fault): (String, Fault?) = state.withLock { state in
                state.asked.append("\(day) \(offset)")
                let fault = state.faults[day]?.first
                if fault != nil { state.faults[day]?.removeFirst() }
                let all = state.days[day] ?? []
                var shown = Array(all.dropFirst(offset).prefix(page))
                var total = all.count
                if case .totalChanges? = fault { total += 1 }
                if case .sameTwice? = fault, let first = all.first { shown = [first, first] }
                let records = shown.map {
                    "{\"idweb\":\"25-\($0)\",\"objet\":\"\(state.text)\"}"
                }
                return (
                    "{\"total_count\":\(total),\"results\":[\(records.joined(separator: ","))]}",
                    fault
                )
            }
            switch fault {
            case .status(let status)?: return FetchAnswer(status: status, headers: [:])
            case .cut?: throw FetchFailure.interrupted("coupé")
            case .tooLarge?: throw FetchFailure.tooLarge(bytes: 1)
            case .wrong?:
                try Data("<html>".utf8).write(to: URL(fileURLWithPath: request.path))
            default: try Data(body.utf8).write(to: URL(fileURLWithPath: request.path))
            }
            return FetchAnswer(status: 200, headers: [:])
        }
    }

    private let folder: TemporaryFolder
    private let day: Day
    private let source = SyncSource(name: "boamp", producer: "DILA", dataset: "boamp")

    init() throws {
        folder = try TemporaryFolder()
        day = try #require(Day("2025-01-10"))
    }

    private func run(_ publisher: Publisher, on day: Day? = nil, now: Int64 = 1_000) async throws
        -> SyncReport
    {
        let lock = try DataFolderLock(folder: folder.path)
        var store = try DepositStore(folder: folder.path)
        var limits = Sync.Limits()
        limits.tries = 3
        let sync = Sync(
            folder: folder.path, fetcher: publisher, limits: limits, sleep: { _ in },
            chance: { 0.5 })
        var scope = NoticeSync.Scope()
        (scope.first, scope.overlap, scope.page) = (4, 2, publisher.page)
        return try await NoticeSync(sync, scope: scope).run(
            source, into: &store, on: day ?? self.day, now: now, settings: Settings(), lock: lock
        ) { _ in "boamp-json" }
    }

    private func deposited() throws -> [String: String] {
        let store = try DepositStore(folder: folder.path)
        return Dictionary(
            uniqueKeysWithValues: store.current.map {
                (
                    $0.series,
                    String(
                        decoding: FileManager.default.contents(atPath: store.path(of: $0))
                            ?? Data(), as: UTF8.self)
                )
            })
    }

    @Test func `days are received page by page and kept verbatim, empty days too`() async throws {
        let publisher = Publisher(["2025-01-08": [1, 2, 3], "2025-01-10": [4]])

        let report = try await run(publisher)

        #expect(report.count(.deposited) == 2 && report.count(.failed) == 0)
        let kept = try deposited()
        #expect(Set(kept.keys) == ["boamp/2025-01-08", "boamp/2025-01-10"])
        #expect(kept["boamp/2025-01-08"]?.components(separatedBy: "idweb").count == 4)
        let memory = NoticeFetchMemory.read(folder: folder.path)
        #expect(memory.lastWhole == 1_000 && memory.lastSuccess == nil)
        #expect(memory.newest == "2025-01-10")
        #expect(memory.days.count == 5 && memory.days["2025-01-09"] == 0)
    }

    @Test func `a fetch counts as served only once an edition is built from it`() async throws {
        let publisher = Publisher(["2025-01-10": [1]])
        _ = try await run(publisher)
        #expect(NoticeFetchMemory.read(folder: folder.path).lastSuccess == nil)

        let lock = try DataFolderLock(folder: folder.path)
        let builder = EditionBuilder(
            store: try DepositStore(folder: folder.path),
            references: try ReferenceLists(folder: folder.path), day: day)
        _ = try builder.build(lock: lock)
        #expect(NoticeFetchMemory.read(folder: folder.path).lastSuccess == 1_000)

        // Nothing changed: the same edition holds what the later run received.
        var memory = NoticeFetchMemory.read(folder: folder.path)
        memory.lastWhole = 5_000
        try memory.write(folder: folder.path)
        _ = try builder.build(lock: lock)
        #expect(NoticeFetchMemory.read(folder: folder.path).lastSuccess == 5_000)
    }

    @Test func `later runs ask new days and the overlap only`() async throws {
        let publisher = Publisher(["2025-01-08": [1, 2, 3]])
        _ = try await run(publisher)
        publisher.state.withLock { $0.asked = [] }

        _ = try await run(publisher, on: day.adding(days: 1))

        let days = publisher.state.withLock { Set($0.asked.map { $0.prefix(10) }) }
        #expect(days == ["2025-01-09", "2025-01-10", "2025-01-11"])
    }

    @Test func `a changed day replaces the former one, the same day does not`() async throws {
        let publisher = Publisher(["2025-01-10": [1]])
        _ = try await run(publisher)
        #expect(try await run(publisher).count(.deposited) == 0)

        publisher.state.withLock { $0.text = "rectifié" }

        #expect(try await run(publisher).count(.deposited) == 1)
        #expect(try deposited()["boamp/2025-01-10"]?.contains("rectifié") == true)
        #expect(try DepositStore(folder: folder.path).all.count == 2)
    }

    @Test(
        arguments: [
            [.status(503)], [.status(429), .status(500)], [.cut], [.wrong], [.totalChanges],
            [.sameTwice],
        ] as [[Publisher.Fault]])
    func `a passing fault is overcome`(faults: [Publisher.Fault]) async throws {
        let publisher = Publisher(["2025-01-10": [1, 2, 3]])
        publisher.state.withLock { $0.faults["2025-01-10"] = faults }

        let report = try await run(publisher)

        #expect(report.count(.deposited) == 1, "\(report.lines)")
        #expect(try deposited()["boamp/2025-01-10"]?.components(separatedBy: "idweb").count == 4)
    }

    @Test(
        arguments: [
            [.status(500)], [.cut], [.wrong], [.totalChanges], [.sameTwice], [.tooLarge],
            [.status(404)],
        ] as [[Publisher.Fault]])
    func `a lasting fault keeps the former deposit, is told, and is asked again`(
        faults: [Publisher.Fault]
    ) async throws {
        let publisher = Publisher(["2025-01-10": [1, 2, 3]])
        _ = try await run(publisher)
        let before = try deposited()
        publisher.state.withLock { state in
            state.text = "b"
            state.faults["2025-01-10"] = Array(repeating: faults[0], count: 50)
        }

        let report = try await run(publisher, now: 2_000)

        #expect(report.count(.failed) + report.count(.refused) == 1, "\(report.lines)")
        #expect(try deposited() == before)
        #expect(NoticeFetchMemory.read(folder: folder.path).lastWhole == 1_000)
        publisher.state.withLock { $0.faults = [:] }
        #expect(try await run(publisher, now: 3_000).count(.deposited) == 1)
        #expect(NoticeFetchMemory.read(folder: folder.path).lastWhole == 3_000)
        #expect(try folder.names("sync/partiels").isEmpty)
    }

    @Test func `a run cut in its middle goes on from the days it has`() async throws {
        let publisher = Publisher(["2025-01-06": [1], "2025-01-07": [2], "2025-01-08": [3]])
        publisher.state.withLock {
            for day in ["2025-01-07", "2025-01-08", "2025-01-09", "2025-01-10"] {
                $0.faults[day] = Array(repeating: .cut, count: 3)
            }
        }
        let first = try await run(publisher)
        // Three days that do not answer end the run: the server is not asked for ever.
        #expect(first.lines.count == 4)
        publisher.state.withLock {
            $0.asked = []
            $0.faults = [:]
        }

        let second = try await run(publisher)

        #expect(second.count(.deposited) == 2)
        #expect(!publisher.state.withLock { $0.asked }.contains { $0.hasPrefix("2025-01-06") })
    }
}
