import Community

/// « Se connecter »: an address, then a letter with a link and a code.
enum SignInPage: CommunityPage {
    static let path = "/connexion"
    static let writing: Access? = .everyone

    /// - Parameter next: where to go afterwards, as written.
    static func link(next: String = "") -> Link {
        Link(["connexion"], query: next.isEmpty || next == "/" ? [] : [("suite", next)])
    }

    /// Letters one address of the network may ask for in ten minutes.
    static let mostAsked = 20

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        if members.visitor.isSignedIn {
            return Document(
                title: "Vous êtes connecté", summary: "Session ouverte.",
                content: """
                    <p>Vous êtes connecté sous le nom de \
                    <strong>\(members.visitor.person?.shownName ?? "")</strong>.</p>
                    <p><a class="bouton" href="\(AccountPage.link)">Mon compte</a></p>
                    """, isHiddenFromSearch: true)
        }
        let next = SignInPage.localPath(context.visit.value("suite") ?? "")
        let erased = context.notice([
            "efface": "Votre compte et ce qui vous concernait sont effacés."
        ])
        let form = context.form(
            link(),
            [
                FormField(
                    key: "courriel", label: "Votre adresse de courriel",
                    help:
                        "Nous y envoyons un lien et un code, valables un quart d’heure. Pas de mot de "
                        + "passe.",
                    control: .email, autocomplete: "email"),
                FormField(
                    key: "suite", label: "", control: .hidden, value: context.sent?["suite"] ?? next
                ),
            ], button: "Recevoir le lien")
        return Document(
            title: "Se connecter", summary: "Recevoir un lien de connexion par courriel.",
            content: """
                \(erased)\(form)\(OpenIDButton.html(context))<p class="petit">La première connexion crée le compte. Il sert à suivre des marchés \
                par courriel, à garder le dossier d’une entreprise, à agir au nom d’un organisme, à s’inscrire aux \
                rencontres et à participer aux groupes de travail. Voir \
                <a href="\(LegalPage.link(.donnees))">ce qui est fait de vos données</a>.</p>
                """, isHiddenFromSearch: true)
    }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        return try answering(context) {
            let request = try ask(context, form)
            var answer = Answer.seeOther(CodePage.link)
            answer.headers.append(SessionCookie.pending(request.browser))
            return answer
        }
    }

    private static func ask(_ context: Context, _ form: SentForm) throws -> Accounts.SignInRequest {
        let members = try context.community()
        let email = try EmailAddress(form["courriel"])
        try context.limits?.admit(
            "connexion", context.visit.address, at: members.acting.now, atMost: mostAsked,
            inSeconds: 600)
        try context.limits?.admit(
            "connexion-adresse", email.text.lowercased(), at: members.acting.now, atMost: 30,
            inSeconds: 3_600)
        return try members.store.accounts.requestSignIn(
            email, next: localPath(form["suite"]), members.acting
        ) { token, code in
            SignInLetter.message(to: email, token: token, code: code, site: context.settings)
        }
    }

    /// A path of this site, or nothing: a redirection leads nowhere else.
    static func localPath(_ text: String) -> String {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"),
            text.utf8.count <= 1_000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C })
        else { return "" }
        return text
    }
}

/// The letter of a sign-in.
enum SignInLetter {
    static func message(to email: EmailAddress, token: String, code: String, site: SiteSettings)
        -> MailMessage
    {
        let address = site.publicAddress + SignInLinkPage.link(token: token).address
        let half = code.prefix(4) + " " + code.suffix(4)
        return MailMessage(
            to: email, subject: "Votre connexion à \(site.name)",
            text: """
                Bonjour,

                Pour vous connecter à \(site.name), ouvrez ce lien puis appuyez sur le bouton\u{202F}:

                \(address)

                Ou recopiez ce code dans la page qui vous l’a demandé\u{202F}: \(half)

                Le lien et le code servent une seule fois, pendant un quart d’heure.
                Si vous n’avez rien demandé, ne faites rien\u{202F}: personne ne peut se connecter sans eux.

                """)
    }
}

/// Cookies of signing in.
enum SessionCookie {
    /// Begins a session in the browser.
    static func begun(_ token: String) -> (String, String) {
        (
            "Set-Cookie",
            "\(Site.sessionCookie)=\(token); Path=/; HttpOnly; Secure; SameSite=Lax; "
                + "Max-Age=\(Accounts.sessionDays * 86_400)"
        )
    }

    /// Ends it.
    static let ended = (
        "Set-Cookie", "\(Site.sessionCookie)=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0"
    )

    /// What the browser that asked for a code keeps, a quarter of an hour.
    static func pending(_ browser: String) -> (String, String) {
        (
            "Set-Cookie",
            "orcp_demande=\(browser); Path=/connexion; HttpOnly; Secure; SameSite=Lax; "
                + "Max-Age=\(Accounts.linkSeconds)"
        )
    }
}
