import Community
import Foundation

extension Site {
    /// The cookie of sessions.
    static let sessionCookie = "orcp_session"

    static let noCommunity = Problem(
        status: 404, title: "Page introuvable",
        detail: "Cette partie de l’observatoire n’est pas servie ici.")

    /// What becomes of a request to an address of the community.
    enum Admission {
        case admitted(Context)
        case turned(Answer)
    }

    /// Finds who asks and whether they may; checks where a form comes from and that its token is the
    /// session's.
    func admit(_ resource: any CommunityResource.Type, _ context: Context) throws -> Admission {
        guard let community else { throw Site.noCommunity }
        var context = context
        let visit = context.visit
        let members = try members(of: visit, community)
        context.members = members
        let isPost = visit.method == .post
        let access = isPost ? resource.writing ?? .administrator : resource.reading
        if isPost {
            let form = try SentForm(visit)
            if !resource.takesForeignForms {
                guard visit.isFromThisSite else { throw Site.foreignForm }
                if let token = members.formToken {
                    guard Fingerprint.same(Array(token.utf8), Array(form["jeton"].utf8)) else {
                        throw Site.foreignForm
                    }
                }
            }
            context.sent = form
        }
        guard access.admits(members.visitor) else {
            if !members.visitor.isSignedIn {
                return .turned(.seeOther(SignInPage.link(next: isPost ? "" : visit.writtenTarget)))
            }
            throw Problem(
                status: 403, title: "Accès réservé",
                detail: "Cette page est réservée \(access.label).")
        }
        return .admitted(context)
    }

    /// Who asks, and when.
    func members(of visit: Visit, _ community: CommunitySetting) throws -> Members {
        var members = try signedIn(visit, community)
        members.clock = { community.time() }
        return members
    }

    private func signedIn(_ visit: Visit, _ community: CommunitySetting) throws -> Members {
        let now = community.now()
        let nobody = Acting(person: nil, now: now, chance: community.chance)
        guard let token = visit.cookies[Site.sessionCookie], !token.isEmpty else {
            return Members(
                store: community.store, visitor: .nobody, acting: nobody, formToken: nil,
                session: nil)
        }
        let visitor = try community.store.accounts.visitor(session: token, nobody)
        guard let person = visitor.person else {
            return Members(
                store: community.store, visitor: .nobody, acting: nobody, formToken: nil,
                session: nil)
        }
        return Members(
            store: community.store, visitor: visitor,
            acting: Acting(person: person.id, now: now, chance: community.chance),
            formToken: Accounts.formToken(session: token), session: token)
    }

    static let foreignForm = Problem(
        status: 403, title: "Envoi refusé",
        detail:
            "Le formulaire doit être envoyé depuis sa propre page, ouverte par la même connexion. "
            + "Rouvrez-la, puis recommencez.")
}

extension Visit {
    /// Cookies by name.
    var cookies: [String: String] {
        var cookies: [String: String] = [:]
        for item in (headers["cookie"] ?? "").split(separator: ";") {
            let pair = item.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            cookies[pair[0].filter { $0 != " " }] = String(pair[1])
        }
        return cookies
    }

    /// Whether a browser says the form came from a page of this site.
    var isFromThisSite: Bool {
        if let site = headers["sec-fetch-site"] { return site == "same-origin" }
        guard let origin = headers["origin"], let host = headers["host"] else { return false }
        return origin == "http://" + host || origin == "https://" + host
    }

    /// The path and query as written.
    var writtenTarget: String {
        query.isEmpty
            ? writtenPath : writtenPath + "?" + Link.query(query.map { ($0.key, $0.value) })
    }
}

extension Problem {
    /// What a failure of the store becomes: the visitor may come back, the operator reads the log.
    init(_ failure: StoreFailure) {
        self.init(
            status: 503,
            title: failure.kind == .busy
                ? "Trop de demandes à la fois" : "Enregistrement impossible",
            detail: failure.kind == .busy
                ? "Rien n’a été enregistré. Réessayez dans quelques secondes."
                : "Le serveur ne peut rien enregistrer pour l’instant\u{202F}: votre envoi n’a rien changé. "
                    + "L’incident est noté dans le journal du serveur\u{202F}; réessayez plus tard.",
            retryAfter: failure.kind == .busy ? 5 : 60)
    }

    /// What a refusal of the community becomes when no form shows it.
    init(_ refusal: CommunityRefusal) {
        switch refusal {
        case .invalid(let field, let value, let sentence):
            self.init(
                status: 422, title: "Demande à préciser", detail: sentence, field: field,
                value: value)
        case .absent(let sentence): self = .absent(sentence)
        case .forbidden(let sentence):
            self.init(status: 403, title: "Accès réservé", detail: sentence)
        case .signInNeeded:
            self.init(
                status: 403, title: "Connexion nécessaire", detail: refusal.description)
        case .changedMeanwhile, .untimely:
            self.init(status: 409, title: "Ce n’est plus possible", detail: refusal.description)
        case .tooMany(let sentence, let seconds):
            self.init(
                status: 429, title: "Trop d’essais", detail: sentence, retryAfter: seconds)
        }
    }
}
