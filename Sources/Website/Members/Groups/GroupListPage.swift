import Community

/// « Groupes de travail »: what they are about, how far they have come.
enum GroupListPage: CommunityPage {
    static let path = "/groupes"
    static let link = Link(["groupes"])
    static var trail: [(label: String, link: Link)] {
        [("L’observatoire", ObservatoryPage.link), ("Groupes de travail", link)]
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let editing: HTML? =
            members.visitor.isEditor
            ? """
            <p class="boutons"><a class="bouton second" href="\(NewGroupPage.link)">Créer un groupe</a>
            <a class="bouton second" href="\(GroupOrderPage.link)">Changer l’ordre</a></p>

            """ : nil
        return Document(
            title: "Groupes de travail",
            summary: "Les groupes de travail de l’observatoire et ce qu’ils livrent.",
            content: """
                \(try cards(members))\(editing)
                <ul class="liste">
                <li><a href="\(QuestionListPage.link)">Toutes les questions posées aux groupes</a></li>
                <li><a href="\(StudyListPage.link)">Toutes les études</a></li>
                <li><a href="\(AllMeetingsCalendar.link)">Le calendrier de toutes les réunions (ICS)</a></li>
                </ul>

                """, section: .observatoire, trail: [("L’observatoire", ObservatoryPage.link)])
    }

    /// A card a group.
    static func cards(_ members: Members) throws -> HTML {
        let groups = try members.store.groups.all()
        guard !groups.isEmpty else { return "<p>Aucun groupe n’est encore créé.</p>\n" }
        let progress = try members.store.workPlan.progress()
        let coming = try members.store.groupMeetings.after(members.acting.now)
        let cards = groups.map { group -> HTML in
            let about = group.theme.isEmpty ? nil : "<p>\(group.theme)</p>" as HTML
            let done = progress[group.id].map { count -> HTML in
                "<p class=\"petit\">Livrables livrés\u{202F}: \(count.delivered) sur \(count.total)</p>"
            }
            let next = coming.first { $0.group == group.id && $0.cancelled == nil }.map {
                meeting -> HTML in
                "<p class=\"petit\">Prochaine réunion le \(ParisTime.dayText(meeting.start))</p>"
            }
            let closed: HTML? = group.closed == nil ? nil : "<p class=\"petit\">Groupe clos</p>"
            return """
                <li><a href="\(GroupPage.link(to: group.key))">\(group.name)</a>\(about)\(done)\(next)\(closed)</li>

                """
        }
        return "<ul class=\"cartes\">\n\(cards)</ul>\n"
    }

    /// What stands on the observatory's page.
    static func block(_ context: Context, _ members: Members) throws -> HTML? {
        guard try !members.store.groups.all().isEmpty else { return nil }
        return """
            <h2>Groupes de travail</h2>
            \(try cards(members))<p><a href="\(link)">Réunions, livrables, questions et études des groupes</a></p>

            """
    }
}

/// « Créer un groupe ».
enum NewGroupPage: FormPage {
    static let path = "/groupes/nouveau"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let longestBody = 200_000
    static let link = Link(["groupes", "nouveau"])

    static func document(_ context: Context) throws -> Document {
        Document(
            title: "Créer un groupe", summary: "Un nouveau groupe de travail.",
            content: context.form(
                link,
                [
                    FormField(key: "nom", label: "Nom", control: .line(length: 120)),
                    FormField(
                        key: "cle", label: "Mot de l’adresse",
                        help:
                            "Minuscules, chiffres et tirets, comme delais-de-paiement\u{202F}; tiré du nom "
                            + "quand il est vide. Il ne change plus.",
                        control: .line(length: 80), isRequired: false),
                ] + GroupEditPage.fields(theme: "", mandate: ""), button: "Créer le groupe"),
            section: .observatoire, trail: GroupListPage.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let name = try Entry.line("nom", form["nom"], 2...120)
        let key = form["cle"].isEmpty ? AddressWord.suggested(by: name) : form["cle"]
        let id = try members.store.groups.add(
            key: key, name: name, mandate: form["mandat"], members.acting)
        if !form["theme"].isEmpty {
            try members.store.groups.describe(
                id, name: name, theme: form["theme"], mandate: form["mandat"], version: 1,
                members.acting)
        }
        return GroupPage.link(to: try members.store.groups.group(numbered: id).key, done: "cree")
    }
}

/// « L’ordre des groupes ».
enum GroupOrderPage: FormPage {
    static let path = "/groupes/ordre"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let link = Link(["groupes", "ordre"])

    static func document(_ context: Context) throws -> Document {
        let store = try context.community().store
        let fields = try store.groups.all().enumerated().map { place, group in
            FormField(
                key: "rang-\(group.id)", label: group.name, control: .number(1...999),
                value: String(place + 1))
        }
        return Document(
            title: "L’ordre des groupes", summary: "Dans quel ordre les groupes sont montrés.",
            content: VersionedForm.html(
                context, link, fields, version: try store.groups.orderVersion()),
            section: .observatoire, trail: GroupListPage.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        var ranks: [(rank: Int, place: Int, id: Int64)] = []
        for (place, group) in try members.store.groups.all().enumerated() {
            let key = "rang-\(group.id)"
            ranks.append((try Entry.number(key, form[key], 1...999), place, group.id))
        }
        try members.store.groups.order(
            ranks.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map(\.id),
            version: try form.version(), members.acting)
        return GroupListPage.link
    }
}
