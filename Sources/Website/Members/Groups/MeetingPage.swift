import Community

/// A meeting: when, where, about what; then who came and what was said.
enum MeetingPage: CommunityPage {
    static let path = "/groupes/:cle/reunions/:id"

    static func link(to id: Int64, of key: String, done: String? = nil) -> Link {
        Link(
            ["groupes", key, "reunions", String(id)],
            query: done.map { [("fait", $0)] } ?? [])
    }

    /// The meeting that the address names, of the group that it names.
    static func meeting(_ context: Context) throws -> (GroupSetting, GroupMeetings.Meeting) {
        let setting = try context.groupSetting()
        let meeting = try setting.store.groupMeetings.meeting(context.number("id"))
        guard meeting.group == setting.group.id else {
            throw CommunityRefusal.absent("Cette réunion n’est pas de ce groupe.")
        }
        return (setting, meeting)
    }

    static func document(_ context: Context) throws -> Document {
        let (setting, meeting) = try meeting(context)
        var rows: [(term: String, note: String?, value: HTML)] = [
            (
                "Quand", nil,
                """
                <time datetime="\(ParisTime.machine(meeting.start))">\(ParisTime.longDay(meeting.start)), \
                de \(ParisTime.hour(meeting.start)) à \(ParisTime.hour(meeting.end))</time>
                """
            ),
            ("Où", nil, Blocks.value(meeting.place.isEmpty ? nil : meeting.place)),
        ]
        if setting.takesPart, !meeting.link.isEmpty {
            rows.append(
                (
                    "À distance", "pour les membres",
                    "<a href=\"\(meeting.link)\" rel=\"noopener\">\(meeting.link)</a>"
                ))
        }
        if setting.takesPart {
            rows.append(
                (
                    "Convocation", nil,
                    meeting.convoked.map { "envoyée le \(ParisTime.html($0))" }
                        ?? "pas encore envoyée"
                ))
        }
        let cancelled: HTML? =
            meeting.cancelled == nil
            ? nil : "<p class=\"encart alerte\">Réunion annulée\u{202F}: \(meeting.reason)</p>\n"
        let agenda: HTML =
            meeting.agenda.isEmpty
            ? "<p>L’ordre du jour n’est pas encore écrit.</p>\n"
            : "<div class=\"texte-long\">\(Markdown.html(meeting.agenda, headings: 2))</div>\n"
        return Document(
            title: meeting.title, summary: "Une réunion de groupe de travail.",
            content: """
                \(notice(context))\(cancelled)\(actions(setting, meeting))\(Blocks.sheet(rows))\
                <p><a href="\(MeetingCalendar.link(to: meeting.id, of: setting.group.key))">Inscrire dans mon agenda (ICS)</a></p>
                <h2>Ordre du jour</h2>
                \(agenda)\(try minutes(setting, meeting))
                """, section: .observatoire, kind: "Réunion", trail: setting.trail)
    }

    private static func notice(_ context: Context) -> HTML? {
        context.notice([
            "cree": "La réunion est prévue. Elle n’est pas encore convoquée.",
            "enregistre": "La réunion est enregistrée.",
            "convoque": "La convocation est partie, avec son fichier d’agenda.",
            "annule": "La réunion est annulée\u{202F}; les membres convoqués sont prévenus.",
            "redige": "Le compte rendu est enregistré, en projet.",
            "approuve": "Le compte rendu est approuvé\u{202F}: il est public.",
        ])
    }

    private static func actions(_ setting: GroupSetting, _ meeting: GroupMeetings.Meeting) -> HTML?
    {
        guard setting.leads, meeting.cancelled == nil else { return nil }
        let key = setting.group.key
        var links: [HTML] = []
        func add(_ link: Link, _ label: String) {
            links.append("<a class=\"bouton second\" href=\"\(link)\">\(label)</a>\n")
        }
        add(MeetingEditPage.link(to: meeting.id, of: key), "Modifier")
        if meeting.end > setting.acting.now {
            add(
                ConvokePage.link(to: meeting.id, of: key),
                meeting.convoked == nil ? "Convoquer" : "Convoquer de nouveau")
            add(CancelMeetingPage.link(to: meeting.id, of: key), "Annuler")
        }
        if meeting.start <= setting.acting.now {
            add(MeetingMinutesPage.link(to: meeting.id, of: key), "Rédiger le compte rendu")
            if !meeting.minutes.isEmpty, meeting.approved == nil {
                add(ApproveMinutesPage.link(to: meeting.id, of: key), "Approuver le compte rendu")
            }
        }
        return "<p class=\"boutons\">\(links)</p>\n"
    }

    private static func minutes(_ setting: GroupSetting, _ meeting: GroupMeetings.Meeting) throws
        -> HTML?
    {
        guard !meeting.minutes.isEmpty, meeting.approved != nil || setting.takesPart else {
            return nil
        }
        let state: HTML =
            meeting.approved.map { "<p class=\"petit\">Approuvé le \(ParisTime.html($0)).</p>\n" }
            ?? "<p class=\"encart avis\">Projet, pour le groupe seulement\u{202F}: il devient public une fois approuvé.</p>\n"
        return """
            <h2>Compte rendu</h2>
            \(state)<div class="texte-long">\(Markdown.html(meeting.minutes, headings: 2))</div>
            \(try attendance(setting, meeting))
            """
    }

    /// Who came: by name for members of the observatory, in numbers for the public.
    private static func attendance(_ setting: GroupSetting, _ meeting: GroupMeetings.Meeting) throws
        -> HTML
    {
        let list = try setting.store.groupMeetings.attendance(of: meeting.id)
        var html: HTML = "<h3>Présence</h3>\n"
        for kind in GroupMeetings.Attendance.allCases {
            let some = list.filter { $0.attendance == kind }
            guard !some.isEmpty else { continue }
            let names =
                setting.showsNames
                ? "\u{202F}: " + some.map(\.name).joined(separator: ", ") : ""
            html += "<p>\(French.count(some.count, kind.label))\(names).</p>\n"
        }
        if setting.showsNames, !meeting.otherPresent.isEmpty {
            html += "<p>Également présents\u{202F}: \(meeting.otherPresent)</p>\n"
        }
        return html
    }
}
