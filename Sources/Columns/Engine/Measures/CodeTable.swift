/// Numbers codes in the order they are first seen.
///
/// Codes of a small space are looked up in an array, others by open addressing.
struct CodeTable: Sendable {
    /// The codes seen, by number.
    private(set) var codes: [UInt64] = []
    /// By code (small space) or by hash; 0 is free, else the number plus one.
    private var slots: [UInt32]
    private let isDense: Bool

    /// Spaces up to this are looked up by code.
    private static let densest: UInt64 = 1 << 19

    /// A table for codes below `space`.
    init(space: UInt64) {
        isDense = space <= Self.densest
        slots = [UInt32](repeating: 0, count: isDense ? Int(max(space, 1)) : 1_024)
    }

    /// The number of a code, given to it now if it is new; O(1).
    @inline(__always)
    mutating func number(of code: UInt64) -> Int {
        if isDense {
            let slot = slots[Int(truncatingIfNeeded: code)]
            if slot != 0 { return Int(slot) &- 1 }
            codes.append(code)
            slots[Int(truncatingIfNeeded: code)] = UInt32(truncatingIfNeeded: codes.count)
            return codes.count &- 1
        }
        var place = Self.hash(code) & (slots.count &- 1)
        while slots[place] != 0 {
            let number = Int(slots[place]) &- 1
            if codes[number] == code { return number }
            place = (place &+ 1) & (slots.count &- 1)
        }
        codes.append(code)
        slots[place] = UInt32(truncatingIfNeeded: codes.count)
        if codes.count &* 2 > slots.count { grow() }
        return codes.count &- 1
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 4)
        for (number, code) in codes.enumerated() {
            var place = Self.hash(code) & (slots.count &- 1)
            while slots[place] != 0 { place = (place &+ 1) & (slots.count &- 1) }
            slots[place] = UInt32(truncatingIfNeeded: number &+ 1)
        }
    }

    @inline(__always)
    private static func hash(_ code: UInt64) -> Int {
        let mixed = (code ^ (code >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 29)) >> 1)
    }
}
