/// A secret split so that any k of n parts give it back and k − 1 say nothing of it.
///
/// - Shape: Shamir's scheme over GF(256), byte by byte: each byte is the value at 0 of a polynomial of
///   degree k − 1 whose other coefficients are unpredictable; part x holds the values at x.
/// - Source: A. Shamir, « How to share a secret », CACM 22 (1979); field of AES (x⁸+x⁴+x³+x+1).
enum SecretSharing {
    /// One part: where the polynomials were read, and what they gave.
    struct Part: Sendable {
        /// 1 to 255.
        let place: UInt8
        let values: SecretBytes
    }

    /// Splits a secret.
    ///
    /// - Parameters:
    ///   - needed: k, at least 1 and at most `count`.
    ///   - count: n, at most 255.
    static func split(_ secret: SecretBytes, needed: Int, of count: Int) -> [Part] {
        precondition((1...255).contains(count) && (1...count).contains(needed), "1 ≤ k ≤ n ≤ 255")
        let others = needed > 1 ? SecretBytes.random((needed - 1) * secret.count) : nil
        return (1...count).map { place in
            let values = SecretBytes(count: secret.count)
            for index in 0..<secret.count {
                // Horner, from the highest coefficient down to the secret itself.
                var value: UInt8 = 0
                for degree in stride(from: needed - 1, to: 0, by: -1) {
                    let coefficient = others?[(degree - 1) * secret.count + index] ?? 0
                    value = product(value ^ coefficient, UInt8(place))
                }
                values[index] = value ^ secret[index]
            }
            return Part(place: UInt8(place), values: values)
        }
    }

    /// The secret that these parts give: the right one when they are k or more of one splitting.
    ///
    /// - Returns: nil when a place is 0 or comes twice, when lengths differ, or without any part.
    static func combine(_ parts: [Part]) -> SecretBytes? {
        guard let length = parts.first?.values.count,
            parts.allSatisfy({ $0.values.count == length && $0.place != 0 }),
            Set(parts.map(\.place)).count == parts.count
        else { return nil }
        let secret = SecretBytes(count: length)
        for part in parts {
            // Lagrange at 0: the product of x / (x − own x) over the other parts.
            var weight: UInt8 = 1
            for other in parts where other.place != part.place {
                weight = product(weight, other.place)
                weight = product(weight, inverse(other.place ^ part.place))
            }
            for index in 0..<length {
                secret[index] ^= product(weight, part.values[index])
            }
        }
        return secret
    }

    /// The product in GF(256): no table, no branch on the values, so that neither time nor cache tells.
    static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var (left, right, sum) = (left, right, UInt8(0))
        for _ in 0..<8 {
            sum ^= left & (0 &- (right & 1))
            let carry = 0 &- (left >> 7)
            left = (left << 1) ^ (carry & 0x1B)
            right >>= 1
        }
        return sum
    }

    /// The inverse in GF(256): the power 254; 0 gives 0.
    static func inverse(_ value: UInt8) -> UInt8 {
        var (power, result) = (value, UInt8(1))
        // 254 is 11111110 in binary.
        for _ in 0..<7 {
            power = product(power, power)
            result = product(result, power)
        }
        return result
    }
}
