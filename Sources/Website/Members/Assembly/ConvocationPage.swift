import Community

/// Convoking: whom, with what, when.
enum ConvocationPage: FormPage {
    static let path = "/assemblee/seances/:id/convoquer"
    static let reading: Access = .editor
    static let writing: Access? = .editor

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "convoquer"])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let assembly = members.store.assembly
        let session = try SessionPage.session(context)
        let recipients = try assembly.recipients(of: session.id)
        let rules = try assembly.rules(of: session)
        let done = try assembly.convokedCount(session.id)
        let rows = recipients.map { one -> [HTML] in
            [
                HTML(text: AssemblyText.name(one.name, one.person)),
                HTML(text: one.organisations.joined(separator: ", ")),
            ]
        }
        let text = ConvocationLetters.text(
            session, try assembly.agenda(of: session.id), name: "Prénom Nom",
            organisations: ["Organisme"], context.settings)
        let button: HTML =
            recipients.isEmpty
            ? "<p>Personne de plus à convoquer.</p>\n"
            : context.button(
                link(to: session.id), "Envoyer \(French.count(recipients.count, "convocation"))")
        let again: HTML? =
            session.state == .convoked
            ? """
            <h2>La séance a changé</h2>
            <p>Le jour, le lieu ou l’ordre du jour ont changé depuis la convocation\u{202F}? Dites-le à celles et ceux qui \
            l’ont reçue.</p>
            \(context.button(link(to: session.id), "Renvoyer à \(French.count(done, "personne"))", fields: [("action", "redire")], isSecond: true))
            """ : nil
        return Document(
            title: "Convoquer", summary: "Convoquer les représentants à une séance.",
            content: """
                \(context.faultSummary)<p>Déjà convoqués\u{202F}: \(French.count(done, "personne")). La convocation part au moins \
                \(French.count(rules.noticeDays, "jour")) avant la séance\u{202F}; les représentants désignés ensuite \
                sont convoqués à leur tour.</p>
                \(Blocks.table("À convoquer", heads: ["Personne", "Pour"], rows: rows))\
                <h2>La lettre</h2>
                <pre>\(text)</pre>
                \(button)\(again)
                """, section: .observatoire, trail: SessionPage.trail(session),
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = Int64(context.argument("id")) ?? 0
        if form["action"] == "redire" {
            _ = try members.store.assembly.tellChange(of: id, members.acting) {
                session, agenda, email in
                ConvocationLetters.changed(
                    session, agenda, to: email, at: members.acting.now, context.settings)
            }
            return Link(["assemblee", "seances", String(id)], query: [("fait", "convoquee")])
        }
        _ = try members.store.assembly.convoke(id, members.acting) { session, agenda, one in
            ConvocationLetters.convocation(
                session, agenda, to: one.email, name: one.name, organisations: one.organisations,
                at: members.acting.now, context.settings)
        }
        return Link(["assemblee", "seances", String(id)], query: [("fait", "convoquee")])
    }
}
