import Community
import Foundation

/// A signed token as it travels: three parts in base64url (RFC 7515 §7.1), read but not yet verified.
struct SignedToken: Sendable {
    /// The head: how it says it was signed, and with which key.
    struct Head: Decodable, Sendable {
        let alg: String
        let kid: String?
        /// Extensions that must be understood; none is.
        let crit: [String]?
    }

    let head: Head
    /// What it says, to be believed once verified.
    let content: [UInt8]
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// Reads a token.
    ///
    /// - Throws: `OpenIDFailure.untrusted` when it is not one, or is not signed by a key of a pair.
    init(_ text: String) throws(OpenIDFailure) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 65_536, parts.count == 3, let head = Base64URL.bytes(parts[0]),
            let content = Base64URL.bytes(parts[1]), let signature = Base64URL.bytes(parts[2]),
            // What is not JSON of this form is not a token.
            let read = try? JSONDecoder().decode(Head.self, from: Data(head))
        else { throw .untrusted("jeton illisible") }
        guard read.crit == nil else { throw .untrusted("jeton aux extensions inconnues") }
        self.head = read
        self.content = content
        self.signature = signature
        signed = Array((parts[0] + "." + parts[1]).utf8)
    }

    /// Whether one of these keys signed it.
    func isSigned(byOneOf keys: [OpenIDKeys.Key]) -> Bool {
        guard let algorithm = TokenKey.Algorithm(rawValue: head.alg) else { return false }
        return keys.contains { key in
            key.key.algorithm == algorithm
                && (head.kid == nil || key.id == nil || key.id == head.kid)
                && key.key.verifies(signature, of: signed)
        }
    }
}

/// The public keys of a provider (RFC 7517).
struct OpenIDKeys: Sendable {
    /// A key and its name.
    struct Key: Sendable {
        let id: String?
        let key: TokenKey
    }

    let keys: [Key]

    private struct File: Decodable { let keys: [Item] }
    private struct Item: Decodable {
        let kty: String
        let kid, use, alg, crv, n, e, x, y: String?
    }

    /// Reads the document; keys of other kinds are left out.
    ///
    /// - Throws: `OpenIDFailure.untrusted` when it is not one.
    init(_ bytes: [UInt8]) throws(OpenIDFailure) {
        // What is not JSON of this form holds no key.
        guard let file = try? JSONDecoder().decode(File.self, from: Data(bytes)) else {
            throw .untrusted("clés illisibles")
        }
        keys = file.keys.prefix(100).compactMap { item in
            guard item.use == nil || item.use == "sig" else { return nil }
            var key: TokenKey?
            if item.kty == "RSA", let n = item.n.flatMap({ Base64URL.bytes($0) }),
                let e = item.e.flatMap({ Base64URL.bytes($0) })
            {
                key = TokenKey(modulus: n, exponent: e)
            } else if item.kty == "EC", item.crv == "P-256",
                let x = item.x.flatMap({ Base64URL.bytes($0) }),
                let y = item.y.flatMap({ Base64URL.bytes($0) })
            {
                key = TokenKey(x: x, y: y)
            }
            guard let key, item.alg == nil || item.alg == key.algorithm.rawValue else { return nil }
            return Key(id: item.kid, key: key)
        }
    }

    /// Whether a key bears this name.
    func holds(_ id: String?) -> Bool { id == nil || keys.contains { $0.id == id || $0.id == nil } }
}

/// Base64url without padding (RFC 4648 §5).
enum Base64URL {
    /// The bytes, or nil when the text is not such.
    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        guard
            text.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                    || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F
            })
        else { return nil }
        var plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(
            of: "_", with: "/")
        plain += String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: plain).map { Array($0) }
    }
}
