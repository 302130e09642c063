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
        let days = try EventFeed.days(context).map { calendar.item($0) }
        return .calendar(
            CalendarFile(
                events: try EventFeed.events(context).map { calendar.item($0) } + days,
                method: .publish,
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

    /// The announced innovation days of the address's theme.
    static func days(_ context: Context) throws -> [InnovationDay] {
        try InnovationDay.announced(try context.community())
            .filter { $0.has(theme: context.visit.value("theme")) }
    }

    /// What an entry tells.
    private struct Item {
        let title: String
        let address: String
        let created: Moment
        let changed: Moment
        let themes: [Event.Theme]
        let what: [String]
    }

    /// Events and innovation days, the latest changed first.
    private static func items(_ context: Context) throws -> [Item] {
        let events = try events(context).map { event in
            Item(
                title: event.title, address: EventPage.link(event.key).address,
                created: event.created, changed: event.changed, themes: event.themes,
                what: [
                    EventText.when(event), event.place,
                    event.state == .cancelled ? "Annulée." : "", event.summary,
                ])
        }
        let days = try days(context).map { day in
            Item(
                title: day.event.title, address: InnovationPage.link(to: day.event.key).address,
                created: day.announced, changed: day.changed, themes: day.themes,
                what: [French.day(day.event.day), day.event.place, day.event.stage.label + "."])
        }
        return (events + days).sorted { ($1.changed, $1.address) < ($0.changed, $0.address) }
    }

    static func answer(_ context: Context) throws -> Answer {
        let base = context.settings.publicAddress
        let items = try items(context)
        let own = base + link(theme: context.visit.value("theme")).address
        let updated = items.first?.changed ?? Moment(seconds: 0)
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
        for item in items.prefix(100) {
            let address = base + item.address
            let themes = item.themes.map { theme -> HTML in
                "<category term=\"\(theme.word)\" label=\"\(theme.label)\"/>\n"
            }
            let what = item.what.filter { !$0.isEmpty }.joined(separator: " — ")
            xml += """
                <entry>
                <title>\(item.title)</title>
                <id>\(address)</id>
                <published>\(ParisTime.machine(item.created))</published>
                <updated>\(ParisTime.machine(item.changed))</updated>
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
