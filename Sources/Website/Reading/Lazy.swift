import Synchronization

/// A value computed once, at first use, whichever thread comes first.
final class Lazy<Value: Sendable>: Sendable {
    private let state: Mutex<Value?>
    private let compute: @Sendable () -> Value

    /// A value to come.
    init(_ compute: @escaping @Sendable () -> Value) {
        state = Mutex(nil)
        self.compute = compute
    }

    /// The value; other threads wait while it is computed.
    var value: Value {
        state.withLock { state in
            if let value = state { return value }
            let value = compute()
            state = value
            return value
        }
    }
}
