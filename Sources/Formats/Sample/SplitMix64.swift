/// A seeded generator: the same seed gives the same numbers on every machine.
///
/// - Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
struct SplitMix64 {
    private var state: UInt64

    /// The generator of a seed.
    init(seed: UInt64) { state = seed }

    /// 64 random bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, a bound.
    mutating func below(_ bound: Int) -> Int {
        Int(((next() >> 32) &* UInt64(max(1, bound))) >> 32)
    }

    /// A number of a closed range.
    mutating func within(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

    /// Whether something of this many chances in a thousand happens.
    mutating func happens(perMille: Int) -> Bool { below(1000) < perMille }

    /// A number from 0 up to, not including, 1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// About a standard normal number: twelve uniform ones less six. Only additions, so that it is
    /// the same on every machine.
    mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<3 {
            let bits = next()
            for shift in 0..<4 {
                sum += Double((bits >> (UInt64(shift) * 16)) & 0xFFFF) / 65536
            }
        }
        return sum
    }

    /// A rank from 0 up to, not including, a bound, of chances that fall as 1 over the rank.
    mutating func zipf(_ bound: Int) -> Int {
        var power = 0.0
        while Double(1 << Int(power + 1)) <= Double(bound) { power += 1 }
        let rank = Int(SplitMix64.powerOfTwo(unit() * (power + 1))) - 1
        return rank < bound ? rank : below(bound)
    }

    /// 2 to a power, by additions and multiplications alone: libraries differ in the last digit.
    static func powerOfTwo(_ power: Double) -> Double {
        let whole = power.rounded(.down)
        let rest = (power - whole) * 0.693_147_180_559_945_3
        var term = 1.0
        var sum = 1.0
        for order in 1...12 {
            term *= rest / Double(order)
            sum += term
        }
        return Double(sign: .plus, exponent: Int(whole), significand: 1) * sum
    }
}
