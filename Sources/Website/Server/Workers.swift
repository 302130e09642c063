import Foundation

/// The engine's own threads, behind a bounded queue.
///
/// Scans of columns are long computations: they never run on an event loop or on Swift's
/// cooperative pool. Beyond the queue work is refused, and the visitor told when to come back; so is
/// work that waited too long, whose visitor has most often left.
final class Workers: @unchecked Sendable {
    // @unchecked Sendable: `queue`, `head` and `isStopped` are touched only while `condition` is
    // locked.
    private let condition = NSCondition()
    private var queue: [Job] = []
    private var head = 0
    private var isStopped = false
    private let capacity: Int
    private let patience: Duration

    /// A computation that waits: told whether it still has to be made.
    private struct Job {
        /// When it is no longer worth doing.
        let end: ContinuousClock.Instant
        let run: @Sendable (_ isWanted: Bool) -> Void
    }

    /// Starts this many threads.
    ///
    /// - Parameter patience: how long work may wait before it is refused instead of done.
    init(threads: Int, capacity: Int, patience: Duration = .seconds(5)) {
        precondition(threads > 0 && capacity > 0, "Workers need a thread and a place to wait.")
        self.capacity = capacity
        self.patience = patience
        for number in 0..<threads {
            let thread = Thread { [self] in work() }
            thread.name = "orcp-moteur-\(number)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Ends the threads when the queue is empty.
    func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        condition.unlock()
    }

    /// Runs a computation on one of the threads.
    ///
    /// - Parameter patience: how long it may wait; as the workers were made when nil.
    /// - Throws: `Problem.busy` at once when the queue is full, or when its turn comes too late; else
    ///   what the computation throws.
    func run<Value: Sendable>(
        patience: Duration? = nil, _ compute: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = submit(.now + (patience ?? self.patience)) { isWanted in
                continuation.resume(
                    with: Result {
                        guard isWanted else { throw Problem.busy }
                        return try compute()
                    })
            }
            if !isTaken { continuation.resume(throwing: Problem.busy) }
        }
    }

    private func submit(
        _ end: ContinuousClock.Instant, _ run: @escaping @Sendable (Bool) -> Void
    ) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isStopped, queue.count - head < capacity else { return false }
        queue.append(Job(end: end, run: run))
        condition.signal()
        return true
    }

    private func work() {
        while let job = next() { job.run(ContinuousClock.now <= job.end) }
    }

    private func next() -> Job? {
        condition.lock()
        defer { condition.unlock() }
        while head == queue.count {
            if isStopped { return nil }
            condition.wait()
        }
        let job = queue[head]
        head += 1
        if head == queue.count {
            queue.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= capacity {
            // Under a load that never ends the queue is never empty: what is done must go too.
            queue.removeFirst(head)
            head = 0
        }
        return job
    }
}
