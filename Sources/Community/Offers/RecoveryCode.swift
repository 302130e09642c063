/// A secret of twenty bytes as people write it down: eight groups of four symbols and a fifth that
/// checks them, as `K7QFM-2XN0C-…`.
///
/// - Shape: 160 bits in Crockford's base 32 (no I, L, O, U). The check of a group is Σ αʲ·xⱼ plus the
///   group's rank in GF(32): one wrong symbol, two exchanged symbols or two exchanged groups are always
///   seen, and the group at fault is named.
enum RecoveryCode {
    static let secretBytes = 20
    private static let groups = 8
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The code of a secret.
    static func text(_ secret: SecretBytes) -> String {
        precondition(secret.count == secretBytes, "A recovery secret has 20 bytes.")
        var symbols: [UInt8] = []
        for block in 0..<4 {
            var bits: UInt64 = 0
            for index in 0..<5 { bits = bits << 8 | UInt64(secret[5 * block + index]) }
            for place in 0..<8 { symbols.append(UInt8(bits >> UInt64(35 - 5 * place) & 31)) }
        }
        return (0..<groups).map { group in
            let four = Array(symbols[4 * group..<4 * group + 4])
            return String(
                decoding: (four + [check(four, group)]).map { alphabet[Int($0)] }, as: UTF8.self)
        }.joined(separator: "-")
    }

    /// The secret of a code: blanks, dashes and case do not matter, O is 0, I and L are 1.
    ///
    /// - Throws: `.invalid` naming the field and the group at fault; never what was typed.
    static func secret(_ field: String, _ written: String) throws(CommunityRefusal) -> SecretBytes {
        var symbols: [UInt8] = []
        for scalar in written.uppercased().unicodeScalars {
            if scalar == "-" || scalar == "–" || scalar.properties.isWhitespace { continue }
            let read: Unicode.Scalar =
                scalar == "O" ? "0" : scalar == "I" || scalar == "L" ? "1" : scalar
            guard let value = alphabet.firstIndex(where: { UInt32($0) == read.value }) else {
                throw refusal(
                    field, "La clé de secours n’a que des chiffres et des lettres sans accent.")
            }
            symbols.append(UInt8(value))
        }
        guard symbols.count == 5 * groups else {
            throw refusal(
                field,
                "La clé de secours a huit groupes de cinq caractères\u{202F}: il y en a "
                    + "\(symbols.count) au lieu de 40.")
        }
        for group in 0..<groups {
            let four = Array(symbols[5 * group..<5 * group + 4])
            guard check(four, group) == symbols[5 * group + 4] else {
                throw refusal(
                    field, "Relisez le groupe n°\u{A0}\(group + 1)\u{202F}: il contient une faute.")
            }
        }
        let secret = SecretBytes(count: secretBytes)
        for block in 0..<4 {
            var bits: UInt64 = 0
            for place in 0..<8 {
                let index = 8 * block + place
                bits = bits << 5 | UInt64(symbols[index / 4 * 5 + index % 4])
            }
            for index in 0..<5 {
                secret[5 * block + index] = UInt8(
                    truncatingIfNeeded: bits >> UInt64(32 - 8 * index))
            }
        }
        return secret
    }

    /// The key that a recovery secret makes: it has all the unpredictability it needs, no stretching.
    static func key(_ secret: SecretBytes) -> SecretBytes {
        SecretBytes(secret.read { Sodium.digest($0, length: Sodium.keyBytes) })
    }

    /// A passphrase to propose: four groups of five symbols, 100 bits.
    static func proposedPassphrase() -> String {
        let bytes = Sodium.random(20)
        let symbols = bytes.map { alphabet[Int($0 & 31)] }
        return (0..<4).map { String(decoding: symbols[5 * $0..<5 * $0 + 5], as: UTF8.self) }
            .joined(separator: "-").lowercased()
    }

    private static func refusal(_ field: String, _ sentence: String) -> CommunityRefusal {
        .invalid(field: field, value: "", sentence: sentence)
    }

    private static func check(_ four: [UInt8], _ group: Int) -> UInt8 {
        // α, α², α³, α⁴ in GF(32) with α = 2 (x⁵+x²+1): all different, none zero.
        var sum = UInt8(group)
        // 2, 4, 8, 16.
        for (index, symbol) in four.enumerated() { sum ^= product(symbol, 2 << UInt8(index)) }
        return sum
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var (left, right, sum) = (left, right, UInt8(0))
        for _ in 0..<5 {
            if right & 1 == 1 { sum ^= left }
            left <<= 1
            if left & 32 != 0 { left ^= 0b100101 }
            right >>= 1
        }
        return sum
    }
}
