import Community
import Editions
import Foundation
import Synchronization

/// A provider of identities, as ProConnect: the authorization code flow with PKCE.
///
/// - Source: OpenID Connect Core 1.0 (§3.1, §5.3), Discovery 1.0, RP-Initiated Logout 1.0; RFC 7636
///   (PKCE), RFC 9207 (issuer in the answer).
/// - Shape: what the provider publishes of itself is kept an hour; its keys are asked again when a
///   token names an unknown one, at most once a minute.
final class OpenIDProvider: Sendable {
    private let settings: Settings.OpenID
    /// The name on the button.
    var name: String { settings.nom }
    /// The issuer, as the provider writes it.
    var issuer: String { settings.emetteur }
    private let caller: any OpenIDCaller
    private let log: @Sendable (String) -> Void
    private let known = Mutex(Known())

    private struct Known {
        var discovery: (value: Discovery, at: Int64)?
        var keys: (value: OpenIDKeys, at: Int64)?
    }

    /// What a provider publishes of itself.
    struct Discovery: Decodable, Sendable {
        let issuer: String
        let authorizationEndpoint: String
        let tokenEndpoint: String
        let jwksURI: String
        let userinfoEndpoint: String?
        let endSessionEndpoint: String?
        let tokenMethods: [String]?

        private enum CodingKeys: String, CodingKey {
            case issuer
            case authorizationEndpoint = "authorization_endpoint"
            case tokenEndpoint = "token_endpoint"
            case jwksURI = "jwks_uri"
            case userinfoEndpoint = "userinfo_endpoint"
            case endSessionEndpoint = "end_session_endpoint"
            case tokenMethods = "token_endpoint_auth_methods_supported"
        }
    }

    /// Seconds by which two clocks may differ.
    private static let skew: Int64 = 120

    init(
        _ settings: Settings.OpenID, caller: any OpenIDCaller = NetworkOpenIDCaller(),
        log: @escaping @Sendable (String) -> Void
    ) {
        self.settings = settings
        self.caller = caller
        self.log = log
    }

    /// Tells the operator why a sign-in failed.
    func note(_ failure: OpenIDFailure) { log("OpenID Connect\u{202F}: \(failure)") }

    // MARK: Going

    /// Where the visitor signs in.
    func signInAddress(_ attempt: OpenIDAttempt, returnAddress: String, at now: Moment) throws
        -> String
    {
        let discovery = try discovery(at: now)
        var query = [
            ("response_type", "code"), ("client_id", settings.identifiantClient),
            ("redirect_uri", returnAddress), ("scope", settings.portees),
            ("state", attempt.state), ("nonce", attempt.nonce),
            ("code_challenge", Fingerprint.token(Fingerprint.of(attempt.verifier.utf8))),
            ("code_challenge_method", "S256"),
        ]
        if !settings.niveau.isEmpty { query.append(("acr_values", settings.niveau)) }
        return OpenIDProvider.address(discovery.authorizationEndpoint, query)
    }

    /// Where the visitor also ends the provider's own session; nil when it offers none.
    func signOutAddress(token: String?, returnAddress: String, at now: Moment) throws -> String? {
        guard let endpoint = try discovery(at: now).endSessionEndpoint else { return nil }
        var query = [
            ("client_id", settings.identifiantClient), ("post_logout_redirect_uri", returnAddress),
            ("state", "fin"),
        ]
        if let token { query.append(("id_token_hint", token)) }
        return OpenIDProvider.address(endpoint, query)
    }

    private static func address(_ endpoint: String, _ query: [(String, String)]) -> String {
        endpoint + (endpoint.contains("?") ? "&" : "?") + Link.query(query)
    }

    // MARK: Coming back

    /// Who came back with a code.
    ///
    /// - Returns: the identity, and the token that ends the provider's session.
    /// - Throws: `OpenIDFailure`.
    func identity(
        code: String, _ attempt: OpenIDAttempt, returnAddress: String, at now: Moment
    ) throws -> (identity: ExternalIdentity, token: String) {
        let discovery = try discovery(at: now)
        let tokens = try exchange(code, attempt, returnAddress, discovery)
        let claims = try claims(of: tokens.idToken, discovery, at: now)
        guard let nonce = claims.nonce,
            Fingerprint.same(Array(nonce.utf8), Array(attempt.nonce.utf8))
        else { throw OpenIDFailure.untrusted("nonce d’une autre connexion") }
        if let hash = claims.atHash {
            let digest = Fingerprint.of(tokens.accessToken.utf8)
            guard hash == Fingerprint.token(Array(digest[..<16])) else {
                throw OpenIDFailure.untrusted("at_hash d’un autre jeton")
            }
        }
        guard claims.reaches(settings.niveau) else {
            throw OpenIDFailure.untrusted(
                "niveau «\u{202F}\(claims.acr?.prefix(80) ?? "")\u{202F}» au lieu de «\u{202F}\(settings.niveau)\u{202F}»"
            )
        }
        guard let subject = claims.sub, !subject.isEmpty, subject.utf8.count <= 255 else {
            throw OpenIDFailure.untrusted("sub absent")
        }
        let about = try information(tokens.accessToken, subject: subject, discovery, at: now)
        let source = about?.email == nil ? claims : about ?? claims
        let isVouchedFor = source.isEmailVerified || settings.courrielsVerifies
        // An address that this site cannot write to is none.
        let email = isVouchedFor ? source.email.flatMap { try? EmailAddress($0) } : nil
        let name = [about?.name ?? "", claims.name].first { !$0.isEmpty } ?? ""
        return (
            ExternalIdentity(
                issuer: discovery.issuer, subject: subject, email: email,
                // A name that no form would take is left to be typed.
                name: (try? Entry.line("nom", name, 0...120)) ?? ""),
            tokens.idToken
        )
    }

    private struct Tokens: Decodable {
        let idToken: String
        let accessToken: String

        private enum CodingKeys: String, CodingKey {
            case idToken = "id_token"
            case accessToken = "access_token"
        }
    }

    private func exchange(
        _ code: String, _ attempt: OpenIDAttempt, _ returnAddress: String, _ discovery: Discovery
    ) throws -> Tokens {
        var form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", returnAddress),
            ("code_verifier", attempt.verifier),
        ]
        var headers: [(name: String, value: String)] = []
        let methods = discovery.tokenMethods ?? ["client_secret_basic"]
        if settings.secretClient.isEmpty {
            form.append(("client_id", settings.identifiantClient))
        } else if methods.contains("client_secret_basic") {
            // RFC 6749 §2.3.1: both are form-encoded first.
            let pair =
                Link.query([(settings.identifiantClient, settings.secretClient)])
                .replacingOccurrences(of: "=", with: ":")
            headers.append(
                ("Authorization", "Basic " + Data(pair.utf8).base64EncodedString()))
        } else {
            form += [
                ("client_id", settings.identifiantClient),
                ("client_secret", settings.secretClient),
            ]
        }
        let reply = try caller.call(
            OpenIDCall(address: discovery.tokenEndpoint, headers: headers, form: form))
        guard reply.status == 200 else {
            if reply.status >= 500 {
                throw OpenIDFailure.unreachable("jeton\u{202F}: réponse \(reply.status)")
            }
            throw OpenIDFailure.refused("jeton\u{202F}: réponse \(reply.status)")
        }
        // What is not JSON of this form gives no token.
        guard let tokens = try? JSONDecoder().decode(Tokens.self, from: Data(reply.bytes)) else {
            throw OpenIDFailure.untrusted("réponse sans id_token ni access_token")
        }
        return tokens
    }

    /// The claims of a token of this provider for this client, once its signature is verified.
    private func claims(of text: String, _ discovery: Discovery, at now: Moment) throws
        -> OpenIDClaims
    {
        let claims = try verified(text, discovery, at: now)
        guard claims.iss == discovery.issuer else { throw OpenIDFailure.untrusted("iss") }
        guard claims.audience.contains(settings.identifiantClient),
            claims.audience.count == 1 || claims.azp == settings.identifiantClient,
            claims.azp == nil || claims.azp == settings.identifiantClient
        else { throw OpenIDFailure.untrusted("aud") }
        guard let expires = claims.expires, now.seconds < expires + OpenIDProvider.skew else {
            throw OpenIDFailure.untrusted("exp")
        }
        guard let issued = claims.issued, issued < now.seconds + OpenIDProvider.skew,
            issued > now.seconds - 86_400
        else { throw OpenIDFailure.untrusted("iat") }
        return claims
    }

    private func verified(_ text: String, _ discovery: Discovery, at now: Moment) throws
        -> OpenIDClaims
    {
        let token = try SignedToken(text)
        var keys = try keys(discovery, at: now, isFresh: false)
        if !keys.holds(token.head.kid) || !token.isSigned(byOneOf: keys.keys) {
            keys = try self.keys(discovery, at: now, isFresh: true)
        }
        guard token.isSigned(byOneOf: keys.keys) else {
            throw OpenIDFailure.untrusted("signature (\(token.head.alg.prefix(20)))")
        }
        return try OpenIDClaims.read(token.content)
    }

    /// What the provider tells of the person besides the token: JSON, or a signed token as ProConnect
    /// gives.
    private func information(
        _ accessToken: String, subject: String, _ discovery: Discovery, at now: Moment
    ) throws -> OpenIDClaims? {
        guard let endpoint = discovery.userinfoEndpoint else { return nil }
        let reply = try caller.call(
            OpenIDCall(address: endpoint, headers: [("Authorization", "Bearer " + accessToken)]))
        guard reply.status == 200 else {
            throw OpenIDFailure.unreachable("userinfo\u{202F}: réponse \(reply.status)")
        }
        let claims: OpenIDClaims
        if reply.type == "application/jwt" {
            claims = try verified(String(decoding: reply.bytes, as: UTF8.self), discovery, at: now)
            guard claims.iss == nil || claims.iss == discovery.issuer,
                claims.audience.isEmpty || claims.audience.contains(settings.identifiantClient)
            else { throw OpenIDFailure.untrusted("userinfo d’un autre") }
        } else {
            claims = try OpenIDClaims.read(reply.bytes)
        }
        // OpenID Connect Core §5.3.2: another's information must not be used.
        guard claims.sub == subject else { throw OpenIDFailure.untrusted("sub de userinfo") }
        return claims
    }

    // MARK: Knowing the provider

    private func discovery(at now: Moment) throws -> Discovery {
        if let kept = known.withLock({ $0.discovery }), now.seconds - kept.at < 3_600,
            now.seconds >= kept.at
        {
            return kept.value
        }
        var issuer = settings.emetteur
        while issuer.hasSuffix("/") { issuer.removeLast() }
        let reply = try caller.call(
            OpenIDCall(address: issuer + "/.well-known/openid-configuration"))
        // What is not JSON of this form is no provider.
        guard reply.status == 200,
            let found = try? JSONDecoder().decode(Discovery.self, from: Data(reply.bytes))
        else {
            throw OpenIDFailure.unreachable("découverte\u{202F}: réponse \(reply.status)")
        }
        guard found.issuer == settings.emetteur else {
            throw OpenIDFailure.untrusted(
                "l’émetteur annoncé est «\u{202F}\(found.issuer)\u{202F}»")
        }
        let addresses =
            [found.authorizationEndpoint, found.tokenEndpoint, found.jwksURI]
            + [found.userinfoEndpoint, found.endSessionEndpoint].compactMap(\.self)
        guard addresses.allSatisfy(NetworkOpenIDCaller.isSafe) else {
            throw OpenIDFailure.untrusted("une adresse sans https")
        }
        known.withLock { $0.discovery = (found, now.seconds) }
        return found
    }

    private func keys(_ discovery: Discovery, at now: Moment, isFresh: Bool) throws -> OpenIDKeys {
        if let kept = known.withLock({ $0.keys }), now.seconds >= kept.at,
            now.seconds - kept.at < (isFresh ? 60 : 3_600)
        {
            return kept.value
        }
        let reply = try caller.call(OpenIDCall(address: discovery.jwksURI))
        guard reply.status == 200 else {
            throw OpenIDFailure.unreachable("clés\u{202F}: réponse \(reply.status)")
        }
        let found = try OpenIDKeys(reply.bytes)
        known.withLock { $0.keys = (found, now.seconds) }
        return found
    }
}
