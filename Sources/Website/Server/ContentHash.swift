/// A name for bytes: 64-bit FNV-1a of each half of the positions, 32 hexadecimal digits.
///
/// Not cryptographic: it names our own answers and assets, against which nobody gains by collision.
enum ContentHash {
    /// The name of these bytes. O(bytes).
    static func text(_ bytes: [UInt8]) -> String {
        var even: UInt64 = 0xcbf2_9ce4_8422_2325
        var odd: UInt64 = 0x8422_2325_cbf2_9ce4
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while index + 1 < bytes.count {
                even = (even ^ UInt64(bytes[index])) &* 0x100_0000_01b3
                odd = (odd ^ UInt64(bytes[index + 1])) &* 0x100_0000_01b3
                index += 2
            }
            if index < bytes.count { even = (even ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        }
        even ^= UInt64(bytes.count)
        return hexadecimal(even) + hexadecimal(odd)
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
