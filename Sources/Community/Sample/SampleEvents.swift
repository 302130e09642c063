extension CommunitySample {
    /// One event to come and one past, both invented and said to be.
    static func addEvents(to store: CommunityStore, _ acting: Acting) throws {
        try addComing(to: store, acting)
        try addPast(to: store, acting)
    }

    /// The letters of a demonstration go to nobody: registrations are only of the past event.
    private static let silent: EventLetter = { notice in
        MailMessage(to: notice.to, subject: notice.event.title, text: "Exemple inventé.\n")
    }

    private static let invented =
        "*Exemple inventé pour la démonstration\u{202F}: ni la rencontre, ni le lieu, ni les personnes "
        + "n’existent.*"

    /// Days after the demonstration's own day, at an hour UTC.
    private static func moment(_ acting: Acting, _ days: Int, _ hour: Int, _ minute: Int = 0)
        -> Moment
    {
        Moment(day: tuesday(acting, after: days), hour: hour, minute: minute)
    }

    private static func draft(
        _ title: String, from begins: Moment, to ends: Moment, summary: String, themes: [String]
    ) -> Event.Draft {
        var draft = Event.Draft()
        draft.key = AddressWord.suggested(by: title)
        draft.title = title
        draft.summary = summary
        draft.begins = begins
        draft.ends = ends
        draft.place = "Palais des rencontres (lieu inventé)"
        draft.address = "1 place de l’Exemple, Villexemple"
        draft.access =
            "À dix minutes à pied de la gare de Villexemple\u{202F}; parking à vélos devant l’entrée."
        draft.accessibility =
            "Entrée de plain-pied, ascenseur vers les ateliers, boucle magnétique dans la grande salle. "
            + "Une interprète en langue des signes vient sur demande faite dix jours avant."
        draft.contact = "rencontres@exemple.fr"
        draft.themes = themes
        return draft
    }

    private static func addComing(to store: CommunityStore, _ acting: Acting) throws {
        let events = store.events
        let from = moment(acting, 45, 8)
        var draft = draft(
            "Rencontres de l’achat public", from: from, to: moment(acting, 45, 15, 30),
            summary:
                "Une journée entre acheteurs et entreprises\u{202F}: délais de paiement, sourcing, "
                + "coût complet. Exemple inventé.",
            themes: ["Délais de paiement", "Sourcing", "Coût complet"])
        draft.presentation =
            "Acheteurs et entreprises se parlent d’ordinaire par formulaires. Ici, ils s’assoient à la "
            + "même table.\n\n" + invented
        draft.places = 120
        draft.quotas = [.buyers: 50, .companies: 50]
        let key = try events.add(draft, acting)
        let id = try events.event(key).id
        let hall = try events.room(
            nil, of: id, name: "Grande salle", access: "Rez-de-chaussée", rank: 1, acting)
        let first = try events.room(
            nil, of: id, name: "Atelier A", access: "Premier étage, ascenseur", rank: 2, acting)
        let second = try events.room(
            nil, of: id, name: "Atelier B", access: "Premier étage, ascenseur", rank: 3, acting)
        let buyer = try events.speaker(
            nil, of: id, name: "Camille Exemple", occupation: "Directrice des achats",
            organisation: "Ville de Villexemple", consent: "personne inventée", rank: 1, acting)
        let mason = try events.speaker(
            nil, of: id, name: "Dominique Modèle", occupation: "Gérant",
            organisation: "Maçonnerie Modèle", consent: "personne inventée", rank: 2, acting)
        func add(
            _ title: String, _ kind: Programme.Session.Kind, _ begins: (Int, Int),
            _ ends: (Int, Int), _ room: Int64?, _ speakers: [Int64] = [], places: Int? = nil
        ) throws {
            var session = Events.SessionDraft(
                title: title, begins: moment(acting, 45, begins.0, begins.1),
                ends: moment(acting, 45, ends.0, ends.1))
            session.kind = kind
            session.room = room
            session.speakers = speakers
            session.isChosen = places != nil
            session.places = places
            _ = try events.session(nil, of: id, session, acting, letter: silent)
        }
        try add("Accueil et café", .pause, (8, 0), (8, 30), hall)
        try add(
            "Payer à l’heure\u{202F}: ce qui marche", .plenary, (8, 30), (10, 0), hall,
            [buyer, mason])
        try add(
            "Sourcing\u{202F}: que peut-on demander\u{202F}?", .workshop, (10, 15), (11, 30), first,
            [buyer], places: 40)
        try add(
            "Répondre à un premier marché", .workshop, (10, 15), (11, 30), second, [mason],
            places: 40)
        try add("Déjeuner", .pause, (11, 30), (13, 0), hall)
        try add("Coût complet\u{202F}: trois cas chiffrés", .plenary, (13, 0), (15, 30), hall)
        try questions(id, events, acting)
        try events.move(id, to: .open, acting, letter: silent)
    }

    private static func addPast(to store: CommunityStore, _ acting: Acting) throws {
        let events = store.events
        var draft = draft(
            "Rencontre sur l’accès des petites entreprises", from: moment(acting, -60, 13),
            to: moment(acting, -60, 16),
            summary: "Allotissement, avances et candidature simplifiée. Exemple inventé.",
            themes: ["Accès des TPE et PME"])
        draft.presentation =
            "Ce qu’une petite entreprise attend d’un dossier de consultation.\n\n" + invented
        draft.places = 60
        // Announced before its day, told of since.
        let before = Acting(
            person: acting.person, now: acting.now.adding(days: -90), chance: acting.chance)
        let key = try events.add(draft, before)
        let id = try events.event(key).id
        let hall = try events.room(
            nil, of: id, name: "Grande salle", access: "Rez-de-chaussée", rank: 1, before)
        var session = Events.SessionDraft(
            title: "Un dossier lisible en dix minutes", begins: moment(acting, -60, 13),
            ends: moment(acting, -60, 16))
        session.room = hall
        let number = try events.session(nil, of: id, session, before, letter: silent)
        try events.move(id, to: .closed, before, letter: silent)
        let during = Acting(
            person: acting.person, now: moment(acting, -60, 13), chance: acting.chance)
        try events.material(
            nil, of: id, title: "Diaporama (exemple)", .address("https://exemple.fr/diaporama.pdf"),
            session: number, rank: 1, acting)
        try events.material(
            nil, of: id, title: "Le guide des obligations", .address("/guide"), session: nil,
            rank: 2,
            acting)
        for (name, college) in [
            ("Alix Inventé", College.buyers), ("Maxime Inventé", .companies),
            ("Sacha Inventé", .academics),
        ] {
            _ = try events.walkIn(
                at: id, name: name, organisation: "Organisme inventé", college: college, during)
        }
    }

    private static func questions(_ id: Int64, _ events: Events, _ acting: Acting) throws {
        try events.question(
            nil, of: id, kind: .scale, wording: "La journée vous a-t-elle été utile\u{202F}?",
            choices: "",
            rank: 1, acting)
        try events.question(
            nil, of: id, kind: .choice, wording: "Qu’avez-vous préféré\u{202F}?",
            choices: "Les plénières\nLes ateliers\nLes échanges", rank: 2, acting)
        try events.question(
            nil, of: id, kind: .text, wording: "Que faudrait-il changer\u{202F}?", choices: "",
            rank: 3,
            acting)
    }
}
