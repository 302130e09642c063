import Community
import Synchronization

/// How often an address may do what costs something: counted in memory, per kind and key.
///
/// - Complexity: O(events kept for the key); keys without recent events are forgotten.
final class RateLimits: Sendable {
    private struct State {
        var events: [String: [Int64]] = [:]
        var swept: Int64 = 0
    }

    private let state = Mutex(State())

    /// Counts one event.
    ///
    /// - Throws: `.tooMany` beyond the limit.
    func admit(
        _ kind: String, _ key: String, at now: Moment, atMost limit: Int, inSeconds window: Int64
    )
        throws(CommunityRefusal)
    {
        let wait: Int64? = state.withLock { state in
            if now.seconds - state.swept > 600 {
                state.swept = now.seconds
                state.events = state.events.filter { ($0.value.last ?? 0) > now.seconds - 86_400 }
            }
            let name = kind + "|" + key
            var events = state.events[name] ?? []
            events.removeAll { $0 <= now.seconds - window }
            defer { state.events[name] = events }
            guard events.count < limit else { return (events.first ?? 0) + window - now.seconds }
            events.append(now.seconds)
            return nil
        }
        if let wait {
            throw .tooMany(
                sentence: "Trop d’essais en peu de temps. Réessayez dans quelques minutes.",
                retryAfterSeconds: Int(max(1, wait)))
        }
    }
}
