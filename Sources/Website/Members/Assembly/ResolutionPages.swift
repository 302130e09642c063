import Community

/// One resolution: its text, its rule, what the vote gave.
enum ResolutionPage: CommunityPage {
    static let path = "/assemblee/resolutions/:id"

    static func link(to id: Int64) -> Link { Link(["assemblee", "resolutions", String(id)]) }

    /// The resolution of an address and its session, where the visitor may know of them.
    static func found(_ context: Context) throws -> (Assembly.Resolution, Assembly.Session) {
        let members = try context.community()
        let resolution = try members.store.assembly.resolution(
            Int64(context.argument("id")) ?? 0)
        let session = try members.store.assembly.session(resolution.session)
        guard session.state != .prepared || members.visitor.isEditor else {
            throw CommunityRefusal.absent("Il n’y a pas de résolution n°\u{A0}\(resolution.id).")
        }
        return (resolution, session)
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let (resolution, session) = try found(context)
        let counts = try members.store.assembly.count(of: resolution.id)
        let result: HTML? = counts.map {
            "<h2>Résultat</h2>\n\(AssemblyText.result(resolution, $0))"
        }
        let small: HTML? =
            resolution.acceptsSmallColleges && resolution.kind == .secret
            ? """
            <p class="petit">Un collège comptait moins de trois votants à l’ouverture\u{202F}; ses membres en étaient \
            avertis.</p>

            """ : nil
        return Document(
            title: resolution.title, summary: "Une résolution de l’assemblée.",
            content: """
                \(context.notice(["fait": "C’est fait."]))<p>\(AssemblyText.badge(resolution))</p>
                <div class="texte-long">\(Markdown.html(resolution.text))</div>
                \(Blocks.sheet([
                    ("Séance", nil, "<a href=\"\(SessionPage.link(to: session.id))\">\(session.title)</a>, \(ParisTime.html(session.begins))"),
                    ("Vote", nil, HTML(text: resolution.kind.label)),
                    ("Règle", nil, HTML(text: AssemblyText.rule(resolution))),
                ]))\
                \(result)\(small)\(try names(resolution, members))\(team(resolution, session, members))
                """, section: .observatoire, kind: "Résolution", trail: SessionPage.trail(session))
    }

    /// Who answered what in a vote by show of hands, for members.
    private static func names(_ resolution: Assembly.Resolution, _ members: Members) throws
        -> HTML?
    {
        guard members.visitor.isMember, resolution.state == .closed, resolution.kind != .byTotals
        else { return nil }
        let rows = try members.store.assembly.electors(of: resolution.id).map {
            elector -> [HTML] in
            [
                HTML(text: elector.name), HTML(text: elector.holderName ?? ""),
                HTML(
                    text: resolution.kind == .secret
                        ? (elector.hasVoted ? "A voté" : "N’a pas voté")
                        : elector.choice?.label ?? "N’a pas voté"),
            ]
        }
        return """
            <details><summary>Émargement du vote</summary>
            \(Blocks.table("Émargement du vote", heads: ["Organisme", "Procuration à", "Vote"], rows: rows, isCaptionHidden: true))\
            </details>

            """
    }

    private static func team(
        _ resolution: Assembly.Resolution, _ session: Assembly.Session, _ members: Members
    ) -> HTML? {
        guard members.visitor.isEditor, resolution.state == .prepared,
            session.state == .prepared || session.isRunning
        else { return nil }
        return
            "<p><a href=\"\(AmendPage.link(to: resolution.id))\">Modifier la résolution</a></p>\n"
    }
}

/// Adding a resolution to a session.
enum ProposePage: FormPage {
    static let path = "/assemblee/seances/:id/resolutions"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let longestBody = 1 << 17

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "resolutions"])
    }

    static func document(_ context: Context) throws -> Document {
        let session = try SessionPage.session(context)
        return Document(
            title: "Ajouter une résolution", summary: "Un texte à mettre aux voix.",
            content: context.form(link(to: session.id), fields(nil), button: "Ajouter"),
            section: .observatoire, trail: SessionPage.trail(session), isHiddenFromSearch: true)
    }

    static func fields(_ known: Assembly.Resolution?) -> [FormField] {
        [
            FormField(
                key: "titre", label: "Titre", control: .line(length: 200), value: known?.title ?? ""
            ),
            FormField(
                key: "texte", label: "Texte", help: "En Markdown.",
                control: .text(rows: 8, length: 20_000), value: known?.text ?? ""),
            FormField(
                key: "mode", label: "Vote",
                help: "Un vote secret demande au moins trois votants par collège.",
                control: .choice(Assembly.VoteKind.allCases.map { ($0.rawValue, $0.label) }),
                value: known?.kind.rawValue ?? ""),
            FormField(
                key: "majorite", label: "Majorité",
                control: .choice(Majority.allCases.map { ($0.rawValue, $0.label) }),
                value: known?.majority.rawValue ?? ""),
            FormField(
                key: "abstentions", label: "Majorité comptée sur",
                help: "Sans effet sur la majorité simple.",
                control: .choice([
                    ("exclues", "les suffrages exprimés\u{202F}: les abstentions ne comptent pas"),
                    ("comptees", "les présents ou représentés\u{202F}: les abstentions comptent"),
                ]), value: known?.abstentionsCount == true ? "comptees" : "exclues"),
        ]
    }

    static func description(_ form: SentForm) throws -> Assembly.ResolutionDescription {
        Assembly.ResolutionDescription(
            title: form["titre"], text: form["texte"],
            majority: try Entry.choice("majorite", form["majorite"]),
            abstentionsCount: form["abstentions"] == "comptees",
            kind: try Entry.choice("mode", form["mode"]))
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let id = try members.store.assembly.propose(
            try description(form), to: Int64(context.argument("id")) ?? 0, members.acting)
        return Link(["assemblee", "resolutions", String(id)], query: [("fait", "fait")])
    }
}

/// Changing a resolution whose vote is not open, or withdrawing it.
enum AmendPage: FormPage {
    static let path = "/assemblee/resolutions/:id/modifier"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let longestBody = 1 << 17

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "resolutions", String(id), "modifier"])
    }

    static func document(_ context: Context) throws -> Document {
        let (resolution, session) = try ResolutionPage.found(context)
        let version = FormField(
            key: "version", label: "", control: .hidden, value: String(resolution.version))
        return Document(
            title: "Modifier la résolution", summary: "Un texte à mettre aux voix.",
            content: """
                \(context.form(link(to: resolution.id), ProposePage.fields(resolution) + [version], button: "Enregistrer"))
                <h2>Retirer la résolution</h2>
                \(context.button(link(to: resolution.id), "Retirer", fields: [("action", "retirer")], isSecond: true))
                """, section: .observatoire, trail: SessionPage.trail(session),
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let (resolution, session) = try ResolutionPage.found(context)
        if form["action"] == "retirer" {
            try members.store.assembly.withdraw(resolution.id, members.acting)
            return Link(["assemblee", "seances", String(session.id)], query: [("fait", "fait")])
        }
        try members.store.assembly.amend(
            resolution.id, try ProposePage.description(form), version: try form.version(),
            members.acting)
        return Link(
            ["assemblee", "resolutions", String(resolution.id)], query: [("fait", "fait")])
    }
}

/// « Voter »: a choice for each organisation one votes for.
enum VotePage: FormPage {
    static let path = "/assemblee/resolutions/:id/voter"
    static let reading: Access = .member
    static let writing: Access? = .member
    static let condition = "votant pour un organisme présent ou représenté"

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "resolutions", String(id), "voter"])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let (resolution, session) = try ResolutionPage.found(context)
        let person = try members.visitor.signedIn()
        let electors = try members.store.assembly.electors(
            of: resolution.id, person: person.id)
        let left = electors.filter { !$0.hasVoted }
        let content: HTML
        if resolution.state != .open || resolution.kind == .byTotals {
            content = "\(context.faultSummary)<p>Ce vote n’est pas ouvert ici.</p>\n"
        } else if electors.isEmpty {
            content = "<p>Vous n’étiez ni présent ni représenté à l’ouverture de ce vote.</p>\n"
        } else if left.isEmpty {
            content = "\(context.faultSummary)<p>Votre vote est pris en compte.</p>\n"
        } else {
            content = form(context, resolution, left)
        }
        return Document(
            title: "Voter\u{202F}: \(resolution.title)", summary: "Voter une résolution.",
            content: """
                <div class="texte-long">\(Markdown.html(resolution.text))</div>
                \(content)
                """, section: .observatoire, kind: resolution.kind.label,
            trail: SessionPage.trail(session) + [
                ("Prendre part", ParticipatePage.link(to: session.id))
            ], isHiddenFromSearch: true)
    }

    private static func form(
        _ context: Context, _ resolution: Assembly.Resolution, _ electors: [Assembly.Elector]
    ) -> HTML {
        let fields = electors.map { elector -> HTML in
            let key = "voix-\(elector.id)"
            let choices = Choice.allCases.enumerated().map { index, choice -> HTML in
                let checked: HTML? = context.sent?[key] == choice.rawValue ? " checked" : nil
                let id: HTML? = index == 0 ? " id=\"champ-\(key)\"" : nil
                return """
                    <label><input type="radio"\(id) name="\(key)" value="\(choice.rawValue)"\(checked)> \(choice.label)</label>

                    """
            }
            let proxy: HTML? = elector.holderName.map { _ in " (par procuration)" }
            return """
                <fieldset class="champ cases"><legend>\(elector.name)\(proxy)</legend>
                \(choices)</fieldset>

                """
        }
        let secrecy: HTML? =
            resolution.kind == .secret
            ? """
            <div class="encart"><p>Bulletin secret\u{202F}: l’émargement garde que votre organisme a voté\u{202F}; l’urne \
            ne garde qu’un nombre par collège et par réponse. Aucun lien, aucune heure, aucun ordre. Un vote \
            unanime d’un collège se devine, et qui lirait le disque du serveur pendant le vote pourrait suivre \
            l’urne.</p></div>

            """ : nil
        let small: HTML? =
            resolution.acceptsSmallColleges && resolution.kind == .secret
            ? """
            <div class="encart avis"><p>Un collège compte moins de trois votants. Si c’est le vôtre, seule l’issue \
            du vote sera gardée\u{202F}; la protection est plus faible pendant le vote.</p></div>

            """ : nil
        return """
            \(secrecy)\(small)\(context.faultSummary)\(context.formStart(link(to: resolution.id)))\(fields)\
            <p class="petit">Un vote ne se reprend pas.</p>
            <p class="agir"><button type="submit">Voter</button></p>
            </form>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let (resolution, session) = try ResolutionPage.found(context)
        var answers: [Int64: Choice] = [:]
        var first = ""
        for field in form.fields where field.key.hasPrefix("voix-") {
            guard let organisation = Int64(field.key.dropFirst(5)) else { continue }
            answers[organisation] = try Entry.choice(field.key, field.value)
        }
        if answers.isEmpty {
            first =
                try members.store.assembly.electors(of: resolution.id, person: person.id)
                .first.map { "voix-\($0.id)" } ?? "voix"
            throw CommunityRefusal.invalid(
                field: first, value: "", sentence: "Choisissez une réponse.")
        }
        try members.store.assembly.cast(
            answers, on: resolution.id, person: person.id, members.acting)
        return Link(
            ["assemblee", "seances", String(session.id), "participer"], query: [("fait", "vote")])
    }
}
