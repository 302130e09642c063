import CSodium

/// SHA-256 that is put down between two blocks and taken up again, by another run of the program too.
///
/// - Shape: libsodium's state without its buffer: chaining values and count of bits, 40 bytes. It may be
///   put down only after a multiple of 64 bytes, so that no byte of the text is in it.
struct HashProgress: Sendable {
    static let savedBytes = 40
    private var state = crypto_hash_sha256_state()

    /// Nothing read yet.
    init() {
        precondition(Sodium.isReady, "libsodium could not start.")
        crypto_hash_sha256_init(&state)
    }

    /// What was put down; nil when it is not 40 bytes.
    init?(_ saved: [UInt8]) {
        guard saved.count == HashProgress.savedBytes else { return nil }
        self.init()
        withUnsafeMutableBytes(of: &state) { $0.copyBytes(from: saved) }
    }

    /// What is put down.
    var saved: [UInt8] {
        precondition(state.count % 512 == 0, "A hash is put down between two blocks.")
        return withUnsafeBytes(of: state) { Array($0.prefix(HashProgress.savedBytes)) }
    }

    /// Reads on.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        crypto_hash_sha256_update(&state, bytes.baseAddress, UInt64(bytes.count))
    }

    /// SHA-256 of all that was read, in 64 hexadecimal digits.
    func digest() -> String {
        var (state, digest) = (state, [UInt8](repeating: 0, count: 32))
        crypto_hash_sha256_final(&state, &digest)
        return Fingerprint.hexadecimal(digest)
    }
}
