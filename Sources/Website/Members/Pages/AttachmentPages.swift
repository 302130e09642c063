import Community

/// « Agir pour un acheteur ou une entreprise »: asking, and what became of it.
enum AttachmentPage: FormPage {
    static let path = "/compte/rattachements"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let link = Link(["compte", "rattachements"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let rows = try members.store.attachments.of(person.id).map { attachment -> [HTML] in
            [
                HTML(text: attachment.siret), HTML(text: attachment.kind.label),
                HTML(text: attachment.state.label), ParisTime.html(attachment.asked),
                context.button(
                    link, attachment.state == .asked ? "Retirer" : "Terminer",
                    fields: [("action", "terminer"), ("id", String(attachment.id))], isSecond: true),
            ]
        }
        let list: HTML? =
            rows.isEmpty
            ? nil
            : Blocks.table(
                "Vos demandes", heads: ["SIRET", "Genre", "État", "Demandé", "Action"], rows: rows)
        return Document(
            title: "Agir pour un acheteur ou une entreprise",
            summary: "Demander à agir au nom d’un SIRET.",
            content: """
                \(context.notice([
                    "demande": "Votre demande est enregistrée. L’administration vous répondra par courriel.",
                    "termine": "C’est retiré.",
                ]))<p class="chapo">Une fois votre demande confirmée par l’administration de l’observatoire, vous \
                agissez ici au nom de l’acheteur ou de l’entreprise de ce SIRET.</p>
                \(list)<h2>Nouvelle demande</h2>
                \(context.form(link, [
                    FormField(
                        key: "siret", label: "SIRET", help: "Quatorze chiffres.",
                        control: .line(length: 20)),
                    FormField(
                        key: "genre", label: "Genre",
                        control: .choice([("", "Choisir…")] + Attachments.Kind.allCases.map { ($0.rawValue, $0.label) })),
                    FormField(
                        key: "motif", label: "Pourquoi vous",
                        help: "Votre fonction, et comment vérifier\u{202F}: adresse de service, numéro du standard.",
                        control: .text(rows: 4, length: 1_000)),
                ], button: "Demander"))
                """, trail: [("Mon compte", AccountPage.link)], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        if form["action"] == "terminer" {
            try members.store.attachments.end(Int64(form["id"]) ?? 0, of: person.id, members.acting)
            return Link(["compte", "rattachements"], query: [("fait", "termine")])
        }
        try members.store.attachments.ask(
            person.id, siret: form["siret"], kind: try Entry.choice("genre", form["genre"]),
            reason: form["motif"], members.acting
        ) { AskingLetters.attachment(to: $0, context.settings) }
        return Link(["compte", "rattachements"], query: [("fait", "demande")])
    }
}

/// « Rattachements »: what agents ask, confirmed or refused by the administration.
enum AttachmentListPage: FormPage {
    static let path = "/administration/rattachements"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator
    static let link = Link(["administration", "rattachements"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let all = try members.store.attachments.all()
        let waiting = all.filter { $0.state == .asked }.map { attachment -> HTML in
            """
            <section class="encart"><h3>\(attachment.person.shownName), pour \(attachment.siret)</h3>
            \(Blocks.sheet([
                ("Genre", nil, HTML(text: attachment.kind.label)),
                ("Courriel", nil, Blocks.value(attachment.person.email)),
                ("Fonction", nil, Blocks.value(attachment.person.occupation.isEmpty ? nil : attachment.person.occupation)),
                ("Demandé", nil, ParisTime.html(attachment.asked)),
                ("Pourquoi", nil, HTML(text: attachment.reason)),
            ]))<div class="boutons">\(decision(context, attachment, "confirmer", "Confirmer"))\
            \(decision(context, attachment, "refuser", "Refuser", isSecond: true))</div></section>

            """
        }
        let decided = all.filter { $0.state != .asked }.map { attachment -> [HTML] in
            [
                "<a href=\"\(PersonPage.link(to: attachment.person.id))\">\(attachment.person.shownName)</a>",
                HTML(text: attachment.siret), HTML(text: attachment.kind.label),
                HTML(text: attachment.state.label),
                attachment.decided.map { ParisTime.html($0) } ?? HTML(),
                attachment.state == .confirmed
                    ? decision(context, attachment, "refuser", "Révoquer", isSecond: true) : HTML(),
            ]
        }
        let undecided: HTML =
            waiting.isEmpty ? "<p>Aucune demande n’attend.</p>\n" : "\(waiting)"
        let former: HTML? =
            decided.isEmpty
            ? nil
            : Blocks.table(
                "Décisions", heads: ["Qui", "SIRET", "Genre", "Décision", "Quand", "Action"],
                rows: decided)
        return Document(
            title: "Rattachements", summary: "Qui agit pour quel SIRET.",
            content: """
                \(context.faultSummary)\(context.notice([
                    "confirme": "C’est confirmé\u{202F}: un courriel le dit à l’agent.",
                    "refuse": "C’est refusé\u{202F}: un courriel le dit à l’agent.",
                ]))<p>Vérifiez auprès de l’organisme, par un numéro ou une adresse que la demande ne donne pas \
                seule, avant de confirmer.</p>
                <h2>En attente</h2>
                \(undecided)\(former)
                """, trail: [("Administration", AdministrationPage.link)], isHiddenFromSearch: true)
    }

    private static func decision(
        _ context: Context, _ attachment: Attachments.Attachment, _ action: String,
        _ label: String, isSecond: Bool = false
    ) -> HTML {
        context.button(
            link, label,
            fields: [
                ("action", action), ("id", String(attachment.id)),
                ("demande", String(attachment.asked.seconds)),
            ], isSecond: isSecond)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let isConfirmed = form["action"] == "confirmer"
        try members.store.attachments.decide(
            Int64(form["id"]) ?? 0, isConfirmed: isConfirmed,
            askedAt: Moment(seconds: Int64(form["demande"]) ?? 0), members.acting
        ) { attachment, address in
            letter(attachment, address, isConfirmed: isConfirmed, context.settings)
        }
        return Link(
            ["administration", "rattachements"],
            query: [("fait", isConfirmed ? "confirme" : "refuse")])
    }

    private static func letter(
        _ attachment: Attachments.Attachment, _ address: EmailAddress, isConfirmed: Bool,
        _ site: SiteSettings
    ) -> MailMessage {
        let whom = attachment.kind == .buyer ? "l’acheteur" : "l’entreprise"
        let page = site.publicAddress + AttachmentPage.link.address
        return MailMessage(
            to: address,
            subject: isConfirmed
                ? "Vous agissez pour le SIRET \(attachment.siret)"
                : "Votre demande pour le SIRET \(attachment.siret)",
            text: isConfirmed
                ? """
                Bonjour,

                L’administration de \(site.name) confirme que vous agissez pour \(whom) \
                dont le SIRET est \(attachment.siret).

                Vous pouvez y mettre fin à tout moment\u{202F}: \(page)

                """
                : """
                Bonjour,

                L’administration de \(site.name) n’a pas confirmé que vous agissez pour \(whom) \
                dont le SIRET est \(attachment.siret).

                Répondez à ce courriel pour en parler, ou précisez votre demande\u{202F}: \(page)

                """)
    }
}
