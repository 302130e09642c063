import Community

/// A participant's meetings: on a page, on paper, in a calendar.
enum MeetingAgendaPage: CommunityPage {
    static let path = "/innovation/:cle/agenda"
    static let reading: Access = .account
    static let condition = "inscrit\u{202F}; chacun ne voit que son agenda"

    static func link(to key: String, participant: Int64) -> Link {
        Link(["innovation", key, "agenda"], query: [("participant", String(participant))])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let participant = try visit.participant(context)
        return try AgendaSheet.document(context, visit, participant)
    }
}

/// The same, by the link of a letter, without signing in.
enum AgendaLinkPage: CommunityPage {
    static let path = "/innovation/:cle/agenda/:lien"
    static let condition = "lien signé, reçu par courriel"

    static func link(_ key: String, _ token: String) -> Link {
        Link(["innovation", key, "agenda", token])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        return try AgendaSheet.document(context, visit, try AgendaSheet.byLink(context, visit))
    }
}

/// The same, as a calendar file that programs may subscribe to.
enum AgendaCalendar: CommunityResource {
    static let path = "/innovation/:cle/agenda/:lien/agenda.ics"
    static let condition = "lien signé, reçu par courriel"

    static func link(_ key: String, _ token: String) -> Link {
        Link(["innovation", key, "agenda", token, "agenda.ics"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let visit = try MeetingVisit(context)
        let participant = try AgendaSheet.byLink(context, visit)
        let (programme, agenda) = try AgendaSheet.agenda(visit, participant)
        let file = file(
            visit.event, participant, agenda, sequence: programme?.number ?? 0,
            stamp: programme?.published ?? visit.members.acting.now)
        var answer = Answer(type: file.type, body: .bytes(file.bytes), keeping: .none)
        answer.headers.append(
            ("Content-Disposition", "attachment; filename=\"agenda-\(visit.event.key).ics\""))
        return answer
    }

    /// The calendar of an agenda.
    static func file(
        _ event: Meetings.Event, _ participant: Meetings.Participant,
        _ agenda: [Meetings.Appointment], sequence: Int, stamp: Moment
    ) -> CalendarFile {
        CalendarFile(
            events: agenda.map { appointment in
                CalendarFile.Event(
                    uid: "innovation-\(event.id)-\(participant.id)-\(appointment.other.id)@orcp",
                    sequence: sequence, stamp: stamp, start: appointment.slot.start,
                    end: appointment.slot.end,
                    title: "Rendez-vous\u{202F}: \(appointment.other.name)",
                    text: event.title, place: "\(appointment.table.label), \(event.place)",
                    categories: ["Rencontres de l’innovation"])
            }, method: .publish, name: "\(event.title), \(participant.name)")
    }
}

/// What an agenda shows, whoever opened it.
enum AgendaSheet {
    /// The participant whose link this is.
    ///
    /// - Throws: `.absent`.
    static func byLink(_ context: Context, _ visit: MeetingVisit) throws -> Meetings.Participant {
        let participant = try visit.meetings.participant(
            agenda: context.argument("lien"), visit.members.acting)
        guard participant.event == visit.event.id else {
            throw CommunityRefusal.absent("Ce lien n’est pas de ces rencontres.")
        }
        return participant
    }

    /// What is published of a participant's meetings.
    static func agenda(_ visit: MeetingVisit, _ participant: Meetings.Participant) throws -> (
        programme: Meetings.Programme?, appointments: [Meetings.Appointment]
    ) {
        guard let programme = try visit.meetings.publishedProgramme(of: visit.event.id) else {
            return (nil, [])
        }
        let setting = try visit.meetings.setting(of: visit.event.id)
        let meetings = try visit.meetings.meetings(of: programme.id)
        return (
            programme, Meetings.appointments(of: participant.id, meetings, setting)
        )
    }

    static func document(
        _ context: Context, _ visit: MeetingVisit, _ participant: Meetings.Participant
    ) throws -> Document {
        let (programme, agenda) = try agenda(visit, participant)
        var content: HTML =
            "<p class=\"chapo\">\(French.day(visit.event.day)), \(visit.event.place).</p>\n"
        if let programme, let published = programme.published {
            let rows = agenda.map { appointment -> [HTML] in
                [
                    HTML(text: MeetingText.hours(appointment.slot)),
                    HTML(text: appointment.table.label), HTML(text: appointment.other.name),
                ]
            }
            content +=
                rows.isEmpty
                ? "<p>Aucun rendez-vous n’a pu être placé pour vous dans cette version.</p>\n"
                : Blocks.table(
                    "Rendez-vous de \(participant.name)",
                    heads: ["Heure", "Table", "Vous rencontrez"],
                    rows: rows, isCaptionHidden: true)
            let token = try visit.meetings.agendaToken(participant.id, visit.members.acting)
            content += """
                <p class="petit">Version \(programme.number), publiée le \(ParisTime.html(published)). Cette \
                page montre toujours la dernière.</p>
                <ul class="liste exporter">
                <li><a href="\(AgendaCalendar.link(visit.event.key, token))">Ajouter à un calendrier (ICS)</a></li>
                <li><a href="\(AgendaLinkPage.link(visit.event.key, token))">Lien de cet agenda, à ouvrir sans \
                compte</a></li>
                </ul>

                """
        } else {
            content += "<p>Le programme n’est pas encore publié.</p>\n"
        }
        return Document(
            title: "Agenda de \(participant.name)", summary: "Rendez-vous de \(participant.name).",
            content: content, section: .rencontres, trail: visit.trail, isHiddenFromSearch: true)
    }
}

/// Everybody's agenda, or one's, each on its own sheet when printed: for the organiser, who gives it to
/// those whom no letter reaches.
enum AllAgendasPage: CommunityPage {
    static let path = "/innovation/:cle/organisation/agendas"
    static let reading: Access = .lead
    static let condition = InnovationOrganisationPage.condition

    static func link(to key: String, participant: Int64? = nil) -> Link {
        Link(
            ["innovation", key, "organisation", "agendas"],
            query: participant.map { [("participant", String($0))] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit.organised(context)
        let setting = try visit.meetings.setting(of: visit.event.id)
        let programme = try visit.meetings.publishedProgramme(of: visit.event.id)
        let meetings = try programme.map { try visit.meetings.meetings(of: $0.id) } ?? []
        let asked = context.visit.value("participant")
        let chosen = setting.participants.filter { participant in
            asked.map { $0 == String(participant.id) } ?? (participant.absent == nil)
        }
        guard asked == nil || !chosen.isEmpty else {
            throw CommunityRefusal.absent("Ce participant n’est pas inscrit.")
        }
        let sheets = try chosen.map { participant -> HTML in
            try sheet(context, visit, participant, meetings, setting)
        }
        let content: HTML =
            programme == nil
            ? "<p>Le programme n’est pas encore publié.</p>\n"
            : """
            <p class="agir">Imprimez cette page\u{202F}: chaque participant a sa feuille.</p>
            \(sheets)
            """
        return Document(
            title: asked == nil ? "Tous les agendas" : "Agenda de \(chosen[0].name)",
            summary: visit.event.title, content: content, section: .rencontres,
            kind: visit.event.title,
            trail: visit.organiserTrail + [
                ("Jour des rencontres", DayPage.link(to: visit.event.key))
            ],
            isHiddenFromSearch: true)
    }

    private static func sheet(
        _ context: Context, _ visit: MeetingVisit, _ participant: Meetings.Participant,
        _ meetings: [Meetings.Meeting], _ setting: Meetings.Setting
    ) throws -> HTML {
        let rows = Meetings.appointments(of: participant.id, meetings, setting).map {
            appointment -> [HTML] in
            [
                HTML(text: MeetingText.hours(appointment.slot)),
                HTML(text: appointment.table.label), HTML(text: appointment.other.name),
            ]
        }
        let list: HTML =
            rows.isEmpty
            ? "<p>Aucun rendez-vous.</p>\n"
            : Blocks.table(
                "Rendez-vous de \(participant.name)", heads: ["Heure", "Table", "Rencontre"],
                rows: rows, isCaptionHidden: true)
        let token = try visit.meetings.agendaToken(participant.id, visit.members.acting)
        let address = AgendaLinkPage.link(visit.event.key, token).address
        return """
            <section class="affiche"><h2>\(participant.name)</h2>
            \(list)<p class="petit">Toujours à jour, sans compte\u{202F}: <a href="\(address)">\
            \(context.settings.publicAddress + address)</a></p></section>

            """
    }
}

/// Letters about agendas.
enum MeetingLetter {
    /// What writes the letter of each participant when its agenda is published or changed.
    static func agenda(_ context: Context, _ visit: MeetingVisit) throws -> Meetings.AgendaLetter {
        let event = visit.event
        let acting = visit.members.acting
        let settings = context.settings
        var tokens: [Int64: String] = [:]
        for participant in try visit.meetings.participants(of: event.id) {
            tokens[participant.id] = try visit.meetings.agendaToken(participant.id, acting)
        }
        let next = (try visit.meetings.programmes(of: event.id).first?.number ?? 0) + 1
        let links = tokens.mapValues { AgendaLinkPage.link(event.key, $0).address }
        return { participant, person, agenda, isChange in
            guard let email = person.email, let address = try? EmailAddress(email) else {
                // Erased since: nobody to write to.
                return nil
            }
            let lines = agenda.map {
                "- \(MeetingText.hours($0.slot)), \($0.table.label)\u{202F}: \($0.other.name)"
            }
            let list =
                lines.isEmpty
                ? "Aucun rendez-vous n’est placé pour vous." : lines.joined(separator: "\n")
            let subject =
                isChange
                ? "Votre agenda a changé\u{202F}: \(event.title)"
                : "Votre agenda\u{202F}: \(event.title)"
            let intro =
                isChange
                ? "L’agenda de \(participant.name) a changé. Voici le nouveau, en entier."
                : "Le programme est publié. Voici l’agenda de \(participant.name)."
            let file = AgendaCalendar.file(
                event, participant, agenda, sequence: next, stamp: acting.now)
            return MailMessage(
                to: address, subject: subject,
                text: """
                    Bonjour,

                    \(intro)

                    \(French.day(event.day)), \(event.place)

                    \(list)

                    Toujours à jour, sans vous connecter\u{202F}:
                    \(settings.publicAddress)\(links[participant.id] ?? "")

                    \(settings.name)
                    """,
                attachments: [
                    .init(name: "agenda.ics", type: file.type, bytes: file.bytes)
                ])
        }
    }
}
