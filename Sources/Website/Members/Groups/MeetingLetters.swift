import Community

/// The letters of working groups.
enum MeetingLetters {
    /// The letter of a meeting, with its calendar; nil for somebody who cannot be written to.
    static func letter(
        _ news: GroupMeetings.News, _ meeting: GroupMeetings.Meeting, to person: Person,
        _ group: Groups.Group, _ site: SiteSettings
    ) -> MailMessage? {
        let subject: String
        let opening: String
        switch news {
        case .convoked:
            subject = "Convocation\u{202F}: \(meeting.title)"
            opening =
                "Le groupe de travail «\u{202F}\(group.name)\u{202F}» vous convie à sa réunion."
        case .changed:
            subject = "Changement\u{202F}: \(meeting.title)"
            opening = "Une réunion du groupe de travail «\u{202F}\(group.name)\u{202F}» a changé."
        case .cancelled:
            subject = "Annulation\u{202F}: \(meeting.title)"
            opening =
                "Une réunion du groupe de travail «\u{202F}\(group.name)\u{202F}» est annulée\u{202F}: "
                + meeting.reason
        }
        return message(
            subject, opening, meeting, to: person, group, site,
            method: news == .cancelled ? .cancel : .request)
    }

    /// The reminder of a meeting.
    static func reminder(
        _ meeting: GroupMeetings.Meeting, to person: Person, _ group: Groups.Group,
        siteName: String,
        siteAddress: String
    ) -> MailMessage? {
        // An address kept in the store was read once already.
        guard let email = person.email.flatMap({ try? EmailAddress($0) }) else { return nil }
        let page = siteAddress + MeetingPage.link(to: meeting.id, of: group.key).address
        return MailMessage(
            to: email, subject: "Rappel\u{202F}: \(meeting.title)",
            text: """
                Bonjour,

                Le groupe de travail «\u{202F}\(group.name)\u{202F}» se réunit bientôt.

                \(facts(meeting))
                \(page)

                \(siteName)

                """, category: .reminders)
    }

    private static func message(
        _ subject: String, _ opening: String, _ meeting: GroupMeetings.Meeting, to person: Person,
        _ group: Groups.Group, _ site: SiteSettings, method: CalendarFile.Method
    ) -> MailMessage? {
        // An address kept in the store was read once already.
        guard let email = person.email.flatMap({ try? EmailAddress($0) }) else { return nil }
        let page = MeetingPage.link(to: meeting.id, of: group.key).address
        var event = GroupMeetings.event(
            meeting, groupName: group.name, site: site.publicAddress, page: page,
            isForMembers: true)
        let sender = site.email.isEmpty ? "observatoire@localhost.localdomain" : site.email
        // An operator without a sound address organises under none.
        event.organiser = (try? EmailAddress(sender)).map { .init(name: site.name, email: $0) }
        event.invited = [.init(name: person.shownName, email: email)]
        let file = CalendarFile(events: [event], method: method)
        let agenda =
            meeting.agenda.isEmpty ? "" : "Ordre du jour\u{202F}:\n\n\(meeting.agenda)\n\n"
        return MailMessage(
            to: email, subject: subject,
            text: """
                Bonjour,

                \(opening)

                \(facts(meeting))
                \(agenda)La page de la réunion\u{202F}: \(site.publicAddress)\(page)
                Le fichier joint l’inscrit dans votre agenda.

                \(site.name)

                """,
            attachments: [.init(name: "reunion.ics", type: file.type, bytes: file.bytes)])
    }

    private static func facts(_ meeting: GroupMeetings.Meeting) -> String {
        var lines = [
            meeting.title,
            "Le \(ParisTime.longDay(meeting.start)), de \(ParisTime.hour(meeting.start)) à \(ParisTime.hour(meeting.end)) (heure de Paris)",
        ]
        if !meeting.place.isEmpty { lines.append("Lieu\u{202F}: \(meeting.place)") }
        if !meeting.link.isEmpty { lines.append("À distance\u{202F}: \(meeting.link)") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Tells somebody that they are now of a group.
    static func welcome(to email: EmailAddress, _ group: Groups.Group, _ site: SiteSettings)
        -> MailMessage
    {
        MailMessage(
            to: email, subject: "Groupe de travail «\u{202F}\(group.name)\u{202F}»",
            text: """
                Bonjour,

                Vous faites maintenant partie du groupe de travail «\u{202F}\(group.name)\u{202F}».

                Sa page\u{202F}: \(site.publicAddress)\(GroupPage.link(to: group.key).address)
                Pour y prendre part, connectez-vous avec cette adresse de courriel\u{202F}:
                \(site.publicAddress)\(SignInPage.link(next: GroupPage.link(to: group.key).address).address)

                \(site.name)

                """)
    }

    /// The answer to a request to join.
    static func answer(
        to person: Person, isAccepted: Bool, _ group: Groups.Group, _ site: SiteSettings
    ) -> MailMessage? {
        // An address kept in the store was read once already.
        guard let email = person.email.flatMap({ try? EmailAddress($0) }) else { return nil }
        if isAccepted { return welcome(to: email, group, site) }
        return MailMessage(
            to: email, subject: "Votre demande au groupe «\u{202F}\(group.name)\u{202F}»",
            text: """
                Bonjour,

                Les responsables du groupe de travail «\u{202F}\(group.name)\u{202F}» n’ont pas retenu votre
                demande. Ses pages restent ouvertes à tous, et vous pouvez lui poser des questions\u{202F}:
                \(site.publicAddress)\(GroupPage.link(to: group.key).address)

                \(site.name)

                """)
    }

    /// Tells who asked a question that it has its answer.
    static func answered(_ question: Questions.Question, to person: Person, _ site: SiteSettings)
        -> MailMessage?
    {
        // An address kept in the store was read once already.
        guard let email = person.email.flatMap({ try? EmailAddress($0) }) else { return nil }
        return MailMessage(
            to: email, subject: "Une réponse à votre question",
            text: """
                Bonjour,

                Le groupe de travail «\u{202F}\(question.groupName)\u{202F}» a répondu à votre question
                «\u{202F}\(question.title)\u{202F}»\u{202F}:
                \(site.publicAddress)\(QuestionPage.link(to: question.id).address)

                \(site.name)

                """)
    }
}

extension Chore {
    /// Reminders of the meetings of working groups, a day before.
    static let meetingReminders = Chore(name: "rappels des réunions", every: 600) { setting in
        var groups: [Int64: Groups.Group] = [:]
        for group in try setting.store.groups.all() { groups[group.id] = group }
        try setting.store.groupMeetings.remind(setting.acting) { meeting, person in
            groups[meeting.group].flatMap { group in
                MeetingLetters.reminder(
                    meeting, to: person, group, siteName: setting.siteName,
                    siteAddress: setting.siteAddress)
            }
        }
    }
}
