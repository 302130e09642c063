import Community

/// « Conduire la séance »: opening it, its votes, closing it.
enum ConductPage: FormPage {
    static let path = "/assemblee/seances/:id/conduire"
    static let reading: Access = .editor
    static let writing: Access? = .editor

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "seances", String(id), "conduire"])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let assembly = members.store.assembly
        let session = try SessionPage.session(context)
        let resolutions = try assembly.resolutions(of: session.id)
        let quorum = try assembly.quorum(of: session, at: members.acting.now)
        let address = link(to: session.id)
        var content: HTML = """
            \(context.notice(["fait": "C’est fait."]))\(context.faultSummary)\
            <p><span class="etiquette">\(session.state.label)</span> \
            <a href="\(SignInSheetPage.link(to: session.id))">Feuille d’émargement</a></p>
            <h2>Quorum</h2>
            \(AssemblyText.quorum(quorum))
            """
        if session.state == .convoked {
            content += context.button(
                address, "Ouvrir la séance", fields: [("action", "ouvrir")])
        }
        content += "<h2>Résolutions</h2>\n"
        if resolutions.isEmpty { content += "<p>Aucune résolution n’est inscrite.</p>\n" }
        for resolution in resolutions {
            content += try part(context, session, resolution, members)
        }
        if session.state == .open {
            content += """
                <h2>Clore la séance</h2>
                <p>Ensuite, seul le procès-verbal reste à rédiger et à signer.</p>
                \(context.button(address, "Clore la séance", fields: [("action", "clore")], isSecond: true))
                """
        }
        return Document(
            title: "Conduire la séance", summary: "Ouvrir, voter, clore.", content: content,
            section: .observatoire, trail: SessionPage.trail(session), isHiddenFromSearch: true)
    }

    private static func part(
        _ context: Context, _ session: Assembly.Session, _ resolution: Assembly.Resolution,
        _ members: Members
    ) throws -> HTML {
        let address = link(to: session.id)
        let number = ("resolution", String(resolution.id))
        var html: HTML = """
            <h3 id="r\(resolution.id)">\(resolution.rank). <a href="\(ResolutionPage.link(to: resolution.id))">\(resolution.title)</a> \
            \(AssemblyText.badge(resolution))</h3>
            <p class="petit">\(resolution.kind.label). \(AssemblyText.rule(resolution)).</p>

            """
        switch resolution.state {
        case .prepared where session.state == .open:
            html += "<div class=\"boutons\">"
            html += context.button(
                address, "Ouvrir le vote n°\u{A0}\(resolution.rank)",
                fields: [("action", "ouvrir-vote"), number])
            if resolution.kind == .secret {
                html += context.button(
                    address, "Ouvrir malgré un collège de moins de trois votants, averti",
                    fields: [("action", "ouvrir-vote"), ("petits", "oui"), number], isSecond: true)
            }
            html += "</div>\n"
        case .open:
            let electors = try members.store.assembly.electors(of: resolution.id)
            html += """
                <p>Ont voté\u{202F}: \(electors.count { $0.hasVoted }) sur \(electors.count). Rien d’autre n’est montré \
                avant la clôture.</p>
                <div class="boutons">
                """
            if resolution.kind != .secret {
                html += """
                    <p class="agir"><a class="bouton" href="\(CountPage.link(to: resolution.id))">Compter les mains levées</a></p>

                    """
            }
            if resolution.kind != .byTotals {
                html += context.button(
                    address, "Clore le vote", fields: [("action", "clore-vote"), number])
            }
            html += context.button(
                address, "Annuler ce vote", fields: [("action", "annuler-vote"), number],
                isSecond: true)
            html += "</div>\n"
        default: break
        }
        return html
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let assembly = members.store.assembly
        let id = Int64(context.argument("id")) ?? 0
        let resolution = Int64(form["resolution"]) ?? 0
        if form["action"].hasSuffix("-vote") {
            guard try assembly.resolution(resolution).session == id else {
                throw CommunityRefusal.absent("Cette résolution est d’une autre séance.")
            }
        }
        switch form["action"] {
        case "ouvrir": try assembly.open(id, members.acting)
        case "clore": try assembly.close(id, members.acting)
        case "ouvrir-vote":
            try assembly.openVote(
                resolution, acceptsSmallColleges: form.isTicked("petits"), members.acting)
        case "clore-vote": _ = try assembly.closeVote(resolution, members.acting)
        case "annuler-vote": try assembly.cancelVote(resolution, members.acting)
        default:
            throw CommunityRefusal.invalid(
                field: "action", value: form["action"], sentence: "Cette action n’existe pas.")
        }
        let next = form["action"] == "clore" ? ["assemblee", "seances", String(id)] : nil
        return Link(
            next ?? ["assemblee", "seances", String(id), "conduire"], query: [("fait", "fait")])
    }
}

/// Hands counted: organisation by organisation, or by totals, which closes the vote.
enum CountPage: FormPage {
    static let path = "/assemblee/resolutions/:id/compter"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let longestBody = 1 << 18

    static func link(to id: Int64) -> Link {
        Link(["assemblee", "resolutions", String(id), "compter"])
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let (resolution, session) = try ResolutionPage.found(context)
        let electors = try members.store.assembly.electors(of: resolution.id)
        let content: HTML
        switch (resolution.state, resolution.kind) {
        case (.open, .byOrganisation): content = hands(context, resolution, electors)
        case (.open, .byTotals): content = totals(context, resolution, electors)
        default: content = "\(context.faultSummary)<p>Il n’y a pas de mains à compter.</p>\n"
        }
        return Document(
            title: "Compter\u{202F}: \(resolution.title)", summary: "Compter les mains levées.",
            content: content, section: .observatoire,
            trail: SessionPage.trail(session) + [
                ("Conduire la séance", ConductPage.link(to: session.id))
            ], isHiddenFromSearch: true)
    }

    private static func hands(
        _ context: Context, _ resolution: Assembly.Resolution, _ electors: [Assembly.Elector]
    ) -> HTML {
        let rows = electors.map { elector -> [HTML] in
            let kept = context.sent?["voix-\(elector.id)"] ?? elector.choice?.rawValue ?? ""
            let options = Choice.allCases.map { choice -> HTML in
                let selected: HTML? = choice.rawValue == kept ? " selected" : nil
                return "<option value=\"\(choice.rawValue)\"\(selected)>\(choice.label)</option>"
            }
            return [
                HTML(text: elector.name + (elector.holderName.map { " (par " + $0 + ")" } ?? "")),
                HTML(text: elector.college.label),
                """
                <select name="voix-\(elector.id)" aria-label="Réponse de \(elector.name)"><option value="rien">—</option>\(options)</select>
                """,
            ]
        }
        return """
            \(context.faultSummary)\(context.formStart(link(to: resolution.id)))\
            \(Blocks.table("Réponses", heads: ["Organisme", "Collège", "Réponse"], rows: rows, isCaptionHidden: true))\
            <p class="agir"><button type="submit">Enregistrer</button></p>
            </form>

            """
    }

    private static func totals(
        _ context: Context, _ resolution: Assembly.Resolution, _ electors: [Assembly.Elector]
    ) -> HTML {
        var fields: [FormField] = []
        for college in College.allCases {
            let count = electors.count { $0.college == college }
            if count == 0 { continue }
            for choice in Choice.allCases {
                fields.append(
                    FormField(
                        key: college.rawValue + "_" + choice.rawValue,
                        label: college.label + "\u{202F}: " + choice.label.lowercased(),
                        help: "\(French.count(count, "organisme")) présents ou représentés.",
                        control: .number(0...count), value: "0"))
            }
        }
        return context.form(
            link(to: resolution.id), fields, button: "Enregistrer et clore le vote")
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let (resolution, session) = try ResolutionPage.found(context)
        if resolution.kind == .byTotals {
            var totals: [College: CollegeCount.Answers] = [:]
            var check = FormCheck()
            for college in College.allCases {
                for choice in Choice.allCases {
                    let key = college.rawValue + "_" + choice.rawValue
                    guard form.isTicked(key) else { continue }
                    let count = try check.read { try Entry.number(key, form[key], 0...10_000) }
                    totals[college, default: .init()][choice] = count ?? 0
                }
            }
            try check.end()
            _ = try members.store.assembly.closeVote(
                resolution.id, totals: totals, members.acting)
        } else {
            var answers: [Int64: Choice?] = [:]
            for field in form.fields where field.key.hasPrefix("voix-") {
                guard let organisation = Int64(field.key.dropFirst(5)) else { continue }
                answers.updateValue(Choice(rawValue: field.value), forKey: organisation)
            }
            try members.store.assembly.record(answers, on: resolution.id, members.acting)
        }
        return Link(
            ["assemblee", "seances", String(session.id), "conduire"], query: [("fait", "fait")])
    }
}
