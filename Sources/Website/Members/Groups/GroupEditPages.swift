import Community

/// « Modifier le groupe ».
enum GroupEditPage: FormPage {
    static let path = "/groupes/:cle/modifier"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = GroupSetting.leadCondition
    static let longestBody = 200_000

    static func link(to key: String) -> Link { Link(["groupes", key, "modifier"]) }

    static func fields(theme: String, mandate: String) -> [FormField] {
        [
            FormField(
                key: "theme", label: "Thème", help: "Une ligne\u{202F}: de quoi il s’occupe.",
                control: .line(length: 200), value: theme, isRequired: false),
            FormField(
                key: "mandat", label: "Mandat", help: "En Markdown.",
                control: .text(rows: 16, length: 20_000), value: mandate, isRequired: false),
        ]
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        try setting.requireLead()
        let group = setting.group
        return Document(
            title: "Modifier «\u{202F}\(group.name)\u{202F}»",
            summary: "Nom, thème et mandat du groupe.",
            content: VersionedForm.html(
                context, link(to: group.key),
                [
                    FormField(
                        key: "nom", label: "Nom", control: .line(length: 120), value: group.name)
                ] + fields(theme: group.theme, mandate: group.mandate), version: group.version,
                saved: [
                    ("nom", "Nom", group.name), ("theme", "Thème", group.theme),
                    ("mandat", "Mandat", group.mandate),
                ]), section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        try setting.requireLead()
        try setting.store.groups.describe(
            setting.group.id, name: form["nom"], theme: form["theme"], mandate: form["mandat"],
            version: try form.version(), setting.acting)
        return GroupPage.link(to: setting.group.key, done: "enregistre")
    }
}

/// « Clore le groupe », or opening it again.
enum GroupClosingPage: FormPage {
    static let path = "/groupes/:cle/clore"
    static let reading: Access = .editor
    static let writing: Access? = .editor

    static func link(to key: String) -> Link { Link(["groupes", key, "clore"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        let isOpen = setting.group.closed == nil
        return Document(
            title: isOpen ? "Clore le groupe" : "Rouvrir le groupe",
            summary: "Fin ou reprise des travaux d’un groupe.",
            content: """
                <p>\(isOpen
                    ? "Les pages du groupe restent en ligne\u{202F}; rien ne s’y ajoute plus, jusqu’à ce qu’il soit rouvert."
                    : "Le groupe pourra de nouveau se réunir, livrer et répondre.")</p>
                \(context.form(link(to: setting.group.key), [
                    FormField(key: "etat", label: "", control: .hidden, value: isOpen ? "clos" : "ouvert"),
                ], button: isOpen ? "Clore" : "Rouvrir"))
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        let isClosed = form["etat"] == "clos"
        try setting.store.groups.close(setting.group.id, isClosed, setting.acting)
        return GroupPage.link(to: setting.group.key, done: isClosed ? "clos" : "ouvert")
    }
}

/// « Partenaires du groupe ».
enum GroupPartnersPage: FormPage {
    static let path = "/groupes/:cle/partenaires"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = GroupSetting.leadCondition

    static func link(to key: String) -> Link { Link(["groupes", key, "partenaires"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        try setting.requireLead()
        let here = link(to: setting.group.key)
        let partners = try setting.store.groups.partners(of: setting.group.id)
        let rows = partners.map { partner -> [HTML] in
            [
                HTML(text: partner.name), HTML(text: partner.link),
                context.button(
                    here, "Retirer \(partner.name)", fields: [("retirer", String(partner.id))],
                    isSecond: true),
            ]
        }
        let organisations = try setting.store.organisations.current()
        let table: HTML =
            rows.isEmpty
            ? "<p>Aucun partenaire n’est encore nommé.</p>\n"
            : Blocks.table(
                "Partenaires", heads: ["Nom", "Lien", "Retirer"], rows: rows, isCaptionHidden: true)
        return Document(
            title: "Partenaires du groupe", summary: "Avec qui le groupe travaille.",
            content: """
                \(table)<h2>Ajouter un partenaire</h2>
                \(context.form(here, [
                    FormField(
                        key: "organisation", label: "Organisme de l’observatoire",
                        control: .choice(
                            [("", "Aucun\u{202F}: j’écris un nom")]
                                + organisations.map { (String($0.id), $0.name) }), isRequired: false),
                    FormField(
                        key: "nom", label: "Nom", help: "Pour un partenaire qui n’est pas de la liste.",
                        control: .line(length: 200), isRequired: false),
                    FormField(key: "lien", label: "Lien", control: .line(length: 500), isRequired: false),
                ], button: "Ajouter"))
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        try setting.requireLead()
        if let partner = Int64(form["retirer"]) {
            try setting.store.groups.removePartner(partner, from: setting.group.id, setting.acting)
        } else {
            try setting.store.groups.addPartner(
                to: setting.group.id, organisation: Int64(form["organisation"]), name: form["nom"],
                link: form["lien"], setting.acting)
        }
        return GroupPage.link(to: setting.group.key, done: "partenaires")
    }
}
