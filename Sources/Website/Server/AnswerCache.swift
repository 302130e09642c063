import Synchronization

/// Answers by edition and canonical question, the least recently used forgotten first.
///
/// - Shape: bounded in bytes; an answer above an eighth of the bound is not kept.
/// - Complexity: O(1) to find and to keep.
final class AnswerCache: Sendable {
    private struct Entry {
        var answer: Answer
        var older: String?
        var newer: String?
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var oldest: String?
        var newest: String?
        var size = 0
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// A cache of at most this many bytes.
    init(capacity: Int) { self.capacity = capacity }

    /// The bytes it holds.
    var size: Int { state.withLock { $0.size } }

    /// The answer kept under a key.
    func find(_ key: String) -> Answer? {
        state.withLock { state in
            guard let entry = state.entries[key] else { return nil }
            AnswerCache.remove(key, from: &state)
            AnswerCache.insert(entry.answer, under: key, into: &state)
            return entry.answer
        }
    }

    /// Keeps an answer.
    func keep(_ answer: Answer, under key: String) {
        guard answer.size <= capacity / 8, answer.size > 0 else { return }
        state.withLock { state in
            AnswerCache.remove(key, from: &state)
            AnswerCache.insert(answer, under: key, into: &state)
            while state.size > capacity, let oldest = state.oldest {
                AnswerCache.remove(oldest, from: &state)
            }
        }
    }

    private static func remove(_ key: String, from state: inout State) {
        guard let entry = state.entries.removeValue(forKey: key) else { return }
        state.size -= entry.answer.size + key.utf8.count
        if let older = entry.older { state.entries[older]?.newer = entry.newer }
        if let newer = entry.newer { state.entries[newer]?.older = entry.older }
        if state.oldest == key { state.oldest = entry.newer }
        if state.newest == key { state.newest = entry.older }
    }

    private static func insert(_ answer: Answer, under key: String, into state: inout State) {
        if let newest = state.newest { state.entries[newest]?.newer = key }
        state.entries[key] = Entry(answer: answer, older: state.newest, newer: nil)
        state.newest = key
        if state.oldest == nil { state.oldest = key }
        state.size += answer.size + key.utf8.count
    }
}
