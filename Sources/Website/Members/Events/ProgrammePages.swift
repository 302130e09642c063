import Community

/// Rooms, speakers, sessions, materials: what there is, and where each is changed.
enum ManageProgrammePage: CommunityPage {
    static let path = "/rencontres/:cle/gestion/programme"
    static let reading: Access = .editor

    static func link(_ key: String, done: String? = nil) -> Link {
        Link(
            ["rencontres", key, "gestion", "programme"], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        let programme = try members.store.events.programme(of: event.id)
        func part(_ title: String, _ kind: PieceKind, _ items: [(Int64, String, String)]) -> HTML {
            let rows = items.map { item -> HTML in
                """
                <li><a href="\(PiecePage.link(event.key, kind, item.0))">\(item.1)</a> \
                <span class="petit">\(item.2)</span></li>

                """
            }
            let list: HTML = rows.isEmpty ? HTML() : "<ul class=\"liste\">\n\(rows)</ul>\n"
            return """
                <h2>\(title)</h2>
                \(list)<p><a class="bouton second" href="\(PiecePage.link(event.key, kind, nil))">\(kind.adding)</a></p>

                """
        }
        return Document(
            title: "Programme", summary: "Programme d’une rencontre.",
            content: """
                \(context.notice(["enregistre": "C’est enregistré.", "retire": "C’est retiré."]))\
                \(part("Salles", .room, programme.rooms.map { ($0.id, $0.name, $0.access) }))\
                \(part("Intervenants", .speaker, programme.speakers.map { ($0.id, $0.name.isEmpty ? "Personne effacée" : $0.name, $0.isNamed ? $0.organisation : "sans accord\u{202F}: nom caché au public") }))\
                \(part("Séances", .session, programme.sessions.map { ($0.id, $0.title, ParisTime.longDay($0.begins) + ", " + EventText.hours($0.begins, $0.ends)) }))\
                \(part("Supports", .material, programme.materials.map { ($0.id, $0.title, $0.fileName) }))
                """, section: .rencontres, kind: event.title, trail: ManageEventPage.trail(event),
            isHiddenFromSearch: true)
    }
}

/// What an event is made of, by its word in addresses.
enum PieceKind: String, CaseIterable {
    case room = "salles"
    case speaker = "intervenants"
    case session = "seances"
    case material = "supports"
    case question = "questions"

    var adding: String {
        switch self {
        case .room: "Ajouter une salle"
        case .speaker: "Ajouter un intervenant"
        case .session: "Ajouter une séance"
        case .material: "Ajouter un support"
        case .question: "Ajouter une question"
        }
    }

    var label: String {
        switch self {
        case .room: "Salle"
        case .speaker: "Intervenant"
        case .session: "Séance"
        case .material: "Support"
        case .question: "Question"
        }
    }

    var table: Events.Piece {
        switch self {
        case .room: .room
        case .speaker: .speaker
        case .session: .session
        case .material: .material
        case .question: .question
        }
    }
}

/// One room, speaker, session, material or question, to be added or changed.
enum PiecePage: FormPage {
    static let path = "/rencontres/:cle/gestion/:genre/:id"
    static let reading: Access = .editor
    static let writing: Access? = .editor
    /// The largest file, and the rest of the form.
    static let longestBody = Files.sizeRange.upperBound << 20 + 64 << 10

    /// - Parameter id: nil for a new one.
    static func link(_ key: String, _ kind: PieceKind, _ id: Int64?) -> Link {
        Link(["rencontres", key, "gestion", kind.rawValue, id.map(String.init) ?? "ajout"])
    }

    private static func asked(_ context: Context) throws -> (
        members: Members, event: Event, kind: PieceKind, id: Int64?
    ) {
        let (members, event) = try context.event()
        guard let kind = PieceKind(rawValue: context.argument("genre")) else {
            throw CommunityRefusal.absent("Cette partie du programme n’existe pas.")
        }
        return (members, event, kind, Int64(context.argument("id")))
    }

    private static let gone = CommunityRefusal.absent("Cette partie du programme n’existe plus.")

    static func document(_ context: Context) throws -> Document {
        let (members, event, kind, id) = try asked(context)
        let programme = try members.store.events.programme(of: event.id)
        let questions = try members.store.events.questions(of: event.id)
        let known =
            id == nil
            || [
                programme.rooms.map(\.id), programme.speakers.map(\.id),
                programme.sessions.map(\.id), programme.materials.map(\.id), questions.map(\.id),
            ][PieceKind.allCases.firstIndex(of: kind) ?? 0].contains(id ?? 0)
        guard known else { throw gone }
        let fields =
            switch kind {
            case .room: PieceForm.room(programme.rooms.first { $0.id == id })
            case .speaker: PieceForm.speaker(programme.speakers.first { $0.id == id })
            case .session: PieceForm.session(programme.session(id), event, programme)
            case .material:
                PieceForm.material(
                    programme.materials.first { $0.id == id }, programme,
                    largest: try members.store.files.largestMebibytes())
            case .question: PieceForm.question(questions.first { $0.id == id })
            }
        let remove: HTML? = id.map { id in
            context.button(
                link(event.key, kind, id), "Retirer", fields: [("action", "retirer")],
                isSecond: true)
        }
        return Document(
            title: id == nil ? kind.adding : kind.label, summary: "Programme d’une rencontre.",
            content: """
                \(context.form(link(event.key, kind, id), fields, button: "Enregistrer", files: kind == .material))\(remove)
                """, section: .rencontres, kind: event.title,
            trail: ManageEventPage.trail(event) + [
                kind == .question
                    ? ("Questionnaire", OpinionPage.link(event.key))
                    : ("Programme", ManageProgrammePage.link(event.key))
            ], isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, event, kind, id) = try asked(context)
        let events = members.store.events
        func next(_ done: String) -> Link {
            kind == .question
                ? OpinionPage.link(event.key, done: done)
                : ManageProgrammePage.link(event.key, done: done)
        }
        if form["action"] == "retirer", let id {
            try events.remove(kind.table, id, of: event.id, members.acting)
            return next("retire")
        }
        let version = id == nil ? 0 : try form.version()
        func rank() throws -> Int {
            try Entry.optionalNumber("rang", form["rang"], 0...9_999) ?? 0
        }
        switch kind {
        case .room:
            try events.room(
                id, of: event.id, name: form["nom"], access: form["acces"], rank: try rank(),
                version: version, members.acting)
        case .speaker:
            try events.speaker(
                id, of: event.id, name: form["nom"], occupation: form["fonction"],
                organisation: form["organisme"], consent: form["accord"], rank: try rank(),
                version: version, members.acting)
        case .session:
            try events.session(
                id, of: event.id, try PieceForm.readSession(form), version: version,
                members.acting, letter: context.eventLetter)
        case .material:
            try events.material(
                id, of: event.id, title: form["titre"], try PieceForm.readMaterial(form, members),
                session: Int64(form["seance"]), rank: try rank(), version: version, members.acting)
        case .question:
            try events.question(
                id, of: event.id, kind: try Entry.choice("genre", form["genre"]),
                wording: form["intitule"], choices: form["choix"], rank: try rank(),
                version: version, members.acting)
        }
        return next("enregistre")
    }
}
