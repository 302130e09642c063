import Synchronization

/// One result for each worker, given back in the order of parts.
final class Slots<Element>: @unchecked Sendable {
    // @unchecked Sendable: elements are only read and written inside the lock, each by the worker
    // that made it, then by the caller once all workers have ended.
    private let lock = Mutex<Void>(())
    private var elements: [Element?]

    init(_ count: Int) {
        elements = [Element?](repeating: nil, count: count)
    }

    subscript(index: Int) -> Element? {
        get { lock.withLock { _ in elements[index] } }
        set { lock.withLock { _ in elements[index] = newValue } }
    }

    /// What workers gave, in order.
    var all: [Element] { lock.withLock { _ in elements.compactMap { $0 } } }
}

/// Words of a bitmap that workers fill side by side.
struct SharedWords: @unchecked Sendable {
    // @unchecked Sendable: parts are aligned to whole words, so that no two workers write one.
    let base: UnsafeMutablePointer<UInt64>

    init(_ base: UnsafeMutablePointer<UInt64>) { self.base = base }
}
