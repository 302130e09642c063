import Community

/// An announced day of innovation meetings, as lists and feeds of events show it.
struct InnovationDay {
    let event: Meetings.Event
    /// When it was announced, and when its stage changed last.
    let announced: Moment
    let changed: Moment
    /// That of all such days, and those of the event it is part of.
    let themes: [Event.Theme]
    /// Its first and last instants: those of its slots, else office hours.
    let begins: Moment
    let ends: Moment

    /// The theme of all such days.
    static let theme = Event.Theme(word: "innovation", label: "Innovation")

    /// All days that are no longer in preparation, the latest first.
    static func announced(_ members: Members) throws -> [InnovationDay] {
        let around = try members.store.events.all()
        return try members.store.meetings.all().filter { $0.stage > .draft }.map { event in
            let steps = try members.store.meetings.steps(of: event.id).filter { $0.stage > .draft }
            let slots = try members.store.meetings.slots(of: event.id)
            let themes = around.first { $0.id == event.within }?.themes ?? []
            let start = Moment(day: event.day, hour: 8)
            return InnovationDay(
                event: event, announced: steps.first?.moment ?? start,
                changed: steps.last?.moment ?? start,
                themes: [theme] + themes.filter { $0.word != theme.word },
                begins: slots.first?.start ?? start,
                ends: slots.last?.end ?? Moment(day: event.day, hour: 16))
        }
    }

    /// Whether it is of a theme; so it is when none is asked for.
    func has(theme word: String?) -> Bool { word == nil || themes.contains { $0.word == word } }

    /// A line of a list.
    var line: HTML {
        """
        <li><a href="\(InnovationPage.link(to: event.key))">\(event.title)</a>, \
        \(French.day(event.day))\u{202F}: \(event.stage.label.lowercased())</li>

        """
    }
}

extension EventCalendar {
    /// An innovation day.
    func item(_ day: InnovationDay) -> CalendarFile.Event {
        CalendarFile.Event(
            uid: uid("innovation-\(day.event.id)"), sequence: day.event.version,
            stamp: day.changed, start: day.begins, end: day.ends, title: day.event.title,
            text: day.event.stage.label, place: day.event.place,
            link: siteAddress + InnovationPage.link(to: day.event.key).address,
            categories: day.themes.map(\.label))
    }
}

/// An innovation day in a calendar's file.
enum InnovationCalendar: CommunityResource {
    static let path = "/innovation/:cle/agenda.ics"

    static func link(_ key: String) -> Link { Link(["innovation", key, "agenda.ics"]) }

    static func answer(_ context: Context) throws -> Answer {
        let visit = try MeetingVisit(context)
        let day = try InnovationDay.announced(visit.members).first { $0.event.id == visit.event.id }
        guard let day else {
            throw CommunityRefusal.absent("Ces rencontres ne sont pas annoncées.")
        }
        let calendar = EventCalendar(siteAddress: context.settings.publicAddress)
        return .calendar(CalendarFile(events: [calendar.item(day)], method: .publish))
    }
}
