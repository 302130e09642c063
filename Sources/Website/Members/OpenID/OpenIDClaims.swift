import Foundation

/// What a provider says of somebody, in an ID token or in its user information.
struct OpenIDClaims: Decodable, Sendable {
    let iss: String?
    let sub: String?
    let audience: [String]
    let azp: String?
    let expires: Int64?
    let issued: Int64?
    let nonce: String?
    let atHash: String?
    /// How strongly the provider says it knew who signed in.
    let acr: String?
    let email: String?
    let isEmailVerified: Bool
    /// First and last name, or what stands for them; empty when none is given.
    let name: String

    private enum Key: String, CodingKey {
        case iss, sub, aud, azp, exp, iat, nonce, acr, email, name
        case atHash = "at_hash"
        case emailVerified = "email_verified"
        case givenName = "given_name"
        case usualName = "usual_name"
        case familyName = "family_name"
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Key.self)
        func text(_ key: Key) -> String? {
            // A claim of another form is no claim.
            try? object.decodeIfPresent(String.self, forKey: key)
        }
        func number(_ key: Key) -> Int64? {
            // A claim of another form is no claim.
            (try? object.decodeIfPresent(Double.self, forKey: key)).flatMap {
                Int64(exactly: $0.rounded())
            }
        }
        iss = text(.iss)
        sub = text(.sub)
        // One audience or several, as RFC 7519 §4.1.3 allows; another form is none.
        audience =
            text(.aud).map { [$0] } ?? (try? object.decode([String].self, forKey: .aud)) ?? []
        azp = text(.azp)
        expires = number(.exp)
        issued = number(.iat)
        nonce = text(.nonce)
        atHash = text(.atHash)
        acr = text(.acr)
        email = text(.email)
        // Some providers write the truth as a text; anything else is no.
        let flag = try? object.decodeIfPresent(Bool.self, forKey: .emailVerified)
        isEmailVerified = flag ?? (text(.emailVerified) == "true")
        let parts = [text(.givenName), text(.usualName) ?? text(.familyName)]
            .compactMap(\.self).filter { !$0.isEmpty }
        name = parts.isEmpty ? text(.name) ?? "" : parts.joined(separator: " ")
    }

    /// Whether the sign-in was as strong as asked: one of the levels named, or a stronger one of eIDAS
    /// (`eidas1` to `eidas3`). `acr_values` is only a wish (OpenID Connect Core §3.1.2.1): the answer
    /// decides.
    func reaches(_ levels: String) -> Bool {
        let asked = levels.split(separator: " ").map(String.init)
        guard !asked.isEmpty else { return true }
        guard let acr else { return false }
        func rank(_ level: String) -> Int? {
            ["eidas1", "eidas2", "eidas3"].firstIndex(of: level)
        }
        return asked.contains { level in
            if level == acr { return true }
            guard let least = rank(level), let reached = rank(acr) else { return false }
            return reached > least
        }
    }

    /// Reads claims.
    ///
    /// - Throws: `OpenIDFailure.untrusted`.
    static func read(_ bytes: [UInt8]) throws(OpenIDFailure) -> OpenIDClaims {
        // What is not a JSON object tells nothing.
        guard let claims = try? JSONDecoder().decode(OpenIDClaims.self, from: Data(bytes)) else {
            throw .untrusted("réponse illisible")
        }
        return claims
    }
}
