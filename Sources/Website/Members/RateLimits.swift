import Community
import Foundation
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
    /// Keys beyond which old ones are forgotten at once: memory stays bounded under any flood.
    private static let mostKeys = 100_000

    /// Counts one event.
    ///
    /// - Throws: `.tooMany` beyond the limit.
    func admit(
        _ kind: String, _ key: String, at now: Moment, atMost limit: Int, inSeconds window: Int64
    )
        throws(CommunityRefusal)
    {
        let wait: Int64? = state.withLock { state in
            let isFull = state.events.count >= RateLimits.mostKeys
            if now.seconds - state.swept > 600 || isFull && now.seconds != state.swept {
                state.swept = now.seconds
                state.events = state.events.filter {
                    ($0.value.last ?? 0) > now.seconds - (isFull ? 600 : 86_400)
                }
            }
            let name = kind + "|" + RateLimits.network(key)
            if state.events.count >= RateLimits.mostKeys, state.events[name] == nil {
                return 60
            }
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

    /// The network of an IPv6 address, its first 64 bits: whoever has one address has them all. Other
    /// keys stay as they are.
    static func network(_ key: String) -> String {
        var address = in6_addr()
        guard key.contains(":"), inet_pton(AF_INET6, key, &address) == 1 else { return key }
        return withUnsafeBytes(of: &address) { bytes in
            // An IPv4 address written in IPv6 (RFC 4291 §2.5.5.2) is itself.
            if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
                return bytes[12...].map { String($0) }.joined(separator: ".")
            }
            return Fingerprint.hexadecimal(bytes[..<8]) + "/64"
        }
    }
}
