import Dispatch
import Formats
import Foundation
import Procurement

/// Reads files into declarations, on several threads, in an order that their number does not
/// change: batches are numbered when they are split, and put back in that order.
///
/// Files may be read a few at a time, as they come; `finish` puts them in the order of an edition.
final class DeclarationReading {
    /// What came of it.
    struct Outcome {
        /// In order of deposit and position.
        var batches: [DeclarationBatch]
        /// Notices, in the same order.
        var notices: [NoticeBatch]
        /// One pool per worker.
        var pools: [TextPool]
        /// Why a deposit could not be read to its end, by its place in the edition.
        var refusals: [Int: String]
    }

    private let workers: [Worker]
    private var refusals: [Int: String] = [:]

    /// Nothing read yet.
    init(interpreter: Interpreter, workers: Int) throws {
        self.workers = try (0..<max(1, workers)).map { try Worker($0, interpreter) }
    }

    /// Reads files, one after another.
    ///
    /// - Parameter progress: called with bytes read so far; from any worker, one at a time.
    /// - Returns: the numbers of the feeds that hold an archive, and were not read.
    /// - Throws: `StorageFailure` or a reader's failure when the disk refuses.
    /// - Complexity: O(bytes); memory grows with what the declarations say, not with the files.
    func read(
        _ files: [FileToRead], progress: @escaping @Sendable (Int) -> Void
    ) throws -> Set<Int> {
        let queue = BatchQueue(files, progress: progress)
        if workers.count > 1 {
            let workers = workers
            DispatchQueue.concurrentPerform(iterations: workers.count) { workers[$0].work(queue) }
        } else {
            workers[0].work(queue)
        }
        for worker in workers { try worker.check() }
        refusals.merge(queue.refusals) { _, new in new }
        return queue.unread
    }

    /// Hands over what was read.
    ///
    /// - Parameter places: the place in the edition of each file read, by its number.
    func finish(places: [Int: Int]) -> Outcome {
        var batches: [(place: Int, batch: DeclarationBatch)] = []
        var notices: [(place: Int, batch: NoticeBatch)] = []
        var pools: [TextPool] = []
        for worker in workers {
            let done = worker.take()
            for (place, var batch) in done.notices {
                guard let deposit = places[batch.deposit] else {
                    preconditionFailure("a file was read that is not in the edition")
                }
                batch.deposit = deposit
                notices.append((place, batch))
            }
            for (place, var batch) in done.batches {
                guard let deposit = places[batch.deposit] else {
                    preconditionFailure("a file was read that is not in the edition")
                }
                batch.deposit = deposit
                batches.append((place, batch))
            }
            pools.append(done.pool)
        }
        batches.sort { ($0.batch.deposit, $0.place) < ($1.batch.deposit, $1.place) }
        notices.sort { ($0.batch.deposit, $0.place) < ($1.batch.deposit, $1.place) }
        var told: [Int: String] = [:]
        for (number, message) in refusals {
            if let place = places[number] { told[place] = message }
        }
        return Outcome(
            batches: batches.map(\.batch), notices: notices.map(\.batch), pools: pools,
            refusals: told)
    }

    /// What one thread reads, and keeps.
    private final class Worker: @unchecked Sendable {
        // @unchecked Sendable: `read` gives each worker to one thread, and returns when all ended.
        private var state: State
        private var failure: (any Error)?

        init(_ number: Int, _ interpreter: Interpreter) throws {
            state = State(
                interpreter: interpreter, columns: try DeclarationColumns(worker: number))
        }

        /// Takes batches, and keeps what they say, until there is none.
        func work(_ queue: BatchQueue) {
            do { try state.work(queue) } catch { failure = error }
        }

        func check() throws { if let failure { throw failure } }

        func take() -> Taken {
            var taken = Taken(pool: state.columns.takePool())
            swap(&taken.batches, &state.batches)
            swap(&taken.notices, &state.notices)
            return taken
        }
    }

    /// What one worker hands over.
    private struct Taken {
        var batches: [(place: Int, batch: DeclarationBatch)] = []
        var notices: [(place: Int, batch: NoticeBatch)] = []
        var pool: TextPool
    }

    private struct State {
        let interpreter: Interpreter
        var columns: DeclarationColumns
        var parser = RecordParser()
        var noticeParser = NoticeParser()
        var draft = DeclarationDraft()
        var declaration = Declaration()
        var batches: [(place: Int, batch: DeclarationBatch)] = []
        var notices: [(place: Int, batch: NoticeBatch)] = []

        mutating func work(_ queue: BatchQueue) throws {
            while let (place, file, batch) = try queue.next() {
                if batch.format.isNotices {
                    notices.append(
                        (place, NoticeBatch(batch, deposit: file, parser: &noticeParser)))
                    continue
                }
                read(batch)
                var done = columns.takeBatch()
                done.deposit = file
                batches.append((place, done))
            }
        }

        /// Parses and interprets records, and keeps what they say.
        private mutating func read(_ batch: RecordBatch) {
            let vintage = batch.format.vintage
            for index in batch.records.indices {
                let address = batch.address(index)
                if let reason = parser.parse(index, of: batch, into: &draft) {
                    declaration.becomeUnreadable(reason, excerpt: batch.excerpt(index))
                } else {
                    interpreter.interpret(draft, vintage: vintage, into: &declaration)
                }
                if declaration.setAside == nil {
                    columns.append(declaration, address: address)
                } else {
                    let record = batch.records[index]
                    let length = min(record.length, SetAsideFile.longestText)
                    batch.bytes.withUnsafeBufferPointer { bytes in
                        columns.append(
                            setAside: declaration, address: address,
                            verbatim: .init(
                                rebasing: bytes[record.start..<record.start + length]))
                    }
                }
            }
        }
    }
}

extension SourceFormat {
    /// The version its records follow, where the format alone says it.
    var vintage: Declaration.Vintage? {
        switch self {
        case .decp2019JSON, .decp2019XML, .decp2022JSON, .decp2022XML: nil
        case .boampJSON, .boampFormerJSON, .boampSearchJSON, .boampTableCSV: nil
        case .decpInfoCSV, .economieCSV: .table
        }
    }
}

extension Declaration {
    /// Becomes the declaration of a record that could not be parsed.
    mutating func becomeUnreadable(_ reason: UnreadableReason, excerpt: String) {
        self = Declaration()
        setAside = .unreadable
        bytes.append(contentsOf: reason.title.utf8)
        let raw = Text(start: 0, length: UInt32(bytes.count))
        findings.append(Finding(.unreadableRecord, field: .record, raw: raw))
    }
}
