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

/// Runs one body for each worker; each takes stretches of rows, aligned to words of bitmaps, until
/// none is left, so that rows selected side by side are shared too.
///
/// - Complexity: one dispatch for each worker, one atomic step for each stretch.
func forEachPart(
    of count: Int, workers: Int, _ body: @Sendable (_ part: Int, _ rows: Stretches) -> Void
) {
    let parts = partCount(of: count, workers: workers)
    let stretches = Stretches(of: count, length: parts == 1 ? max(count, 1) : 16 * blockLength)
    if parts == 1 { return body(0, stretches) }
    DispatchQueue.concurrentPerform(iterations: parts) { body($0, stretches) }
}

/// The rows that workers share, a stretch at a time.
final class Stretches: Sequence, IteratorProtocol, Sendable {
    private let count: Int
    private let length: Int
    private let taken = Atomic(0)

    init(of count: Int, length: Int) {
        self.count = count
        self.length = length
    }

    /// The next rows that no worker has; nil when none is left.
    func next() -> Range<Int>? {
        let start = taken.wrappingAdd(1, ordering: .relaxed).oldValue * length
        return start < count ? start..<Swift.min(count, start + length) : nil
    }
}

/// For how many workers `forEachPart` runs: one when the rows are few.
func partCount(of count: Int, workers: Int) -> Int {
    count < 8 * blockLength ? 1 : max(1, workers)
}

/// Rows evaluated together, so that their masks stay in the first cache.
let blockLength = 4_096
