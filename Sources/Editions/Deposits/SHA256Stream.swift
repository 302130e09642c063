import CCrypto

/// SHA-256 of bytes that come piece by piece.
///
/// Uses libcrypto, which picks the processor's own instructions.
struct SHA256Stream: ~Copyable {
    private let context: OpaquePointer

    /// Begins a digest.
    init() throws {
        context = try Self.begin()
    }

    private static func begin() throws -> OpaquePointer {
        guard let context = EVP_MD_CTX_new() else {
            throw StorageFailure(
                "Impossible de calculer une empreinte\u{202F}: mémoire insuffisante.")
        }
        guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            EVP_MD_CTX_free(context)
            throw StorageFailure("Impossible de calculer une empreinte SHA-256.")
        }
        return context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes.
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let done = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(done == 1, "a digest that began accepts bytes until it is finished")
    }

    /// The digest in 64 lowercase hexadecimal digits. Nothing may be added after.
    mutating func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 32
        let done = EVP_DigestFinal_ex(context, &digest, &length)
        precondition(done == 1 && length == 32, "a SHA-256 has 32 bytes")
        var text: [UInt8] = []
        text.reserveCapacity(64)
        let digits = Array("0123456789abcdef".utf8)
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
