import Community

/// What several pages of events write alike.
enum EventText {
    /// `jeudi 8 octobre 2026, de 9 h à 17 h`, or both days.
    static func when(_ event: Event) -> String {
        if ParisTime.day(event.begins) == ParisTime.day(event.ends) {
            return ParisTime.longDay(event.begins) + ", " + hours(event.begins, event.ends)
        }
        return "du " + ParisTime.longDay(event.begins) + " à " + ParisTime.hour(event.begins)
            + " au " + ParisTime.longDay(event.ends) + " à " + ParisTime.hour(event.ends)
    }

    /// `de 9 h à 10 h 30`.
    static func hours(_ begins: Moment, _ ends: Moment) -> String {
        "de \(ParisTime.hour(begins)) à \(ParisTime.hour(ends))"
    }

    /// `Inscriptions ouvertes`, `Passée`…
    static func state(_ event: Event, at now: Moment) -> String {
        if event.state == .open || event.state == .announced || event.state == .closed {
            if event.isPast(at: now) { return "Passée" }
            if event.state == .open, !event.takesRegistrations(at: now) {
                return Event.State.closed.label
            }
        }
        return event.state.label
    }

    /// Colleges as a form shows them.
    static let colleges = College.allCases.map { (value: $0.rawValue, label: $0.label) }

    /// The programme by hour: sessions of the same hour side by side on a desk, one below the other on
    /// a phone; never a table.
    static func agenda(_ programme: Programme, held: [Int64: Int] = [:], only: Set<Int64>? = nil)
        -> HTML?
    {
        let sessions = programme.sessions.filter { only?.contains($0.id) ?? true }
        guard !sessions.isEmpty else { return nil }
        var html = HTML()
        var day: String?
        var index = 0
        while index < sessions.count {
            let first = sessions[index]
            var group: [Programme.Session] = []
            while index < sessions.count, sessions[index].begins == first.begins {
                group.append(sessions[index])
                index += 1
            }
            let title = ParisTime.longDay(first.begins)
            if title != day {
                if day != nil { html += "</ol>\n" }
                html += "<h3 class=\"jour\">\(title)</h3>\n<ol class=\"agenda\">\n"
                day = title
            }
            html += """
                <li><p class="heure"><time datetime="\(ParisTime.machine(first.begins))">\
                \(ParisTime.hour(first.begins))</time></p><div class="seances">
                \(group.map { session($0, programme, held) })</div></li>

                """
        }
        return html + "</ol>\n"
    }

    private static func session(
        _ session: Programme.Session, _ programme: Programme, _ held: [Int64: Int]
    ) -> HTML {
        let room = programme.room(session.room).map { room -> HTML in
            let access: HTML? =
                room.access.isEmpty ? nil : " <span class=\"petit\">\(room.access)</span>"
            return "<p class=\"petit\"><strong>\(room.name)</strong>\(access)</p>\n"
        }
        let people = programme.speakers(of: session).map { speaker -> HTML in
            "<li>\(speaker.shown)</li>\n"
        }
        let list: HTML? = people.isEmpty ? nil : "<ul class=\"liste petit\">\n\(people)</ul>\n"
        var seats: HTML?
        if session.isChosen {
            let free = session.places.map { max(0, $0 - (held[session.id] ?? 0)) }
            let text =
                switch free {
                case .none: "Au choix à l’inscription"
                case .some(0): "Complet\u{202F}: liste d’attente"
                case .some(let count):
                    "Au choix\u{202F}: \(French.count(count, "place")) sur \(session.places ?? 0)"
                }
            seats = "<p class=\"petit\">\(text)</p>\n"
        }
        let summary: HTML? =
            session.summary.isEmpty ? nil : Markdown.html(session.summary, headings: 4)
        return """
            <section class="seance" id="seance-\(session.id)"><h4>\(session.title)</h4>
            <p class="petit"><span class="etiquette">\(session.kind.label)</span> \
            \(hours(session.begins, session.ends))</p>
            \(room)\(list)\(summary)\(seats)</section>

            """
    }

    /// One event in a list.
    static func card(_ event: Event, at now: Moment) -> HTML {
        let place: HTML? = event.place.isEmpty ? nil : "<p class=\"petit\">\(event.place)</p>"
        let summary: HTML? = event.summary.isEmpty ? nil : "<p>\(event.summary)</p>"
        return """
            <li><a href="\(EventPage.link(event.key))">\(event.title)</a>
            <p><time datetime="\(ParisTime.machine(event.begins))">\(when(event))</time></p>\
            \(place)\(summary)<p><span class="etiquette">\(state(event, at: now))</span></p></li>

            """
    }
}

extension Context {
    /// The community and the event of the address; a draft is there for editors alone.
    func event() throws -> (members: Members, event: Event) {
        let members = try community()
        let event = try members.store.events.event(argument("cle"))
        guard event.isPublic || members.visitor.isEditor else {
            throw CommunityRefusal.absent(
                "Il n’y a pas de rencontre «\u{202F}\(event.key)\u{202F}».")
        }
        return (members, event)
    }

    /// The registration that the address's token opens.
    func registration(_ purpose: EventToken) throws -> (
        members: Members, event: Event, registration: Registration
    ) {
        let (members, event) = try event()
        let registration = try members.store.events.registration(
            purpose, argument("jeton"), at: event.id, members.acting)
        return (members, event, registration)
    }

    /// Writes letters about events.
    var eventLetter: EventLetter { EventLetters(settings).letter }
}

extension FormField {
    /// The version of what is edited, hidden.
    static func version(_ version: Int) -> FormField {
        FormField(key: "version", label: "", control: .hidden, value: String(version))
    }
}

extension Entry {
    /// A whole number, or nil when nothing was typed.
    static func optionalNumber(_ field: String, _ written: String, _ range: ClosedRange<Int>)
        throws(CommunityRefusal) -> Int?
    {
        written.allSatisfy(\.isWhitespace) ? nil : try number(field, written, range)
    }
}
