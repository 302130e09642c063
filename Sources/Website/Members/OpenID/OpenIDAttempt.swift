import Community
import Foundation

/// A sign-in begun at a provider: what binds its answer to the browser that asked.
///
/// - Shape: kept in a signed cookie of that browser, ten minutes, and nowhere else.
struct OpenIDAttempt: Sendable, Equatable {
    static let cookie = "orcp_openid"
    static let seconds: Int64 = 600

    let state: String
    let nonce: String
    let verifier: String
    /// Where to go afterwards, a path of the site; empty for nowhere.
    let next: String
    let expires: Int64

    /// A new one.
    init(next: String, _ acting: Acting) {
        state = Fingerprint.token(acting.chance.bytes(32))
        nonce = Fingerprint.token(acting.chance.bytes(32))
        verifier = Fingerprint.token(acting.chance.bytes(32))
        self.next = next
        expires = acting.now.seconds + OpenIDAttempt.seconds
    }

    /// The one of a cookie, when this site made it and it is not too old.
    init?(_ cookie: String, _ members: Members) throws {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, let expires = Int64(parts[3]), let next = Base64URL.bytes(parts[4])
        else { return nil }
        let body = parts[..<5].joined(separator: ".")
        let right = try members.store.accounts.signature(of: "openid|" + body, members.acting)
        guard Fingerprint.same(Array(right.utf8), Array(parts[5].utf8)),
            members.acting.now.seconds < expires
        else { return nil }
        state = parts[0]
        nonce = parts[1]
        verifier = parts[2]
        self.expires = expires
        self.next = SignInPage.localPath(String(decoding: next, as: UTF8.self))
    }

    /// The cookie that keeps it. `Lax`: the provider's answer comes from another site.
    func header(_ members: Members) throws -> (String, String) {
        let body = [
            state, nonce, verifier, String(expires), Fingerprint.token(Array(next.utf8)),
        ].joined(separator: ".")
        let signature = try members.store.accounts.signature(of: "openid|" + body, members.acting)
        return (
            "Set-Cookie",
            "\(OpenIDAttempt.cookie)=\(body).\(signature); Path=/connexion; HttpOnly; Secure; "
                + "SameSite=Lax; Max-Age=\(OpenIDAttempt.seconds)"
        )
    }

    /// Forgets it: an answer serves once.
    static let forgotten = (
        "Set-Cookie",
        "\(cookie)=; Path=/connexion; HttpOnly; Secure; SameSite=Lax; Max-Age=0"
    )
}
