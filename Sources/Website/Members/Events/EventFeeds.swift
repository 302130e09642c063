import Community

/// The event in a calendar's file.
enum EventCalendarFile: CommunityResource {
    static let path = "/rencontres/:cle/agenda.ics"

    static func link(_ key: String) -> Link { Link(["rencontres", key, "agenda.ics"]) }

    static func answer(_ context: Context) throws -> Answer {
        let (_, event) = try context.event()
        let calendar = EventCalendar(siteAddress: context.settings.publicAddress)
        return .calendar(CalendarFile(events: [calendar.item(event)], method: .publish))
    }
}

/// All events, or those of a theme, for a calendar program.
enum EventCalendarFeed: CommunityResource {
    static let path = "/rencontres/flux.ics"

    static func link(theme: String?) -> Link {
        Link(["rencontres", "flux.ics"], query: theme.map { [("theme", $0)] } ?? [])
    }

    static func answer(_ context: Context) throws -> Answer {
        let calendar = EventCalendar(siteAddress: context.settings.publicAddress)
        return .calendar(
            CalendarFile(
                events: try EventFeed.events(context).map { calendar.item($0) }, method: .publish,
                name: "Rencontres — \(context.settings.name)"))
    }
}

/// Events in Atom, all of them or those of a theme.
enum EventFeed: CommunityResource {
    static let path = "/rencontres/flux.atom"

    static func link(theme: String?) -> Link {
        Link(["rencontres", "flux.atom"], query: theme.map { [("theme", $0)] } ?? [])
    }

    /// The public events of the address's theme, the latest changed first.
    static func events(_ context: Context) throws -> [Event] {
        let word = context.visit.value("theme")
        return try context.community().store.events.all()
            .filter { event in word == nil || event.themes.contains { $0.word == word } }
            .sorted { ($1.changed, $1.id) < ($0.changed, $0.id) }
    }

    static func answer(_ context: Context) throws -> Answer {
        let base = context.settings.publicAddress
        let events = try events(context)
        let own = base + link(theme: context.visit.value("theme")).address
        let updated = events.first?.changed ?? Moment(seconds: 0)
        var xml: HTML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
            <title>Rencontres — \(context.settings.name)</title>
            <id>\(own)</id>
            <updated>\(ParisTime.machine(updated))</updated>
            <author><name>\(context.settings.name)</name></author>
            <link rel="self" type="application/atom+xml" href="\(own)"/>
            <link rel="alternate" type="text/html" href="\(base + EventListPage.link.address)"/>

            """
        for event in events.prefix(100) {
            let address = base + EventPage.link(event.key).address
            let themes = event.themes.map { theme -> HTML in
                "<category term=\"\(theme.word)\" label=\"\(theme.label)\"/>\n"
            }
            let what = [
                EventText.when(event), event.place, event.state == .cancelled ? "Annulée." : "",
                event.summary,
            ].filter { !$0.isEmpty }.joined(separator: " — ")
            xml += """
                <entry>
                <title>\(event.title)</title>
                <id>\(address)</id>
                <published>\(ParisTime.machine(event.created))</published>
                <updated>\(ParisTime.machine(event.changed))</updated>
                <link rel="alternate" type="text/html" href="\(address)"/>
                \(themes)<summary>\(what)</summary>
                </entry>

                """
        }
        xml += "</feed>\n"
        return Answer(
            type: "application/atom+xml; charset=utf-8", body: .bytes(xml.bytes), keeping: .none)
    }
}

extension Answer {
    /// A calendar's file.
    static func calendar(_ file: CalendarFile) -> Answer {
        Answer(
            type: "text/calendar; charset=utf-8", body: .bytes(file.bytes), keeping: .none,
            headers: [("Content-Disposition", "attachment; filename=\"agenda.ics\"")])
    }
}
