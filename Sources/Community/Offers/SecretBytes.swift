import CSodium

/// Bytes that must not outlive their use: guarded and locked memory of libsodium, wiped when freed.
final class SecretBytes: @unchecked Sendable {
    // @unchecked Sendable: the memory is written only by whoever makes it, before anybody else has it,
    // and is freed once, by deinit.
    //
    // It is reached only while the object is held: a pointer that outlived it would be to freed memory.
    private let memory: UnsafeMutablePointer<UInt8>
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
        for (index, byte) in bytes.enumerated() { self[index] = byte }
    }

    /// Unpredictable bytes of libsodium.
    static func random(_ count: Int) -> SecretBytes {
        let secret = SecretBytes(count: count)
        secret.fill { randombytes_buf($0, count) }
        return secret
    }

    /// Reads the bytes where they are.
    func read<Value>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value {
        try withExtendedLifetime(self) {
            try body(UnsafeBufferPointer(start: memory, count: count))
        }
    }

    /// Gives their address to a function of libsodium that reads them.
    func point<Value>(_ body: (UnsafePointer<UInt8>) throws -> Value) rethrows -> Value {
        try withExtendedLifetime(self) { try body(UnsafePointer(memory)) }
    }

    /// Writes the bytes where they are, for who makes them.
    func fill<Value>(_ body: (UnsafeMutablePointer<UInt8>) throws -> Value) rethrows -> Value {
        try withExtendedLifetime(self) { try body(memory) }
    }

    /// One byte.
    subscript(index: Int) -> UInt8 {
        get {
            precondition((0..<count).contains(index), "A byte of a secret is inside it.")
            return withExtendedLifetime(self) { memory[index] }
        }
        set {
            precondition((0..<count).contains(index), "A byte of a secret is inside it.")
            withExtendedLifetime(self) { memory[index] = newValue }
        }
    }

    /// Whether both hold the same, in a time that does not tell where they differ.
    func isSame(as other: SecretBytes) -> Bool {
        count == other.count
            && read { own in
                other.read { sodium_memcmp(own.baseAddress, $0.baseAddress, count) == 0 }
            }
    }

    deinit { sodium_free(memory) }
}
