import CSodium

/// What the seals of offers use of libsodium, each function once.
///
/// - Shape: X25519 key pairs, sealed boxes (`crypto_box_seal`), secret boxes (XSalsa20-Poly1305),
///   Argon2id. Keys and nonces come from libsodium's own generator: a seed has no place here.
enum Sodium {
    /// Whether the library could start.
    static let isReady = sodium_init() >= 0

    static let keyBytes = 32
    static let saltBytes = 16
    private static let sealBytes = 48
    private static let nonceBytes = 24
    private static let tagBytes = 16

    /// What stretching a passphrase costs: passes, and bytes of memory.
    struct Cost: Sendable, Hashable {
        let operations: Int64
        let memory: Int64
        /// libsodium's « moderate »: a quarter of a gibibyte, near a second.
        static let moderate = Cost(operations: 3, memory: 256 << 20)
        /// The least the library takes: for tests only.
        static let least = Cost(operations: 1, memory: 8_192)
    }

    /// A new pair.
    static func keyPair() -> (publicKey: [UInt8], secret: SecretBytes) {
        let secret = SecretBytes(count: keyBytes)
        var publicKey = [UInt8](repeating: 0, count: keyBytes)
        secret.fill { _ = crypto_box_keypair(&publicKey, $0) }
        return (publicKey, secret)
    }

    /// The public key of a secret one.
    static func publicKey(of secret: SecretBytes) -> [UInt8] {
        var publicKey = [UInt8](repeating: 0, count: keyBytes)
        secret.point { _ = crypto_scalarmult_base(&publicKey, $0) }
        return publicKey
    }

    /// Seals bytes to a public key: nobody but the holder of the secret one opens them, not even who
    /// sealed them.
    static func seal(_ bytes: UnsafeBufferPointer<UInt8>, to publicKey: [UInt8]) -> [UInt8] {
        precondition(isReady && publicKey.count == keyBytes, "A public key has 32 bytes.")
        var sealed = [UInt8](repeating: 0, count: bytes.count + sealBytes)
        _ = crypto_box_seal(
            &sealed, bytes.baseAddress, UInt64(bytes.count), publicKey)
        return sealed
    }

    /// Opens what was sealed to a pair; nil when it was not, or was changed.
    static func open(_ sealed: [UInt8], _ publicKey: [UInt8], _ secret: SecretBytes)
        -> SecretBytes?
    {
        guard sealed.count >= sealBytes, publicKey.count == keyBytes, secret.count == keyBytes
        else { return nil }
        let opened = SecretBytes(count: max(1, sealed.count - sealBytes))
        let status = opened.fill { opened in
            secret.point {
                crypto_box_seal_open(
                    opened, sealed, UInt64(sealed.count), publicKey, $0)
            }
        }
        return status == 0 ? opened : nil
    }

    /// Locks a secret under a key: nonce, then the box.
    static func lock(_ secret: SecretBytes, under key: SecretBytes) -> [UInt8] {
        precondition(key.count == keyBytes, "A key has 32 bytes.")
        var nonce = [UInt8](repeating: 0, count: nonceBytes)
        randombytes_buf(&nonce, nonceBytes)
        var box = [UInt8](repeating: 0, count: secret.count + tagBytes)
        let length = UInt64(secret.count)
        secret.point { plain in
            key.point { _ = crypto_secretbox_easy(&box, plain, length, nonce, $0) }
        }
        return nonce + box
    }

    /// Unlocks what was locked; nil under another key, or when it was changed.
    static func unlock(_ locked: [UInt8], under key: SecretBytes) -> SecretBytes? {
        guard locked.count > nonceBytes + tagBytes, key.count == keyBytes else { return nil }
        let (nonce, box) = (Array(locked[..<nonceBytes]), Array(locked[nonceBytes...]))
        let secret = SecretBytes(count: box.count - tagBytes)
        let status = secret.fill { secret in
            key.point {
                crypto_secretbox_open_easy(
                    secret, box, UInt64(box.count), nonce, $0)
            }
        }
        return status == 0 ? secret : nil
    }

    /// The key that a passphrase makes with a salt, by Argon2id; nil when the memory is lacking.
    static func stretch(_ passphrase: String, salt: [UInt8], _ cost: Cost) -> SecretBytes? {
        precondition(isReady && salt.count == saltBytes, "A salt has 16 bytes.")
        let key = SecretBytes(count: keyBytes)
        var passphrase = passphrase
        let status = passphrase.withUTF8 { text -> Int32 in
            text.withMemoryRebound(to: CChar.self) { text -> Int32 in
                guard let start = text.baseAddress else { return -1 }
                return key.fill {
                    crypto_pwhash(
                        $0, UInt64(keyBytes), start, UInt64(text.count), salt,
                        UInt64(cost.operations), Int(cost.memory), crypto_pwhash_alg_default())
                }
            }
        }
        return status == 0 ? key : nil
    }

    /// BLAKE2b of bytes.
    static func digest(_ bytes: UnsafeBufferPointer<UInt8>, length: Int) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: max(16, length))
        _ = crypto_generichash(
            &digest, digest.count, bytes.baseAddress, UInt64(bytes.count), nil, 0)
        return Array(digest.prefix(length))
    }

    /// Unpredictable bytes, as salts.
    static func random(_ count: Int) -> [UInt8] {
        precondition(isReady, "libsodium could not start.")
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }
}
