import Community

/// One event: where it stands, its needs, and what the visitor may do now.
enum InnovationPage: CommunityPage {
    static let path = "/innovation/:cle"

    static func link(to key: String) -> Link { Link(["innovation", key]) }

    private static let notices = [
        "inscrit": "Votre inscription est enregistrée.",
        "desinscrit": "Votre inscription est retirée, et vos vœux effacés.",
        "voeux": "Vos vœux sont enregistrés.",
        "retire": "C’est retiré.",
    ]

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit(context)
        let event = visit.event
        var content = HTML()
        if let notice = context.notice(notices) { content += notice }
        content += "<p class=\"chapo\">\(French.day(event.day)), \(event.place).</p>\n"
        content += "<p><span class=\"etiquette\">\(event.stage.label)</span></p>\n"
        content += try around(visit)
        if visit.isOrganiser {
            content += """
                <p><a class="bouton" href="\(InnovationOrganisationPage.link(to: event.key))">Organiser</a></p>

                """
        }
        if !event.presentation.isEmpty { content += Markdown.html(event.presentation) }
        content += try actions(visit)
        content += try needs(visit)
        content += try dates(visit)
        content += try followUp(visit) ?? HTML()
        return Document(
            title: event.title,
            summary: "Rencontres de l’innovation du \(French.day(event.day)), \(event.place).",
            content: content, section: .rencontres, kind: "Rencontres de l’innovation",
            trail: [("Rencontres de l’innovation", InnovationListPage.link)],
            isHiddenFromSearch: event.stage == .draft)
    }

    /// The event that the day is part of, and its group.
    private static func around(_ visit: MeetingVisit) throws -> HTML {
        let store = visit.members.store
        var html = HTML()
        if let event = try store.events.all().first(where: { $0.id == visit.event.within }) {
            html += """
                <p>Dans le cadre de\u{202F}: <a href="\(EventPage.link(event.key))">\(event.title)</a></p>

                """
        }
        if let group = try store.groups.all().first(where: { $0.id == visit.event.group }) {
            html += """
                <p>Groupe de travail\u{202F}: <a href="\(GroupPage.link(to: group.key))">\(group.name)</a></p>

                """
        }
        if visit.event.stage > .draft {
            html += """
                <p class="petit exporter"><a href="\(InnovationCalendar.link(visit.event.key))">Mettre dans \
                mon agenda (ICS)</a></p>

                """
        }
        return html
    }

    // MARK: What the visitor may do

    private static func actions(_ visit: MeetingVisit) throws -> HTML {
        let event = visit.event
        guard !visit.own.isEmpty else { return try invitation(visit) }
        var html = HTML()
        for participant in visit.own {
            let steps = try steps(participant, visit)
            html += """
                <section class="carte" aria-labelledby="participant-\(participant.id)">
                <h2 id="participant-\(participant.id)">Pour \(participant.name)</h2>
                <ul class="liste">
                \(steps)</ul>
                </section>

                """
        }
        let canAdd = event.stage >= .needsOpen && event.stage <= .wishesOpen
        if canAdd,
            try visit.members.visitor.parties(in: visit.members.store).count > visit.own.count
        {
            html += """
                <p><a href="\(InnovationRegistrationPage.link(to: event.key))">Inscrire un autre organisme</a></p>

                """
        }
        return html
    }

    private static func invitation(_ visit: MeetingVisit) throws -> HTML {
        let stage = visit.event.stage
        guard stage >= .needsOpen, stage <= .wishesOpen else { return HTML() }
        let who =
            stage == .needsOpen
            ? "Acheteur public, déposez vos besoins. Entreprise, présentez vos solutions."
            : "Les besoins sont publics. Les entreprises peuvent encore s’inscrire."
        return """
            <section class="encart"><p>\(who)</p>
            <p><a class="bouton" href="\(InnovationRegistrationPage.link(to: visit.event.key))">S’inscrire</a></p>
            </section>

            """
    }

    private static func steps(_ participant: Meetings.Participant, _ visit: MeetingVisit) throws
        -> [HTML]
    {
        let event = visit.event
        let query = [("participant", String(participant.id))]
        func item(_ link: Link, _ label: String, _ note: String = "") -> HTML {
            "<li><a href=\"\(link)\">\(label)</a>\(note.isEmpty ? "" : "\u{202F}: " + note)</li>\n"
        }
        var items: [HTML] = []
        if event.stage >= .needsOpen, event.stage <= .wishesOpen {
            items.append(
                item(
                    InnovationRegistrationPage.link(to: event.key, participant: participant),
                    "Inscription et disponibilités"))
        }
        if participant.side == .buyer, event.stage == .needsOpen {
            items.append(
                item(
                    Link(["innovation", event.key, "besoins", "nouveau"], query: query),
                    "Déposer un besoin"))
        }
        if participant.side == .company, event.stage >= .needsOpen, event.stage <= .wishesOpen {
            items.append(
                item(
                    Link(["innovation", event.key, "solutions", "nouvelle"], query: query),
                    "Présenter une solution"))
            for solution in try visit.meetings.solutions(of: event.id)
            where solution.participant == participant.id {
                items.append(
                    item(
                        SolutionPage.link(event.key, solution.id), solution.title, "votre solution")
                )
            }
        }
        if participant.side == .buyer, event.stage > .needsOpen {
            items.append(item(SolutionListPage.link(to: event.key), "Voir les solutions"))
        }
        if event.stage == .wishesOpen {
            let count = try visit.meetings.wishes(of: participant.id).count
            items.append(
                item(
                    WishPage.link(to: event.key, participant: participant.id),
                    "Dire qui vous voulez rencontrer",
                    French.count(count, "vœu exprimé", "vœux exprimés")))
        }
        if event.stage >= .published {
            items.append(
                item(
                    MeetingAgendaPage.link(to: event.key, participant: participant.id),
                    "Votre agenda"))
        }
        if event.stage == .theDay || event.stage == .feedback {
            items.append(
                item(
                    FeedbackPage.link(to: event.key, participant: participant.id),
                    "Dire ce que vous avez pensé de vos rendez-vous"))
        }
        return items
    }

    // MARK: What everybody reads

    private static func needs(_ visit: MeetingVisit) throws -> HTML {
        let event = visit.event
        let isPublic = event.stage >= .needsFrozen
        let all = try visit.meetings.needs(of: event.id)
        let shown =
            isPublic || visit.isOrganiser
            ? all : all.filter { need in visit.own.contains { $0.id == need.participant } }
        let title: HTML =
            isPublic ? "<h2>Les besoins</h2>\n" : "<h2>Besoins déposés, pas encore publics</h2>\n"
        guard !shown.isEmpty else {
            return isPublic || event.stage == .draft
                ? HTML()
                : "<h2>Les besoins</h2>\n<p>Les besoins seront publiés tous ensemble, une fois figés.</p>\n"
        }
        return "\(title)<ul class=\"cartes\">\n\(shown.map { MeetingText.card($0, event) })</ul>\n"
    }

    private static func dates(_ visit: MeetingVisit) throws -> HTML {
        let event = visit.event
        let steps = try visit.meetings.steps(of: event.id).filter { $0.stage > .draft }
        let past = steps.map { step -> HTML in
            "<li><strong>\(step.stage.label)</strong>, \(ParisTime.html(step.moment))</li>\n"
        }
        var coming: [HTML] = []
        if event.stage <= .needsOpen, let day = event.needsUntil {
            coming.append("<li>Dépôt des besoins jusqu’au \(French.day(day))</li>\n")
        }
        if event.stage <= .wishesOpen, let day = event.wishesUntil {
            coming.append("<li>Vœux jusqu’au \(French.day(day))</li>\n")
        }
        guard !(past.isEmpty && coming.isEmpty) else { return HTML() }
        return "<h2>Calendrier</h2>\n<ol class=\"frise\">\n\(past)\(coming)</ol>\n"
    }

    private static func followUp(_ visit: MeetingVisit) throws -> HTML? {
        guard visit.event.stage >= .feedback else { return nil }
        guard let last = try visit.meetings.followUps(of: visit.event.id).first else {
            return """
                <h2>Ce qui a suivi</h2>
                <p>Aucun relevé n’est publié\u{202F}: pas assez de rencontres, ou pas encore d’édition qui les \
                suive.</p>

                """
        }
        return "<h2>Ce qui a suivi</h2>\n\(FollowUpPage.sentence(last))"
    }
}
