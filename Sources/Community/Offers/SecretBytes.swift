import CSodium

/// Bytes that must not outlive their use: guarded and locked memory of libsodium, wiped when freed.
final class SecretBytes: @unchecked Sendable {
    // @unchecked Sendable: the memory is written only by whoever makes it, before anybody else has it,
    // and is freed once, by deinit.
    let memory: UnsafeMutablePointer<UInt8>
    let count: Int

    /// So many zeros, to be filled at once by the maker.
    init(count: Int) {
        precondition(Sodium.isReady, "libsodium could not start.")
        guard let memory = sodium_malloc(count) else {
            preconditionFailure("No memory is left for a secret.")
        }
        self.memory = memory.bindMemory(to: UInt8.self, capacity: count)
        self.count = count
        sodium_memzero(memory, count)
    }

    /// A copy of bytes; the original is the caller's to wipe.
    convenience init(_ bytes: [UInt8]) {
        self.init(count: bytes.count)
        for (index, byte) in bytes.enumerated() { memory[index] = byte }
    }

    /// Unpredictable bytes of libsodium.
    static func random(_ count: Int) -> SecretBytes {
        let secret = SecretBytes(count: count)
        randombytes_buf(secret.memory, count)
        return secret
    }

    /// The bytes where they are.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: memory, count: count) }

    /// Whether both hold the same, in a time that does not tell where they differ.
    func isSame(as other: SecretBytes) -> Bool {
        count == other.count && sodium_memcmp(memory, other.memory, count) == 0
    }

    deinit { sodium_free(memory) }
}
