import Dispatch
import Synchronization

/// How many threads computations may take together: a question gets two only when no other runs.
public final class WorkerGate: Sendable {
    private let limit: Int
    private let busy = Mutex(0)

    /// A gate over this many threads.
    public init(limit: Int) {
        precondition(limit > 0, "A gate must let at least one worker through.")
        self.limit = limit
    }

    /// Runs a computation with the number of workers it may use: what is idle, at least one.
    public func run<Answer, Failure: Error>(
        _ body: (_ workers: Int) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        let granted = busy.withLock { busy in
            let granted = max(1, limit - busy)
            busy += granted
            return granted
        }
        defer { busy.withLock { $0 -= granted } }
        return try body(granted)
    }
}

/// Splits rows into as many parts as workers, aligned to words of bitmaps, and runs them together.
///
/// - Complexity: one dispatch for each worker; parts are of equal length but for the last.
func forEachPart(
    of count: Int, workers: Int, _ body: @Sendable (_ part: Int, _ rows: Range<Int>) -> Void
) {
    let parts = partCount(of: count, workers: workers)
    if parts == 1 { return body(0, 0..<count) }
    let length = (count / parts + blockLength) & ~(blockLength - 1)
    DispatchQueue.concurrentPerform(iterations: parts) { part in
        let start = min(count, part * length)
        body(part, start..<(part == parts - 1 ? count : min(count, start + length)))
    }
}

/// How many parts `forEachPart` makes: one when the rows are few.
func partCount(of count: Int, workers: Int) -> Int {
    count < 8 * blockLength ? 1 : max(1, workers)
}

/// Rows evaluated together, so that their masks stay in the first cache.
let blockLength = 4_096
