import Procurement

extension CommunitySample {
    /// Two events of innovation meetings: one of last year, over; one to come, whose wishes are open.
    static func addMeetings(to store: CommunityStore, _ acting: Acting) throws {
        let group = try store.groups.all().first { $0.key == "innovation" }?.id
        try addPastMeetings(to: store, group, acting)
        let event = try addEvent(
            "innovation-a-venir", "Rencontres de l’innovation (exemple)", daysAhead: 40, group,
            store,
            acting)
        for stage in [MeetingStage.needsFrozen, .wishesOpen] {
            try store.meetings.move(event, to: stage, acting)
        }
        let people = try store.meetings.participants(of: event)
        guard let buyer = people.first(where: { $0.side == .buyer }),
            let company = people.first(where: { $0.side == .company }),
            let need = try store.meetings.needs(of: event).first
        else { return }
        try store.meetings.add(
            .complement,
            "Exemple de complément\u{202F}: le bâtiment peut se visiter sur demande, tous les mardis.",
            to: need, acting)
        try store.meetings.say(
            [company.id: .init(other: company.id, strength: 4, why: "Exemple de vœu")],
            by: buyer.id, acting)
    }

    private static func addPastMeetings(to store: CommunityStore, _ group: Int64?, _ acting: Acting)
        throws
    {
        func on(_ moment: Moment) -> Acting {
            Acting(person: acting.person, now: moment, chance: acting.chance)
        }
        let then = on(acting.now.adding(days: -400))
        let event = try addEvent(
            "innovation-passee", "Rencontres de l’innovation, première (exemple)", daysAhead: 20,
            group,
            store, then)
        // Each stage on its own day, the meetings on theirs.
        let start = Moment(day: tuesday(then, after: 20), hour: 8)
        let wishing = on(start.adding(days: -15))
        try store.meetings.move(event, to: .needsFrozen, wishing)
        try store.meetings.move(event, to: .wishesOpen, wishing)
        let people = try store.meetings.participants(of: event)
        for one in people {
            var wishes: [Int64: Meetings.Wish?] = [:]
            for other in people where other.side != one.side {
                let strength = 1 + Int((one.id * 3 + other.id * 5) % 5)
                wishes[other.id] = Meetings.Wish(other: other.id, strength: strength)
            }
            try store.meetings.say(wishes, by: one.id, wishing)
        }
        let placing = on(start.adding(days: -8))
        try store.meetings.move(event, to: .wishesClosed, placing)
        let programme = try store.meetings.propose(event: event, seconds: 1, placing)
        try store.meetings.publish(programme, placing) { _, _, _, _ in nil }
        try store.meetings.move(event, to: .theDay, on(start))
        let evening = on(start.adding(minutes: 480))
        try store.meetings.move(event, to: .feedback, evening)
        let byID = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
        for meeting in try store.meetings.meetings(of: programme.id) {
            guard let buyer = byID[meeting.buyer] else { continue }
            try store.meetings.say(
                .init(isHeld: true, use: 3 + Int(meeting.company % 3), wantsMore: true), by: buyer,
                about: meeting.company, evening)
        }
        if let need = try store.meetings.needs(of: event).first {
            try store.meetings.add(
                .note,
                "Exemple de note\u{202F}: en rendez-vous, nous avons dit que l’essai porterait sur un seul "
                    + "site pendant six mois.", to: need, evening)
        }
        try store.meetings.move(event, to: .closed, on(start.adding(days: 30)))
    }

    /// An event whose needs are posted and whose companies are registered.
    private static func addEvent(
        _ key: String, _ title: String, daysAhead: Int, _ group: Int64?, _ store: CommunityStore,
        _ acting: Acting
    ) throws -> Int64 {
        let meetings = store.meetings
        let day = tuesday(acting, after: daysAhead)
        let event = try meetings.add(
            key: key,
            .init(
                title: title,
                presentation:
                    "Une demi-journée où des acheteurs publics rencontrent des innovateurs, "
                    + "table par table.\n\n*Exemple inventé pour la démonstration.*",
                place: "Grande halle, Ville-Exemple", day: day, limit: 5,
                needsUntil: acting.now.adding(days: daysAhead - 25).day,
                wishesUntil: acting.now.adding(days: daysAhead - 10).day), group: group, acting)
        let start = Moment(day: day, hour: 8)
        try meetings.lay((0..<6).map { (start.adding(minutes: $0 * 25), 20) }, event: event, acting)
        try meetings.set(tables: ["Verrière", "Atelier", "Mezzanine"], event: event, acting)
        try meetings.move(event, to: .needsOpen, acting)
        for (number, buyer) in buyers.enumerated() {
            let id = try register(buyer.name, .buyer, number + 1, .unknown, event, store, acting)
            _ = try meetings.post(
                .init(
                    title: buyer.need, text: buyer.text, theme: buyer.theme, cpv: buyer.cpv,
                    sought: "Une solution déjà essayée, ou un essai à mener ensemble.",
                    horizon: .year), by: id, acting)
        }
        for (number, company) in companies.enumerated() {
            let size: DeclaredSize = number % 3 == 2 ? .middle : .small
            let id = try register(company.name, .company, number + 11, size, event, store, acting)
            _ = try meetings.post(
                .init(
                    title: company.solution, text: company.text, theme: company.theme,
                    cpv: company.cpv, maturity: number % 2 == 0 ? .pilot : .firstCustomers,
                    references: "Une ville inventée, depuis un an."), by: id, acting)
        }
        return event
    }

    private static func register(
        _ name: String, _ side: MeetingSide, _ number: Int, _ size: DeclaredSize, _ event: Int64,
        _ store: CommunityStore, _ acting: Acting
    ) throws -> Int64 {
        let free = Set(try store.meetings.slots(of: event).map(\.id))
        return try store.meetings.register(
            .init(siret: siret(number), side: side, name: name),
            .init(name: name, size: size, wanted: 5, free: free), event: event, acting)
    }

    /// A SIRET whose checks hold, among numbers that designate nobody.
    private static func siret(_ number: Int) -> String {
        let stem = "9000000" + (number < 10 ? "0" : "") + String(number) + "0001"
        for digit in 0...9 {
            // Only the digit whose check holds makes a SIRET.
            if let siret = try? Siret(stem + String(digit)) { return siret.description }
        }
        return stem + "0"
    }

    private static let buyers:
        [(name: String, need: String, text: String, theme: InnovationTheme, cpv: String)] = [
            (
                "Ville-Exemple (inventée)", "Chauffer une école sans gaz",
                "Une école de 1974, occupée toute la semaine, dont la chaudière au gaz arrive en fin de "
                    + "vie. Nous cherchons à la chauffer autrement sans travaux lourds pendant l’année.",
                .energy, "45331"
            ),
            (
                "Hôpital de l’Exemple (inventé)", "Suivre les lits sans saisie",
                "Les équipes cherchent chaque jour où sont les lits libres et les lits à nettoyer. Nous "
                    + "voulons le savoir sans saisie ni donnée sur les patients.",
                .health, "33192"
            ),
            (
                "Agglomération de l’Exemple (inventée)", "Réemployer les matériaux des chantiers",
                "Nos démolitions produisent des matériaux en bon état que personne ne retrouve. Nous "
                    + "cherchons comment les inventorier, les garder et les remettre en œuvre.",
                .waste, "90500"
            ),
        ]

    private static let companies:
        [(name: String, solution: String, text: String, theme: InnovationTheme, cpv: String)] = [
            (
                "Chaleur Inventée", "Pompe à chaleur en toiture, posée en une semaine",
                "Un module préfabriqué posé en toiture, raccordé au réseau existant de radiateurs.",
                .energy, "45331"
            ),
            (
                "Capteurs de l’Exemple", "Étiquettes sans pile pour le mobilier",
                "Des étiquettes qui se lisent à distance, sans pile et sans donnée personnelle.",
                .health, "33192"
            ),
            (
                "Réemploi Inventé", "Inventaire des matériaux avant démolition",
                "Un relevé en deux jours, une plateforme de dépôt et un suivi jusqu’au réemploi.",
                .waste, "90500"
            ),
            (
                "Isolation Fictive", "Isoler par l’intérieur pendant les vacances",
                "Des panneaux de fibre de bois posés salle par salle, en site occupé.", .building,
                "45320"
            ),
        ]
}
