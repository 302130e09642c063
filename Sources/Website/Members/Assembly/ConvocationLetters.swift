import Community

/// The letters of a session: what convokes, what tells a change, what calls it off, each with its
/// calendar.
enum ConvocationLetters {
    /// The convocation of one person.
    static func convocation(
        _ session: Assembly.Session, _ agenda: [Assembly.AgendaPoint], to email: EmailAddress,
        name: String, organisations: [String], at now: Moment, _ site: SiteSettings
    ) -> MailMessage {
        MailMessage(
            to: email,
            subject: "Convocation\u{202F}: \(session.title), \(ParisTime.dayText(session.begins))",
            text: text(session, agenda, name: name, organisations: organisations, site),
            attachments: [calendar(session, .request, for: email, name: name, at: now, site)])
    }

    /// What those who were convoked are told when the day, the place or the agenda changed.
    static func changed(
        _ session: Assembly.Session, _ agenda: [Assembly.AgendaPoint], to email: EmailAddress,
        at now: Moment, _ site: SiteSettings
    ) -> MailMessage {
        MailMessage(
            to: email,
            subject:
                "Convocation mise à jour\u{202F}: \(session.title), \(ParisTime.dayText(session.begins))",
            text: text(session, agenda, name: "", organisations: ["votre organisme"], site),
            attachments: [calendar(session, .request, for: email, name: "", at: now, site)])
    }

    /// What those who were convoked are told when the session is given up.
    static func cancellation(
        _ session: Assembly.Session, to email: EmailAddress, at now: Moment, _ site: SiteSettings
    ) -> MailMessage {
        MailMessage(
            to: email, subject: "Séance annulée\u{202F}: \(session.title)",
            text: """
                Bonjour,

                La séance «\u{202F}\(session.title)\u{202F}» du \(ParisTime.longDay(session.begins)) est annulée.

                \(site.name)

                """,
            attachments: [calendar(session, .cancel, for: email, name: "", at: now, site)])
    }

    /// Hours an agenda keeps for a session, whose end nobody knows beforehand.
    private static let hours: Int64 = 2

    /// The session as calendars read it; its version counts the changes.
    private static func calendar(
        _ session: Assembly.Session, _ method: CalendarFile.Method, for email: EmailAddress,
        name: String, at now: Moment, _ site: SiteSettings
    ) -> MailMessage.Attachment {
        let page = site.publicAddress + SessionPage.link(to: session.id).address
        let domain = site.publicAddress.split(separator: "/").dropFirst().first ?? "orcp"
        let sender = site.email.isEmpty ? "observatoire@localhost.localdomain" : site.email
        let event = CalendarFile.Event(
            uid: "seance-\(session.id)@\(domain)", sequence: session.version, stamp: now,
            start: session.begins,
            end: Moment(seconds: session.begins.seconds + hours * 3_600), title: session.title,
            text: "Durée indicative de \(hours) heures. \(page)", place: session.place,
            link: session.link.isEmpty ? page : session.link, isCancelled: method == .cancel,
            // An operator without a sound address organises under none.
            organiser: (try? EmailAddress(sender)).map { .init(name: site.name, email: $0) },
            invited: [.init(name: name, email: email)])
        let file = CalendarFile(events: [event], method: method)
        return .init(name: "seance.ics", type: file.type, bytes: file.bytes)
    }

    /// The text of a convocation.
    static func text(
        _ session: Assembly.Session, _ agenda: [Assembly.AgendaPoint], name: String,
        organisations: [String], _ site: SiteSettings
    ) -> String {
        let points = agenda.enumerated().map { index, point in
            "\(index + 1). \(point.title)"
                + (point.text.isEmpty ? "" : "\n" + Markdown.plain(point.text))
        }.joined(separator: "\n")
        let online = session.link.isEmpty ? "" : "\nEn ligne\u{202F}: \(session.link)"
        let address = site.publicAddress + SessionPage.link(to: session.id).address
        return """
            Bonjour\(name.isEmpty ? "" : " " + name),

            Vous êtes convié à la séance \(session.isExtraordinary ? "extraordinaire" : "ordinaire") de l’assemblée «\u{202F}\(session.title)\u{202F}», \
            pour\u{202F}: \(organisations.joined(separator: ", ")).

            \(ParisTime.longDay(session.begins)), à \(ParisTime.hour(session.begins))
            \(AssemblyText.place(session))\(online)

            Ordre du jour

            \(points)

            Pour émarger, donner procuration et voter\u{202F}: \(address)

            \(site.name)

            """
    }
}
