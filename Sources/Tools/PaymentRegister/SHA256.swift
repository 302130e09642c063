/// The SHA-256 digest of bytes, in Swift alone: tools depend on no library.
///
/// - Source: FIPS 180-4, sections 4.1.2, 5.1.1 and 6.2; tested against the vectors of NIST.
/// - Complexity: O(bytes).
struct SHA256 {
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]

    /// The digest as 64 hexadecimal digits in lower case.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBufferPointer { hexadecimal($0) }
    }

    /// The digest as 64 hexadecimal digits in lower case.
    static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var hash = SHA256()
        let whole = bytes.count / 64 * 64
        hash.add(UnsafeBufferPointer(rebasing: bytes[..<whole]))
        var last = [UInt8](bytes[whole...])
        last.append(0x80)
        while last.count % 64 != 56 { last.append(0) }
        let bits = UInt64(bytes.count) * 8
        for shift in stride(from: 56, through: 0, by: -8) {
            last.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
        }
        last.withUnsafeBufferPointer { hash.add($0) }
        var text = ""
        for word in hash.state {
            let digits = String(word, radix: 16)
            text += String(repeating: "0", count: 8 - digits.count) + digits
        }
        return text
    }

    /// Adds blocks of 64 bytes.
    private mutating func add(_ blocks: UnsafeBufferPointer<UInt8>) {
        SHA256.constants.withUnsafeBufferPointer { constants in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
                words.initialize(repeating: 0)
                var start = 0
                while start < blocks.count {
                    add(blocks, at: start, words, constants)
                    start += 64
                }
            }
        }
    }

    private mutating func add(
        _ blocks: UnsafeBufferPointer<UInt8>, at start: Int,
        _ words: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>
    ) {
        for index in 0..<16 {
            let at = start + index * 4
            words[index] =
                UInt32(blocks[at]) << 24 | UInt32(blocks[at + 1]) << 16
                | UInt32(blocks[at + 2]) << 8 | UInt32(blocks[at + 3])
        }
        for index in 16..<64 {
            let first = words[index - 15]
            let second = words[index - 2]
            let low = turned(first, 7) ^ turned(first, 18) ^ first >> 3
            let high = turned(second, 17) ^ turned(second, 19) ^ second >> 10
            words[index] = words[index - 16] &+ low &+ words[index - 7] &+ high
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
            let choice = (e & f) ^ (~e & g)
            let one = h &+ high &+ choice &+ constants[index] &+ words[index]
            let low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
            let majority = (a & b) ^ (a & c) ^ (b & c)
            (h, g, f, e) = (g, f, e, d &+ one)
            (d, c, b, a) = (c, b, a, one &+ low &+ majority)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    @inline(__always)
    private func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
        0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
        0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
        0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
        0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
        0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
        0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
        0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
        0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
