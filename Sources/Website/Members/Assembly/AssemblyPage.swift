import Community

/// « L’assemblée »: sessions past and to come, resolutions adopted, the bureau.
enum AssemblyPage: CommunityPage {
    static let path = "/assemblee"
    static let link = Link(["assemblee"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let assembly = members.store.assembly
        let sessions = try assembly.sessions().filter {
            $0.state != .prepared || members.visitor.isEditor
        }
        let coming = sessions.filter { $0.state != .closed && $0.state != .cancelled }
            .sorted { $0.begins < $1.begins }
        let past = sessions.filter { $0.state == .closed || $0.state == .cancelled }
        let adopted = try assembly.adopted().map { resolution -> HTML in
            """
            <li><a href="\(ResolutionPage.link(to: resolution.id))">\(resolution.title)</a>\
            \(resolution.closed.map { ", " + ParisTime.dayText($0) })</li>

            """
        }
        let decisions: HTML =
            adopted.isEmpty
            ? "<p>Aucune résolution n’est encore adoptée.</p>\n"
            : "<ul class=\"liste\">\n\(adopted)</ul>\n"
        let rules = try assembly.rules()
        let weights = College.allCases.map { college -> [HTML] in
            let share = Fraction(
                Int128(rules.weight(college)), over: Int128(max(1, rules.totalWeight)))
            return [
                HTML(text: college.label), HTML(text: String(rules.weight(college))),
                HTML(text: AssemblyText.percent(share)),
            ]
        }
        let prepare: HTML? =
            members.visitor.isEditor
            ? "<p><a class=\"bouton\" href=\"\(SessionPreparePage.link)\">Préparer une séance</a></p>\n"
            : nil
        return Document(
            title: "L’assemblée",
            summary: "Séances, résolutions adoptées et bureau de l’observatoire.",
            content: """
                <p class="chapo">L’assemblée réunit <a href="\(OrganisationListPage.link)">les organismes</a> des quatre \
                collèges. Elle décide à la majorité, chaque collège pesant son poids.</p>
                \(prepare)<h2>À venir</h2>
                \(list(coming, empty: "Aucune séance n’est annoncée."))<h2>Résolutions adoptées</h2>
                \(decisions)\
                <h2>Séances tenues</h2>
                \(list(past, empty: "Aucune séance ne s’est encore tenue."))<h2>Le bureau</h2>
                \(try BureauPage.today(members))<p><a href="\(BureauPage.link)">Le bureau et son histoire</a></p>
                <h2>Comment les voix pèsent</h2>
                \(Blocks.table("Poids des collèges", heads: ["Collège", "Poids", "Part"], rows: weights, numbers: [1, 2], isCaptionHidden: true))\
                <p class="petit">Le poids d’un collège est partagé également entre ses organismes présents ou \
                représentés. Quorum\u{202F}: \(rules.quorum)\u{202F}% des organismes. Chacun porte au plus \
                \(French.count(rules.mostProxies, "procuration")). Une séance garde les règles du jour de sa \
                convocation.</p>
                """, section: .observatoire, trail: [("L’observatoire", ObservatoryPage.link)])
    }

    static func list(_ sessions: [Assembly.Session], empty: String) -> HTML {
        if sessions.isEmpty { return "<p>\(empty)</p>\n" }
        let items = sessions.map { session -> HTML in
            """
            <li><a href="\(SessionPage.link(to: session.id))">\(session.title)</a><p>\
            \(ParisTime.html(session.begins)), \(AssemblyText.place(session)). \
            <span class="etiquette">\(session.state.label)</span></p></li>

            """
        }
        return "<ul class=\"cartes\">\n\(items)</ul>\n"
    }

    /// What the observatory's page says of the assembly.
    static func block(_ context: Context, _ members: Members) throws -> HTML? {
        let next = try members.store.assembly.sessions().filter {
            $0.state == .convoked || $0.state == .open
        }.min { $0.begins < $1.begins }
        let count = try members.store.organisations.current().count
        let coming: HTML? = next.map { session in
            """
            <p>Prochaine séance\u{202F}: <a href="\(SessionPage.link(to: session.id))">\(session.title)</a>, \
            \(ParisTime.html(session.begins)).</p>

            """
        }
        return """
            <h2><a href="\(link)">L’assemblée</a></h2>
            <p><a href="\(OrganisationListPage.link)">\(French.count(count, "organisme"))</a> dans quatre collèges\u{202F}; \
            leurs séances, leurs résolutions, leur <a href="\(BureauPage.link)">bureau</a>.</p>
            \(coming)

            """
    }
}

/// « Le bureau »: who holds which charge, and did.
enum BureauPage: CommunityPage {
    static let path = "/assemblee/bureau"
    static let link = Link(["assemblee", "bureau"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let former = try members.store.assembly.mandates().filter { $0.until != nil }.map {
            mandate -> [HTML] in
            [
                HTML(text: mandate.office.label), HTML(text: shownName(mandate)),
                HTML(text: mandate.organisationName ?? ""), HTML(text: French.day(mandate.since)),
                HTML(text: mandate.until.map { French.day($0) } ?? ""),
            ]
        }
        let history: HTML? =
            former.isEmpty
            ? nil
            : """
            <h2>Mandats passés</h2>
            \(Blocks.table("Mandats passés", heads: ["Charge", "Personne", "Organisme", "Du", "Au"], rows: former, isCaptionHidden: true))
            """
        let keep: HTML? =
            members.visitor.isAdministrator
            ? "<p><a href=\"\(BureauKeepingPage.link)\">Administrer le bureau</a></p>\n" : nil
        return Document(
            title: "Le bureau", summary: "La présidence et le bureau de l’observatoire.",
            content: "\(try today(members))\(history)\(keep)", section: .observatoire,
            trail: [
                ("L’observatoire", ObservatoryPage.link), ("L’assemblée", AssemblyPage.link),
            ])
    }

    /// The name of those who agreed to be named.
    static func shownName(_ mandate: Assembly.Mandate) -> String {
        mandate.isShown && !mandate.name.isEmpty ? mandate.name : "Nom non affiché"
    }

    /// Mandates that go on, as a table.
    static func today(_ members: Members) throws -> HTML {
        let rows = try members.store.assembly.mandates().filter { $0.until == nil }.map {
            mandate -> [HTML] in
            [
                HTML(text: mandate.office.label), HTML(text: shownName(mandate)),
                HTML(text: mandate.organisationName ?? ""), HTML(text: French.day(mandate.since)),
            ]
        }
        guard !rows.isEmpty else { return "<p>Le bureau n’est pas encore désigné.</p>\n" }
        return Blocks.table(
            "Le bureau aujourd’hui", heads: ["Charge", "Personne", "Organisme", "Depuis"],
            rows: rows, isCaptionHidden: true)
    }
}
