import CCrypto
import Foundation

/// A public key that verifies signed tokens: RS256 (RSA of 2 048 bits at least) or ES256 (P-256).
///
/// - Source: RFC 7517 (keys), RFC 7518 §3.3 and §3.4 (algorithms), by OpenSSL's libcrypto.
public struct TokenKey: Sendable {
    /// How tokens are signed. `none` and shared secrets are not taken.
    public enum Algorithm: String, Sendable {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    /// What tokens signed by it verify with.
    public let algorithm: Algorithm
    /// The key as SubjectPublicKeyInfo (RFC 5280), in DER.
    private let info: [UInt8]

    /// An RSA key; nil below 2 048 bits or above 8 192, or with an even or small exponent.
    public init?(modulus: [UInt8], exponent: [UInt8]) {
        let modulus = Array(modulus.drop { $0 == 0 })
        let exponent = Array(exponent.drop { $0 == 0 })
        guard (256...1_024).contains(modulus.count), (1...8).contains(exponent.count),
            modulus[modulus.count - 1] & 1 == 1, exponent[exponent.count - 1] & 1 == 1,
            exponent != [1]
        else { return nil }
        algorithm = .rs256
        let key = DER.sequence(DER.integer(modulus) + DER.integer(exponent))
        // 1.2.840.113549.1.1.1, rsaEncryption.
        let kind = DER.sequence(
            [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00])
        info = DER.sequence(kind + DER.bits(key))
    }

    /// A key on P-256; nil when the coordinates have not 32 bytes each. A point that is not on the
    /// curve verifies nothing.
    public init?(x: [UInt8], y: [UInt8]) {
        guard x.count == 32, y.count == 32 else { return nil }
        algorithm = .es256
        // 1.2.840.10045.2.1, ecPublicKey, and 1.2.840.10045.3.1.7, prime256v1.
        let kind = DER.sequence(
            [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
                + [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
        info = DER.sequence(kind + DER.bits([0x04] + x + y))
    }

    /// Whether a signature is this key's over a text.
    public func verifies(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        let signature = algorithm == .es256 ? TokenKey.asDER(signature) : signature
        guard let signature else { return false }
        let key = info.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var start = buffer.baseAddress
            return d2i_PUBKEY(nil, &start, buffer.count)
        }
        guard let key, let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            EVP_PKEY_free(key)
        }
        guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else { return false }
        return EVP_DigestVerify(context, signature, signature.count, text, text.count) == 1
    }

    /// The two numbers of an ES256 signature, 32 bytes each, as OpenSSL reads them.
    private static func asDER(_ signature: [UInt8]) -> [UInt8]? {
        guard signature.count == 64 else { return nil }
        return DER.sequence(
            DER.integer(Array(signature[..<32])) + DER.integer(Array(signature[32...])))
    }

    /// The few forms of DER that a key needs (X.690).
    private enum DER {
        static func sequence(_ content: [UInt8]) -> [UInt8] { tagged(0x30, content) }

        static func bits(_ content: [UInt8]) -> [UInt8] { tagged(0x03, [0] + content) }

        static func integer(_ bytes: [UInt8]) -> [UInt8] {
            var bytes = Array(bytes.drop { $0 == 0 })
            if bytes.first.map({ $0 >= 0x80 }) ?? true { bytes.insert(0, at: 0) }
            return tagged(0x02, bytes)
        }

        private static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            var length: [UInt8]
            if content.count < 0x80 {
                length = [UInt8(content.count)]
            } else {
                var digits: [UInt8] = []
                var rest = content.count
                while rest > 0 {
                    digits.insert(UInt8(rest & 255), at: 0)
                    rest >>= 8
                }
                length = [0x80 | UInt8(digits.count)] + digits
            }
            return [tag] + length + content
        }
    }
}
