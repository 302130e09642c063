import Community

/// Letters to those who must answer: somebody asks something of the administration or of a group.
enum AskingLetters {
    /// An administrator: somebody asks to act for a SIRET.
    static func attachment(to person: Person, _ site: SiteSettings) -> MailMessage? {
        letter(
            to: person, "Demande de rattachement à traiter",
            "Quelqu’un demande à agir pour un acheteur ou une entreprise.",
            AttachmentListPage.link, site)
    }

    /// A lead: somebody asks to join the group.
    static func joining(_ group: Groups.Group, to person: Person, _ site: SiteSettings)
        -> MailMessage?
    {
        letter(
            to: person, "Demande pour rejoindre «\u{202F}\(group.name)\u{202F}»",
            "Quelqu’un demande à rejoindre le groupe de travail «\u{202F}\(group.name)\u{202F}».",
            GroupMembersPage.link(to: group.key), site)
    }

    /// A lead: somebody asks the group a question.
    static func question(
        _ number: Int64, _ title: String, _ group: Groups.Group, to person: Person,
        _ site: SiteSettings
    ) -> MailMessage? {
        letter(
            to: person, "Question au groupe «\u{202F}\(group.name)\u{202F}»",
            "Une question est posée au groupe de travail «\u{202F}\(group.name)\u{202F}»\u{202F}: "
                + title, QuestionPage.link(to: number), site)
    }

    private static func letter(
        to person: Person, _ subject: String, _ opening: String, _ page: Link, _ site: SiteSettings
    ) -> MailMessage? {
        // An address kept in the store was read once already.
        guard let email = person.email.flatMap({ try? EmailAddress($0) }) else { return nil }
        return MailMessage(
            to: email, subject: subject,
            text: """
                Bonjour,

                \(opening)

                Pour y répondre\u{202F}: \(site.publicAddress + page.address)

                \(site.name)

                """)
    }
}
