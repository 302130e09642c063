import Community

/// Adding, moving or removing a meeting by hand: broken rules are told before anything is confirmed.
enum ChangePage: FormPage {
    static let path = "/innovation/:cle/organisation/programme/retouche"
    static let reading: Access = .lead
    static let writing: Access? = .lead
    static let condition = InnovationOrganisationPage.condition

    static func link(to key: String, _ meeting: Meetings.Meeting? = nil) -> Link {
        Link(
            ["innovation", key, "organisation", "programme", "retouche"],
            query: meeting.map {
                [("acheteur", String($0.buyer)), ("entreprise", String($0.company))]
            } ?? [])
    }

    private static func latest(_ visit: MeetingVisit) throws -> Meetings.Programme {
        let latest = try visit.meetings.programmes(of: visit.event.id)
            .first { $0.state == .ready }
        guard let latest else {
            throw CommunityRefusal.absent("Il n’y a pas encore de programme à retoucher.")
        }
        return latest
    }

    static func document(_ context: Context) throws -> Document {
        let visit = try MeetingVisit.organised(context)
        let programme = try latest(visit)
        let setting = try visit.meetings.setting(of: visit.event.id)
        let meetings = try visit.meetings.meetings(of: programme.id)
        let buyer = context.sent?["acheteur"] ?? context.visit.value("acheteur") ?? ""
        let company = context.sent?["entreprise"] ?? context.visit.value("entreprise") ?? ""
        let known = meetings.first {
            String($0.buyer) == buyer && String($0.company) == company
        }
        func choices(_ side: MeetingSide) -> [(value: String, label: String)] {
            setting.participants.filter { $0.side == side && $0.absent == nil }
                .map { (String($0.id), $0.name) }
        }
        let slots = setting.slots.map { (value: String($0.id), label: MeetingText.hours($0)) }
        let tables = setting.tables.map { (value: String($0.id), label: $0.label) }
        let names = known.map {
            "\(setting.participant($0.buyer)?.name ?? "") et \(setting.participant($0.company)?.name ?? "")"
        }
        var fields: [FormField] =
            known == nil
            ? [
                FormField(
                    key: "acheteur", label: "Acheteur", control: .choice(choices(.buyer)),
                    value: buyer),
                FormField(
                    key: "entreprise", label: "Entreprise", control: .choice(choices(.company)),
                    value: company),
            ]
            : [
                FormField(key: "acheteur", label: "", control: .hidden, value: buyer),
                FormField(key: "entreprise", label: "", control: .hidden, value: company),
            ]
        fields += [
            FormField(
                key: "creneau", label: "Heure", control: .choice(slots),
                value: known.map { String($0.slot) } ?? ""),
            FormField(
                key: "place", label: "Table", control: .choice(tables),
                value: known.map { String($0.table) } ?? ""),
            FormField(
                key: "version", label: "", control: .hidden, value: String(programme.number)),
            FormField(
                key: "action", label: "", control: .hidden,
                value: known == nil ? "ajouter" : "deplacer"),
        ]
        let warning = try warning(context, visit, programme, setting)
        if warning != nil, context.sent?["action"] != "retirer" {
            fields.append(
                FormField(
                    key: "confirme", label: "Je confirme malgré ce qui est dit plus haut",
                    control: .box, isRequired: false))
        }
        let removal: HTML? = known.map { meeting in
            """
            <h2>Retirer</h2>
            \(context.button(link(to: visit.event.key, meeting), "Retirer ce rendez-vous", fields: [
                ("action", "retirer"), ("acheteur", String(meeting.buyer)),
                ("entreprise", String(meeting.company)), ("version", String(programme.number)),
            ], isSecond: true))
            """
        }
        return Document(
            title: names.map { "Retoucher\u{202F}: \($0)" } ?? "Ajouter un rendez-vous",
            summary: "Retouche du programme.",
            content: """
                <p>La retouche fait une nouvelle version, à publier ensuite. Elle part de la version \
                \(programme.number).</p>
                \(warning)\(context.form(link(to: visit.event.key, known), fields,
                button: known == nil ? "Ajouter" : "Déplacer"))\(removal)
                """,
            section: .rencontres,
            trail: visit.organiserTrail + [("Programme", ProgrammePage.link(to: visit.event.key))],
            isHiddenFromSearch: true)
    }

    /// What the change just asked would break, in sentences.
    private static func warning(
        _ context: Context, _ visit: MeetingVisit, _ programme: Meetings.Programme,
        _ setting: Meetings.Setting
    ) throws -> HTML? {
        guard context.faults != nil, let form = context.sent, form["action"] != "retirer" else {
            return nil
        }
        let faults = try visit.meetings.faults(of: try change(form), programme: programme)
        guard !faults.isEmpty else { return nil }
        let items = faults.map { fault -> HTML in
            "<li>\(MeetingText.sentence(fault, setting))</li>\n"
        }
        let end =
            faults.contains(where: \.isImpossible)
            ? "Ce changement n’est pas possible."
            : "Ce changement est possible si vous le confirmez."
        return """
            <div class="encart avis"><p><strong>Ce que ce changement enfreint</strong></p>
            <ul>
            \(items)</ul>
            <p>\(end)</p></div>

            """
    }

    private static func change(_ form: SentForm) throws -> Meetings.Change {
        let buyer = Int64(form["acheteur"]) ?? 0
        let company = Int64(form["entreprise"]) ?? 0
        let slot = Int64(form["creneau"]) ?? 0
        let table = Int64(form["place"]) ?? 0
        switch form["action"] {
        case "ajouter":
            return .add(
                Meetings.Meeting(buyer: buyer, company: company, slot: slot, table: table))
        case "deplacer": return .move(buyer: buyer, company: company, slot: slot, table: table)
        case "retirer": return .remove(buyer: buyer, company: company)
        default:
            throw CommunityRefusal.invalid(
                field: "action", value: form["action"], sentence: "Cette action n’existe pas.")
        }
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let visit = try MeetingVisit.organised(context)
        let version = try Entry.number("version", form["version"], 1...1_000_000)
        let programme = try visit.meetings.programme(version, of: visit.event.id)
        let setting = try visit.meetings.setting(of: visit.event.id)
        let change = try change(form)
        try check(change, setting)
        let names = [form["acheteur"], form["entreprise"]].map {
            setting.participant(Int64($0) ?? 0)?.name ?? ""
        }
        let verb =
            switch change {
            case .add: "Ajout"
            case .move: "Déplacement"
            case .remove: "Retrait"
            }
        _ = try visit.meetings.change(
            change, base: programme, reason: "\(verb)\u{202F}: \(names[0]) et \(names[1])",
            isConfirmed: form.isTicked("confirme"), visit.members.acting)
        return Link(
            ["innovation", visit.event.key, "organisation", "programme"],
            query: [("fait", "retouche")])
    }

    /// Numbers of another event, or of nothing.
    private static func check(_ change: Meetings.Change, _ setting: Meetings.Setting) throws {
        var check = FormCheck()
        func place(_ slot: Int64, _ table: Int64) {
            if !setting.slots.contains(where: { $0.id == slot }) {
                check.fault("creneau", "Choisissez une heure.")
            }
            if !setting.tables.contains(where: { $0.id == table }) {
                check.fault("place", "Choisissez une table.")
            }
        }
        switch change {
        case .add(let meeting):
            if setting.participant(meeting.buyer)?.side != .buyer {
                check.fault("acheteur", "Choisissez un acheteur.")
            }
            if setting.participant(meeting.company)?.side != .company {
                check.fault("entreprise", "Choisissez une entreprise.")
            }
            place(meeting.slot, meeting.table)
        case .move(_, _, let slot, let table): place(slot, table)
        case .remove: break
        }
        try check.end()
    }
}
