import Community
import Procurement

/// « Mes alertes »: the selections a person follows.
enum AlertListPage: FormPage {
    static let path = "/alertes"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let link = Link(["alertes"])

    static func link(done word: String) -> Link { Link(["alertes"], query: [("fait", word)]) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        let alerts = try members.store.alerts.of(person.id)
        var content =
            context.notice([
                "suivie":
                    "Vous suivez cette sélection. Ce qu’elle contient aujourd’hui ne vous sera pas envoyé\u{202F}: "
                    + "seulement ce qui s’y ajoutera.",
                "modifiee": "L’alerte est modifiée.", "arretee": "L’alerte est arrêtée.",
                "prolongee": "L’alerte est prolongée.",
                "flux": "Le flux a une nouvelle adresse\u{202F}; l’ancienne ne répond plus.",
            ]) ?? HTML()
        content += """
            <p class="chapo">Suivez une sélection de marchés, de renouvellements, de projets d’achat, de \
            consultations ou de contrats, par un flux Atom et par un courriel par jour ou par semaine. Chaque \
            nouveauté n’est dite qu’une fois\u{202F}; rien n’est envoyé \
            quand rien n’est nouveau. Personne d’autre ne voit ce que vous suivez.</p>

            """
        if try members.store.alerts.refusesLetters(person) {
            content += """
                <p class="encart avis">Vous avez demandé à ne plus recevoir les courriels d’alerte\u{202F}: les flux \
                continuent. Pour les recevoir de nouveau, enregistrez le rythme d’une alerte.</p>

                """
        }
        let days = try retention(members.store)
        for alert in alerts { content += try card(alert, context, members, days) }
        content += """
            <p>\(alerts.isEmpty ? "Vous ne suivez rien encore." : "Pour suivre autre chose\u{202F}:") \
            \(alerts.isEmpty ? "Ouvrez" : "ouvrez") les \(sources)</p>

            """
        return Document(
            title: "Mes alertes", summary: "Les sélections que vous suivez.", content: content,
            trail: [("Mon compte", AccountPage.link)], isHiddenFromSearch: true)
    }

    /// Where selections are made.
    static var sources: HTML {
        """
        <a href="\(OpenCallsPage.link())">marchés ouverts</a>, les \
        <a href="\(RenewalPage.link())">renouvellements</a>, les <a href="\(PlanListPage.link)">projets \
        d’achat</a>, les <a href="\(ConsultationListPage.link)">consultations</a> ou l’<a \
        href="\(ExplorerPage.link())">explorateur</a>, choisissez des filtres, puis \
        «\u{202F}Suivre cette sélection\u{202F}».
        """
    }

    /// Days an alert is kept since it was last confirmed.
    private static func retention(_ store: CommunityStore) throws -> Int {
        try store.retentions().first { $0.table == "alerte" }?.days ?? 730
    }

    private static func card(
        _ alert: Alerts.Alert, _ context: Context, _ members: Members, _ days: Int
    ) throws -> HTML {
        let source = AlertSources.named(
            alert.source, members.store, shelf: context.shelf, now: context.now)
        let page: HTML? = source.map { source in
            "<p><a href=\"\(Link(written: source.path(alert.query)))\">Voir la sélection</a> (\(source.label))</p>\n"
        }
        let token = try members.store.alerts.feedToken(of: alert, members.acting)
        let next: HTML? = alert.next.map { moment in
            ", prochain envoi possible le \(ParisTime.html(moment))"
        }
        let failure: HTML? =
            alert.failure.isEmpty
            ? nil
            : "<p class=\"encart avis\">La sélection n’a pas pu être relue\u{202F}: \(alert.failure)</p>\n"
        var base = context.settings.publicAddress
        while base.hasSuffix("/") { base.removeLast() }
        let id = String(alert.id)
        return """
            <section class="carte" aria-labelledby="alerte-\(id)"><h2 id="alerte-\(id)">\(alert.name)</h2>
            \(page)<p><a href="\(AlertNewsPage.link(alert.id))">Toutes ses nouveautés</a></p>
            \(failure)<p>Envoi\u{202F}: \(alert.schedule.text)\(next).</p>
            <p class="petit">Relue le \(ParisTime.html(alert.checked)). Gardée jusqu’au \
            \(ParisTime.dayText(alert.renewed.adding(days: days))).</p>
            <p class="champ"><label for="flux-\(id)">Adresse secrète du flux Atom</label>\
            <input type="text" id="flux-\(id)" readonly value="\(base + AlertFeed.link(token).address)"></p>
            <div class="boutons"><p class="agir"><a class="bouton second" href="\(AlertEditPage.link(alert.id))">Modifier</a></p>\
            \(button(context, id, "arreter", "Arrêter", alert.name))\
            \(button(context, id, "prolonger", "Prolonger", alert.name))\
            \(button(context, id, "flux", "Changer l’adresse du flux", alert.name))</div></section>

            """
    }

    private static func button(
        _ context: Context, _ id: String, _ action: String, _ label: String, _ name: String
    ) -> HTML {
        """
        \(context.formStart(link))<input type="hidden" name="action" value="\(action)">
        <input type="hidden" name="id" value="\(id)">
        <p class="agir"><button type="submit" class="bouton second">\(label)\
        <span class="lecteur"> (\(name))</span></button></p></form>

        """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let alerts = members.store.alerts
        let id = Int64(form["id"]) ?? 0
        switch form["action"] {
        case "arreter":
            try alerts.end(id, members.acting)
            return link(done: "arretee")
        case "prolonger":
            try alerts.renew(id, members.acting)
            return link(done: "prolongee")
        case "flux":
            try alerts.revokeFeed(id, members.acting)
            return link(done: "flux")
        default:
            throw CommunityRefusal.invalid(
                field: "action", value: form["action"], sentence: "Choisissez une action.")
        }
    }

    /// The door on « Mon compte ».
    static func block(_ context: Context, _ members: Members, _ person: Person) throws -> HTML? {
        let count = try members.store.alerts.of(person.id).count
        return """
            <h2>Alertes</h2>
            <p>Vous suivez <a href="\(link)">\(French.count(count, "sélection"))</a>.</p>

            """
    }
}

/// What a form says of letters.
enum AlertFields {
    static func all(_ name: String, _ schedule: DigestSchedule) -> [FormField] {
        [
            FormField(
                key: "nom", label: "Nom de l’alerte", help: "Il sera l’objet des courriels.",
                control: .line(length: 120), value: name),
            FormField(
                key: "rythme", label: "Rythme",
                control: .choice(
                    DigestSchedule.Rhythm.allCases.map { ($0.rawValue, $0.label) }),
                value: schedule.rhythm.rawValue),
            FormField(
                key: "heure", label: "Heure d’envoi", help: "Heure de Paris.",
                control: .choice((0...23).map { (String($0), "\($0)\u{A0}h") }),
                value: String(schedule.hour)),
            FormField(
                key: "jour", label: "Jour d’envoi", help: "Pour un courriel par semaine.",
                control: .choice(
                    DigestSchedule.weekdays.enumerated().map { (String($0.offset + 1), $0.element) }
                ),
                value: String(schedule.weekday)),
        ]
    }

    static func read(_ form: SentForm) throws -> DigestSchedule {
        DigestSchedule(
            rhythm: try Entry.choice("rythme", form["rythme"]),
            hour: try Entry.number("heure", form["heure"], 0...23),
            weekday: try Entry.number("jour", form["jour"], 1...7))
    }
}

/// « Suivre cette sélection ».
enum AlertNewPage: FormPage {
    static let path = "/alertes/nouvelle"
    static let reading: Access = .account
    static let writing: Access? = .account

    static func link(source: String, query: String) -> Link {
        Link(["alertes", "nouvelle"], query: [("source", source), ("requete", query)])
    }

    /// The source and the canonical query of an address.
    private static func asked(_ context: Context, _ value: (String) -> String?) throws -> (
        source: any AlertSource, query: String
    )? {
        let members = try context.community()
        guard let word = value("source"), !word.isEmpty else { return nil }
        guard
            let source = AlertSources.named(
                word, members.store, shelf: context.shelf, now: context.now)
        else {
            throw CommunityRefusal.absent("Rien de ce nom ne peut être suivi ici.")
        }
        return (source, try source.canonical(value("requete") ?? ""))
    }

    static func document(_ context: Context) throws -> Document {
        let asked = try asked(context) { key in
            context.sent.map { $0[key] } ?? context.visit.value(key)
        }
        guard let (source, query) = asked else {
            return Document(
                title: "Suivre une sélection", summary: "Suivre une sélection.",
                content: """
                    \(context.faultSummary)<p>Ouvrez les \(AlertListPage.sources)</p>

                    """, trail: [("Mes alertes", AlertListPage.link)], isHiddenFromSearch: true)
        }
        let title = try source.title(query)
        return Document(
            title: "Suivre une sélection", summary: "Suivre une sélection.",
            content: """
                <p>La sélection\u{202F}: <a href="\(Link(written: source.path(query)))">\(title)</a> \
                (\(source.label)). Ce qu’elle contient aujourd’hui ne vous sera pas envoyé\u{202F}: seulement ce qui \
                s’y ajoutera.</p>
                \(context.form(
                    Link(["alertes", "nouvelle"]),
                    AlertFields.all(
                        String(title.prefix(120)), .init(rhythm: .daily, hour: 8, weekday: 1))
                    + [
                        FormField(key: "source", label: "", control: .hidden, value: source.name),
                        FormField(key: "requete", label: "", control: .hidden, value: query),
                    ], button: "Suivre"))
                """, trail: [("Mes alertes", AlertListPage.link)], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        guard let (source, query) = try asked(context, { form[$0] }) else {
            throw CommunityRefusal.invalid(
                field: "source", value: "", sentence: "Choisissez d’abord une sélection.")
        }
        try context.limits?.admit(
            "alerte", String(members.acting.person ?? 0), at: members.acting.now, atMost: 60,
            inSeconds: 3_600)
        _ = try members.store.alerts.follow(
            query, of: source, named: form["nom"], AlertFields.read(form), AlertSources.time,
            members.acting)
        return AlertListPage.link(done: "suivie")
    }
}

/// Changing an alert's name and letters.
enum AlertEditPage: FormPage {
    static let path = "/alertes/:id/modifier"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "sa propre alerte"

    static func link(_ id: Int64) -> Link { Link(["alertes", String(id), "modifier"]) }

    private static func own(_ context: Context) throws -> (Members, Alerts.Alert) {
        let members = try context.community()
        let person = try members.visitor.signedIn()
        return (
            members,
            try members.store.alerts.alert(Int64(context.argument("id")) ?? 0, of: person.id)
        )
    }

    static func document(_ context: Context) throws -> Document {
        let (_, alert) = try own(context)
        let version = FormField(
            key: "version", label: "", control: .hidden, value: String(alert.version))
        return Document(
            title: "Modifier l’alerte", summary: alert.name,
            content: context.form(
                link(alert.id), AlertFields.all(alert.name, alert.schedule) + [version],
                button: "Enregistrer"), kind: alert.name,
            trail: [("Mes alertes", AlertListPage.link)], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, alert) = try own(context)
        try members.store.alerts.change(
            alert.id, named: form["nom"], AlertFields.read(form), version: try form.version(),
            AlertSources.time, members.acting)
        return AlertListPage.link(done: "modifiee")
    }
}

/// An alert's feed, at an address that only its owner knows.
enum AlertFeed: CommunityResource {
    static let path = "/alertes/flux/:jeton"

    static func link(_ token: String) -> Link { Link(["alertes", "flux", token]) }

    static func answer(_ context: Context) throws -> Answer {
        let members = try context.community()
        let token = context.argument("jeton")
        let number = try context.visit.integer("page", in: 1...10_000, default: 1)
        let (alert, news, total) = try members.store.alerts.feed(
            token, document: number, members.acting)
        let source = AlertSources.named(
            alert.source, members.store, shelf: context.shelf, now: context.now)
        let entries = news.map { news -> AtomFeed.Entry in
            // Two changes of one plan are two entries: the item's name makes the address its own.
            let path = Link(written: news.item.path + "#n\(news.id)")
            return AtomFeed.Entry(
                title: news.item.title, link: path, published: news.seen, updated: news.seen,
                summary: news.item.day, content: "<p>\(news.item.day)</p>", category: alert.source)
        }
        var answer = AtomFeed(
            title: alert.name, link: link(token),
            page: source.map { Link(written: $0.path(alert.query)) } ?? AlertListPage.link,
            entries: entries,
            part: AtomFeed.Part(
                number: number, total: total, size: Alerts.mostInFeed,
                addresses: {
                    Link(["alertes", "flux", token], query: [("page", String($0))])
                })
        ).answer(context.settings)
        answer.headers.append(PrivateAddress.header)
        answer.headers.append(("X-Robots-Tag", "noindex"))
        return answer
    }
}

/// « Arrêter cette alerte », from a letter, without signing in: a button, since mail scanners open links.
enum AlertStopPage: CommunityPage {
    static let path = "/alertes/arret/:jeton"
    static let condition = "lien entier d’un courriel d’alerte"
    static let writing: Access? = .everyone

    static func link(_ token: String) -> Link { Link(["alertes", "arret", token]) }

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let token = context.argument("jeton")
        let name = try members.store.alerts.stopping(token, members.acting)
        let content: HTML =
            name.map { name -> HTML in
                """
                <p>Arrêter l’alerte «\u{202F}\(name)\u{202F}»\u{202F}? Ses courriels et son flux s’arrêtent, et rien n’en est \
                gardé.</p>
                \(context.button(link(token), "Arrêter cette alerte"))
                """
            } ?? "<p role=\"status\">Cette alerte est arrêtée. Vous n’en recevrez plus rien.</p>\n"
        return Document(
            title: "Arrêter une alerte", summary: "Arrêter une alerte.", content: content,
            isHiddenFromSearch: true)
    }

    static func answer(_ context: Context) throws -> Answer {
        if context.visit.method == .post {
            let members = try context.community()
            try members.store.alerts.stop(context.argument("jeton"), members.acting)
        }
        var answer = try shown(context)
        answer.headers.append(PrivateAddress.header)
        return answer
    }
}
