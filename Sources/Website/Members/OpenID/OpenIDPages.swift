import Community

/// An address whose answer asks another server: it waits on threads of its own, so that a slow
/// provider keeps nobody else waiting.
protocol OutgoingResource: CommunityResource {}

/// « Se connecter avec … »: leads to the provider.
enum OpenIDStartPage: CommunityPage, OutgoingResource {
    static let path = "/connexion/openid"

    static func link(next: String) -> Link {
        Link(["connexion", "openid"], query: next.isEmpty ? [] : [("suite", next)])
    }

    /// Where the provider sends the visitor back.
    static func returnAddress(_ context: Context) -> String {
        context.settings.publicAddress + Link(["connexion", "openid", "retour"]).address
    }

    static func document(_ context: Context) throws -> Document {
        OpenIDTrouble.unreachable.document
    }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        guard let provider = context.openID else { throw Site.noCommunity }
        try context.limits?.admit(
            "openid", context.visit.address, at: members.acting.now, atMost: 60, inSeconds: 600)
        let attempt = OpenIDAttempt(
            next: SignInPage.localPath(context.visit.value("suite") ?? ""), members.acting)
        do {
            let address = try provider.signInAddress(
                attempt, returnAddress: returnAddress(context), at: members.acting.now)
            var answer = Answer.elsewhere(address)
            answer.headers.append(try attempt.header(members))
            return answer
        } catch let failure as OpenIDFailure {
            provider.note(failure)
            return try shown(context, status: 503)
        }
    }
}

/// Where the provider sends the visitor back, with a code.
enum OpenIDReturnPage: CommunityPage, OutgoingResource {
    static let path = "/connexion/openid/retour"

    static func document(_ context: Context) throws -> Document { OpenIDTrouble.untrusted.document }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        guard let provider = context.openID else { throw Site.noCommunity }
        // Only the visitor's own opening uses the code.
        guard context.visit.method == .get else { return trouble(.stale, context) }
        try context.limits?.admit(
            "openid-retour", context.visit.address, at: members.acting.now, atMost: 60,
            inSeconds: 600)
        let attempt = try OpenIDAttempt(
            context.visit.cookies[OpenIDAttempt.cookie] ?? "", members)
        guard let attempt,
            Fingerprint.same(
                Array(attempt.state.utf8), Array((context.visit.value("state") ?? "").utf8))
        else { return trouble(.stale, context) }
        do {
            return try signedIn(context, members, provider, attempt)
        } catch let failure as OpenIDFailure {
            provider.note(failure)
            switch failure {
            case .unreachable: return trouble(.unreachable, context)
            case .untrusted: return trouble(.untrusted, context)
            case .refused: return trouble(.refused, context)
            }
        } catch CommunityRefusal.forbidden(let sentence) {
            return trouble(
                OpenIDTrouble(status: 403, title: "Connexion refusée", sentence: sentence), context)
        }
    }

    private static func signedIn(
        _ context: Context, _ members: Members, _ provider: OpenIDProvider,
        _ attempt: OpenIDAttempt
    ) throws -> Answer {
        if let error = context.visit.value("error") {
            throw OpenIDFailure.refused(String(error.prefix(80)))
        }
        if let issuer = context.visit.value("iss"), issuer != provider.issuer {
            throw OpenIDFailure.untrusted("réponse d’un autre émetteur")
        }
        guard let code = context.visit.value("code") else {
            throw OpenIDFailure.refused("sans code")
        }
        let found = try provider.identity(
            code: code, attempt, returnAddress: OpenIDStartPage.returnAddress(context),
            at: members.acting.now)
        let signedIn = try members.store.accounts.signIn(
            found.identity, next: attempt.next, device: context.visit.headers["user-agent"] ?? "",
            members.acting)
        var answer = SignInLinkPage.welcomed(signedIn)
        answer.headers.append(OpenIDAttempt.forgotten)
        answer.headers.append(ProviderCookie.kept(found.token))
        answer.headers.append(PrivateAddress.header)
        return answer
    }

    private static func trouble(_ trouble: OpenIDTrouble, _ context: Context) -> Answer {
        var answer = Answer.page(
            context.layout.page(trouble.document), status: trouble.status)
        answer.keeping = .none
        answer.headers.append(OpenIDAttempt.forgotten)
        answer.headers.append(PrivateAddress.header)
        return answer
    }
}

/// After signing out here: the way to sign out of the provider too.
enum OpenIDSignOutPage: CommunityPage, OutgoingResource {
    static let path = "/deconnexion/fournisseur"
    static let link = Link(["deconnexion", "fournisseur"])

    static func document(_ context: Context) throws -> Document {
        guard let provider = context.openID else { throw Site.noCommunity }
        let name = provider.name
        return Document(
            title: "Vous êtes déconnecté", summary: "Session fermée.",
            content: """
                <p>Votre session à l’observatoire est fermée. Celle de \(name) peut être encore ouverte \
                dans ce navigateur.</p>
                <p class="boutons"><a class="bouton" href="\(Link(["deconnexion", "fournisseur"], query: [("aller", "oui")]))">\
                Me déconnecter aussi de \(name)</a> <a href="\(HomePage.link)">Revenir à l’accueil</a></p>
                """, isHiddenFromSearch: true)
    }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        guard let provider = context.openID else { throw Site.noCommunity }
        guard context.visit.value("aller") == "oui", context.visit.method == .get else {
            return try shown(context)
        }
        do {
            let address = try provider.signOutAddress(
                token: context.visit.cookies[ProviderCookie.name],
                returnAddress: context.settings.publicAddress + "/", at: members.acting.now)
            var answer = address.map { Answer.elsewhere($0) } ?? .seeOther(HomePage.link)
            answer.headers.append(ProviderCookie.ended)
            return answer
        } catch let failure as OpenIDFailure {
            provider.note(failure)
            var answer = Answer.page(
                context.layout.page(OpenIDTrouble.unreachable.document), status: 503)
            answer.keeping = .none
            return answer
        }
    }
}

/// What a visitor reads when a sign-in elsewhere comes to nothing.
struct OpenIDTrouble {
    let status: Int
    let title: String
    let sentence: String

    static let unreachable = OpenIDTrouble(
        status: 503, title: "Le fournisseur d’identité ne répond pas",
        sentence:
            "Réessayez dans quelques minutes, ou connectez-vous par un lien reçu par courriel.")
    static let untrusted = OpenIDTrouble(
        status: 502, title: "La réponse du fournisseur d’identité est inutilisable",
        sentence:
            "Par prudence, aucune session n’a été ouverte. L’incident est noté dans le journal du "
            + "serveur. Vous pouvez vous connecter par un lien reçu par courriel.")
    static let refused = OpenIDTrouble(
        status: 403, title: "La connexion n’a pas abouti",
        sentence: "Le fournisseur d’identité a refusé, ou vous avez renoncé. Recommencez, ou "
            + "connectez-vous par un lien reçu par courriel.")
    static let stale = OpenIDTrouble(
        status: 409, title: "Cette connexion n’est plus en cours",
        sentence:
            "Elle a été commencée dans un autre navigateur, il y a plus de dix minutes, ou elle a "
            + "déjà servi. Recommencez.")

    var document: Document {
        Document(
            title: title, summary: sentence,
            content: """
                <p class="chapo">\(sentence)</p>
                <p><a class="bouton" href="\(SignInPage.link())">Se connecter</a></p>
                """, isHiddenFromSearch: true)
    }
}

/// What ends the session of the provider, kept by the browser for the sign-out page only.
enum ProviderCookie {
    static let name = "orcp_fournisseur"

    /// Keeps a token; one too long for a cookie is let go, and the provider will ask.
    static func kept(_ token: String) -> (String, String) {
        let isShort = token.utf8.count <= 3_500
        return (
            "Set-Cookie",
            "\(name)=\(isShort ? token : "-"); Path=/deconnexion; HttpOnly; Secure; SameSite=Lax; "
                + "Max-Age=\(Accounts.sessionDays * 86_400)"
        )
    }

    static let ended = (
        "Set-Cookie", "\(name)=; Path=/deconnexion; HttpOnly; Secure; SameSite=Lax; Max-Age=0"
    )
}

/// For pages whose own address holds a secret: no page opened from them is told more than the site's
/// name. Not `no-referrer`, which also makes browsers hide where their forms come from.
enum PrivateAddress {
    static let header = ("Referrer-Policy", "strict-origin")
}
