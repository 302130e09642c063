/// Distinct byte strings, numbered in order of arrival.
///
/// - Complexity: O(bytes) to number a word; open addressing at most half full.
struct WordPool {
    private var slots: [UInt32]
    private var hashes: [UInt32] = []
    private(set) var offsets: [UInt32] = [0]
    private(set) var bytes: [UInt8] = []

    init() { slots = Array(repeating: .max, count: 1 << 12) }

    /// Number of words.
    var count: Int { hashes.count }

    @inline(__always)
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(word.count)
        var index = 0
        let raw = UnsafeRawBufferPointer(word)
        while index + 8 <= word.count {
            hash =
                (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
            index += 8
        }
        var tail: UInt64 = 0
        while index < word.count {
            tail = tail << 8 | UInt64(word[index])
            index += 1
        }
        hash = (hash ^ tail) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 29)
    }

    /// The number of a word, given at its first arrival.
    @inline(__always)
    mutating func number(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let hash = Self.hash(word)
        let short = UInt32(truncatingIfNeeded: hash >> 32)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != .max {
            let known = Int(slots[slot])
            if hashes[known] == short, equals(known, word) { return UInt32(known) }
            slot = (slot + 1) & mask
        }
        let number = UInt32(hashes.count)
        slots[slot] = number
        hashes.append(short)
        bytes.append(contentsOf: word)
        offsets.append(UInt32(bytes.count))
        if hashes.count * 2 > slots.count { grow() }
        return number
    }

    @inline(__always)
    private func equals(_ known: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(offsets[known])
        guard Int(offsets[known + 1]) - start == word.count else { return false }
        for index in 0..<word.count where bytes[start + index] != word[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: .max, count: slots.count * 4)
        let mask = slots.count - 1
        bytes.withUnsafeBufferPointer { bytes in
            for known in 0..<hashes.count {
                let word = UnsafeBufferPointer(
                    rebasing: bytes[Int(offsets[known])..<Int(offsets[known + 1])])
                var slot = Int(truncatingIfNeeded: Self.hash(word)) & mask
                while slots[slot] != .max { slot = (slot + 1) & mask }
                slots[slot] = UInt32(known)
            }
        }
    }

    /// The bytes of a word.
    func word(_ number: Int) -> ArraySlice<UInt8> {
        bytes[Int(offsets[number])..<Int(offsets[number + 1])]
    }
}
