import Community

/// Registering a buyer or a company, or changing what it said: size, limit, when it is free.
enum InnovationRegistrationPage: FormPage {
    static let path = "/innovation/:cle/inscription"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = "rattaché à un SIRET, ou représentant d’un acheteur ou d’une entreprise"

    static func link(to key: String, participant: Meetings.Participant? = nil) -> Link {
        Link(
            ["innovation", key, "inscription"],
            query: participant.map { [("organisme", "\($0.side.rawValue)-\($0.siret)")] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let parties = try visit.members.visitor.parties(in: visit.members.store)
        let content = try parties.isEmpty ? noParty : form(context, visit, parties)
        return Document(
            title: "S’inscrire", summary: "Inscription à \(visit.event.title).", content: content,
            section: .rencontres, trail: visit.trail, isHiddenFromSearch: true)
    }

    private static let noParty: HTML = """
        <p>Votre compte n’est encore rattaché à aucun acheteur ni à aucune entreprise. Demandez le \
        rattachement à votre SIRET depuis votre compte\u{202F}; une fois confirmé, revenez ici.</p>
        <p><a class="bouton" href="\(AccountPage.link)">Mon compte</a></p>

        """

    private static func form(
        _ context: Context, _ visit: MeetingVisit, _ parties: [Visitor.Party]
    ) throws -> HTML {
        let choices = parties.map { party -> (value: String, label: String) in
            let name = party.name.isEmpty ? "" : party.name + ", "
            return (
                "\(party.side.rawValue)-\(party.siret)",
                "\(party.side.label)\u{202F}: \(name)SIRET \(party.siret)"
            )
        }
        let wanted = context.visit.value("organisme") ?? choices.first?.value ?? ""
        let known = visit.own.first { "\($0.side.rawValue)-\($0.siret)" == wanted }
        let party = parties.first { "\($0.side.rawValue)-\($0.siret)" == wanted }
        let busy = try known.map { try visit.meetings.busySlots(of: $0.id) } ?? []
        let slots = try visit.meetings.slots(of: visit.event.id)
        func boxes(_ key: String, _ label: String, _ slots: [Meetings.Slot]) -> FormField? {
            guard !slots.isEmpty else { return nil }
            return FormField(
                key: key, label: label, help: "Décochez quand vous n’êtes pas libre.",
                control: .boxes(slots.map { (String($0.id), MeetingText.hours($0)) }),
                values: slots.filter { !busy.contains($0.id) }.map { String($0.id) },
                isRequired: false)
        }
        let sizes = DeclaredSize.allCases.map { (value: $0.rawValue, label: $0.label) }
        let fields: [FormField?] = [
            FormField(
                key: "organisme", label: "Vous inscrivez", control: .choice(choices), value: wanted),
            FormField(
                key: "nom", label: "Nom affiché", control: .line(length: 160),
                value: known?.name ?? party?.name ?? "", autocomplete: "organization"),
            parties.contains { $0.side == .company }
                ? FormField(
                    key: "taille", label: "Taille de l’entreprise",
                    help: "Déclarée\u{202F}: à égalité de vœux, les petites passent d’abord.",
                    control: .choice(sizes), value: known?.size.rawValue ?? "", isRequired: false)
                : nil,
            FormField(
                key: "plafond", label: "Rendez-vous au plus",
                help: "L’organisateur en accorde \(visit.event.limit) au plus.",
                control: .number(1...40),
                value: String(known?.wanted ?? visit.event.limit)),
            boxes("matin", "Libre le matin", slots.filter(MeetingText.isMorning)),
            boxes(
                "apres_midi", "Libre l’après-midi",
                slots.filter { !MeetingText.isMorning($0) }),
        ]
        let noSlots: HTML? =
            slots.isEmpty
            ? "<p>Les créneaux ne sont pas encore posés\u{202F}: vous direz plus tard quand vous êtes libre.</p>\n"
            : nil
        let withdraw: HTML? = known.map { participant in
            """
            <h2>Se retirer</h2>
            <p>Vos solutions et vos vœux disparaissent des rencontres.</p>
            \(context.button(link(to: visit.event.key), "Retirer \(participant.name)", fields: [
                ("action", "retirer"), ("participant", String(participant.id)),
            ], isSecond: true))
            """
        }
        return """
            \(noSlots)\(context.form(link(to: visit.event.key), fields.compactMap(\.self),
            button: known == nil ? "S’inscrire" : "Enregistrer"))\(withdraw)
            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit(context)
        let acting = visit.members.acting
        if form["action"] == "retirer" {
            try visit.meetings.withdraw(try visit.participant(context).id, acting)
            return Link(["innovation", visit.event.key], query: [("fait", "desinscrit")])
        }
        let parties = try visit.members.visitor.parties(in: visit.members.store)
        let party = parties.first { "\($0.side.rawValue)-\($0.siret)" == form["organisme"] }
        var check = FormCheck()
        if party == nil {
            check.fault("organisme", "Choisissez un organisme pour lequel vous agissez.")
        }
        let name = try check.read { try Entry.line("nom", form["nom"], 2...160) }
        let wanted = try check.read { try Entry.number("plafond", form["plafond"], 1...40) }
        let size: DeclaredSize? = try check.read { try Entry.choice("taille", form["taille"]) }
        try check.end()
        guard let party, let name, let wanted, let size else { return visit.link }
        let free = Set((form.all("matin") + form.all("apres_midi")).compactMap { Int64($0) })
        _ = try visit.meetings.register(
            party, .init(name: name, size: size, wanted: wanted, free: free),
            event: visit.event.id, acting)
        return Link(["innovation", visit.event.key], query: [("fait", "inscrit")])
    }
}
