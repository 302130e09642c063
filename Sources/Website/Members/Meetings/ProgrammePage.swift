import Community
import Foundation

/// The programme as its organiser makes it: propose, lock, change by hand, publish; every version.
enum ProgrammePage: FormPage {
    static let path = "/innovation/:cle/organisation/programme"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = InnovationOrganisationPage.condition

    static func link(to key: String, version: Int? = nil) -> Link {
        Link(
            ["innovation", key, "organisation", "programme"],
            query: version.map { [("version", String($0))] } ?? [])
    }

    static let durations: [(value: String, label: String)] = [
        ("5", "5 secondes"), ("10", "10 secondes"), ("20", "20 secondes"), ("30", "30 secondes"),
        ("60", "1 minute"),
    ]

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            var answer = try shown(context)
            let visit = try MeetingVisit.organised(context)
            let isRunning = try visit.meetings.programmes(of: visit.event.id)
                .contains { $0.state == .running && !isLost($0, visit) }
            // The page asks again by itself until the search ends.
            if isRunning { answer.headers.append(("Refresh", "3")) }
            return answer
        }
        return try answering(context) { .seeOther(try act(context, form)) }
    }

    static func isLost(_ programme: Meetings.Programme, _ visit: MeetingVisit) -> Bool {
        visit.members.acting.now.since(programme.created) > Int64(programme.seconds) + 60
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit.organised(context)
        let versions = try visit.meetings.programmes(of: visit.event.id)
        let chosen = context.visit.value("version").flatMap { Int($0) }
        let shown =
            versions.first { chosen == nil ? $0.state == .ready : $0.number == chosen }
        var content =
            context.notice([
                "calcul": "Le calcul commence. La page se met à jour d’elle-même.",
                "publie": "Le programme est publié, et chacun prévenu.",
                "retouche": "La retouche est enregistrée dans une nouvelle version, à publier.",
                "verrou": "C’est noté.",
            ]) ?? HTML()
        if context.faults != nil { content += context.faultSummary ?? HTML() }
        if let running = versions.first(where: { $0.state == .running && !isLost($0, visit) }) {
            content += """
                <p class="encart" role="status">Calcul en cours, \(running.seconds)\u{202F}secondes au plus. \
                <a href="\(link(to: visit.event.key))">Actualiser</a></p>

                """
        } else if visit.event.stage == .wishesClosed || visit.event.stage == .published {
            content += context.form(
                link(to: visit.event.key),
                [
                    FormField(key: "action", label: "", control: .hidden, value: "proposer"),
                    FormField(
                        key: "secondes", label: "Temps de calcul",
                        help: "Les rendez-vous verrouillés restent où ils sont.",
                        control: .choice(durations), value: "10"),
                ], button: versions.isEmpty ? "Proposer un programme" : "Proposer de nouveau",
                anchor: "proposer")
        } else if visit.event.stage < .wishesClosed {
            content += "<p>Le programme se calcule une fois les vœux clos.</p>\n"
        }
        if let shown { content += try sheet(context, visit, shown, versions) }
        content += history(visit, versions)
        return Document(
            title: "Programme", summary: "Programme de \(visit.event.title).", content: content,
            section: .rencontres, trail: visit.organiserTrail, isHiddenFromSearch: true)
    }

    // MARK: One version

    private static func sheet(
        _ context: Context, _ visit: MeetingVisit, _ programme: Meetings.Programme,
        _ versions: [Meetings.Programme]
    ) throws -> HTML {
        let setting = try visit.meetings.setting(of: visit.event.id)
        let meetings = try visit.meetings.meetings(of: programme.id)
        let latest = versions.first { $0.state == .ready }
        let isLatest = latest?.id == programme.id
        let canPublish =
            isLatest && programme.published == nil && visit.event.stage >= .wishesClosed
            && visit.event.stage < .feedback
        let publish: HTML? =
            canPublish
            ? context.button(
                link(to: visit.event.key), "Publier la version \(programme.number)",
                fields: [("action", "publier"), ("version", String(programme.number))]) : nil
        let change: HTML? =
            isLatest && visit.event.stage < .feedback
            ? """
            <p><a class="bouton second" href="\(ChangePage.link(to: visit.event.key))">Ajouter un \
            rendez-vous</a></p>

            """ : nil
        return """
            <h2>Version \(programme.number)</h2>
            <p>\(programme.origin.label), \(ParisTime.html(programme.created)).\
            \(programme.reason.isEmpty ? "" : " " + programme.reason + ".")</p>
            \(ProgrammeFigures.html(programme, setting))\
            <div class="boutons">\(publish)\(change)</div>
            \(table(context, visit, programme, meetings, setting, isEditable: isLatest && visit.event.stage < .feedback))
            """
    }

    private static func table(
        _ context: Context, _ visit: MeetingVisit, _ programme: Meetings.Programme,
        _ meetings: [Meetings.Meeting], _ setting: Meetings.Setting, isEditable: Bool
    ) -> HTML {
        guard !meetings.isEmpty else { return "<p>Aucun rendez-vous.</p>\n" }
        let find = MeetingFind(context)
        let title = "Rendez-vous de la version \(programme.number)"
        let form = find.form(link(to: visit.event.key, version: nil), hasSide: false)
        if !find.isEmpty {
            let found = meetings.filter { meeting in
                [meeting.buyer, meeting.company].contains { id in
                    setting.participant(id).map(find.names) ?? false
                }
            }
            return form
                + (found.isEmpty
                    ? "<p role=\"status\">Aucun rendez-vous ne correspond.</p>\n"
                    : rows(context, visit, programme, found, setting, title, isEditable: isEditable))
        }
        let slots = setting.slots.compactMap { slot -> HTML? in
            let held = meetings.filter { $0.slot == slot.id }
            guard !held.isEmpty else { return nil }
            let hours = MeetingText.hours(slot)
            return """
                <details class="partie"><summary>\(hours) (\(held.count) rendez-vous)</summary>
                \(rows(context, visit, programme, held, setting, title + ", " + hours, isEditable: isEditable))\
                </details>

                """
        }
        return "\(form)\(slots)"
    }

    private static func rows(
        _ context: Context, _ visit: MeetingVisit, _ programme: Meetings.Programme,
        _ meetings: [Meetings.Meeting], _ setting: Meetings.Setting, _ title: String,
        isEditable: Bool
    ) -> HTML {
        let slots = Dictionary(uniqueKeysWithValues: setting.slots.map { ($0.id, $0) })
        let tables = Dictionary(uniqueKeysWithValues: setting.tables.map { ($0.id, $0) })
        let rows = meetings.map { meeting -> [HTML] in
            let buyer = setting.participant(meeting.buyer)?.name ?? ""
            let company = setting.participant(meeting.company)?.name ?? ""
            let hour = slots[meeting.slot].map { MeetingText.hours($0) } ?? ""
            let lock = context.button(
                link(to: visit.event.key), meeting.isLocked ? "Déverrouiller" : "Verrouiller",
                fields: [
                    ("action", "verrou"), ("version", String(programme.number)),
                    ("acheteur", String(meeting.buyer)), ("entreprise", String(meeting.company)),
                    ("verrou", meeting.isLocked ? "non" : "oui"),
                ], isSecond: true)
            let move: HTML = """
                <a href="\(ChangePage.link(to: visit.event.key, meeting))">Déplacer ou retirer<span \
                class="lecteur"> \(buyer) et \(company)</span></a>
                """
            return [
                HTML(text: hour), HTML(text: tables[meeting.table]?.label ?? ""),
                HTML(text: buyer), HTML(text: company),
                isEditable ? "\(lock)\(move)" : HTML(text: meeting.isLocked ? "verrouillé" : ""),
            ]
        }
        return Blocks.table(
            title, heads: ["Heure", "Table", "Acheteur", "Entreprise", "Agir"], rows: rows,
            isCaptionHidden: true)
    }

    private static func history(_ visit: MeetingVisit, _ versions: [Meetings.Programme]) -> HTML {
        guard !versions.isEmpty else { return HTML() }
        let rows = versions.map { version -> [HTML] in
            let state: HTML =
                switch version.state {
                case .ready:
                    version.published.map { "publiée le \(ParisTime.html($0))" } ?? "non publiée"
                case .running:
                    HTML(text: isLost(version, visit) ? "calcul perdu" : "calcul en cours")
                case .failed:
                    HTML(
                        text: version.status == .infeasible
                            ? "impossible avec ces verrous"
                            : version.status == .unknown ? "rien trouvé à temps" : "calcul échoué")
                }
            let name: HTML =
                version.state == .ready
                ? """
                <a href="\(link(to: visit.event.key, version: version.number))">Version \
                \(version.number)</a>
                """ : "Version \(version.number)"
            return [
                name, HTML(text: version.origin.label), HTML(text: version.reason),
                HTML(text: String(version.placed)), ParisTime.html(version.created), state,
            ]
        }
        return """
            <h2>Toutes les versions</h2>
            \(Blocks.table(
                "Versions du programme",
                heads: ["Version", "Origine", "Raison", "Rendez-vous", "Faite le", "État"], rows: rows,
                numbers: [3], isCaptionHidden: true))
            """
    }

    // MARK: Acting

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit.organised(context)
        let acting = visit.members.acting
        func done(_ word: String) -> Link {
            Link(
                ["innovation", visit.event.key, "organisation", "programme"],
                query: [("fait", word)])
        }
        switch form["action"] {
        case "proposer":
            let seconds = try Entry.number("secondes", form["secondes"], 1...60)
            let proposal = try visit.meetings.beginProposal(
                event: visit.event.id, seconds: seconds, acting)
            ProposalThread.start(proposal, visit.members.store, acting)
            return done("calcul")
        case "publier":
            let version = try Entry.number("version", form["version"], 1...1_000_000)
            try visit.meetings.publish(
                try visit.meetings.programme(version, of: visit.event.id), acting,
                letter: try MeetingLetter.agenda(context, visit))
            return done("publie")
        case "verrou":
            let version = try Entry.number("version", form["version"], 1...1_000_000)
            let programme = try visit.meetings.programme(version, of: visit.event.id)
            try visit.meetings.lock(
                form["verrou"] == "oui", buyer: Int64(form["acheteur"]) ?? 0,
                company: Int64(form["entreprise"]) ?? 0, programme: programme.id, acting)
            return done("verrou")
        default:
            throw CommunityRefusal.invalid(
                field: "action", value: form["action"], sentence: "Cette action n’existe pas.")
        }
    }
}

/// A search on a thread of its own: it lasts longer than a page may.
enum ProposalThread {
    static func start(
        _ proposal: Meetings.Proposal, _ store: CommunityStore, _ acting: Acting
    ) {
        let thread = Thread {
            do {
                let start = ContinuousClock.now
                // One search: the other core is for visitors. Where the solver does not start, the
                // plain method answers, and the page says how far from the best it may be.
                let solver = SolverProcess(.auto, cores: 1) { _ in }
                let found = proposal.compute(solver: solver) {
                    (ContinuousClock.now - start) / .seconds(1)
                }
                try store.meetings.finish(proposal, found, acting)
            } catch {
                // The page says that the search failed; when even that cannot be written, it is
                // taken for lost a minute later.
                try? store.meetings.abandon(proposal, acting)
            }
        }
        thread.name = "orcp-programme"
        thread.stackSize = 8 << 20
        thread.start()
    }
}

/// What a version is worth, in figures.
enum ProgrammeFigures {
    static func html(
        _ programme: Meetings.Programme, _ setting: Meetings.Setting
    ) -> HTML {
        let places = setting.slots.count * setting.tables.count
        let occupancy = Double(programme.placed) / Double(max(1, places))
        return Blocks.figures([
            Blocks.figure(
                "\(programme.placed)", "Rendez-vous",
                "sur \(French.count(programme.wanted, "paire souhaitée", "paires souhaitées"))",
                link: nil, label: ""),
            Blocks.figure(
                HTML(text: programme.weight.map { MeetingText.points($0) } ?? "—"),
                "Points de vœux",
                worth(programme), link: nil, label: ""),
            Blocks.figure(
                "\(programme.withoutMeeting)", "Sans rendez-vous",
                "parmi ceux dont un vœu pouvait être accordé\u{202F}; de \(programme.fewest) à "
                    + "\(programme.most) par participant", link: nil, label: ""),
            Blocks.figure(
                "\(programme.idle)", "Créneaux d’attente",
                "entre le premier et le dernier rendez-vous de chacun", link: nil, label: ""),
            Blocks.figure(
                HTML(text: French.percent(occupancy, decimals: 0)), "Tables occupées",
                "\(setting.slots.count) créneaux × \(setting.tables.count) tables", link: nil,
                label: ""),
            Blocks.figure(
                "\(programme.medianOfBuyers) et \(programme.medianOfCompanies)", "Médianes",
                "rendez-vous par acheteur, et par entreprise", link: nil, label: ""),
        ])
    }

    /// What is proven of the points reached.
    private static func worth(_ programme: Meetings.Programme) -> String {
        guard let weight = programme.weight else { return "inconnus" }
        if programme.status == .optimal { return "optimal\u{202F}: aucun programme ne fait mieux" }
        guard let bound = programme.bound, bound > 0 else {
            return "rien n’est prouvé de mieux ni de pire"
        }
        let gap = Double(bound - weight) / Double(bound)
        return
            "aucun programme qui place autant de monde ne dépasse \(MeetingText.points(bound))\u{202F}: écart de "
            + "\(French.percent(max(0, gap), decimals: 1)) au plus"
    }
}
