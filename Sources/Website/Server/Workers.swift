import Foundation

/// The engine's own threads, behind a bounded queue.
///
/// Scans of columns are long computations: they never run on an event loop or on Swift's
/// cooperative pool. Beyond the queue work is refused, and the visitor told when to come back.
final class Workers: @unchecked Sendable {
    // @unchecked Sendable: `queue`, `head` and `isStopped` are touched only while `condition` is
    // locked.
    private let condition = NSCondition()
    private var queue: [@Sendable () -> Void] = []
    private var head = 0
    private var isStopped = false
    private let capacity: Int

    /// Starts this many threads.
    init(threads: Int, capacity: Int) {
        precondition(threads > 0 && capacity > 0, "Workers need a thread and a place to wait.")
        self.capacity = capacity
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
    /// - Throws: `Problem.busy` at once when the queue is full; else what the computation throws.
    func run<Value: Sendable>(_ compute: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = submit { continuation.resume(with: Result { try compute() }) }
            if !isTaken { continuation.resume(throwing: Problem.busy) }
        }
    }

    private func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isStopped, queue.count - head < capacity else { return false }
        queue.append(job)
        condition.signal()
        return true
    }

    private func work() {
        while let job = next() { job() }
    }

    private func next() -> (@Sendable () -> Void)? {
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
        }
        return job
    }
}
