import Foundation

/// Holds a thread until it is opened.
final class Gate: Sendable {
    private let entered = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)

    /// Called by the thread that is held.
    func wait() {
        entered.signal()
        opened.wait()
    }

    /// Returns when a thread is held.
    func isEntered() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [self] in
                entered.wait()
                continuation.resume()
            }
        }
    }

    /// Lets the thread go.
    func open() { opened.signal() }
}
