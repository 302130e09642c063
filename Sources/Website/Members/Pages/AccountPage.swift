import Community

/// « Mon compte »: who I am here, what I may do, my sessions.
enum AccountPage: FormPage {
    static let path = "/compte"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let link = Link(["compte"])

    /// - Parameter next: where to go once the name is given.
    static func link(next: String) -> Link {
        Link(["compte"], query: next.isEmpty ? [] : [("suite", next)])
    }

    /// What stands on the page besides the account itself: one block per part of the community.
    static let blocks: [@Sendable (Context, Members, Person) throws -> HTML?] = [
        roles, DossierListPage.block, DepositListPage.block, EventBlocks.own,
        NameConsentPage.block, SubscriptionPage.block, AlertListPage.block, sessions, rights,
    ]

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        var content = HTML()
        if let notice = context.notice(["enregistre": "Votre compte est enregistré."]) {
            content += notice
        }
        if person.name.isEmpty {
            content +=
                "<p class=\"chapo\">Bienvenue. Dites-nous qui vous êtes pour continuer.</p>\n"
        }
        content += context.form(
            link,
            [
                FormField(
                    key: "nom", label: "Nom et prénom", control: .line(length: 120),
                    value: person.name, autocomplete: "name"),
                FormField(
                    key: "fonction", label: "Fonction", control: .line(length: 120),
                    value: person.occupation, isRequired: false, autocomplete: "organization-title"),
                FormField(
                    key: "telephone", label: "Téléphone",
                    help:
                        "Vu par l’administration et par qui organise une rencontre où vous êtes inscrit.",
                    control: .telephone, value: person.telephone, isRequired: false),
                FormField(
                    key: "version", label: "", control: .hidden, value: String(person.version)),
                FormField(
                    key: "suite", label: "", control: .hidden,
                    value: context.visit.value("suite") ?? context.sent?["suite"] ?? ""),
            ], button: "Enregistrer")
        for block in blocks {
            if let html = try block(context, members, person) { content += html }
        }
        return Document(
            title: "Mon compte", summary: "Votre compte à l’observatoire.", content: content,
            kind: person.email, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        try members.store.accounts.describe(
            person.id, name: form["nom"], occupation: form["fonction"],
            telephone: form["telephone"],
            version: try form.version(), members.acting)
        let next = SignInPage.localPath(form["suite"])
        return next.isEmpty
            ? Link(["compte"], query: [("fait", "enregistre")]) : Link(written: next)
    }

    private static func roles(_ context: Context, _ members: Members, _ person: Person) -> HTML? {
        var items: [HTML] = []
        for membership in members.visitor.memberships {
            let deputy = membership.isDeputy ? ", en suppléance" : ""
            items.append(
                "<li>Vous représentez <strong>\(membership.name)</strong> (\(membership.college.label)\(deputy)).</li>\n"
            )
        }
        for agency in members.visitor.agencies {
            items.append(
                "<li>Vous agissez pour \(agency.isBuyer ? "l’acheteur" : "l’entreprise") \(agency.siret).</li>\n"
            )
        }
        if person.role > .account { items.append("<li>\(person.role.label) du site.</li>\n") }
        if members.visitor.isAdministrator {
            items.append("<li><a href=\"\(AdministrationPage.link)\">Administration</a></li>\n")
        }
        let list: HTML =
            items.isEmpty
            ? "<p>Votre compte ne représente encore aucun organisme.</p>\n"
            : "<ul class=\"liste\">\n\(items)</ul>\n"
        return """
            <h2>Ce que vous pouvez faire</h2>
            \(list)<p><a href="\(AttachmentPage.link)">Agir pour un acheteur ou une entreprise</a></p>

            """
    }

    private static func sessions(_ context: Context, _ members: Members, _ person: Person) throws
        -> HTML?
    {
        let sessions = try members.store.accounts.sessions(
            of: person.id, current: members.session ?? "", at: members.acting.now)
        let rows = sessions.map { session -> [HTML] in
            [
                HTML(text: session.isThisOne ? "Ce navigateur" : shortDevice(session.device)),
                ParisTime.html(session.begun), ParisTime.html(session.seen),
            ]
        }
        return """
            <h2>Sessions ouvertes</h2>
            \(Blocks.table("Sessions ouvertes", heads: ["Navigateur", "Ouverte", "Vue"], rows: rows, isCaptionHidden: true))\
            <div class="boutons">\(context.button(SignOutPage.link, "Me déconnecter"))\
            \(context.button(SignOutPage.link, "Me déconnecter partout", fields: [("partout", "oui")], isSecond: true))</div>

            """
    }

    private static func shortDevice(_ device: String) -> String {
        device.isEmpty ? "Navigateur inconnu" : String(device.prefix(60))
    }

    private static func rights(_ context: Context, _ members: Members, _ person: Person) -> HTML? {
        """
        <h2>Vos données</h2>
        <p>Tout ce qui est gardé sur vous peut être <a href="\(PersonalFilePage.link)">lu et emporté</a>, ou \
        <a href="\(ErasurePage.link)">effacé</a>.</p>

        """
    }
}
