import Community

/// « Ne plus recevoir »: opened from a letter, or sent in one click by a mail program (RFC 8058).
enum RefuseMailPage: CommunityPage {
    static let path = "/courriels/refus"
    static let writing: Access? = .everyone
    static let takesForeignForms = true

    static func link(_ category: MailMessage.Category, _ email: EmailAddress, token: String) -> Link
    {
        Link(
            ["courriels", "refus"],
            query: [("categorie", category.rawValue), ("courriel", email.text), ("cle", token)])
    }

    static func document(_ context: Context) throws -> Document {
        let category = MailMessage.Category(rawValue: context.visit.value("categorie") ?? "")
        let isDone = context.visit.method == .post
        let hidden = ["categorie", "courriel", "cle"].map { ($0, context.visit.value($0) ?? "") }
        let content: HTML =
            isBroken(context)
            ? """
            <p>Ce lien n’est pas entier. Recopiez-le depuis le courriel, sur une seule ligne, ou répondez à ce courriel pour \
            ne plus en recevoir.</p>

            """
            : isDone
                ? "<p>C’est noté\u{202F}: vous ne recevrez plus ces courriels (\(category?.label ?? "")).</p>\n"
                : """
                <p>Ne plus recevoir ces courriels\u{202F}: \(category?.label ?? "")\u{202F}?</p>
                \(context.button(Link(["courriels", "refus"], query: hidden), "Ne plus recevoir"))
                """
        return Document(
            title: "Courriels", summary: "Ne plus recevoir des courriels.", content: content,
            isHiddenFromSearch: true)
    }

    /// Whether the link was cut: by a mail program, or by hand.
    private static func isBroken(_ context: Context) -> Bool {
        let category = MailMessage.Category(rawValue: context.visit.value("categorie") ?? "")
        // What does not read as an address is none.
        let email = try? EmailAddress(context.visit.value("courriel") ?? "")
        return category == nil || category == .owed || email == nil
            || (context.visit.value("cle") ?? "").isEmpty
    }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, !isBroken(context) else {
            var answer = try shown(context)
            if isBroken(context) { answer.status = 400 }
            answer.headers.append(PrivateAddress.header)
            return answer
        }
        let members = try context.community()
        let category: MailMessage.Category = try Entry.choice(
            "categorie", context.visit.value("categorie") ?? "")
        try members.store.outbox.refuse(
            category, try EmailAddress(context.visit.value("courriel") ?? ""),
            token: context.visit.value("cle") ?? "", members.acting)
        return try shown(context)
    }
}
