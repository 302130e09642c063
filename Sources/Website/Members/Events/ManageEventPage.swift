import Community

/// What editors do with an event: where it stands, who comes, where each thing is changed.
enum ManageEventPage: FormPage {
    static let path = "/rencontres/:cle/gestion"
    static let reading: Access = .editor
    static let writing: Access? = .editor

    static func link(_ key: String, done: String? = nil) -> Link {
        Link(["rencontres", key, "gestion"], query: done.map { [("fait", $0)] } ?? [])
    }

    /// The pages above those of an event's management.
    static func trail(_ event: Event) -> [(label: String, link: Link)] {
        [
            ("Rencontres", EventListPage.link), (event.title, EventPage.link(event.key)),
            ("Gestion", link(event.key)),
        ]
    }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        let statistics = try members.store.events.statistics(of: event.id)
        let entries: [(Link, String, String)] = [
            (
                DescribeEventPage.link(event.key), "Description",
                "Titre, jours, lieu, places, thèmes."
            ),
            (
                ManageProgrammePage.link(event.key), "Programme",
                "Salles, intervenants, séances, supports."
            ),
            (RegistrationListPage.link(event.key), "Inscrits", "Liste, besoins, tableur."),
            (EventSignInSheetPage.link(event.key), "Émargement", "Feuille à imprimer."),
            (BadgeSheetPage.link(event.key), "Badges", "Planche à imprimer."),
            (DoorPage.link(event.key), "Accueil du jour", "Noter les présents, sur un téléphone."),
            (WelcomerPage.link(event.key), "Équipe d’accueil", "Qui tient la porte."),
            (OpinionPage.link(event.key), "Questionnaire", "Questions et réponses."),
        ]
        let cards = entries.map { entry -> HTML in
            "<li><a href=\"\(entry.0)\">\(entry.1)</a><p>\(entry.2)</p></li>\n"
        }
        return Document(
            title: "Gérer la rencontre", summary: "Gestion d’une rencontre.",
            content: """
                \(context.notice(["enregistre": "C’est enregistré.", "etat": "L’état de la rencontre a changé."]))\
                \(context.faultSummary)<p class="chapo">\(EventText.state(event, at: members.acting.now)) — \(EventText.when(event))</p>
                <ul class="cartes">
                \(cards)</ul>
                <h2>État</h2>
                \(states(event, context, at: members.acting.now))
                <h2>Fréquentation</h2>
                \(table(statistics, event))
                """, section: .rencontres, kind: event.title,
            trail: [("Rencontres", EventListPage.link), (event.title, EventPage.link(event.key))],
            isHiddenFromSearch: true)
    }

    private static func states(_ event: Event, _ context: Context, at now: Moment) -> HTML {
        guard event.state != .cancelled else { return "<p>Annulée\u{202F}: \(event.reason)</p>\n" }
        guard !event.isPast(at: now) else {
            guard event.state == .draft else {
                return "<p>Passée\u{202F}: son état ne change plus.</p>\n"
            }
            return context.button(
                link(event.key), "Verser aux archives",
                fields: [("etat", Event.State.announced.rawValue)])
        }
        let ways: [(Event.State, String)] = [
            (.announced, "Annoncer sans inscription"), (.open, "Ouvrir les inscriptions"),
            (.closed, "Clore les inscriptions"), (.draft, "Remettre en brouillon"),
        ]
        let buttons = ways.filter { $0.0 != event.state }.map { way -> HTML in
            context.button(
                link(event.key), way.1, fields: [("etat", way.0.rawValue)],
                isSecond: way.0 != .open)
        }
        return """
            <div class="boutons">\(buttons)</div>
            <details><summary>Annuler la rencontre</summary>
            \(context.formStart(link(event.key)))<input type="hidden" name="etat" value="annulee">
            \(FormField(key: "motif", label: "Motif", help: "Envoyé à tous les inscrits. L’annulation est définitive.", control: .line(length: 400)).html(context))\
            <p class="agir"><button type="submit">Annuler et prévenir</button></p></form>
            </details>

            """
    }

    private static func table(_ counts: EventCounts, _ event: Event) -> HTML {
        let rows = College.allCases.map { college -> [HTML] in
            let line = counts[college]
            return [
                HTML(text: college.label), HTML(text: French.integer(line.taken)),
                HTML(text: event.quotas[college].map { French.integer($0) } ?? "—"),
                HTML(text: French.integer(line.waiting)), HTML(text: French.integer(line.present)),
                HTML(text: French.integer(line.walkIns)),
            ]
        }
        let total: [HTML] = [
            "Ensemble", HTML(text: French.integer(counts.taken)),
            HTML(text: event.places.map { French.integer($0) } ?? "—"),
            HTML(text: French.integer(counts.waiting)),
            HTML(text: French.integer(counts.present - counts.walkIns)),
            HTML(text: French.integer(counts.walkIns)),
        ]
        return Blocks.table(
            "Fréquentation par collège",
            heads: ["Collège", "Inscrits", "Places", "En attente", "Présents", "Sans inscription"],
            rows: rows + [total], numbers: [1, 2, 3, 4, 5], isCaptionHidden: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, event) = try context.event()
        try members.store.events.move(
            event.id, to: try Entry.choice("etat", form["etat"]), reason: form["motif"],
            members.acting, letter: context.eventLetter)
        return link(event.key, done: "etat")
    }
}

/// « Ajouter une rencontre »: a draft.
enum NewEventPage: FormPage {
    static let path = "/rencontres/nouvelle"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let link = Link(["rencontres", "nouvelle"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        return Document(
            title: "Ajouter une rencontre", summary: "Nouvelle rencontre.",
            content: """
                <p>Elle reste un brouillon, vu de la rédaction seule, jusqu’à ce que vous l’annonciez.</p>
                \(context.form(link, try EventForm.fields(nil, members), button: "Créer le brouillon"))
                """, section: .rencontres, trail: [("Rencontres", EventListPage.link)],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let members = try context.community()
        let key = try members.store.events.add(try EventForm.read(form), members.acting)
        return ManageEventPage.link(key, done: "enregistre")
    }
}

/// What is said of an event, to be changed.
enum DescribeEventPage: FormPage {
    static let path = "/rencontres/:cle/gestion/description"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    static let longestBody = 1 << 18

    static func link(_ key: String) -> Link { Link(["rencontres", key, "gestion", "description"]) }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        return Document(
            title: "Description", summary: "Changer une rencontre.",
            content: """
                <p class="petit">Un changement de jour, d’heure ou de lieu est envoyé à tous les inscrits.</p>
                \(context.form(link(event.key), try EventForm.fields(event, members) + [.version(event.version)], button: "Enregistrer"))
                """, section: .rencontres, kind: event.title, trail: ManageEventPage.trail(event),
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, event) = try context.event()
        var draft = try EventForm.read(form)
        // The field is not shown once the address is public.
        if event.isPublic, form["cle"].isEmpty { draft.key = event.key }
        try members.store.events.change(
            event.id, to: draft, version: try form.version(), members.acting,
            letter: context.eventLetter)
        return ManageEventPage.link(draft.key, done: "enregistre")
    }
}

/// The fields of an event.
enum EventForm {
    static func fields(_ event: Event?, _ members: Members) throws -> [FormField] {
        let groups = try members.store.groups.all().map { (value: String($0.id), label: $0.name) }
        let markdown = "Markdown\u{202F}: ## titre, **gras**, - liste, [lien](https://…)."
        func line(
            _ key: String, _ label: String, _ length: Int, _ value: String?, _ help: String = "",
            isRequired: Bool = false
        ) -> FormField {
            FormField(
                key: key, label: label, help: help, control: .line(length: length),
                value: value ?? "", isRequired: isRequired)
        }
        func text(_ key: String, _ label: String, _ rows: Int, _ value: String?, _ help: String)
            -> FormField
        {
            FormField(
                key: key, label: label, help: help, control: .text(rows: rows, length: 40_000),
                value: value ?? "", isRequired: false)
        }
        func number(_ key: String, _ label: String, _ value: Int?, _ help: String) -> FormField {
            FormField(
                key: key, label: label, help: help, control: .number(0...100_000),
                value: value.map(String.init) ?? "", isRequired: false)
        }
        func moment(
            _ key: String, _ label: String, _ value: Moment?, _ help: String = "",
            isRequired: Bool = true
        ) -> FormField {
            FormField(
                key: key, label: label, help: help, control: .moment,
                value: value.map { ParisTime.typed($0) } ?? "", isRequired: isRequired)
        }
        // A public address no longer changes.
        let word = line(
            "cle", "Mot de l’adresse", 80, event?.key,
            "Minuscules, chiffres et tirets\u{202F}; vide\u{202F}: tiré du titre. Ne change plus une "
                + "fois la rencontre publique.")
        return [line("titre", "Titre", 160, event?.title, isRequired: true)]
            + (event?.isPublic == true ? [] : [word]) + [
                line("resume", "Résumé", 400, event?.summary, "Une ou deux phrases."),
                moment("debut", "Début", event?.begins), moment("fin", "Fin", event?.ends),
                line("lieu", "Lieu", 160, event?.place),
                line("adresse", "Adresse", 300, event?.address),
                text("acces", "Venir", 4, event?.access, markdown),
                text(
                    "accessibilite", "Accessibilité", 4, event?.accessibility,
                    "Entrée de plain-pied, ascenseur, boucle magnétique, interprètes, à qui demander."
                ),
                text("presentation", "Présentation", 10, event?.presentation, markdown),
                line(
                    "themes", "Thèmes", 400, event?.themes.map(\.label).joined(separator: ", "),
                    "Séparés par des virgules. Chaque thème a ses flux."),
                FormField(
                    key: "groupe", label: "Groupe de travail",
                    control: .choice([(value: "", label: "Aucun")] + groups),
                    value: event?.group.map(String.init) ?? "", isRequired: false),
                FormField(
                    key: "contact", label: "Adresse pour les questions", control: .email,
                    value: event?.contact ?? "", isRequired: false),
                number("places", "Places en tout", event?.places, "Vide\u{202F}: sans limite."),
            ]
            + College.allCases.map { college in
                number(
                    "quota_\(college.rawValue)",
                    "Places pour le collège «\u{202F}\(college.label)\u{202F}»",
                    event?.quotas[college], "Vide\u{202F}: pas de limite propre.")
            } + [
                moment(
                    "cloture", "Clôture des inscriptions", event?.closing,
                    "Vide\u{202F}: jusqu’au début.", isRequired: false)
            ]
    }

    /// What was typed.
    ///
    /// - Throws: `FormFaults` with all that is wrong.
    static func read(_ form: SentForm) throws -> Event.Draft {
        var check = FormCheck()
        var draft = Event.Draft()
        draft.title = form["titre"]
        draft.key = form["cle"].isEmpty ? AddressWord.suggested(by: form["titre"]) : form["cle"]
        draft.summary = form["resume"]
        draft.presentation = form["presentation"]
        draft.place = form["lieu"]
        draft.address = form["adresse"]
        draft.access = form["acces"]
        draft.accessibility = form["accessibilite"]
        draft.contact = form["contact"]
        draft.group = Int64(form["groupe"])
        draft.themes = form["themes"].split(separator: ",").map { String($0) }
            .filter { !$0.allSatisfy(\.isWhitespace) }
        if let begins = try check.read({ try ParisTime.moment("debut", form["debut"]) }) {
            draft.begins = begins
        }
        if let ends = try check.read({ try ParisTime.moment("fin", form["fin"]) }) {
            draft.ends = ends
        }
        if !form["cloture"].isEmpty {
            draft.closing = try check.read { try ParisTime.moment("cloture", form["cloture"]) }
        }
        draft.places =
            try check.read { try Entry.optionalNumber("places", form["places"], 0...100_000) }
            .flatMap(\.self)
        for college in College.allCases {
            let field = "quota_\(college.rawValue)"
            let quota = try check.read {
                try Entry.optionalNumber(field, form[field], 0...100_000)
            }
            if let quota = quota.flatMap(\.self) { draft.quotas[college] = quota }
        }
        try check.end()
        return draft
    }
}

/// Who stands at the door besides editors.
enum WelcomerPage: FormPage {
    static let path = "/rencontres/:cle/gestion/accueil"
    static let reading: Access = .editor
    static let writing: Access? = .editor

    static func link(_ key: String) -> Link { Link(["rencontres", key, "gestion", "accueil"]) }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        let people = try members.store.events.welcomers(of: event.id).map { person -> HTML in
            """
            <li>\(person.shownName) \(context.button(link(event.key), "Retirer", fields: [("courriel", person.email ?? ""), ("retirer", "oui")], isSecond: true))</li>

            """
        }
        let list: HTML =
            people.isEmpty
            ? "<p>La rédaction seule.</p>\n" : "<ul class=\"liste\">\n\(people)</ul>\n"
        return Document(
            title: "Équipe d’accueil", summary: "Qui tient la porte.",
            content: """
                \(list)<h2>Ajouter quelqu’un</h2>
                \(context.form(link(event.key), [FormField(key: "courriel", label: "Adresse du compte", control: .email)], button: "Ajouter"))
                """, section: .rencontres, kind: event.title, trail: ManageEventPage.trail(event),
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, event) = try context.event()
        try members.store.events.welcomer(
            try EmailAddress(form["courriel"]), of: event.id, isLet: form["retirer"].isEmpty,
            members.acting)
        return link(event.key)
    }
}
