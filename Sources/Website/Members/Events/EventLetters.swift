import Community

/// Letters about events, with the calendar's file that goes with them.
struct EventLetters: Sendable {
    let siteName: String
    /// Without the last `/`.
    let siteAddress: String
    /// Where questions go when the event names nobody.
    let siteEmail: String

    init(_ settings: SiteSettings) {
        siteName = settings.name
        siteAddress = settings.publicAddress
        siteEmail = settings.email
    }

    init(_ setting: Chore.Setting) {
        siteName = setting.siteName
        siteAddress = setting.siteAddress
        siteEmail = setting.mail.sender
    }

    /// What the community calls to write a letter.
    var letter: EventLetter { { notice in message(notice) } }

    /// The letter of a notice.
    func message(_ notice: EventNotice) -> MailMessage {
        let event = notice.event
        var category = MailMessage.Category.owed
        let subject: String
        var lines: [String]
        switch notice.kind {
        case .toConfirm(let token):
            subject = "Confirmez votre inscription\u{202F}: \(event.title)"
            lines = [
                "Pour vous inscrire à «\u{202F}\(event.title)\u{202F}», ouvrez ce lien puis appuyez sur le bouton\u{202F}:",
                siteAddress + ConfirmRegistrationPage.link(event.key, token: token).address,
                "Aucune place n’est retenue avant cette confirmation. Le lien sert une seule fois, pendant "
                    + "deux jours. Si vous n’avez rien demandé, ne faites rien.",
            ]
        case .confirmed:
            subject = "Inscription confirmée\u{202F}: \(event.title)"
            lines =
                ["Votre inscription est confirmée.", facts(event)] + seats(notice)
                + [own(notice)]
        case .waiting:
            subject = "Liste d’attente\u{202F}: \(event.title)"
            lines = [
                "Il n’y a plus de place pour le moment. Vous êtes sur la liste d’attente\u{202F}: dès qu’une "
                    + "place se libère, elle est donnée dans l’ordre des inscriptions et un courriel vous "
                    + "le dit.", facts(event), own(notice),
            ]
        case .promoted:
            subject = "Une place s’est libérée\u{202F}: \(event.title)"
            lines =
                ["Une place s’est libérée et elle est à vous.", facts(event)] + seats(notice)
                + ["Si vous ne venez plus, rendez-la\u{202F}: quelqu’un attend.", own(notice)]
        case .changed:
            subject = "Inscription modifiée\u{202F}: \(event.title)"
            lines =
                ["Votre inscription est modifiée.", facts(event)] + seats(notice)
                + [own(notice)]
        case .cancelled:
            subject = "Inscription annulée\u{202F}: \(event.title)"
            lines = [
                "Votre inscription à «\u{202F}\(event.title)\u{202F}» est annulée. Merci d’avoir prévenu."
            ]
        case .moved(let former):
            subject = "Changement\u{202F}: \(event.title)"
            lines = [
                "La date ou le lieu de «\u{202F}\(event.title)\u{202F}» a changé.",
                "Avant\u{202F}:\n" + facts(former), "Maintenant\u{202F}:\n" + facts(event),
                "Votre inscription est gardée. Si vous ne pouvez plus venir, annulez-la.",
                own(notice),
            ]
        case .eventCancelled:
            subject = "Annulation\u{202F}: \(event.title)"
            lines = [
                "La rencontre «\u{202F}\(event.title)\u{202F}» (\(EventText.when(event))) est annulée.",
                "Motif\u{202F}: \(event.reason)", "Nous vous prions de nous en excuser.",
            ]
        case .reminder(let days):
            category = .reminders
            subject =
                (days == 1 ? "Demain" : "Dans \(days) jours") + "\u{202F}: \(event.title)"
            lines =
                [
                    days == 1
                        ? "La rencontre a lieu demain." : "La rencontre a lieu dans \(days) jours.",
                    facts(event),
                ] + seats(notice) + ["Si vous ne venez plus, rendez votre place.", own(notice)]
        case .questionnaire(let token):
            category = .questionnaires
            subject = "Votre avis\u{202F}: \(event.title)"
            lines = [
                "Merci d’être venu. Qu’en avez-vous pensé\u{202F}? Quelques questions, sans nom\u{202F}: seul le "
                    + "fait d’avoir répondu est noté.",
                siteAddress + QuestionnairePage.link(event.key, token: token).address,
                "Les supports sont sur la page de la rencontre\u{202F}:\n" + siteAddress
                    + EventPage.link(event.key).address,
            ]
        }
        if case .toConfirm = notice.kind {
        } else if !event.contact.isEmpty {
            lines.append("Une question\u{202F}? Écrivez à \(event.contact).")
        }
        return MailMessage(
            to: notice.to, subject: subject,
            text: "Bonjour,\n\n" + lines.joined(separator: "\n\n") + "\n\n\(siteName)\n",
            category: category, attachments: attachments(notice), once: notice.once)
    }

    private func facts(_ event: Event) -> String {
        let place = [event.place, event.address].filter { !$0.isEmpty }.joined(separator: ", ")
        return [event.title, EventText.when(event), place].filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    private func seats(_ notice: EventNotice) -> [String] {
        guard let choices = notice.registration?.choices, !choices.isEmpty else { return [] }
        let lines = choices.compactMap { choice -> String? in
            guard let session = notice.programme.session(choice.session) else { return nil }
            return "- \(EventText.hours(session.begins, session.ends))\u{202F}: \(session.title)"
                + (choice.isHeld ? "" : " (liste d’attente)")
        }
        return ["Vos séances\u{202F}:\n" + lines.joined(separator: "\n")]
    }

    private func own(_ notice: EventNotice) -> String {
        "Votre inscription, à changer ou à annuler, et votre badge\u{202F}:\n" + siteAddress
            + RegistrationPage.link(notice.event.key, token: notice.token).address
    }

    /// The invitation, or its end.
    private func attachments(_ notice: EventNotice) -> [MailMessage.Attachment] {
        guard let registration = notice.registration else { return [] }
        let method: CalendarFile.Method
        switch notice.kind {
        case .confirmed, .promoted, .changed, .moved: method = .request
        case .cancelled, .eventCancelled: method = .cancel
        case .toConfirm, .waiting, .reminder, .questionnaire: return []
        }
        if method == .request, registration.state != .confirmed { return [] }
        var item = EventCalendar(siteAddress: siteAddress).item(notice.event)
        item.uid = EventCalendar(siteAddress: siteAddress).uid(
            "rencontre-\(notice.event.id)-\(registration.id)")
        item.sequence = notice.event.sequence + registration.sequence
        item.isCancelled = method == .cancel
        item.invited = [CalendarFile.Contact(name: registration.shownName, email: notice.to)]
        // An invitation needs an organiser (RFC 5546 §3.2.2): without one it is a plain event.
        // No address of the site is an answer here, not a failure: hence `try?`.
        let contact = try? EmailAddress(
            notice.event.contact.isEmpty ? siteEmail : notice.event.contact)
        item.organiser = contact.map { CalendarFile.Contact(name: siteName, email: $0) }
        let sent = contact == nil && method == .request ? .publish : method
        if sent == .publish { item.invited = [] }
        let file = CalendarFile(events: [item], method: sent)
        return [
            MailMessage.Attachment(
                name: "rencontre.ics", type: file.type, bytes: file.bytes)
        ]
    }
}

/// Events in calendars' terms.
struct EventCalendar: Sendable {
    let siteAddress: String

    /// A name unlike any other in the world: the site's host makes it so.
    func uid(_ word: String) -> String {
        let host = siteAddress.split(separator: "/").dropFirst().first.map(String.init) ?? "orcp"
        return word + "@" + (host.split(separator: ":").first.map(String.init) ?? host)
    }

    /// An event.
    func item(_ event: Event) -> CalendarFile.Event {
        CalendarFile.Event(
            uid: uid("rencontre-\(event.id)"), sequence: event.sequence, stamp: event.changed,
            start: event.begins, end: event.ends, title: event.title, text: event.summary,
            place: [event.place, event.address].filter { !$0.isEmpty }.joined(separator: ", "),
            link: siteAddress + EventPage.link(event.key).address,
            isCancelled: event.state == .cancelled, categories: event.themes.map(\.label))
    }

    /// A session of an event.
    func item(_ session: Programme.Session, of event: Event, _ programme: Programme)
        -> CalendarFile.Event
    {
        var item = item(event)
        item.uid = uid("rencontre-\(event.id)-seance-\(session.id)")
        item.sequence = event.sequence + session.version
        item.start = session.begins
        item.end = session.ends
        item.title = session.title
        item.text = programme.speakers(of: session).map(\.shown).joined(separator: "\n")
        if let room = programme.room(session.room) { item.place = room.name + ", " + item.place }
        return item
    }
}
