import CSodium

/// A text kept so that who holds the database alone cannot read it: XSalsa20-Poly1305 by libsodium's
/// secretbox, under a key that lives outside the database.
///
/// - Shape: 24 bytes of nonce, then the box.
enum SealedToken {
    /// Bytes of a key.
    static let keyLength = Int(crypto_secretbox_KEYBYTES)

    /// Seals a text.
    static func seal(_ text: String, key: [UInt8], _ chance: any Chance) -> [UInt8] {
        precondition(key.count == keyLength, "a key has 32 bytes")
        let nonce = chance.bytes(Int(crypto_secretbox_NONCEBYTES))
        let plain = Array(text.utf8)
        var box = [UInt8](repeating: 0, count: plain.count + Int(crypto_secretbox_MACBYTES))
        let done = crypto_secretbox_easy(&box, plain, UInt64(plain.count), nonce, key)
        precondition(done == 0, "secretbox seals what fits in memory")
        return nonce + box
    }

    /// Opens what was sealed; nil under another key, or when a byte changed.
    static func open(_ sealed: [UInt8], key: [UInt8]) -> String? {
        let head = Int(crypto_secretbox_NONCEBYTES)
        let mark = Int(crypto_secretbox_MACBYTES)
        guard key.count == keyLength, sealed.count >= head + mark else { return nil }
        let box = Array(sealed[head...])
        var plain = [UInt8](repeating: 0, count: max(1, box.count - mark))
        guard
            crypto_secretbox_open_easy(&plain, box, UInt64(box.count), Array(sealed[..<head]), key)
                == 0
        else { return nil }
        return String(validating: plain.prefix(box.count - mark), as: UTF8.self)
    }
}
