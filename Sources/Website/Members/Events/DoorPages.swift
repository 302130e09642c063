import Community

/// « Accueil du jour »: who came, on a phone at the door; works without script.
enum DoorPage: FormPage {
    static let path = "/rencontres/:cle/accueil"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "rédaction, ou personne de l’accueil de cette rencontre"

    static func link(_ key: String) -> Link { Link(["rencontres", key, "accueil"]) }

    /// The event, for those who may stand at its door.
    static func door(_ context: Context) throws -> (members: Members, event: Event) {
        let (members, event) = try context.event()
        try members.visitor.require(
            try members.store.events.welcomes(members.visitor, at: event.id),
            "L’accueil est tenu par la rédaction et les personnes qu’elle désigne.")
        return (members, event)
    }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try door(context)
        let counts = try members.store.events.counts(of: event.id)
        let words = context.visit.value("mots") ?? ""
        let found = try matching(words, members, event)
        let rows = try found.prefix(50).map { registration -> HTML in
            let token = try members.store.events.token(
                .badge, of: registration.id, members.acting)
            let state =
                registration.present.map { "Présent depuis \(ParisTime.hour($0))" }
                ?? registration.state.label
            return """
                <li><a href="\(CheckInPage.link(event.key, token: token))">\(registration.shownName)</a>
                <p>\(registration.organisation)</p><p><span class="etiquette">\(state)</span></p></li>

                """
        }
        let list: HTML =
            words.isEmpty
            ? HTML()
            : rows.isEmpty
                ? "<p role=\"status\">Personne de ce nom n’est inscrit.</p>\n"
                : "<ul class=\"cartes\">\n\(rows)</ul>\n"
        let walkIn = context.form(
            link(event.key),
            [
                FormField(key: "nom", label: "Nom et prénom", control: .line(length: 120)),
                FormField(
                    key: "organisme", label: "Organisme", control: .line(length: 160),
                    isRequired: false),
                FormField(
                    key: "college", label: "Collège", control: .choice(EventText.colleges)),
            ], button: "Ajouter et noter présent")
        return Document(
            title: "Accueil", summary: "Noter qui est venu.",
            content: """
                \(context.notice(["ajoute": "La personne est ajoutée et notée présente."]))\
                <p class="chapo">\(French.count(counts.present, "présent")) sur \
                \(French.count(counts.taken, "inscrit")).</p>
                <form class="chercher" role="search" action="\(link(event.key))" method="get">
                <label for="mots">Chercher un nom ou un organisme</label>
                <input type="search" id="mots" name="mots" value="\(words)" autocomplete="off">
                <button type="submit">Chercher</button>
                </form>
                \(list)<p class="petit">Ou visez le code du badge avec l’appareil photo du téléphone, puis \
                ouvrez l’adresse.</p>
                <h2>Venu sans inscription</h2>
                \(walkIn)
                """, section: .rencontres, kind: event.title,
            trail: [("Rencontres", EventListPage.link), (event.title, EventPage.link(event.key))],
            isHiddenFromSearch: true)
    }

    /// Those whose name or organisation has all the words, accents and case aside.
    private static func matching(_ words: String, _ members: Members, _ event: Event) throws
        -> [Registration]
    {
        let wanted = folded(words).split(separator: "-").map(String.init)
        guard !wanted.isEmpty else { return [] }
        return try members.store.events.registrations(of: event.id).filter { registration in
            let text = folded(registration.name + " " + registration.organisation)
            return registration.state != .cancelled && wanted.allSatisfy { text.contains($0) }
        }
    }

    private static func folded(_ text: String) -> String {
        text.allSatisfy { $0.isWhitespace } ? "" : AddressWord.suggested(by: text)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, event) = try door(context)
        _ = try members.store.events.walkIn(
            at: event.id, name: form["nom"], organisation: form["organisme"],
            college: try Entry.choice("college", form["college"]), members.acting)
        return Link(["rencontres", event.key, "accueil"], query: [("fait", "ajoute")])
    }
}

/// What a badge's code opens at the door: who it is, and a button that notes them.
enum CheckInPage: FormPage {
    static let path = "/rencontres/:cle/accueil/:jeton"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition =
        "rédaction, ou personne de l’accueil de cette rencontre; code signé du badge"

    static func link(_ key: String, token: String) -> Link {
        Link(["rencontres", key, "accueil", token])
    }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try DoorPage.door(context)
        let registration = try members.store.events.registration(
            .badge, context.argument("jeton"), at: event.id, members.acting)
        let own = link(event.key, token: context.argument("jeton"))
        var html = HTML()
        if let summary = context.faultSummary { html += summary }
        let isNew = context.visit.value("fait") == "note"
        if let present = registration.present {
            let sentence =
                isNew
                ? "C’est noté\u{202F}: présent à \(ParisTime.hour(present))."
                : "Déjà noté présent à \(ParisTime.hour(present))."
            html +=
                "<p class=\"encart\(isNew ? "" : " avis")\" role=\"status\"><strong>\(sentence)</strong></p>\n"
        }
        html += Blocks.sheet([
            (
                "Organisme", nil,
                Blocks.value(registration.organisation.isEmpty ? nil : registration.organisation)
            ),
            ("Collège", nil, HTML(text: registration.college.label)),
            ("Inscription", nil, HTML(text: registration.state.label)),
            (
                "Besoins", nil,
                Blocks.value(
                    registration.accessNeeds.isEmpty ? "aucun signalé" : registration.accessNeeds)
            ),
        ])
        if registration.present != nil {
            html += context.button(
                own, "Annuler ce pointage", fields: [("action", "defaire")], isSecond: true)
        } else if registration.state != .cancelled {
            html += context.button(
                own, registration.state == .waiting ? "Admettre et noter présent" : "Noter présent",
                fields: [("action", "noter")])
        }
        html += "<p><a href=\"\(DoorPage.link(event.key))\">Personne suivante</a></p>\n"
        return Document(
            title: registration.shownName, summary: "Noter une présence.", content: html,
            section: .rencontres, kind: event.title,
            trail: [
                (event.title, EventPage.link(event.key)), ("Accueil", DoorPage.link(event.key)),
            ],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, event) = try DoorPage.door(context)
        let token = context.argument("jeton")
        let registration = try members.store.events.registration(
            .badge, token, at: event.id, members.acting)
        if form["action"] == "defaire" {
            try members.store.events.undoCheckIn(registration.id, at: event.id, members.acting)
            return link(event.key, token: token)
        }
        switch try members.store.events.checkIn(registration.id, at: event.id, members.acting) {
        case .noted:
            return Link(["rencontres", event.key, "accueil", token], query: [("fait", "note")])
        case .alreadyNoted: return link(event.key, token: token)
        }
    }
}
