import Dispatch
import Formats
import Foundation
import Procurement

/// Reads deposits into declarations, on several threads, in an order that their number does not
/// change: batches are numbered when they are split, and put back in that order.
struct DeclarationReading {
    /// What came of it.
    struct Outcome {
        /// In order of deposit and position.
        var batches: [DeclarationBatch]
        /// One pool per worker.
        var pools: [TextPool]
        /// Why a deposit could not be read to its end, by its number.
        var refusals: [Int: String]
    }

    let interpreter: Interpreter
    let workers: Int
    /// Called with bytes read so far; from any worker, one at a time.
    let progress: @Sendable (Int) -> Void

    /// Reads deposits, given with their paths in the order of the edition.
    ///
    /// - Throws: `StorageFailure` or a reader's failure when the disk refuses.
    /// - Complexity: O(bytes); memory grows with what the declarations say, not with the files.
    func read(_ deposits: [(path: String, size: Int)]) throws -> Outcome {
        let queue = BatchQueue(deposits, progress: progress)
        let results = Results(workers)
        if workers > 1 {
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                results.store(worker, Result { try work(worker, queue) })
            }
        } else {
            results.store(0, Result { try work(0, queue) })
        }
        var numbered: [(number: Int, batch: DeclarationBatch)] = []
        var pools: [TextPool] = []
        for result in results.take() {
            let done = try result.get()
            numbered.append(contentsOf: done.batches)
            pools.append(done.pool)
        }
        numbered.sort { $0.number < $1.number }
        return Outcome(
            batches: numbered.map(\.batch), pools: pools, refusals: queue.refusals)
    }

    private struct Work: Sendable {
        var batches: [(number: Int, batch: DeclarationBatch)] = []
        var pool: TextPool
    }

    /// What one worker does: take the next batch, parse and interpret its records, keep what they
    /// say.
    private func work(_ worker: Int, _ queue: BatchQueue) throws -> Work {
        var columns = try DeclarationColumns(worker: worker)
        var parser = RecordParser()
        var draft = DeclarationDraft()
        var declaration = Declaration()
        var batches: [(number: Int, batch: DeclarationBatch)] = []
        while let (number, deposit, batch) = try queue.next() {
            let vintage = batch.format.vintage
            for index in batch.records.indices {
                let address = batch.address(index)
                if let reason = parser.parse(index, of: batch, into: &draft) {
                    declaration.becomeUnreadable(reason, excerpt: batch.excerpt(index))
                } else {
                    interpreter.interpret(draft, vintage: vintage, into: &declaration)
                }
                if declaration.setAside == nil {
                    columns.append(declaration, deposit: deposit, address: address)
                } else {
                    let record = batch.records[index]
                    let length = min(record.length, SetAsideFile.longestText)
                    batch.bytes.withUnsafeBufferPointer { bytes in
                        columns.append(
                            setAside: declaration, deposit: deposit, address: address,
                            verbatim: .init(
                                rebasing: bytes[record.start..<record.start + length]))
                    }
                }
            }
            batches.append((number, columns.takeBatch()))
        }
        return Work(batches: batches, pool: columns.pool)
    }

    /// One result per worker.
    private final class Results: @unchecked Sendable {
        // @unchecked Sendable: every access holds the lock.
        private let lock = NSLock()
        private var results: [Int: Result<Work, any Error>] = [:]
        private let count: Int

        init(_ count: Int) { self.count = count }

        func store(_ worker: Int, _ result: Result<Work, any Error>) {
            lock.withLock { results[worker] = result }
        }

        func take() -> [Result<Work, any Error>] {
            lock.withLock { (0..<count).compactMap { results[$0] } }
        }
    }
}

/// Gives batches of records to workers, deposit after deposit, each with its number.
private final class BatchQueue: @unchecked Sendable {
    // @unchecked Sendable: every access holds the lock; splitting a batch is much faster than
    // parsing it, so that workers rarely wait.
    private let lock = NSLock()
    private let deposits: [(path: String, size: Int)]
    private let progress: @Sendable (Int) -> Void
    private var reader: DeclarationReader?
    private var deposit = -1
    private var number = 0
    private var doneBytes = 0
    private var failure: (any Error)?
    private var refused: [Int: String] = [:]

    init(_ deposits: [(path: String, size: Int)], progress: @escaping @Sendable (Int) -> Void) {
        self.deposits = deposits
        self.progress = progress
    }

    var refusals: [Int: String] { lock.withLock { refused } }

    func next() throws -> (number: Int, deposit: Int, batch: RecordBatch)? {
        try lock.withLock {
            if let failure { throw failure }
            do {
                return try advance()
            } catch {
                failure = error
                throw error
            }
        }
    }

    private func advance() throws -> (number: Int, deposit: Int, batch: RecordBatch)? {
        while deposit < deposits.count {
            do {
                if let batch = try reader?.next() {
                    let size = deposits[deposit].size
                    let place = batch.records.last.map { Int($0.offset) + Int($0.sourceLength) }
                    progress(doneBytes + min(place ?? 0, size))
                    number += 1
                    return (number, deposit, batch)
                }
                if deposit >= 0 { doneBytes += deposits[deposit].size }
                progress(doneBytes)
                deposit += 1
                reader = nil
                guard deposit < deposits.count else { return nil }
                reader = try DeclarationReader(path: deposits[deposit].path)
            } catch let refusal as ReadingRefusal {
                // What was read before stays; the rest is told in the manifest.
                refused[deposit] = refusal.message
                reader = nil
            }
        }
        return nil
    }
}

extension SourceFormat {
    /// The version its records follow, where the format alone says it.
    var vintage: Declaration.Vintage? {
        switch self {
        case .decp2019JSON, .decp2019XML, .decp2022JSON, .decp2022XML: nil
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
