import Community

/// « Administration »: the door to what administrators decide.
enum AdministrationPage: CommunityPage {
    static let path = "/administration"
    static let reading: Access = .administrator
    static let link = Link(["administration"])

    /// What stands on the page, in order: where it leads, what it is, what it is for.
    static let entries: [(link: Link, label: String, what: String)] = [
        (PeoplePage.link, "Personnes", "Comptes, rôles, invitations."),
        (
            OrganisationKeepingPage.link, "Organismes",
            "Qui prend part, qui représente, importer une liste."
        ),
        (AssemblyRulesPage.link, "Règles de l’assemblée", "Poids des collèges, quorum, délais."),
        (BureauKeepingPage.link, "Bureau", "Qui porte quelle charge, depuis quand."),
        (
            AttachmentListPage.link, "Rattachements",
            "Qui agit pour quel acheteur ou quelle entreprise\u{202F}: confirmer ou refuser."
        ),
        (
            JournalPage.link, "Journal",
            "Chaque changement\u{202F}: qui, quand, quoi avant et après."
        ),
        (RetentionPage.link, "Conservation", "Combien de temps chaque chose est gardée."),
        (CharterDraftPage.link, "Charte", "Le texte, les engagements et ce qui les mesure."),
        (NewsDeskPage.link, "Actualités", "Écrire, publier, retirer."),
        (PressSettingsPage.link, "Espace presse", "Contact et dossier de presse."),
        (FileSettingsPage.link, "Fichiers", "Taille des fichiers et lecture de leurs textes."),
        (
            LostLettersPage.link, "Courriels abandonnés",
            "Ceux qui n’ont pas pu partir\u{202F}: les reprendre."
        ),
    ]

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let counts = try members.store.outbox.counts()
        let waiting = [
            AttachmentListPage.link.address: try members.store.attachments.waiting(),
            LostLettersPage.link.address: counts.givenUp,
        ]
        let items = entries.map { entry -> HTML in
            let count: HTML? = waiting[entry.link.address].flatMap { count in
                count > 0 ? " (\(count) en attente)" : nil
            }
            return
                "<li><a href=\"\(entry.link)\">\(entry.label)\(count)</a><p>\(entry.what)</p></li>\n"
        }
        return Document(
            title: "Administration", summary: "Ce que l’administration décide.",
            content: """
                <ul class="cartes">
                \(items)</ul>
                <p class="petit">Courriels en attente d’envoi\u{202F}: \(counts.waiting).</p>
                """, isHiddenFromSearch: true)
    }
}

/// « Personnes »: who has an account, who may do what.
enum PeoplePage: FormPage {
    static let path = "/administration/personnes"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator
    static let link = Link(["administration", "personnes"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let rows = try members.store.accounts.people().map { person -> [HTML] in
            [
                "<a href=\"\(PersonPage.link(to: person.id))\">\(person.shownName)</a>",
                HTML(text: person.email ?? ""), HTML(text: person.role.label),
                ParisTime.html(person.created),
            ]
        }
        return Document(
            title: "Personnes", summary: "Comptes de l’observatoire.",
            content: """
                \(context.notice(["invite": "La personne est invitée\u{202F}: son courriel de connexion est parti."]))\
                \(Blocks.table("Personnes", heads: ["Nom", "Courriel", "Rôle", "Depuis"], rows: rows, isCaptionHidden: true))
                <h2>Inviter quelqu’un</h2>
                \(context.form(link, [
                    FormField(key: "courriel", label: "Adresse de courriel", control: .email),
                    FormField(key: "nom", label: "Nom et prénom", control: .line(length: 120), isRequired: false),
                ], button: "Inviter"))
                """, trail: [("Administration", AdministrationPage.link)], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let email = try EmailAddress(form["courriel"])
        let name = try Entry.line("nom", form["nom"], 0...120)
        _ = try members.store.accounts.invite(email, name: name, members.acting)
        _ = try members.store.accounts.requestSignIn(email, next: "", members.acting) {
            token, code in
            SignInLetter.message(to: email, token: token, code: code, site: context.settings)
        }
        return Link(["administration", "personnes"], query: [("fait", "invite")])
    }
}

/// One person, as administrators see them.
enum PersonPage: FormPage {
    static let path = "/administration/personnes/:id"
    static let reading: Access = .administrator
    static let writing: Access? = .administrator

    static func link(to id: Int64) -> Link { Link(["administration", "personnes", String(id)]) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.store.accounts.person(Int64(context.argument("id")) ?? 0)
        let roles = Role.allCases.map { (value: $0.rawValue, label: $0.label) }
        return Document(
            title: person.shownName, summary: "Un compte.",
            content: """
                \(context.notice(["enregistre": "Le rôle est enregistré."]))\
                \(Blocks.sheet([
                    ("Courriel", nil, Blocks.value(person.email)),
                    ("Fonction", nil, Blocks.value(person.occupation.isEmpty ? nil : person.occupation)),
                    ("Compte créé", nil, ParisTime.html(person.created)),
                ]))
                <h2>Rôle</h2>
                \(context.form(link(to: person.id), [
                    FormField(key: "role", label: "Rôle", control: .choice(roles), value: person.role.rawValue)
                ], button: "Enregistrer"))
                """,
            trail: [("Administration", AdministrationPage.link), ("Personnes", PeoplePage.link)],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = Int64(context.argument("id")) ?? 0
        try members.store.accounts.give(
            try Entry.choice("role", form["role"]), to: id, members.acting)
        return Link(["administration", "personnes", String(id)], query: [("fait", "enregistre")])
    }
}
