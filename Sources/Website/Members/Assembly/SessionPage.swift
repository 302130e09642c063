import Community

/// One session, as everybody may read it: when, where, its agenda, its resolutions and what they got.
enum SessionPage: CommunityPage {
    static let path = "/assemblee/seances/:id"

    static func link(to id: Int64) -> Link { Link(["assemblee", "seances", String(id)]) }

    /// The session of an address, where the visitor may know of it.
    static func session(_ context: Context) throws -> Assembly.Session {
        let members = try context.community()
        let session = try members.store.assembly.session(Int64(context.argument("id")) ?? 0)
        guard session.state != .prepared || members.visitor.isEditor else {
            throw CommunityRefusal.absent("Il n’y a pas de séance n°\u{A0}\(session.id).")
        }
        return session
    }

    /// The pages above those of a session.
    static func trail(_ session: Assembly.Session? = nil) -> [(label: String, link: Link)] {
        var trail = [
            (label: "L’observatoire", link: ObservatoryPage.link),
            (label: "L’assemblée", link: AssemblyPage.link),
        ]
        if let session { trail.append((session.title, link(to: session.id))) }
        return trail
    }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let assembly = members.store.assembly
        let session = try session(context)
        let agenda = try assembly.agenda(of: session.id).map { point -> HTML in
            "<li><strong>\(point.title)</strong>\(Markdown.html(point.text, headings: 2))</li>\n"
        }
        let resolutions = try assembly.resolutions(of: session.id)
            .filter { _ in session.state != .prepared || members.visitor.isEditor }
            .map { resolution -> HTML in
                """
                <li><a href="\(ResolutionPage.link(to: resolution.id))">\(resolution.title)</a> \
                \(AssemblyText.badge(resolution))</li>

                """
            }
        let none: HTML = "<p>Aucun point n’est encore inscrit.</p>\n"
        let texts: HTML? =
            resolutions.isEmpty
            ? nil : "<h2>Résolutions</h2>\n<ol class=\"liste\">\n\(resolutions)</ol>\n"
        let second: HTML? = session.secondOf.map { former in
            """
            <p>Seconde convocation, après <a href="\(link(to: former))">une première séance</a> sans quorum.</p>

            """
        }
        return Document(
            title: session.title, summary: AssemblyText.heading(session),
            content: """
                \(context.notice(["fait": "C’est fait.", "convoquee": "Les convocations sont parties."]))\
                <p class="chapo">\(AssemblyText.heading(session)), à \(ParisTime.hour(session.begins)). \
                \(AssemblyText.place(session)). <span class="etiquette">\(session.state.label)</span></p>
                \(second)\(try forMembers(session, members))\(try forTeam(session, members))\
                <h2>Ordre du jour</h2>
                \(agenda.isEmpty ? none : "<ol class=\"liste\">\n\(agenda)</ol>\n")\(texts)
                """, section: .observatoire, trail: trail(),
            isHiddenFromSearch: session.state == .prepared)
    }

    private static func forMembers(_ session: Assembly.Session, _ members: Members) throws
        -> HTML?
    {
        guard members.visitor.isMember, session.state != .prepared else { return nil }
        var items: [HTML] = []
        if session.isRunning {
            items.append(
                "<a class=\"bouton\" href=\"\(ParticipatePage.link(to: session.id))\">Émarger, donner procuration, voter</a>"
            )
        }
        if !session.link.isEmpty, session.isRunning {
            items.append(
                "<a href=\"\(session.link)\" rel=\"external noopener\">Rejoindre en ligne</a>")
        }
        if session.state == .closed, try members.store.assembly.minutes(of: session.id) != nil {
            items.append("<a href=\"\(MinutesPage.link(to: session.id))\">Procès-verbal</a>")
        }
        return items.isEmpty ? nil : "<p class=\"boutons\">\(items)</p>\n"
    }

    private static func forTeam(_ session: Assembly.Session, _ members: Members) throws -> HTML? {
        guard members.visitor.isEditor else { return nil }
        var items: [(Link, String)] = []
        if session.state == .prepared || session.state == .convoked {
            items = [
                (SessionEditPage.link(to: session.id), "Modifier la séance"),
                (AgendaPage.link(to: session.id), "Ordre du jour"),
                (ConvocationPage.link(to: session.id), "Convoquer"),
            ]
        }
        if session.state == .prepared || session.isRunning {
            items.append((ProposePage.link(to: session.id), "Ajouter une résolution"))
        }
        if session.isRunning {
            items += [
                (SignInSheetPage.link(to: session.id), "Feuille d’émargement"),
                (ConductPage.link(to: session.id), "Conduire la séance"),
            ]
        }
        if session.state == .closed {
            items += [
                (SignInSheetPage.link(to: session.id), "Feuille d’émargement"),
                (MinutesEditPage.link(to: session.id), "Rédiger le procès-verbal"),
            ]
        }
        let list = items.map { item -> HTML in "<li><a href=\"\(item.0)\">\(item.1)</a></li>\n" }
        return items.isEmpty
            ? nil
            : """
            <section class="carte" aria-labelledby="equipe"><h2 id="equipe">Pour l’équipe</h2>
            <ul class="liste">
            \(list)</ul></section>

            """
    }
}
