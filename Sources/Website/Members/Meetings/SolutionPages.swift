import Community

/// The solutions of an event, for its buyers and its organiser.
enum SolutionListPage: CommunityPage {
    static let path = "/innovation/:cle/solutions"
    static let reading: Access = .account
    static let condition =
        "acheteur inscrit ou organisateur\u{202F}; une entreprise voit les siennes"

    static func link(to key: String) -> Link { Link(["innovation", key, "solutions"]) }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let shown = try visit.meetings.solutions(of: visit.event.id).filter {
            Meetings.mayRead($0, visit.own, isOrganiser: visit.isOrganiser)
        }
        let items = shown.map { solution -> HTML in
            """
            <li><a href="\(SolutionPage.link(visit.event.key, solution.id))">\
            <strong>\(solution.title)</strong></a><p>\(solution.company)</p>\
            <p>\(MeetingText.labels(solution.theme, solution.cpv))\
            <span class="etiquette">\(solution.maturity.label)</span></p></li>

            """
        }
        let list: HTML =
            items.isEmpty
            ? "<p>Aucune solution n’est à lire ici avec votre compte.</p>\n"
            : "<ul class=\"cartes\">\n\(items)</ul>\n"
        return Document(
            title: "Les solutions", summary: "Solutions présentées à \(visit.event.title).",
            content: list, section: .rencontres, trail: visit.trail, isHiddenFromSearch: true)
    }
}

/// One solution.
enum SolutionPage: FormPage {
    static let path = "/innovation/:cle/solutions/:id"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition =
        "acheteur inscrit, organisateur ou son entreprise\u{202F}; retrait\u{202F}: son entreprise"

    static func link(_ key: String, _ solution: Int64) -> Link {
        Link(["innovation", key, "solutions", String(solution)])
    }

    static func solution(_ context: Context, _ visit: MeetingVisit) throws -> Meetings.Solution {
        let id = Int64(context.argument("id")) ?? 0
        let solution = try visit.meetings.solution(id, of: visit.event.id)
        guard Meetings.mayRead(solution, visit.own, isOrganiser: visit.isOrganiser) else {
            throw Meetings.absentSolution
        }
        return solution
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let solution = try solution(context, visit)
        let isOwn = visit.own.contains { $0.id == solution.participant }
        let mayEdit = isOwn && visit.event.stage <= .wishesOpen
        let edit: HTML? =
            mayEdit
            ? """
            <div class="boutons"><p><a class="bouton" \
            href="\(SolutionEditPage.link(visit.event.key, solution.id))">Modifier</a></p>\
            \(context.button(link(visit.event.key, solution.id), "Retirer cette solution",
            fields: [("action", "retirer")], isSecond: true))</div>

            """ : nil
        return Document(
            title: solution.title, summary: "Une solution de \(solution.company).",
            content: """
                \(context.notice(["presentee": "La solution est enregistrée\u{202F}: les acheteurs inscrits la lisent."]))\
                <p>\(MeetingText.labels(solution.theme, solution.cpv))</p>
                \(Markdown.html(solution.text))
                \(Blocks.sheet([
                    ("Entreprise", nil, HTML(text: solution.company)),
                    ("SIRET", nil, HTML(text: solution.siret)),
                    ("Maturité", nil, HTML(text: solution.maturity.label)),
                    ("Références", "selon l’entreprise", Blocks.value(solution.references.isEmpty ? nil : solution.references)),
                ]))
                \(edit)
                """,
            section: .rencontres, kind: "Solution", trail: visit.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit(context)
        let solution = try solution(context, visit)
        try visit.members.visitor.require(
            visit.own.contains { $0.id == solution.participant },
            "Seule son entreprise retire cette solution.")
        try visit.meetings.withdraw(solution, visit.members.acting)
        return Link(["innovation", visit.event.key], query: [("fait", "retire")])
    }
}

/// What a company writes of a solution, as fields of a form.
enum SolutionFields {
    static func fields(_ solution: Meetings.Solution?) -> [FormField] {
        [
            FormField(
                key: "titre", label: "Titre", control: .line(length: 160),
                value: solution?.title ?? ""),
            FormField(
                key: "texte", label: "La solution", help: "En Markdown.",
                control: .text(rows: 8, length: 8_000), value: solution?.text ?? ""),
            FormField(
                key: "theme", label: "Thème", control: .choice(MeetingText.themes),
                value: solution?.theme.rawValue ?? ""),
            FormField(
                key: "cpv", label: "Code CPV", help: "De deux à huit chiffres, comme 45261.",
                control: .line(length: 12), value: solution?.cpv ?? "", isRequired: false),
            FormField(
                key: "maturite", label: "Maturité",
                control: .choice(SolutionMaturity.allCases.map { ($0.rawValue, $0.label) }),
                value: solution?.maturity.rawValue ?? ""),
            FormField(
                key: "realisations", label: "Références",
                help: "Qui s’en sert déjà, depuis quand.", control: .text(rows: 3, length: 2_000),
                value: solution?.references ?? "", isRequired: false),
        ]
    }

    static func read(_ form: SentForm) throws -> Meetings.SolutionText? {
        var check = FormCheck()
        let title = try check.read { try Entry.line("titre", form["titre"], 5...160) }
        let text = try check.read { try Entry.text("texte", form["texte"], 20...8_000) }
        let theme: InnovationTheme? = try check.read { try Entry.choice("theme", form["theme"]) }
        let maturity: SolutionMaturity? = try check.read {
            try Entry.choice("maturite", form["maturite"])
        }
        try check.end()
        guard let title, let text, let theme, let maturity else { return nil }
        return Meetings.SolutionText(
            title: title, text: text, theme: theme, cpv: form["cpv"], maturity: maturity,
            references: form["realisations"])
    }
}

/// Presenting a solution.
enum SolutionCreatePage: FormPage {
    static let path = "/innovation/:cle/solutions/nouvelle"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "inscrit pour une entreprise"
    static let longestBody = 65_536

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let company = try visit.participant(context, side: .company)
        let hidden = FormField(
            key: "participant", label: "", control: .hidden, value: String(company.id))
        return Document(
            title: "Présenter une solution", summary: "Une solution de \(company.name).",
            content: """
                <p>Pour \(company.name). Les acheteurs inscrits et l’organisateur la lisent\u{202F}; les autres \
                entreprises, non.</p>
                \(context.form(Link(["innovation", visit.event.key, "solutions", "nouvelle"]),
                SolutionFields.fields(nil) + [hidden], button: "Présenter"))
                """, section: .rencontres, trail: visit.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit(context)
        let company = try visit.participant(context, side: .company)
        guard let said = try SolutionFields.read(form) else { return visit.link }
        let id = try visit.meetings.post(said, by: company.id, visit.members.acting)
        return Link(
            ["innovation", visit.event.key, "solutions", String(id)],
            query: [("fait", "presentee")])
    }
}

/// Changing a solution.
enum SolutionEditPage: FormPage {
    static let path = "/innovation/:cle/solutions/:id/modifier"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "son entreprise, avant la clôture des vœux"
    static let longestBody = 65_536

    static func link(_ key: String, _ solution: Int64) -> Link {
        Link(["innovation", key, "solutions", String(solution), "modifier"])
    }

    private static func own(_ context: Context, _ visit: MeetingVisit) throws -> Meetings.Solution {
        let solution = try SolutionPage.solution(context, visit)
        try visit.members.visitor.require(
            visit.own.contains { $0.id == solution.participant },
            "Seule son entreprise modifie cette solution.")
        return solution
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let solution = try own(context, visit)
        let version = FormField(
            key: "version", label: "", control: .hidden, value: String(solution.version))
        return Document(
            title: "Modifier la solution", summary: solution.title,
            content: context.form(
                link(visit.event.key, solution.id), SolutionFields.fields(solution) + [version],
                button: "Enregistrer"),
            section: .rencontres,
            trail: visit.trail + [
                (solution.title, SolutionPage.link(visit.event.key, solution.id))
            ],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit(context)
        let solution = try own(context, visit)
        guard let said = try SolutionFields.read(form) else { return visit.link }
        try visit.meetings.edit(
            solution, said, version: try form.version(), visit.members.acting)
        return SolutionPage.link(visit.event.key, solution.id)
    }
}
