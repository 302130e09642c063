import Community

/// « Regardez votre courriel »: the code that the letter holds, for another device than the one that
/// opens letters.
enum CodePage: CommunityPage {
    static let path = "/connexion/code"
    static let writing: Access? = .everyone
    static let link = Link(["connexion", "code"])

    static func document(_ context: Context) throws -> Document {
        let form = context.form(
            link,
            [
                FormField(
                    key: "code", label: "Code reçu",
                    help: "Huit chiffres, dans le courriel. Ils ne servent que dans ce navigateur.",
                    control: .line(length: 12), autocomplete: "one-time-code")
            ], button: "Se connecter")
        return Document(
            title: "Regardez votre courriel",
            summary: "Un lien et un code viennent de partir.",
            content: """
                <p class="chapo">Si l’adresse est juste, un courriel vient de partir. Ouvrez son lien, ou \
                recopiez son code ici.</p>
                \(form)<p class="petit">Rien reçu après quelques minutes\u{202F}? Regardez les indésirables, puis \
                <a href="\(SignInPage.link())">recommencez</a>.</p>
                """, isHiddenFromSearch: true)
    }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        return try answering(context) {
            try context.limits?.admit(
                "code", context.visit.address, at: members.acting.now, atMost: 30, inSeconds: 600)
            let signedIn = try members.store.accounts.signIn(
                code: form["code"], browser: context.visit.cookies["orcp_demande"] ?? "",
                device: context.visit.headers["user-agent"] ?? "", members.acting)
            return SignInLinkPage.welcomed(signedIn)
        }
    }
}

/// What the link of a letter opens: a button, and only the button uses the link.
enum SignInLinkPage: CommunityPage {
    static let path = "/connexion/lien"
    static let writing: Access? = .everyone

    static func link(token: String) -> Link {
        Link(["connexion", "lien"], query: [("jeton_lien", token)])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let token = context.sent?["jeton_lien"] ?? context.visit.value("jeton_lien") ?? ""
        let accounts = members.store.accounts
        guard let email = try accounts.address(ofLink: token, at: members.acting.now) else {
            return Document(
                title: "Ce lien ne sert plus",
                summary: "Lien de connexion déjà utilisé ou trop ancien.",
                content: """
                    <p>Un lien sert une seule fois, pendant un quart d’heure.</p>
                    <p><a class="bouton" href="\(SignInPage.link())">Recevoir un autre lien</a></p>
                    """, isHiddenFromSearch: true)
        }
        return Document(
            title: "Se connecter", summary: "Confirmer la connexion.",
            content: """
                <p>Appuyez sur le bouton pour ouvrir dans ce navigateur la session de \
                <strong>\(email)</strong>.</p>
                <p class="petit">Ce n’est pas votre adresse\u{202F}? Fermez cette page\u{202F}: quelqu’un vous a \
                envoyé son propre lien.</p>
                \(context.button(Link(["connexion", "lien"]), "Me connecter", fields: [("jeton_lien", token)]))
                """, isHiddenFromSearch: true)
    }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        guard context.visit.method == .post, let form = context.sent else {
            var answer = try shown(context)
            answer.headers.append(PrivateAddress.header)
            return answer
        }
        try context.limits?.admit(
            "lien", context.visit.address, at: members.acting.now, atMost: 60, inSeconds: 600)
        do {
            let signedIn = try members.store.accounts.signIn(
                token: form["jeton_lien"], device: context.visit.headers["user-agent"] ?? "",
                members.acting)
            return welcomed(signedIn)
        } catch CommunityRefusal.untimely {
            return try shown(context, status: 409)
        }
    }

    /// The session's cookie, and the way on: a new account says its name first.
    static func welcomed(_ signedIn: Accounts.SignedIn) -> Answer {
        let next = SignInPage.localPath(signedIn.next)
        var answer: Answer
        if signedIn.person.name.isEmpty {
            answer = .seeOther(AccountPage.link(next: next))
        } else {
            answer = .seeOther(next.isEmpty ? AccountPage.link : Link(written: next))
        }
        answer.headers.append(SessionCookie.begun(signedIn.token))
        return answer
    }
}

/// « Se déconnecter », here or everywhere.
enum SignOutPage: CommunityResource {
    static let path = "/deconnexion"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let link = Link(["deconnexion"])

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        guard context.visit.method == .post else { return .seeOther(AccountPage.link) }
        if context.sent?.isTicked("partout") == true, let person = members.visitor.person {
            try members.store.accounts.signOutEverywhere(person.id, members.acting)
        } else if let session = members.session {
            try members.store.accounts.signOut(token: session, members.acting)
        }
        let isElsewhere =
            context.openID != nil && context.visit.cookies[ProviderCookie.name] != nil
        var answer = Answer.seeOther(
            isElsewhere ? OpenIDSignOutPage.link : SignInPage.link())
        answer.headers.append(SessionCookie.ended)
        return answer
    }
}
