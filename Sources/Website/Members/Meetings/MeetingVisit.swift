import Community
import Procurement

/// An event of meetings as one request sees it: the event, who asks, for whom.
struct MeetingVisit {
    let members: Members
    let event: Meetings.Event
    let isOrganiser: Bool
    /// The participants that the visitor speaks for.
    let own: [Meetings.Participant]

    var meetings: Meetings { members.store.meetings }
    var link: Link { InnovationPage.link(to: event.key) }

    /// The event of the address; one in preparation is there for its organiser only.
    ///
    /// - Throws: `.absent`.
    init(_ context: Context) throws {
        members = try context.community()
        event = try members.store.meetings.event(context.argument("cle"))
        isOrganiser = Meetings.organises(members.visitor, event)
        guard isOrganiser || event.stage > .draft else {
            throw CommunityRefusal.absent(
                "Il n’y a pas de rencontres de l’innovation à cette adresse.")
        }
        own = try members.store.meetings.participants(of: event.id, for: members.visitor)
    }

    /// The event of the address, for who organises it.
    ///
    /// - Throws: `.forbidden`, `.absent`.
    static func organised(_ context: Context) throws -> MeetingVisit {
        let visit = try MeetingVisit(context)
        try visit.members.visitor.require(
            visit.isOrganiser,
            "Cette page est réservée à qui organise ces rencontres\u{202F}: la rédaction et les pilotes de "
                + "leur groupe.")
        return visit
    }

    /// The participant that the visitor acts for: the one named by the address or the form, else the
    /// first.
    ///
    /// - Throws: `.forbidden` when the visitor speaks for none.
    func participant(_ context: Context, side: MeetingSide? = nil) throws -> Meetings.Participant {
        let sent = context.sent?["participant"] ?? ""
        let named = sent.isEmpty ? context.visit.value("participant") ?? "" : sent
        let candidates = own.filter { side == nil || $0.side == side }
        let found = named.isEmpty ? candidates.first : candidates.first { String($0.id) == named }
        guard let found else {
            throw CommunityRefusal.forbidden(
                "Cette page est réservée aux participants inscrits\u{202F}: inscrivez d’abord votre "
                    + (side == .buyer
                        ? "collectivité ou établissement."
                        : side == .company ? "entreprise." : "organisme."))
        }
        return found
    }

    /// The pages above one of this event.
    var trail: [(label: String, link: Link)] {
        [("Rencontres de l’innovation", InnovationListPage.link), (event.title, link)]
    }

    /// The pages above one of the organiser.
    var organiserTrail: [(label: String, link: Link)] {
        trail + [("Organisation", InnovationOrganisationPage.link(to: event.key))]
    }
}

/// Pieces that pages of meetings show alike.
enum MeetingText {
    /// `9 h 30 – 9 h 50`.
    static func hours(_ slot: Meetings.Slot) -> String {
        ParisTime.hour(slot.start) + "\u{A0}–\u{A0}" + ParisTime.hour(slot.end)
    }

    /// Whether a slot is of the morning, in Paris.
    static func isMorning(_ slot: Meetings.Slot) -> Bool {
        ParisTime.typed(slot.start).suffix(5) < "13:00"
    }

    /// A theme and a CPV code, as labels.
    static func labels(_ theme: InnovationTheme, _ cpv: String) -> HTML {
        let code = cpv.isEmpty ? nil : "<span class=\"etiquette\">CPV \(cpv)</span>" as HTML
        return "<span class=\"etiquette\">\(theme.label)</span>\(code)"
    }

    static let themes = InnovationTheme.allCases.map { (value: $0.rawValue, label: $0.label) }

    /// What a wish of each strength says.
    static let strengths: [(value: String, label: String)] = [
        ("", "Sans avis"), ("0", "0 – Non merci"), ("1", "1 – Pourquoi pas"), ("2", "2 – Un peu"),
        ("3", "3 – Volontiers"), ("4", "4 – Beaucoup"), ("5", "5 – Avant tout"),
    ]

    /// A broken rule, in a sentence.
    static func sentence(_ fault: Meetings.Fault, _ setting: Meetings.Setting) -> String {
        func name(_ id: Int64) -> String { setting.participant(id)?.name ?? "Un participant" }
        func hour(_ id: Int64) -> String {
            setting.slots.first { $0.id == id }.map { ParisTime.hour($0.start) } ?? "ce moment"
        }
        switch fault {
        case .twoPlaces(let participant, let slot):
            return "\(name(participant)) aurait deux rendez-vous à \(hour(slot))."
        case .tableTaken(let table, let slot):
            let label = setting.tables.first { $0.id == table }?.label ?? "Cette table"
            return "\(label) est déjà prise à \(hour(slot))."
        case .twice(let buyer, let company):
            return "\(name(buyer)) et \(name(company)) se rencontreraient deux fois."
        case .notFree(let participant, let slot):
            return "\(name(participant)) a dit ne pas être libre à \(hour(slot))."
        case .tooMany(let participant, let count, let limit):
            return "\(name(participant)) aurait \(count) rendez-vous, pour \(limit) au plus."
        case .absent(let participant): return "\(name(participant)) est absent."
        case .unwanted(let buyer, let company):
            return "\(name(buyer)) et \(name(company))\u{202F}: ce rendez-vous n’est pas souhaité."
        case .unasked(let buyer, let company):
            return "\(name(buyer)) et \(name(company))\u{202F}: ni l’un ni l’autre ne l’a demandé."
        }
    }

    /// Points of wishes: `12,4`.
    static func points(_ weight: Int) -> String {
        French.decimal(Double(weight) / Double(Meetings.weightUnit), decimals: 1)
    }

    /// A need, as a card in a list.
    static func card(_ need: Meetings.Need, _ event: Meetings.Event) -> HTML {
        """
        <li><a href="\(NeedPage.link(event.key, need.id))"><strong>\(need.title)</strong></a>\
        <p>\(need.buyer)</p><p>\(labels(need.theme, need.cpv))</p></li>

        """
    }
}
