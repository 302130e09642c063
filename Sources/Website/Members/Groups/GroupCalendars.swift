import Community

/// The meetings of a group as a calendar to subscribe to.
enum GroupCalendar: CommunityResource {
    static let path = "/groupes/:cle/agenda.ics"

    static func link(to key: String) -> Link { Link(["groupes", key, "agenda.ics"]) }

    static func answer(_ context: Context) throws -> Answer {
        let setting = try context.groupSetting()
        let events = try setting.store.groupMeetings.all(of: setting.group.id).map {
            event($0, setting.group, context)
        }
        return file(CalendarFile(events: events, method: .publish, name: setting.group.name))
    }

    /// A meeting for everybody: without the link to join from afar.
    static func event(_ meeting: GroupMeetings.Meeting, _ group: Groups.Group, _ context: Context)
        -> CalendarFile.Event
    {
        GroupMeetings.event(
            meeting, groupName: group.name, site: context.settings.publicAddress,
            page: MeetingPage.link(to: meeting.id, of: group.key).address, isForMembers: false)
    }

    static func file(_ calendar: CalendarFile) -> Answer {
        Answer(type: calendar.type, body: .bytes(calendar.bytes))
    }
}

/// The meetings of all open groups as a calendar to subscribe to.
enum AllMeetingsCalendar: CommunityResource {
    static let path = "/groupes/agenda.ics"
    static let link = Link(["groupes", "agenda.ics"])

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        let groups = Dictionary(
            uniqueKeysWithValues: try members.store.groups.all().map { ($0.id, $0) })
        // A year back: what calendars still show.
        let meetings = try members.store.groupMeetings.after(members.acting.now.adding(days: -366))
        let events = meetings.compactMap { meeting in
            groups[meeting.group].map { GroupCalendar.event(meeting, $0, context) }
        }
        return GroupCalendar.file(
            CalendarFile(
                events: events, method: .publish,
                name: "Groupes de travail de \(context.settings.name)"))
    }
}

/// One meeting, to put in a calendar.
enum MeetingCalendar: CommunityResource {
    static let path = "/groupes/:cle/reunions/:id/reunion.ics"

    static func link(to id: Int64, of key: String) -> Link {
        Link(["groupes", key, "reunions", String(id), "reunion.ics"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let (setting, meeting) = try MeetingPage.meeting(context)
        return GroupCalendar.file(
            CalendarFile(
                events: [GroupCalendar.event(meeting, setting.group, context)], method: .publish))
    }
}

/// What a group has made public, as a feed: approved minutes, published studies, deliverables
/// delivered.
enum GroupFeed: CommunityResource {
    static let path = "/groupes/:cle/fil.atom"

    static func link(to key: String) -> Link { Link(["groupes", key, "fil.atom"]) }

    private struct Entry {
        var title: String
        var link: Link
        var moment: Moment
        var summary: String
    }

    static func answer(_ context: Context) throws -> Answer {
        let setting = try context.groupSetting()
        var base = context.settings.publicAddress
        while base.hasSuffix("/") { base.removeLast() }
        let entries = try entries(setting).sorted { $0.moment > $1.moment }.prefix(50)
        let own = base + link(to: setting.group.key).address
        let updated = entries.first?.moment ?? setting.group.created
        var text: HTML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
            <title>\(setting.group.name)</title>
            <id>\(own)</id>
            <updated>\(ParisTime.machine(updated))</updated>
            <author><name>\(context.settings.name)</name></author>
            <link rel="self" href="\(own)"/>
            <link rel="alternate" type="text/html" href="\(base + GroupPage.link(to: setting.group.key).address)"/>

            """
        for entry in entries {
            text += """
                <entry>
                <title>\(entry.title)</title>
                <id>\(base + entry.link.address)</id>
                <updated>\(ParisTime.machine(entry.moment))</updated>
                <link href="\(base + entry.link.address)"/>
                <summary>\(entry.summary)</summary>
                </entry>

                """
        }
        text += "</feed>\n"
        return Answer(type: "application/atom+xml; charset=utf-8", body: .bytes(text.bytes))
    }

    private static func entries(_ setting: GroupSetting) throws -> [Entry] {
        let key = setting.group.key
        var entries: [Entry] = []
        for meeting in try setting.store.groupMeetings.all(of: setting.group.id) {
            guard let approved = meeting.approved else { continue }
            entries.append(
                Entry(
                    title: "Compte rendu\u{202F}: \(meeting.title)",
                    link: MeetingPage.link(to: meeting.id, of: key), moment: approved,
                    summary: "Réunion du \(ParisTime.dayText(meeting.start))."))
        }
        for study in try setting.store.studies.all(of: setting.group.id, drafts: []) {
            entries.append(
                Entry(
                    title: "Étude\u{202F}: \(study.title)", link: StudyPage.link(to: study.id),
                    moment: study.published ?? study.changed, summary: study.summary))
        }
        for deliverable in try setting.store.workPlan.all(of: setting.group.id)
        where deliverable.state == .delivered {
            entries.append(
                Entry(
                    title: "Livré\u{202F}: \(deliverable.title)",
                    link: DeliverablePage.link(to: deliverable.id, of: key),
                    moment: deliverable.changed, summary: ""))
        }
        return entries
    }
}
