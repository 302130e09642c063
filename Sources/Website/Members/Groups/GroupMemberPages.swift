import Community

/// « Membres du groupe »: requests to answer, members, inviting somebody.
enum GroupMembersPage: FormPage {
    static let path = "/groupes/:cle/membres"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = GroupSetting.leadCondition

    static func link(to key: String, done: String? = nil) -> Link {
        Link(["groupes", key, "membres"], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        try setting.requireLead()
        let notice = context.notice([
            "invite": "La personne est membre du groupe\u{202F}; un courriel le lui dit.",
            "accepte": "La demande est acceptée.", "refuse": "La demande est refusée.",
            "change": "Les membres du groupe sont enregistrés.",
        ])
        let members = try setting.store.groups.members(of: setting.group.id)
        let rows = members.map { member -> [HTML] in
            [
                """
                <a href="\(GroupMemberPage.link(to: member.id, of: setting.group.key))">\(member.name)</a>
                """,
                HTML(text: member.email ?? ""),
                HTML(text: member.isLead ? "responsable" : "membre"),
                HTML(text: ParisTime.dayText(member.since)),
            ]
        }
        let table: HTML =
            rows.isEmpty
            ? "<p>Personne n’a encore rejoint ce groupe.</p>\n"
            : Blocks.table(
                "Membres", heads: ["Nom", "Courriel", "Place", "Depuis"], rows: rows,
                isCaptionHidden: true)
        return Document(
            title: "Membres du groupe", summary: "Qui prend part au groupe.",
            content: """
                \(notice)\(try requests(context, setting))<h2>Membres</h2>
                \(table)<h2>Inviter quelqu’un</h2>
                \(context.form(link(to: setting.group.key), [
                    FormField(key: "courriel", label: "Adresse de courriel", control: .email),
                    FormField(
                        key: "nom", label: "Nom et prénom",
                        help: "Pour quelqu’un qui n’a pas encore de compte.",
                        control: .line(length: 120), isRequired: false),
                    FormField(
                        key: "place", label: "Place dans le groupe",
                        control: .choice([("membre", "Membre"), ("responsable", "Responsable")])),
                ], button: "Inviter"))
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    private static func requests(_ context: Context, _ setting: GroupSetting) throws -> HTML? {
        let requests = try setting.store.groups.requests(toJoin: setting.group.id)
        guard !requests.isEmpty else { return nil }
        let items = requests.map { request -> HTML in
            let answer = JoinAnswerPage.link(to: request.id, of: setting.group.key)
            let reason: HTML? =
                request.reason.isEmpty ? nil : "<p>«\u{202F}\(request.reason)\u{202F}»</p>"
            return """
                <li><strong>\(request.name)</strong> (\(request.email ?? "sans courriel")), \(ParisTime.html(request.asked))\(reason)
                <div class="boutons">\(context.button(answer, "Accepter \(request.name)", fields: [("reponse", "oui")]))\
                \(context.button(answer, "Refuser \(request.name)", fields: [("reponse", "non")], isSecond: true))</div></li>

                """
        }
        return "<h2>Demandes</h2>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        try setting.requireLead()
        let email = try EmailAddress(form["courriel"])
        let name = try Entry.line("nom", form["nom"], 0...120)
        let person = try setting.store.accounts.invite(email, name: name, setting.acting)
        try setting.store.groups.join(
            setting.group.id, person: person.id, asLead: form["place"] == "responsable",
            setting.acting)
        try setting.store.outbox.add(
            MeetingLetters.welcome(to: email, setting.group, context.settings), setting.acting)
        return link(to: setting.group.key, done: "invite")
    }
}

/// The answer to a request to join.
enum JoinAnswerPage: FormPage {
    static let path = "/groupes/:cle/demandes/:id"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = GroupSetting.leadCondition

    static func link(to id: Int64, of key: String) -> Link {
        Link(["groupes", key, "demandes", String(id)])
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        try setting.requireLead()
        return Document(
            title: "Répondre à une demande", summary: "Accepter ou refuser un membre.",
            content: context.form(
                link(to: context.number("id"), of: setting.group.key),
                [
                    FormField(
                        key: "reponse", label: "Réponse",
                        control: .choice([("oui", "Accepter"), ("non", "Refuser")]))
                ], button: "Répondre"), section: .observatoire, trail: setting.trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        try setting.requireLead()
        guard ["oui", "non"].contains(form["reponse"]) else {
            throw CommunityRefusal.invalid(
                field: "reponse", value: form["reponse"], sentence: "Choisissez une réponse.")
        }
        let isAccepted = form["reponse"] == "oui"
        try setting.store.groups.answer(
            context.number("id"), of: setting.group.id, isAccepted: isAccepted, setting.acting
        ) { person in
            MeetingLetters.answer(
                to: person, isAccepted: isAccepted, setting.group, context.settings)
        }
        return GroupMembersPage.link(
            to: setting.group.key, done: isAccepted ? "accepte" : "refuse")
    }
}

/// One member of a group, as its leads see them.
enum GroupMemberPage: FormPage {
    static let path = "/groupes/:cle/membres/:id"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = GroupSetting.leadCondition

    static func link(to id: Int64, of key: String) -> Link {
        Link(["groupes", key, "membres", String(id)])
    }

    private static func member(_ context: Context, _ setting: GroupSetting) throws -> Groups.Member
    {
        let id = context.number("id")
        guard
            let found = try setting.store.groups.members(of: setting.group.id)
                .first(where: { $0.id == id })
        else { throw CommunityRefusal.absent("Cette personne n’est pas membre du groupe.") }
        return found
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        try setting.requireLead()
        let member = try member(context, setting)
        return Document(
            title: member.name, summary: "Un membre du groupe.",
            content: context.form(
                link(to: member.id, of: setting.group.key),
                [
                    FormField(
                        key: "place", label: "Place dans le groupe",
                        control: .choice([
                            ("membre", "Membre"), ("responsable", "Responsable"),
                            ("retirer", "Ne fait plus partie du groupe"),
                        ]), value: member.isLead ? "responsable" : "membre")
                ], button: "Enregistrer"), section: .observatoire,
            kind: "Membre de \(setting.group.name)", trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        try setting.requireLead()
        let member = try member(context, setting)
        switch form["place"] {
        case "retirer":
            try setting.store.groups.leave(setting.group.id, person: member.id, setting.acting)
        case "membre", "responsable":
            try setting.store.groups.join(
                setting.group.id, person: member.id, asLead: form["place"] == "responsable",
                setting.acting)
        default:
            throw CommunityRefusal.invalid(
                field: "place", value: form["place"], sentence: "Choisissez une place.")
        }
        return GroupMembersPage.link(to: setting.group.key, done: "change")
    }
}

/// « Rejoindre le groupe ».
enum JoinGroupPage: FormPage {
    static let path = "/groupes/:cle/rejoindre"
    static let reading: Access = .account
    static let writing: Access? = .account

    static func link(to key: String) -> Link { Link(["groupes", key, "rejoindre"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        let person = try setting.visitor.signedIn()
        let isAsking = try setting.store.groups.isAsking(
            toJoin: setting.group.id, person: person.id)
        let content: HTML =
            isAsking && context.faults == nil
            ? "<p class=\"encart\">Votre demande est faite\u{202F}: un responsable du groupe y répondra.</p>\n"
            : """
            <p>Un responsable du groupe lira votre demande et y répondra par courriel.</p>
            \(context.form(link(to: setting.group.key), [
                FormField(
                    key: "motif", label: "Pourquoi rejoindre ce groupe",
                    control: .text(rows: 4, length: 1_000), isRequired: false)
            ], button: "Demander à rejoindre le groupe"))
            """
        return Document(
            title: "Rejoindre «\u{202F}\(setting.group.name)\u{202F}»",
            summary: "Demander à rejoindre un groupe.",
            content: content, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true
        )
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        try setting.store.groups.ask(
            toJoin: setting.group.id, reason: form["motif"], setting.acting
        ) { AskingLetters.joining(setting.group, to: $0, context.settings) }
        return GroupPage.link(to: setting.group.key, done: "demande")
    }
}

/// « Quitter le groupe ».
enum LeaveGroupPage: FormPage {
    static let path = "/groupes/:cle/quitter"
    static let reading: Access = .account
    static let writing: Access? = .account

    static func link(to key: String) -> Link { Link(["groupes", key, "quitter"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        return Document(
            title: "Quitter «\u{202F}\(setting.group.name)\u{202F}»",
            summary: "Ne plus prendre part à un groupe.",
            content: """
                <p>Vous ne recevrez plus les convocations. Les comptes rendus gardent qui était là.</p>
                \(context.form(link(to: setting.group.key), [], button: "Quitter le groupe"))
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        let person = try setting.visitor.signedIn()
        try setting.store.groups.leave(setting.group.id, person: person.id, setting.acting)
        return GroupPage.link(to: setting.group.key, done: "quitte")
    }
}
