import Formats
import Foundation
public import Procurement

/// Fetches the notices of the public API of BOAMP, one deposit per day of publication.
///
/// A day is asked page by page, kept verbatim (its pages one after another), and deposited as the
/// newest of its series when it changed. Days not received yet, and the last `overlap` days, are asked
/// at each run; a day that fails keeps the deposit there was and is asked again at the next run.
///
/// - Shape: network, clock and chance come in, through `Sync`; the rest is decided here.
/// - Source: API explore v2.1 of Opendatasoft: `limit` at most 100, `offset + limit` at most 10 000.
public struct NoticeSync: Sendable {
    /// What is asked, and how much.
    public struct Scope: Sendable {
        /// Days asked again after they were received: corrections of the journal come late.
        public var overlap = 7
        /// Days before the last asked by the very first run.
        public var first = 90
        /// Records of a page.
        public var page = 100
        /// Records of a day at most: what the API gives.
        public var mostRecords = 10_000
        /// Times a day is begun again when its pages contradict each other.
        public var restarts = 3
        /// The usual scope.
        public init() {}
    }

    /// Where the API is.
    public static let address =
        "https://boamp-datadila.opendatasoft.com/api/explore/v2.1/catalog/datasets/boamp/records"

    private let sync: Sync
    private let address: String
    private let scope: Scope

    /// A synchronisation of notices.
    ///
    /// - Parameters:
    ///   - sync: how servers are asked.
    ///   - address: the records of the API.
    public init(_ sync: Sync, address: String = NoticeSync.address, scope: Scope = Scope()) {
        self.sync = sync
        self.address = address
        self.scope = scope
    }

    /// Fetches what is due, oldest day first.
    ///
    /// - Parameters:
    ///   - now: the moment, in seconds since 1970, kept as that of the last fetch when all went well;
    ///     pages show it once an edition is built from it.
    ///   - recognise: as for `DepositStore.add`.
    ///   - progress: called after each day, with the number done and due.
    /// - Throws: `StorageFailure` when our own disk refuses.
    public func run(
        _ source: SyncSource, into store: inout DepositStore, on day: Day, now: Int64,
        settings: Settings, lock: borrowing DataFolderLock,
        recognise: (String) throws -> String?,
        progress: (SyncReport.Line, Int, Int) -> Void = { _, _, _ in }
    ) async throws -> SyncReport {
        try DurableFile.createFolder(sync.folder + "/sync/partiels")
        var memory = NoticeFetchMemory.read(folder: sync.folder)
        let due = days(memory, day)
        var report = SyncReport()
        for day in due {
            let line = try await follow(
                day, source, &memory, &store, today: due.last ?? day, settings, lock, recognise)
            report.lines.append(line)
            memory.lastTry = now
            try memory.write(folder: sync.folder)
            progress(line, report.lines.count, due.count)
            // A server that does not answer is not asked ninety times.
            if line.fate == .failed, report.count(.failed) >= 3 { break }
            try await sync.sleep(sync.limits.pause)
        }
        if report.lines.count == due.count,
            report.count(.failed) + report.count(.refused) == 0
        {
            memory.lastWhole = now
            try memory.write(folder: sync.folder)
        }
        return report
    }

    /// The days due: not received, or recent.
    func days(_ memory: NoticeFetchMemory, _ last: Day) -> [Day] {
        let recent = last.adding(days: -scope.overlap)
        let known = memory.days.keys.compactMap { Day($0) }
        // Days before the first one ever asked are not asked.
        let first = min(known.min() ?? last.adding(days: -scope.first), recent)
        return (first.number...max(first.number, last.number)).map { Day(number: $0) }
            .filter { $0 >= recent || memory.days[$0.description] == nil }
    }

    private func follow(
        _ day: Day, _ source: SyncSource, _ memory: inout NoticeFetchMemory,
        _ store: inout DepositStore, today: Day, _ settings: Settings,
        _ lock: borrowing DataFolderLock, _ recognise: (String) throws -> String?
    ) async throws -> SyncReport.Line {
        let series = source.name + "/" + day.description
        let kept = store.newest(of: series)?.sha256
        func line(_ fate: SyncReport.Fate, _ message: String?, _ sha256: String?)
            -> SyncReport.Line
        {
            .init(source: source.name, series: series, fate: fate, message: message, sha256: sha256)
        }
        do {
            let received = try await receive(day)
            defer { unlink(received.path) }
            guard received.count > 0 else {
                // A day without notice (a Sunday) is known, and deposits nothing.
                memory.days[day.description] = 0
                return line(.unchanged, nil, kept)
            }
            let outcome = try store.add(
                path: received.path,
                arrival: .init(
                    name: "boamp-\(day).json", series: series, source: source.name,
                    producer: source.producer, address: request(day, offset: 0),
                    licence: Licence(source.licence ?? "Licence Ouverte 2.0"), kind: .sync,
                    lastUpdate: day),
                on: today, settings: settings, lock: lock, recognise: recognise)
            memory.days[day.description] = received.count
            if let newest = memory.newest.flatMap({ Day($0) }), newest >= day {
            } else {
                memory.newest = day.description
            }
            if case .added = outcome { return line(.deposited, nil, outcome.deposit.sha256) }
            return line(.unchanged, nil, outcome.deposit.sha256)
        } catch let stop as SyncStop {
            return line(stop.fate == .vanished ? .failed : stop.fate, stop.message, kept)
        } catch let refusal as DepositRefusal {
            return line(.refused, refusal.description, kept)
        } catch let refusal as ReadingRefusal {
            return line(.refused, refusal.message, kept)
        }
    }

    // MARK: Pages of a day

    /// The address of a page.
    func request(_ day: Day, offset: Int) -> String {
        // `dateparution=date'2026-11-26'`
        address + "?where=dateparution%3Ddate%27\(day)%27&order_by=idweb&limit=\(scope.page)"
            + "&offset=\(offset)"
    }

    /// Receives the pages of a day into one file.
    ///
    /// - Throws: `SyncStop` when they do not come, or do not agree after some restarts.
    private func receive(_ day: Day) async throws -> (path: String, count: Int) {
        let path = sync.folder + "/sync/partiels/boamp-\(day).json"
        var last = ""
        for _ in 0..<max(1, scope.restarts) {
            unlink(path)
            switch try await pages(day, into: path) {
            case .success(let count): return (path, count)
            case .failure(let contradiction): last = contradiction.sentence
            }
        }
        unlink(path)
        throw SyncStop(.refused, last)
    }

    /// Why the pages of a day are no whole.
    private struct Contradiction: Error { var sentence: String }

    private func pages(_ day: Day, into path: String) async throws -> Result<Int, Contradiction> {
        var numbers: Set<String> = []
        var announced: Int?
        var bytes = 0
        var offset = 0
        repeat {
            let page = path + ".page"
            unlink(page)
            let room = sync.limits.largestBytes - bytes
            guard room > 0 else {
                throw SyncStop(
                    .refused,
                    "les avis du \(day) dépassent \(sync.limits.largestBytes / 1_000_000) Mo.")
            }
            _ = try await sync.ask(request(day, offset: offset), page, [:], largestBytes: room)
            defer {
                unlink(page)
                unlink(page + ".validateur")
            }
            let data = try Data(contentsOf: URL(fileURLWithPath: page))
            guard let head = NoticePageHead(data) else {
                return .failure(
                    .init(sentence: "la page reçue pour le \(day) n’est pas une page d’avis."))
            }
            if let announced, announced != head.total {
                return .failure(
                    .init(
                        sentence:
                            "le nombre d’avis du \(day) a changé pendant la lecture (\(announced) puis \(head.total))."
                    ))
            }
            announced = head.total
            guard head.total <= scope.mostRecords else {
                throw SyncStop(
                    .refused,
                    "\(head.total) avis le \(day)\u{202F}: l’API n’en donne que "
                        + "\(scope.mostRecords).")
            }
            let former = numbers.count
            numbers.formUnion(head.numbers)
            guard numbers.count == former + head.count else {
                return .failure(
                    .init(sentence: "un avis du \(day) est sur deux pages, ou n’a pas de numéro."))
            }
            if head.count > 0 {
                try NoticeSync.append(data, to: path)
                bytes += data.count + 1
            }
            offset += head.count
            if head.count == 0 { break }
        } while offset < announced ?? 0
        guard numbers.count == announced else {
            return .failure(
                .init(
                    sentence:
                        "\(numbers.count) avis reçus pour le \(day), \(announced ?? 0) annoncés."))
        }
        return .success(numbers.count)
    }

    private static func append(_ data: Data, to path: String) throws {
        let file = try DurableFile.open(path, O_WRONLY | O_CREAT | O_APPEND, "d’écrire")
        defer { close(file) }
        try data.withUnsafeBytes { try DurableFile.write($0, to: file, path) }
        try [UInt8(0x0A)].withUnsafeBytes { try DurableFile.write($0, to: file, path) }
    }
}
