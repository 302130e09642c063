import Community

/// « S’inscrire »: with the account at hand, else with an address that a letter confirms.
enum RegisterPage: FormPage {
    static let path = "/rencontres/:cle/inscription"
    static let writing: Access? = .everyone

    static func link(_ key: String) -> Link { Link(["rencontres", key, "inscription"]) }

    /// Registrations one address of the network may ask for in ten minutes: a town hall has one
    /// address for all its people.
    static let mostAsked = 600

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        let trail = [
            ("Rencontres", EventListPage.link), (event.title, EventPage.link(event.key)),
        ]
        if context.visit.value("fait") == "demande" {
            return Document(
                title: "Regardez votre courriel", summary: "Un courriel vient de partir.",
                content: """
                    <p class="chapo" role="status">Un courriel vient de partir. Ouvrez son lien pour confirmer \
                    votre inscription\u{202F}: aucune place n’est retenue avant.</p>
                    <p class="petit">Rien reçu après quelques minutes\u{202F}? Regardez les indésirables, puis \
                    <a href="\(link(event.key))">recommencez</a>.</p>
                    """, section: .rencontres, trail: trail, isHiddenFromSearch: true)
        }
        guard event.takesRegistrations(at: members.acting.now) else {
            return Document(
                title: "Inscriptions fermées", summary: "Les inscriptions ne sont pas ouvertes.",
                content: """
                    <p>Les inscriptions à cette rencontre ne sont pas ouvertes.</p>
                    <p><a href="\(EventPage.link(event.key))">Revenir à la rencontre</a></p>
                    """, section: .rencontres, trail: trail, isHiddenFromSearch: true)
        }
        var draft = Registration.Draft()
        if let person = members.visitor.person {
            draft.name = person.name
            draft.occupation = person.occupation
            draft.organisation = members.visitor.memberships.first?.name ?? ""
            draft.college = members.visitor.memberships.first?.college.rawValue ?? ""
        }
        var fields = try RegistrationForm.fields(draft, event, members)
        if !members.visitor.isSignedIn {
            fields.insert(
                FormField(
                    key: "courriel", label: "Votre adresse de courriel",
                    help: "Un courriel y part, dont le lien confirme l’inscription.",
                    control: .email, autocomplete: "email"), at: 0)
        }
        let signIn: HTML? =
            members.visitor.isSignedIn
            ? nil
            : """
            <p class="petit">Vous avez un compte\u{202F}? <a href="\(SignInPage.link(next: link(event.key).address))">\
            Connectez-vous</a>\u{202F}: l’inscription est immédiate.</p>

            """
        return Document(
            title: "S’inscrire", summary: "Inscription à une rencontre.",
            content: """
                <p class="chapo">\(EventText.when(event)), \(event.place)</p>
                \(signIn)\(context.form(link(event.key), fields, button: "S’inscrire"))\(RegistrationForm.note)
                """, section: .rencontres, kind: event.title, trail: trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, event) = try context.event()
        try context.limits?.admit(
            "rencontre", context.visit.address, at: members.acting.now, atMost: mostAsked,
            inSeconds: 600)
        let draft = RegistrationForm.read(form)
        guard let person = members.visitor.person else {
            try members.store.events.ask(
                try EmailAddress(form["courriel"]), at: event.id, draft, members.acting,
                letter: context.eventLetter)
            return Link(["rencontres", event.key, "inscription"], query: [("fait", "demande")])
        }
        let registration = try members.store.events.register(
            person, at: event.id, draft, members.acting, letter: context.eventLetter)
        let token = try members.store.events.token(
            .registration, of: registration.id, members.acting)
        return RegistrationPage.link(event.key, token: token, done: "inscrit")
    }
}

/// The fields of a registration, alike when it is made and when it is changed.
enum RegistrationForm {
    static func fields(_ draft: Registration.Draft, _ event: Event, _ members: Members) throws
        -> [FormField]
    {
        let programme = try members.store.events.programme(of: event.id)
        let held = try members.store.events.heldSeats(of: event.id)
        var fields = [
            FormField(
                key: "nom", label: "Nom et prénom", control: .line(length: 120), value: draft.name,
                autocomplete: "name"),
            FormField(
                key: "organisme", label: "Organisme", control: .line(length: 160),
                value: draft.organisation, isRequired: false, autocomplete: "organization"),
            FormField(
                key: "fonction", label: "Fonction", control: .line(length: 120),
                value: draft.occupation, isRequired: false, autocomplete: "organization-title"),
            FormField(
                key: "college", label: "Vous venez au titre des…",
                control: .choice([(value: "", label: "Choisir")] + EventText.colleges),
                value: draft.college),
        ]
        if !programme.chosen.isEmpty {
            let choices = programme.chosen.map { session -> (value: String, label: String) in
                let isFull = session.places.map { (held[session.id] ?? 0) >= $0 } ?? false
                return (
                    String(session.id),
                    "\(EventText.hours(session.begins, session.ends))\u{202F}: \(session.title)"
                        + (isFull ? " (complet, liste d’attente)" : "")
                )
            }
            fields.append(
                FormField(
                    key: "seances", label: "Séances au choix",
                    help: "Une seule par heure.", control: .boxes(choices),
                    values: draft.sessions.map(String.init), isRequired: false))
        }
        fields += [
            FormField(
                key: "besoin_acces", label: "De quoi avez-vous besoin pour participer\u{202F}?",
                help:
                    "Place pour un fauteuil, langue des signes, transcription… Vu de l’organisation "
                    + "seule, effacé une semaine après.",
                control: .line(length: 400), value: draft.accessNeeds, isRequired: false),
            FormField(
                key: "besoin_repas", label: "Repas",
                help: "Ce que vous ne mangez pas, si un repas est prévu. Effacé de même.",
                control: .line(length: 200), value: draft.mealNeeds, isRequired: false),
        ]
        return fields
    }

    static func read(_ form: SentForm) -> Registration.Draft {
        var draft = Registration.Draft()
        draft.name = form["nom"]
        draft.organisation = form["organisme"]
        draft.occupation = form["fonction"]
        draft.college = form["college"]
        draft.sessions = form.all("seances").compactMap { Int64($0) }
        draft.accessNeeds = form["besoin_acces"]
        draft.mealNeeds = form["besoin_repas"]
        return draft
    }

    static let note: HTML = """
        <p class="petit">Vos réponses servent à vous accueillir. La liste des inscrits est vue de \
        l’organisation seule, et effacée au bout de trois ans\u{202F}; les besoins, une semaine après.</p>

        """
}

/// What the letter's link opens: a button, and only the button confirms.
enum ConfirmRegistrationPage: CommunityPage {
    static let path = "/rencontres/:cle/inscription/confirmer"
    static let writing: Access? = .everyone

    static func link(_ key: String, token: String = "") -> Link {
        Link(
            ["rencontres", key, "inscription", "confirmer"],
            query: token.isEmpty ? [] : [("jeton_lien", token)])
    }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        let token = context.sent?["jeton_lien"] ?? context.visit.value("jeton_lien") ?? ""
        let isUsable = try members.store.events.isUsable(
            confirmation: token, at: members.acting.now)
        guard isUsable, context.faults == nil else {
            let reason =
                context.faults?.sentence
                ?? "Il a déjà servi, ou il a plus de deux jours."
            return Document(
                title: "Ce lien ne sert plus", summary: "Confirmation déjà utilisée.",
                content: """
                    <p>\(reason) Si vous êtes déjà inscrit, le courriel de confirmation contient le lien de votre \
                    inscription.</p>
                    <p><a class="bouton" href="\(EventPage.link(event.key))">Revenir à la rencontre</a></p>
                    """, section: .rencontres, isHiddenFromSearch: true)
        }
        return Document(
            title: "Confirmer l’inscription", summary: "Confirmer l’inscription à une rencontre.",
            content: """
                <p class="chapo">\(event.title)<br>\(EventText.when(event))</p>
                \(context.button(link(event.key), "Confirmer mon inscription", fields: [("jeton_lien", token)]))
                """, section: .rencontres, isHiddenFromSearch: true)
    }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        return try answering(context) {
            let (members, event) = try context.event()
            try context.limits?.admit(
                "confirmation", context.visit.address, at: members.acting.now,
                atMost: RegisterPage.mostAsked, inSeconds: 600)
            let registration = try members.store.events.confirm(
                token: form["jeton_lien"], members.acting, letter: context.eventLetter)
            let token = try members.store.events.token(
                .registration, of: registration.id, members.acting)
            return .seeOther(RegistrationPage.link(event.key, token: token, done: "inscrit"))
        }
    }
}
