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

    private struct Slots<Value>: @unchecked Sendable {
        // @unchecked Sendable: each iteration writes its own slot, and nobody reads before the end.
        nonisolated(unsafe) let buffer: UnsafeMutableBufferPointer<Value>

        init(_ buffer: UnsafeMutableBufferPointer<Value>) { self.buffer = buffer }
    }
}
