import Community

/// « Organismes »: who takes part, by college.
enum OrganisationListPage: CommunityPage {
    static let path = "/organisations"
    static let link = Link(["organisations"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let all = try members.store.organisations.current()
        var content: HTML = """
            <p class="chapo">\(French.count(all.count, "organisme")) autour de la table, dans quatre \
            collèges. Chaque collège pèse dans les votes de <a href="\(AssemblyPage.link)">l’assemblée</a> ce que \
            ses règles disent, quel que soit le nombre de ses organismes.</p>

            """
        for college in College.allCases {
            let ours = all.filter { $0.college == college }
                .sorted { French.precedes($0.name, $1.name) }
            let items = ours.map { organisation -> HTML in
                let territory: HTML? =
                    organisation.territory.isEmpty
                    ? nil : "<p class=\"petit\">\(organisation.territory)</p>"
                return """
                    <li><a href="\(OrganisationPage.link(to: organisation.id))">\(organisation.name)</a>\(territory)</li>

                    """
            }
            let list: HTML =
                items.isEmpty
                ? "<p>Aucun organisme pour l’instant.</p>\n"
                : "<ul class=\"cartes\">\n\(items)</ul>\n"
            content += "<h2>\(college.label) (\(ours.count))</h2>\n\(list)"
        }
        if members.visitor.isAdministrator {
            content +=
                "<p><a href=\"\(OrganisationKeepingPage.link)\">Administrer les organismes</a></p>\n"
        }
        return Document(
            title: "Organismes de l’observatoire",
            summary: "Les organismes de l’observatoire, par collège.", content: content,
            section: .observatoire, trail: [("L’observatoire", ObservatoryPage.link)])
    }
}

/// One organisation: what it is, since when, and its representatives who agreed to be named.
enum OrganisationPage: CommunityPage {
    static let path = "/organisations/:id"

    static func link(to id: Int64) -> Link { Link(["organisations", String(id)]) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let organisation = try members.store.organisations.organisation(
            Int64(context.argument("id")) ?? 0)
        let representations = try members.store.organisations.representations(
            of: organisation.id
        ).filter { $0.until == nil }
        let shown = representations.filter { $0.isShown && !$0.name.isEmpty }
        var items: [(term: String, note: String?, value: HTML)] = [
            ("Collège", nil, HTML(text: organisation.college.label)),
            (
                "Territoire", nil,
                Blocks.value(organisation.territory.isEmpty ? nil : organisation.territory)
            ),
            ("SIRET", nil, Blocks.value(organisation.siret)),
            ("Depuis", nil, HTML(text: ParisTime.dayText(organisation.since))),
        ]
        if let until = organisation.until {
            items.append(("Jusqu’au", nil, HTML(text: ParisTime.dayText(until))))
        }
        if !organisation.site.isEmpty {
            items.append(
                (
                    "Site", nil,
                    "<a href=\"\(organisation.site)\" rel=\"external nofollow noopener\">\(organisation.site)</a>"
                ))
        }
        var names: [HTML] = shown.map { one in
            "<li>\(one.name) (\(one.isDeputy ? "suppléance" : "titulaire"))</li>\n"
        }
        let hidden = representations.count - shown.count
        if hidden > 0 {
            names.append(
                "<li>\(French.count(hidden, "personne")) dont le nom n’est pas affiché</li>\n")
        }
        let list: HTML =
            names.isEmpty
            ? "<p>Personne ne le représente aujourd’hui.</p>\n"
            : "<ul class=\"liste\">\n\(names)</ul>\n"
        return Document(
            title: organisation.name, summary: "Un organisme de l’observatoire.",
            content: """
                \(Blocks.sheet(items))<div class="texte-long">\(Markdown.html(organisation.presentation))</div>
                <h2>Représentation</h2>
                \(list)
                """, section: .observatoire, kind: organisation.college.label,
            trail: [
                ("L’observatoire", ObservatoryPage.link), ("Organismes", OrganisationListPage.link),
            ])
    }
}

/// Whether one's representations and mandates name one to everybody: from the account's page.
enum NameConsentPage: FormPage {
    static let path = "/compte/nom-affiche"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let link = Link(["compte", "nom-affiche"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let representations = try members.store.organisations.representations(by: person.id)
        let mandates = try members.store.assembly.mandates().filter { $0.person == person.id }
        var choices = representations.map {
            (
                value: "representation-\($0.id)",
                label: "Comme représentant de \($0.organisationName)"
            )
        }
        var ticked = representations.filter(\.isShown).map { "representation-\($0.id)" }
        if !mandates.isEmpty {
            choices.append(("mandats", "Comme membre du bureau, aujourd’hui et dans son histoire"))
            if mandates.contains(where: \.isShown) { ticked.append("mandats") }
        }
        let form: HTML =
            choices.isEmpty
            ? "<p>Vous ne représentez aucun organisme et n’avez pas de mandat.</p>\n"
            : context.form(
                link,
                [
                    FormField(
                        key: "noms", label: "Montrer mon nom à tout le monde",
                        help: "Sans votre accord, les pages publiques taisent votre nom.",
                        control: .boxes(choices), values: ticked, isRequired: false)
                ], button: "Enregistrer")
        return Document(
            title: "Mon nom sur le site", summary: "Où votre nom est montré.",
            content: "\(context.notice(["enregistre": "C’est enregistré."]))\(form)",
            trail: [("Mon compte", AccountPage.link)], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let ticked = Set(form.all("noms"))
        for one in try members.store.organisations.representations(by: person.id) {
            try members.store.organisations.show(
                one.id, ticked.contains("representation-\(one.id)"), person: person.id,
                members.acting)
        }
        try members.store.assembly.showMandates(
            of: person.id, ticked.contains("mandats"), members.acting)
        return Link(["compte", "nom-affiche"], query: [("fait", "enregistre")])
    }

    /// What the account's page says of it.
    static func block(_ context: Context, _ members: Members, _ person: Person) -> HTML? {
        guard !members.visitor.memberships.isEmpty else { return nil }
        return "<p><a href=\"\(link)\">Choisir où mon nom est montré</a></p>\n"
    }
}
