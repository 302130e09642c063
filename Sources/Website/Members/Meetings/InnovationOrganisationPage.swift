import Community

/// What an organiser does: where the event stands, what comes next, who takes part.
enum InnovationOrganisationPage: FormPage {
    static let path = "/innovation/:cle/organisation"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = "rédaction, ou pilote du groupe des rencontres"

    static func link(to key: String) -> Link { Link(["innovation", key, "organisation"]) }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit.organised(context)
        let event = visit.event
        let key = event.key
        let participants = try visit.meetings.participants(of: event.id)
        let wishes = try visit.meetings.wishCounts(of: event.id)
        let slots = try visit.meetings.slots(of: event.id).count
        let tables = try visit.meetings.tables(of: event.id).count
        let solutions = try visit.meetings.solutions(of: event.id).count
        let needs = try visit.meetings.needs(of: event.id).count
        let acts = event.stage.following.map { stage -> HTML in
            context.button(
                link(to: key), stage.act, fields: [("etape", stage.rawValue)],
                isSecond: stage < event.stage)
        }
        let publish: HTML? =
            event.stage == .wishesClosed
            ? "<p>Calculez le programme, puis publiez-le depuis sa page.</p>\n" : nil
        let figures = Blocks.figures([
            Blocks.figure(
                "\(participants.count { $0.side == .buyer })", "Acheteurs",
                French.count(needs, "besoin"), link: visit.link, label: "Les besoins"),
            Blocks.figure(
                "\(participants.count { $0.side == .company })", "Entreprises",
                French.count(solutions, "solution"), link: SolutionListPage.link(to: key),
                label: "Les solutions"),
            Blocks.figure(
                "\(wishes.buyers + wishes.companies)", "Vœux",
                "\(wishes.buyers) d’acheteurs, \(wishes.companies) d’entreprises, "
                    + "\(wishes.mutual) réciproques", link: nil, label: ""),
            Blocks.figure(
                "\(slots * tables)", "Places",
                "\(French.count(slots, "créneau", "créneaux")) × \(French.count(tables, "table"))",
                link: SlotsPage.link(to: key), label: "Créneaux et tables"),
        ])
        return Document(
            title: "Organiser\u{202F}: \(event.title)", summary: "Organisation des rencontres.",
            content: """
                \(context.notice(["etape": "L’étape est franchie, et datée.", "enregistre": "C’est enregistré."]))\
                \(context.faultSummary)<p><span class="etiquette">\(event.stage.label)</span></p>
                <h2>Ensuite</h2>
                \(publish)<div class="boutons">\(acts)</div>
                \(figures)\(pages(event))\(try list(context, visit, participants))
                """,
            section: .rencontres, trail: visit.trail, isHiddenFromSearch: true)
    }

    private static func pages(_ event: Meetings.Event) -> HTML {
        let entries: [(Link, String, String)] = [
            (EventSettingsPage.link(to: event.key), "Fiche", "Titre, jour, lieu, dates, limites."),
            (SlotsPage.link(to: event.key), "Créneaux et tables", "Horaires, pauses, tables."),
            (
                ProgrammePage.link(to: event.key), "Programme",
                "Calculer, verrouiller, retoucher, publier."
            ),
            (
                DayPage.link(to: event.key), "Jour des rencontres",
                "Absences, venues sans inscription."
            ),
            (
                BoardPage.link(to: event.key), "Tableau",
                "Qui est à quelle table, créneau par créneau."
            ),
            (
                SignsPage.link(to: event.key), "Affiches des tables",
                "Une page par table, à imprimer."
            ),
            (
                AllAgendasPage.link(to: event.key), "Agendas",
                "L’agenda de chacun, une feuille par participant."
            ),
            (FollowUpPage.link(to: event.key), "Suites", "Retours, contrats qui ont suivi."),
        ]
        let items = entries.map { entry -> HTML in
            "<li><a href=\"\(entry.0)\">\(entry.1)</a><p>\(entry.2)</p></li>\n"
        }
        return "<h2>Pages</h2>\n<ul class=\"cartes\">\n\(items)</ul>\n"
    }

    private static func list(
        _ context: Context, _ visit: MeetingVisit, _ participants: [Meetings.Participant]
    ) throws -> HTML {
        guard !participants.isEmpty else { return HTML() }
        let rows = participants.map { participant -> [HTML] in
            let state =
                participant.absent != nil
                ? "absent" : participant.isWalkIn ? "venu sans inscription" : ""
            let agenda = AllAgendasPage.link(to: visit.event.key, participant: participant.id)
            let name: HTML =
                visit.event.stage >= .published
                ? """
                <a href="\(agenda)">\(participant.name)<span class="lecteur">, son agenda</span></a>
                """ : HTML(text: participant.name)
            return [
                name, HTML(text: participant.side.label), HTML(text: participant.siret),
                HTML(text: participant.isSmall ? "PME" : ""),
                HTML(text: String(participant.limit(in: visit.event))), HTML(text: state),
            ]
        }
        let choices = participants.map { (value: String($0.id), label: $0.name) }
        return """
            <h2>Participants</h2>
            <details class="partie"><summary>\(French.count(participants.count, "participant"))</summary>
            \(Blocks.table(
                "Participants", heads: ["Nom", "Côté", "SIRET", "Taille", "Limite", "État"],
                rows: rows, numbers: [4], isCaptionHidden: true))</details>
            <details class="partie"><summary>Fixer la limite d’un participant</summary>
            \(context.form(link(to: visit.event.key), [
                FormField(key: "qui", label: "Participant", control: .choice(choices)),
                FormField(
                    key: "plafond", label: "Rendez-vous au plus",
                    help: "Vide\u{202F}: ce qu’il a demandé, dans la limite générale.",
                    control: .number(0...40), isRequired: false),
            ], button: "Fixer"))</details>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit.organised(context)
        func done(_ word: String) -> Link {
            Link(["innovation", visit.event.key, "organisation"], query: [("fait", word)])
        }
        if let id = Int64(form["qui"]) {
            guard
                try visit.meetings.participants(of: visit.event.id).contains(where: { $0.id == id })
            else { throw CommunityRefusal.absent("Ce participant n’est pas inscrit.") }
            let limit =
                form["plafond"].isEmpty
                ? nil : try Entry.number("plafond", form["plafond"], 0...40)
            try visit.meetings.fix(limit: limit, of: id, visit.members.acting)
            return done("enregistre")
        }
        let stage: MeetingStage = try Entry.choice("etape", form["etape"])
        try visit.meetings.move(visit.event.id, to: stage, visit.members.acting)
        return done("etape")
    }
}

/// What is said of an event.
enum EventSettingsPage: FormPage {
    static let path = "/innovation/:cle/organisation/fiche"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = InnovationOrganisationPage.condition
    static let longestBody = 65_536

    static func link(to key: String) -> Link { Link(["innovation", key, "organisation", "fiche"]) }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit.organised(context)
        let version = FormField(
            key: "version", label: "", control: .hidden, value: String(visit.event.version))
        return Document(
            title: "Fiche des rencontres", summary: visit.event.title,
            content: context.form(
                link(to: visit.event.key),
                EventFields.fields(
                    visit.event, try visit.members.store.events.all(withDrafts: true)) + [version],
                button: "Enregistrer"),
            section: .rencontres, trail: visit.organiserTrail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit.organised(context)
        var check = FormCheck()
        let said = try EventFields.read(form, &check)
        try check.end()
        guard let said else { return visit.link }
        try visit.meetings.describe(
            visit.event, said, version: try form.version(), visit.members.acting)
        return Link(
            ["innovation", visit.event.key, "organisation"], query: [("fait", "enregistre")])
    }
}
