import Community

/// One need: what is sought, and what was added since, for all to see.
enum NeedPage: FormPage {
    static let path = "/innovation/:cle/besoins/:id"
    static let writing: Access? = .account
    static let condition =
        "avant le gel\u{202F}: son acheteur et l’organisateur\u{202F}; ajouts\u{202F}: son acheteur"

    static func link(_ key: String, _ need: Int64) -> Link {
        Link(["innovation", key, "besoins", String(need)])
    }

    static func need(_ context: Context, _ visit: MeetingVisit) throws -> Meetings.Need {
        let id = Int64(context.argument("id")) ?? 0
        let need = try visit.meetings.need(id, of: visit.event.id)
        let isOwn = visit.own.contains { $0.id == need.participant }
        guard
            visit.event.stage >= .needsFrozen && need.withdrawn == nil || visit.isOrganiser || isOwn
        else { throw CommunityRefusal.absent("Il n’y a pas de tel besoin ici.") }
        return need
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let need = try need(context, visit)
        let isOwn = visit.own.contains { $0.id == need.participant }
        let additions = try visit.meetings.additions(to: need.id)
        let isKnown = context.edition?.tables.buyer(need.siret) != nil
        let siret: HTML =
            isKnown
            ? "<a href=\"\(BuyerPage.link(to: need.siret))\">\(need.siret)</a>"
            : HTML(text: need.siret)
        var content =
            context.notice([
                "depose":
                    "Le besoin est déposé. Vous pouvez le modifier jusqu’à ce qu’il soit figé.",
                "ajoute": "C’est ajouté, et visible de tous.",
            ]) ?? HTML()
        if visit.event.stage < .needsFrozen {
            content += """
                <p class="encart">Ce besoin n’est pas encore public. Une fois figé, il ne changera plus\u{202F}: \
                seuls des compléments datés, visibles de tous, pourront s’y ajouter.</p>

                """
        }
        content += """
            <p>\(MeetingText.labels(need.theme, need.cpv))</p>
            \(Markdown.html(need.text))
            \(Blocks.sheet([
                ("Acheteur", nil, HTML(text: need.buyer)),
                ("SIRET", nil, siret),
                ("Ce qui est recherché", nil, HTML(text: need.sought)),
                ("Horizon", nil, HTML(text: need.horizon.label)),
            ]))
            """
        content += list(
            "Compléments", additions.filter { $0.kind == .complement }, intro: nil)
        content += list(
            "Dit en rendez-vous", additions.filter { $0.kind == .note },
            intro:
                "Ce que l’acheteur a dit de plus à une entreprise, publié pour que toutes le sachent "
                + "(article R2111-2 du code de la commande publique).")
        if isOwn { content += forms(context, visit, need) }
        return Document(
            title: need.title, summary: "Un besoin de \(need.buyer).", content: content,
            section: .rencontres, kind: "Besoin", trail: visit.trail,
            isHiddenFromSearch: visit.event.stage < .needsFrozen)
    }

    private static func list(_ title: String, _ additions: [Meetings.Addition], intro: String?)
        -> HTML
    {
        guard !additions.isEmpty else { return HTML() }
        let items = additions.map { addition -> HTML in
            "<li>\(ParisTime.html(addition.moment))\(Markdown.html(addition.text, headings: 2))</li>\n"
        }
        let about = intro.map { intro -> HTML in "<p class=\"petit\">\(intro)</p>\n" }
        return "<h2>\(title)</h2>\n\(about)<ol class=\"frise\">\n\(items)</ol>\n"
    }

    private static func forms(_ context: Context, _ visit: MeetingVisit, _ need: Meetings.Need)
        -> HTML
    {
        let here = link(visit.event.key, need.id)
        if visit.event.stage == .needsOpen {
            return """
                <div class="boutons"><p><a class="bouton" \
                href="\(NeedEditPage.link(visit.event.key, need.id))">Modifier</a></p>\
                \(context.button(here, "Retirer ce besoin", fields: [("action", "retirer")], isSecond: true))</div>

                """
        }
        guard visit.event.stage >= .needsFrozen else { return HTML() }
        let kinds: [(value: String, label: String)] =
            visit.event.stage >= .theDay
            ? [("note", "Dit en rendez-vous"), ("complement", "Complément")]
            : [("complement", "Complément")]
        return """
            <h2>Ajouter</h2>
            <p>Ce que vous ajoutez est daté, visible de tous, et ne se modifie plus.</p>
            \(context.form(here, [
                FormField(key: "genre", label: "Nature", control: .choice(kinds)),
                FormField(key: "texte", label: "Texte", control: .text(rows: 5, length: 4_000)),
            ], button: "Publier"))
            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit(context)
        let need = try need(context, visit)
        try visit.members.visitor.require(
            visit.own.contains { $0.id == need.participant },
            "Seul l’acheteur de ce besoin le complète.")
        if form["action"] == "retirer" {
            try visit.meetings.withdraw(need, visit.members.acting)
            return Link(["innovation", visit.event.key], query: [("fait", "retire")])
        }
        let kind: Meetings.Addition.Kind = try Entry.choice("genre", form["genre"])
        try visit.meetings.add(kind, form["texte"], to: need, visit.members.acting)
        return Link(
            ["innovation", visit.event.key, "besoins", String(need.id)], query: [("fait", "ajoute")]
        )
    }
}

/// What a buyer writes of a need, as fields of a form.
enum NeedFields {
    static func fields(_ need: Meetings.Need?) -> [FormField] {
        [
            FormField(
                key: "titre", label: "Titre", control: .line(length: 160), value: need?.title ?? ""),
            FormField(
                key: "texte", label: "Le besoin",
                help: "Dites le problème et l’usage plutôt que la solution. En Markdown.",
                control: .text(rows: 8, length: 8_000), value: need?.text ?? ""),
            FormField(
                key: "theme", label: "Thème", control: .choice(MeetingText.themes),
                value: need?.theme.rawValue ?? ""),
            FormField(
                key: "cpv", label: "Code CPV", help: "De deux à huit chiffres, comme 45261.",
                control: .line(length: 12), value: need?.cpv ?? "", isRequired: false),
            FormField(
                key: "recherche", label: "Ce que vous cherchez",
                help: "Une solution déjà éprouvée, un essai, un partenaire de recherche…",
                control: .text(rows: 3, length: 2_000), value: need?.sought ?? ""),
            FormField(
                key: "horizon", label: "Horizon",
                control: .choice(NeedHorizon.allCases.map { ($0.rawValue, $0.label) }),
                value: need?.horizon.rawValue ?? ""),
        ]
    }

    static func read(_ form: SentForm) throws -> Meetings.NeedText? {
        var check = FormCheck()
        let title = try check.read { try Entry.line("titre", form["titre"], 5...160) }
        let text = try check.read { try Entry.text("texte", form["texte"], 20...8_000) }
        let theme: InnovationTheme? = try check.read { try Entry.choice("theme", form["theme"]) }
        let sought = try check.read { try Entry.text("recherche", form["recherche"], 5...2_000) }
        let horizon: NeedHorizon? = try check.read { try Entry.choice("horizon", form["horizon"]) }
        try check.end()
        guard let title, let text, let theme, let sought, let horizon else { return nil }
        return Meetings.NeedText(
            title: title, text: text, theme: theme, cpv: form["cpv"], sought: sought,
            horizon: horizon)
    }
}

/// Posting a need.
enum NeedCreatePage: FormPage {
    static let path = "/innovation/:cle/besoins/nouveau"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "inscrit pour un acheteur"
    static let longestBody = 65_536

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let buyer = try visit.participant(context, side: .buyer)
        let hidden = FormField(
            key: "participant", label: "", control: .hidden, value: String(buyer.id))
        return Document(
            title: "Déposer un besoin", summary: "Un besoin de \(buyer.name).",
            content: """
                <p>Pour \(buyer.name). Le besoin reste à vous jusqu’à ce que l’organisateur fige et publie \
                tous les besoins ensemble\u{202F}; il ne change plus ensuite.</p>
                \(context.form(Link(["innovation", visit.event.key, "besoins", "nouveau"]),
                NeedFields.fields(nil) + [hidden], button: "Déposer"))
                """, section: .rencontres, trail: visit.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit(context)
        let buyer = try visit.participant(context, side: .buyer)
        guard let said = try NeedFields.read(form) else { return visit.link }
        let id = try visit.meetings.post(said, by: buyer.id, visit.members.acting)
        return Link(
            ["innovation", visit.event.key, "besoins", String(id)], query: [("fait", "depose")])
    }
}

/// Changing a need that is not public yet.
enum NeedEditPage: FormPage {
    static let path = "/innovation/:cle/besoins/:id/modifier"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "son acheteur, avant le gel"
    static let longestBody = 65_536

    static func link(_ key: String, _ need: Int64) -> Link {
        Link(["innovation", key, "besoins", String(need), "modifier"])
    }

    private static func own(_ context: Context, _ visit: MeetingVisit) throws -> Meetings.Need {
        let need = try NeedPage.need(context, visit)
        try visit.members.visitor.require(
            visit.own.contains { $0.id == need.participant },
            "Seul l’acheteur de ce besoin le modifie.")
        return need
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let need = try own(context, visit)
        let version = FormField(
            key: "version", label: "", control: .hidden, value: String(need.version))
        return Document(
            title: "Modifier le besoin", summary: need.title,
            content: context.form(
                link(visit.event.key, need.id), NeedFields.fields(need) + [version],
                button: "Enregistrer"),
            section: .rencontres,
            trail: visit.trail + [(need.title, NeedPage.link(visit.event.key, need.id))],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit(context)
        let need = try own(context, visit)
        guard let said = try NeedFields.read(form) else { return visit.link }
        try visit.meetings.edit(need, said, version: try form.version(), visit.members.acting)
        return NeedPage.link(visit.event.key, need.id)
    }
}
