import Community

/// Letters about purchase plans.
struct PlanLetters: Sendable {
    let siteName: String
    let siteAddress: String

    init(_ context: Context) {
        siteName = context.settings.name
        var address = context.settings.publicAddress
        while address.hasSuffix("/") { address.removeLast() }
        siteAddress = address
    }

    /// To an agent of the buyer: a question waits. It says nothing of whom or what.
    func asked(_ plan: Plan, _ question: Int64, _ to: EmailAddress) -> MailMessage {
        MailMessage(
            to: to, subject: "Une question sur votre projet d’achat",
            text: """
                Une question a été posée sur votre projet d’achat «\u{202F}\(plan.text.object)\u{202F}».

                Lisez-la, réécrivez-la si elle dit qui la pose ou révèle un secret, puis publiez-la avec votre \
                réponse, que tous liront en même temps\u{202F}:
                \(siteAddress)\(PlanQuestionPage.link(plan.key, question).address)

                \(siteName)

                """)
    }

    /// To whom asked: what became of it.
    func answered(_ plan: Plan, _ to: EmailAddress) -> MailMessage {
        MailMessage(
            to: to, subject: "Réponse à votre question",
            text: """
                L’acheteur a répondu publiquement à votre question sur le projet d’achat \
                «\u{202F}\(plan.text.object)\u{202F}»\u{202F}:
                \(siteAddress)\(PlanPage.link(plan.key).address)#questions

                Personne n’y voit que la question venait de vous.

                \(siteName)

                """)
    }

    /// To whom asked: the question was set aside, and why.
    func setAside(_ plan: Plan, reason: String, _ to: EmailAddress) -> MailMessage {
        MailMessage(
            to: to, subject: "Votre question n’a pas été publiée",
            text: """
                L’acheteur n’a pas publié votre question sur le projet d’achat \
                «\u{202F}\(plan.text.object)\u{202F}». Sa raison\u{202F}:

                \(reason)

                Vous pouvez en poser une autre\u{202F}:
                \(siteAddress)\(PlanPage.link(plan.key).address)

                \(siteName)

                """)
    }

    /// To a company that offered to be sourced: a precision is public.
    func completed(_ plan: Plan, _ text: String, _ to: EmailAddress) -> MailMessage {
        MailMessage(
            to: to, subject: "Précision sur un projet d’achat",
            text: """
                L’acheteur a publié une précision sur le projet d’achat «\u{202F}\(plan.text.object)\u{202F}», \
                pour lequel vous vous êtes proposé. Tous la lisent\u{202F}:

                \(text)

                \(siteAddress)\(PlanPage.link(plan.key).address)

                \(siteName)

                """)
    }
}
