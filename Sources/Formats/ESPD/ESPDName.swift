/// Identifiers made of what they name: the same names, the same identifier.
enum ESPDName {
    /// A UUID of version 8 (RFC 9562) made of texts.
    ///
    /// - Shape: two 64-bit FNV-1a sums; enough to tell the lines of a document apart, not a secret.
    static func uuid(_ parts: String...) -> String {
        var first: UInt64 = 0xCBF2_9CE4_8422_2325
        var second: UInt64 = 0x6C62_272E_07BB_0142
        for part in parts {
            for byte in part.utf8 + [0x1F] {
                first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
                second = (second ^ UInt64(byte ^ 0xA5)) &* 0x100_0000_01B3
            }
        }
        // A last stir, so that the high bits too depend on the last letters.
        first ^= second >> 29
        second ^= first >> 31
        var bytes: [UInt8] = []
        for word in [first, second] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        bytes[6] = 0x80 | (bytes[6] & 0x0F)
        bytes[8] = 0x80 | (bytes[8] & 0x3F)
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            let digits = String(byte, radix: 16)
            text += digits.count == 1 ? "0" + digits : digits
        }
        return text
    }
}
