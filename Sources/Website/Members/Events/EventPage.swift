import Community

/// One event: what it is, when, where, the programme, how to register, what remains of it.
enum EventPage: CommunityPage {
    static let path = "/rencontres/:cle"

    static func link(_ key: String) -> Link { Link(["rencontres", key]) }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        let events = members.store.events
        let programme = try events.programme(of: event.id)
        let held = try events.heldSeats(of: event.id)
        let now = members.acting.now
        var html: HTML =
            "<div itemscope itemtype=\"https://schema.org/Event\">\n\(meta(event, context))"
        if let notice = context.notice(["erase": "Vos données sont effacées."]) { html += notice }
        if event.state == .cancelled {
            html += """
                <p class="encart alerte"><strong>Cette rencontre est annulée.</strong> \(event.reason)</p>

                """
        }
        if !event.summary.isEmpty {
            html += "<p class=\"chapo\" itemprop=\"description\">\(event.summary)</p>\n"
        }
        html += Blocks.sheet(try facts(event, members))
        html += try registering(event, members, events)
        if !programme.materials.isEmpty { html += materials(programme, event) }
        if !event.presentation.isEmpty {
            html += """
                <h2>Présentation</h2>
                <div class="texte-long">\(Markdown.html(event.presentation, headings: 1))</div>

                """
        }
        if let agenda = EventText.agenda(programme, held: held) {
            html += "<h2 id=\"programme\">Programme</h2>\n\(agenda)"
        }
        if !event.access.isEmpty {
            html +=
                "<h2>Venir</h2>\n<div class=\"texte-long\">\(Markdown.html(event.access, headings: 1))</div>\n"
        }
        if !event.accessibility.isEmpty {
            html += """
                <h2>Accessibilité</h2>
                <div class="texte-long">\(Markdown.html(event.accessibility, headings: 1))</div>

                """
        }
        html += "</div>\n"
        if event.state != .cancelled {
            html += """
                <p class="petit exporter"><a href="\(EventCalendarFile.link(event.key))">Mettre dans mon \
                agenda (ICS)</a></p>

                """
        }
        if try events.welcomes(members.visitor, at: event.id) {
            let manage: HTML? =
                members.visitor.isEditor
                ? "<a class=\"bouton second\" href=\"\(ManageEventPage.link(event.key))\">Gérer</a> "
                : nil
            html += """
                <p class="agir">\(manage)<a class="bouton second" href="\(DoorPage.link(event.key))">Accueil \
                du jour</a></p>

                """
        }
        return Document(
            title: event.title,
            summary: event.summary.isEmpty ? EventText.when(event) : event.summary, content: html,
            section: .rencontres, kind: EventText.state(event, at: now),
            trail: [("Rencontres", EventListPage.link)], isHiddenFromSearch: !event.isPublic)
    }

    /// What machines read of it (schema.org, in microdata: no script of data is needed).
    private static func meta(_ event: Event, _ context: Context) -> HTML {
        let status = event.state == .cancelled ? "EventCancelled" : "EventScheduled"
        return """
            <meta itemprop="name" content="\(event.title)">
            <meta itemprop="startDate" content="\(ParisTime.machine(event.begins))">
            <meta itemprop="endDate" content="\(ParisTime.machine(event.ends))">
            <link itemprop="eventStatus" href="https://schema.org/\(status)">
            <link itemprop="url" href="\(context.settings.publicAddress + link(event.key).address)">
            <meta itemprop="inLanguage" content="fr">

            """
    }

    private static func facts(_ event: Event, _ members: Members) throws -> [(
        term: String, note: String?, value: HTML
    )] {
        var facts: [(term: String, note: String?, value: HTML)] = [
            ("Quand", nil, HTML(text: EventText.when(event)))
        ]
        if !(event.place + event.address).isEmpty {
            facts.append(
                (
                    "Où", nil,
                    """
                    <span itemprop="location" itemscope itemtype="https://schema.org/Place">\
                    <span itemprop="name">\(event.place)</span> \
                    <span itemprop="address">\(event.address)</span></span>
                    """
                ))
        }
        if !event.themes.isEmpty {
            let themes = event.themes.map { theme -> HTML in
                "<a class=\"etiquette\" href=\"\(EventListPage.link(theme: theme.word))\">\(theme.label)</a> "
            }
            facts.append(("Thèmes", nil, "\(themes)"))
        }
        if let group = try members.store.groups.all().first(where: { $0.id == event.group }) {
            facts.append(
                (
                    "Groupe de travail", nil,
                    "<a href=\"\(GroupPage.link(to: group.key))\">\(group.name)</a>"
                ))
        }
        for day in try InnovationDay.announced(members) where day.event.within == event.id {
            facts.append(
                (
                    "Rencontres de l’innovation", nil,
                    "<a href=\"\(InnovationPage.link(to: day.event.key))\">\(day.event.title)</a>"
                ))
        }
        if !event.contact.isEmpty {
            facts.append(
                ("Contact", nil, "<a href=\"mailto:\(event.contact)\">\(event.contact)</a>"))
        }
        return facts
    }

    private static func registering(_ event: Event, _ members: Members, _ events: Events) throws
        -> HTML
    {
        let now = members.acting.now
        guard event.state != .cancelled, !event.isPast(at: now) else { return HTML() }
        if let person = members.visitor.person,
            let own = try events.registration(of: person.id, at: event.id)
        {
            let token = try events.token(.registration, of: own.id, members.acting)
            return """
                <p class="encart"><strong>\(own.state.label).</strong> \
                <a href="\(RegistrationPage.link(event.key, token: token))">Voir, changer ou annuler mon \
                inscription</a></p>

                """
        }
        guard event.takesRegistrations(at: now) else { return HTML() }
        let taken = try events.counts(of: event.id)
        let note: String
        var button = "S’inscrire"
        if let places = event.places {
            let free = max(0, places - taken.taken)
            if free == 0 { button = "M’inscrire sur la liste d’attente" }
            note =
                free == 0
                ? "Complet\u{202F}: l’inscription met sur la liste d’attente."
                : "\(French.count(free, "place")) sur \(French.integer(places))."
        } else {
            note = "Entrée libre sur inscription."
        }
        let closing = event.closing.map { "Jusqu’au \(ParisTime.text($0))." }
        return """
            <p class="agir"><a class="bouton" href="\(RegisterPage.link(event.key))">\(button)</a></p>
            <p class="petit">\(note) \(closing)</p>

            """
    }

    private static func materials(_ programme: Programme, _ event: Event) -> HTML {
        let items = programme.materials.map { material -> HTML in
            let session = programme.session(material.session).map { " — \($0.title)" }
            return "<li>\(MaterialLink.html(material, of: event))\(session)</li>\n"
        }
        return "<h2>Supports</h2>\n<ul class=\"liste\">\n\(items)</ul>\n"
    }
}

/// Where a material is: here, as a file or a page, or elsewhere.
enum MaterialLink {
    static func html(_ material: Programme.Material, of event: Event) -> HTML {
        if let file = material.file {
            return """
                <a href="\(EventMaterialFile.link(event.key, material))">\(material.title)</a> \
                <span class="petit">(\(file.kind.label), \(French.bytes(file.size)))</span>
                """
        }
        let isElsewhere = material.address.hasPrefix("https://")
        let rel: HTML? = isElsewhere ? " rel=\"noopener noreferrer\"" : nil
        let note: HTML? = isElsewhere ? " <span class=\"petit\">(autre site)</span>" : nil
        return "<a href=\"\(material.address)\"\(rel)>\(material.title)</a>\(note)"
    }
}

/// « Rencontres »: events to come and past.
enum EventListPage: CommunityPage {
    static let path = "/rencontres"
    static let link = Link(["rencontres"])

    static func link(theme: String) -> Link { Link(["rencontres"], query: [("theme", theme)]) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let now = members.acting.now
        let all = try members.store.events.all(withDrafts: members.visitor.isEditor)
        let word = context.visit.value("theme")
        let known = all.flatMap(\.themes) + [InnovationDay.theme]
        let theme = known.first { $0.word == word }
        let shown = all.filter { event in word == nil || event.themes.contains { $0.word == word } }
        let coming = shown.filter { !$0.isPast(at: now) }.reversed()
        let past = shown.filter { $0.isPast(at: now) }
        var html = HTML()
        if let theme {
            html += """
                <p class="choisis"><a href="\(link)">\(theme.label)</a></p>

                """
        }
        html += "<h2>À venir</h2>\n"
        html +=
            coming.isEmpty
            ? "<p>Aucune rencontre n’est annoncée pour le moment.</p>\n"
            : "<ul class=\"cartes\">\n\(coming.map { EventText.card($0, at: now) })</ul>\n"
        let days = try InnovationDay.announced(members).filter { $0.has(theme: word) }
        if word == nil {
            html += try InnovationListPage.block(context, members) ?? HTML()
        } else if !days.isEmpty {
            html +=
                "<h2>Rencontres de l’innovation</h2>\n<ul class=\"liste\">\n\(days.map(\.line))</ul>\n"
        }
        if !past.isEmpty {
            html +=
                "<h2>Passées</h2>\n<ul class=\"cartes\">\n\(past.map { EventText.card($0, at: now) })</ul>\n"
        }
        html += themes(known)
        html += """
            <p class="petit exporter">Suivre\u{202F}: <a href="\(EventFeed.link(theme: theme?.word))">flux Atom</a>, \
            <a href="\(EventCalendarFeed.link(theme: theme?.word))">agenda ICS</a>.</p>

            """
        if members.visitor.isEditor {
            html += """
                <p class="agir"><a class="bouton" href="\(NewEventPage.link)">Ajouter une rencontre</a></p>

                """
        }
        return Document(
            title: theme.map { "Rencontres\u{202F}: \($0.label)" } ?? "Rencontres",
            summary: "Les rencontres de l’observatoire, à venir et passées.", content: html,
            section: .rencontres)
    }

    private static func themes(_ known: [Event.Theme]) -> HTML {
        var labels: [String: String] = [:]
        for theme in known { labels[theme.word] = theme.label }
        let items = labels.sorted { French.precedes($0.value, $1.value) }.map { item -> HTML in
            "<a class=\"etiquette\" href=\"\(link(theme: item.key))\">\(item.value)</a>\n"
        }
        return "<h2>Par thème</h2>\n<p>\(items)</p>\n"
    }
}
