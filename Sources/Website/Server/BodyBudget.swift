import Synchronization

/// Memory for the bodies of requests on their way: beyond it, one more is asked to come back.
///
/// Small forms are always taken; a few large registers cannot exhaust the server.
final class BodyBudget: Sendable {
    private let left: Mutex<Int>
    /// Bodies this small are not counted, in bytes.
    private static let small = 64 << 10

    /// A budget.
    init(bytes: Int) { left = Mutex(bytes) }

    /// Takes memory for a body; false when there is not enough.
    func take(_ bytes: Int) -> Bool {
        guard bytes > Self.small else { return true }
        return left.withLock { left in
            guard left >= bytes else { return false }
            left -= bytes
            return true
        }
    }

    /// Gives it back.
    func give(_ bytes: Int) {
        guard bytes > Self.small else { return }
        left.withLock { $0 += bytes }
    }
}
