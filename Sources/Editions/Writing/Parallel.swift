import Dispatch

/// Work split over threads whose results do not depend on their number.
enum Parallel {
    /// The results of a function of each item, in the order of items.
    static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], workers: Int, _ body: @Sendable (Item) -> Result
    ) -> [Result] {
        guard workers > 1, items.count > 1 else { return items.map(body) }
        var results = [Result?](repeating: nil, count: items.count)
        results.withUnsafeMutableBufferPointer { buffer in
            let slots = Slots(buffer)
            DispatchQueue.concurrentPerform(iterations: items.count) { index in
                slots.buffer[index] = body(items[index])
            }
        }
        return results.compactMap { $0 }
    }

    /// The results of two functions, each on a thread when there are several.
    static func both<First: Sendable, Second: Sendable>(
        workers: Int, _ first: @Sendable () -> First, _ second: @Sendable () -> Second
    ) -> (First, Second) {
        guard workers > 1 else { return (first(), second()) }
        let results = map([true, false], workers: workers) { isFirst in
            isFirst ? Either.first(first()) : .second(second())
        }
        guard case .first(let one) = results[0], case .second(let other) = results[1] else {
            preconditionFailure("results come in the order of items")
        }
        return (one, other)
    }

    /// An array of values by their index, each thread making a stretch of it.
    static func array<Value: Sendable>(
        count: Int, workers: Int, _ value: @Sendable (Int) -> Value
    ) -> [Value] {
        let parts = count < 10_000 ? 1 : max(1, workers)
        return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
            let slots = Slots(buffer)
            DispatchQueue.concurrentPerform(iterations: parts) { part in
                guard let start = slots.buffer.baseAddress else { return }
                for index in count * part / parts..<count * (part + 1) / parts {
                    (start + index).initialize(to: value(index))
                }
            }
            initialized = count
        }
    }

    private enum Either<First: Sendable, Second: Sendable>: Sendable {
        case first(First)
        case second(Second)
    }

    private struct Slots<Value>: @unchecked Sendable {
        // @unchecked Sendable: each iteration writes its own slot, and nobody reads before the end.
        nonisolated(unsafe) let buffer: UnsafeMutableBufferPointer<Value>

        init(_ buffer: UnsafeMutableBufferPointer<Value>) { self.buffer = buffer }
    }
}
