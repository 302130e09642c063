import CCrypto

/// SHA-256 and keyed digests, by OpenSSL's libcrypto.
public enum Fingerprint {
    /// SHA-256 of bytes: 32 bytes.
    public static func of(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let bytes = Array(bytes)
        _ = SHA256(bytes, bytes.count, &digest)
        return digest
    }

    /// SHA-256 of a text, in 64 hexadecimal digits.
    public static func hexadecimal(of text: String) -> String { hexadecimal(of(text.utf8)) }

    /// Bytes as lower-case hexadecimal digits.
    public static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            if byte < 16 { text += "0" }
            text += String(byte, radix: 16)
        }
        return text
    }

    /// HMAC-SHA-256 of a text under a key: 32 bytes.
    public static func keyed(_ text: String, key: [UInt8]) -> [UInt8] {
        // RFC 2104 over SHA-256, whose block is 64 bytes.
        let short = key.count > 64 ? of(key) : key
        let padded = short + [UInt8](repeating: 0, count: 64 - short.count)
        let inner = of(padded.map { $0 ^ 0x36 } + Array(text.utf8))
        return of(padded.map { $0 ^ 0x5C } + inner)
    }

    /// Whether two digests are the same, in a time that does not tell where they differ.
    public static func same(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }

    /// Bytes as base64url without padding (RFC 4648 §5), as tokens are written in addresses.
    public static func token(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let left = min(3, bytes.count - index)
            var group: UInt32 = 0
            for place in 0..<3 {
                group = group << 8 | (place < left ? UInt32(bytes[index + place]) : 0)
            }
            for place in 0...left {
                text.append(digits[Int(group >> (18 - 6 * UInt32(place)) & 63)])
            }
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }
}
