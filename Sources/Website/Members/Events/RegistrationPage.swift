import Community

/// One's registration: how it stands, one's own agenda, changing it.
enum RegistrationPage: FormPage {
    static let path = "/rencontres/:cle/inscription/:jeton"
    static let writing: Access? = .everyone
    static let condition = "lien signé de l’inscription"

    static func link(_ key: String, token: String, done: String? = nil) -> Link {
        Link(
            ["rencontres", key, "inscription", token], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let (members, event, registration) = try context.registration(.registration)
        let token = context.argument("jeton")
        let programme = try members.store.events.programme(of: event.id)
        let canChange =
            registration.state != .cancelled && members.acting.now < event.begins
            && event.state != .cancelled
        var html = HTML()
        if let notice = context.notice([
            "inscrit": registration.state == .waiting
                ? "Vous êtes sur la liste d’attente\u{202F}: un courriel part dès qu’une place se libère."
                : "Vous êtes inscrit. Un courriel de confirmation part avec le rendez-vous.",
            "enregistre": "Votre inscription est modifiée.",
        ]) {
            html += notice
        }
        html += Blocks.sheet([
            ("Rencontre", nil, "<a href=\"\(EventPage.link(event.key))\">\(event.title)</a>"),
            ("Quand", nil, HTML(text: EventText.when(event))),
            ("Au nom de", nil, HTML(text: registration.shownName)),
            ("Collège", nil, HTML(text: registration.college.label)),
        ])
        if registration.state == .confirmed {
            html += """
                <div class="boutons"><a class="bouton" href="\(BadgePage.link(event.key, token: token))">Mon badge</a> \
                <a class="bouton second" href="\(OwnAgendaFile.link(event.key, token: token))">Mon agenda (ICS)</a></div>

                """
            let own = agenda(registration, programme)
            if let list = EventText.agenda(programme, only: own) {
                html += "<h2>Mon agenda</h2>\n\(list)"
            }
        }
        for choice in registration.choices where !choice.isHeld {
            if let session = programme.session(choice.session) {
                html += "<p>Liste d’attente pour «\u{202F}\(session.title)\u{202F}».</p>\n"
            }
        }
        if canChange {
            var draft = Registration.Draft()
            draft.name = registration.name
            draft.occupation = registration.occupation
            draft.organisation = registration.organisation
            draft.college = registration.college.rawValue
            draft.sessions = registration.choices.map(\.session)
            draft.accessNeeds = registration.accessNeeds
            draft.mealNeeds = registration.mealNeeds
            let fields =
                try RegistrationForm.fields(draft, event, members)
                + [.version(registration.version)]
            html += """
                <h2>Changer mon inscription</h2>
                \(context.form(link(event.key, token: token), fields, button: "Enregistrer"))
                <h2>Ne plus venir</h2>
                \(context.button(CancelRegistrationPage.link(event.key, token: token), "Annuler mon inscription", isSecond: true))
                """
        }
        html += """
            <h2>Mes données</h2>
            \(context.button(CancelRegistrationPage.link(event.key, token: token), "Effacer mes données", fields: [("effacer", "oui")], isSecond: true))
            <p class="petit">L’effacement annule une inscription à venir. Il ne reste qu’un numéro dans les comptes.</p>

            """
        return Document(
            title: registration.state.label, summary: "Mon inscription à une rencontre.",
            content: html, section: .rencontres, kind: event.title,
            trail: [("Rencontres", EventListPage.link), (event.title, EventPage.link(event.key))],
            isHiddenFromSearch: true)
    }

    /// The sessions of one's own agenda: those for all, and those whose place is held.
    static func agenda(_ registration: Registration, _ programme: Programme) -> Set<Int64> {
        Set(programme.sessions.filter { !$0.isChosen }.map(\.id))
            .union(registration.choices.filter(\.isHeld).map(\.session))
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, event, registration) = try context.registration(.registration)
        try members.store.events.change(
            registration.id, RegistrationForm.read(form), version: try form.version(),
            members.acting, letter: context.eventLetter)
        return link(event.key, token: context.argument("jeton"), done: "enregistre")
    }
}

/// Giving one's place back, or erasing what one left.
enum CancelRegistrationPage: FormPage {
    static let path = "/rencontres/:cle/inscription/:jeton/annuler"
    static let writing: Access? = .everyone
    static let condition = "lien signé de l’inscription"

    static func link(_ key: String, token: String) -> Link {
        Link(["rencontres", key, "inscription", token, "annuler"])
    }

    static func document(_ context: Context) throws -> Document {
        let (_, event, _) = try context.registration(.registration)
        let token = context.argument("jeton")
        return Document(
            title: "Annuler mon inscription", summary: "Rendre sa place.",
            content: """
                \(context.faultSummary)<p>Votre place ira à la personne suivante de la liste d’attente.</p>
                \(context.button(link(event.key, token: token), "Annuler mon inscription"))
                """, section: .rencontres, kind: event.title, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, event, registration) = try context.registration(.registration)
        if form["effacer"] == "oui" {
            try members.store.events.erase(
                registration.id, members.acting, letter: context.eventLetter)
            return Link(["rencontres", event.key], query: [("fait", "erase")])
        }
        try members.store.events.cancel(
            registration.id, members.acting, letter: context.eventLetter)
        return RegistrationPage.link(event.key, token: context.argument("jeton"))
    }
}

/// One's own sessions in a calendar's file.
enum OwnAgendaFile: CommunityResource {
    static let path = "/rencontres/:cle/inscription/:jeton/agenda.ics"
    static let condition = "lien signé de l’inscription"

    static func link(_ key: String, token: String) -> Link {
        Link(["rencontres", key, "inscription", token, "agenda.ics"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let (members, event, registration) = try context.registration(.registration)
        let programme = try members.store.events.programme(of: event.id)
        let own = RegistrationPage.agenda(registration, programme)
        let calendar = EventCalendar(siteAddress: context.settings.publicAddress)
        var items = programme.sessions.filter { own.contains($0.id) }
            .map { calendar.item($0, of: event, programme) }
        if items.isEmpty { items = [calendar.item(event)] }
        return .calendar(CalendarFile(events: items, method: .publish, name: event.title))
    }
}

/// One's badge, to print or to show on a phone.
enum BadgePage: CommunityPage {
    static let path = "/rencontres/:cle/inscription/:jeton/badge"
    static let condition = "lien signé de l’inscription"

    static func link(_ key: String, token: String) -> Link {
        Link(["rencontres", key, "inscription", token, "badge"])
    }

    static func document(_ context: Context) throws -> Document {
        let (members, event, registration) = try context.registration(.registration)
        guard registration.state == .confirmed else {
            throw CommunityRefusal.untimely(
                "Le badge vient avec la place\u{202F}: elle n’est pas confirmée.")
        }
        return Document(
            title: "Mon badge", summary: "Badge d’une rencontre.",
            content: """
                <p class="agir">Imprimez cette page, ou montrez-la à l’entrée.</p>
                <ul class="badges">\(try badge(registration, event, members, context))</ul>
                """, section: .rencontres, kind: event.title,
            trail: [
                ("Rencontres", EventListPage.link),
                (
                    "Mon inscription",
                    RegistrationPage.link(event.key, token: context.argument("jeton"))
                ),
            ], isHiddenFromSearch: true)
    }

    /// One badge: who, for whom, and the code that those at the door open.
    static func badge(
        _ registration: Registration, _ event: Event, _ members: Members, _ context: Context
    ) throws -> HTML {
        let token = try members.store.events.token(.badge, of: registration.id, members.acting)
        let address =
            context.settings.publicAddress + CheckInPage.link(event.key, token: token).address
        return """
            <li class="badge"><div><p class="nom-badge">\(registration.shownName)</p>
            <p>\(registration.organisation)</p>
            <p class="petit">\(registration.college.label)</p>
            <p class="petit">\(event.title)</p></div>
            \(QRCode.svg(address, label: "Code d’entrée de \(registration.shownName)", pixels: 150))</li>

            """
    }
}
