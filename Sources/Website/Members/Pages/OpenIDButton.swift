/// The way to sign in with another provider, where the operator configured one.
enum OpenIDButton {
    /// A link and not a form: the policy of contents lets no form lead to another site.
    static func html(_ context: Context) -> HTML? {
        guard let provider = context.openID else { return nil }
        let next = SignInPage.localPath(context.visit.value("suite") ?? "")
        return """
            <p class="boutons"><a class="bouton second" href="\(OpenIDStartPage.link(next: next))">\
            Se connecter avec \(provider.name)</a></p>

            """
    }
}
