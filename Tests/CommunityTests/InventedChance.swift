import Community
import Synchronization

/// Bytes that look unpredictable and are the same at each run: SplitMix64 from a seed.
final class InventedChance: Chance {
    private let state: Mutex<UInt64>

    init(seed: UInt64 = 2017) { state = Mutex(seed) }

    func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                state &+= 0x9E37_79B9_7F4A_7C15
                var value = state
                value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
                value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
                return UInt8(truncatingIfNeeded: value ^ (value >> 31))
            }
        }
    }
}

/// A moment of 2026, and acts at it.
enum Invented {
    static let now = Moment(seconds: 1_780_000_000)

    static func acting(
        _ person: Int64? = nil, at moment: Moment = now, chance: any Chance = InventedChance()
    ) -> Acting {
        Acting(person: person, now: moment, chance: chance)
    }
}
