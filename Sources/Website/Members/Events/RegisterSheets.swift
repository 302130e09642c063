import Community

/// Who registered, with what they need: for the organisers alone.
enum RegistrationListPage: CommunityPage {
    static let path = "/rencontres/:cle/gestion/inscrits"
    static let reading: Access = .editor

    static func link(_ key: String) -> Link { Link(["rencontres", key, "gestion", "inscrits"]) }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        let registrations = try members.store.events.registrations(of: event.id)
        let rows = registrations.map { registration -> [HTML] in
            [
                HTML(text: registration.shownName), HTML(text: registration.organisation),
                HTML(text: registration.college.label), HTML(text: state(registration)),
                HTML(
                    text: [registration.accessNeeds, registration.mealNeeds]
                        .filter { !$0.isEmpty }.joined(separator: "\u{202F}; ")),
            ]
        }
        return Document(
            title: "Inscrits", summary: "Inscrits d’une rencontre.",
            content: """
                <p><a class="bouton second exporter" href="\(RegistrationFile.link(event.key))">Tableur (CSV)</a></p>
                \(Blocks.table("Inscrits, dans l’ordre d’arrivée", heads: ["Nom", "Organisme", "Collège", "État", "Besoins"], rows: rows))
                """, section: .rencontres, kind: event.title, trail: ManageEventPage.trail(event),
            isHiddenFromSearch: true)
    }

    static func state(_ registration: Registration) -> String {
        if registration.present != nil {
            return registration.isWalkIn ? "Présent, sans inscription" : "Présent"
        }
        return registration.state.label
    }
}

/// The same list for a spreadsheet.
enum RegistrationFile: CommunityResource {
    static let path = "/rencontres/:cle/gestion/inscrits.csv"
    static let reading: Access = .editor

    static func link(_ key: String) -> Link {
        Link(["rencontres", key, "gestion", "inscrits.csv"])
    }

    static func answer(_ context: Context) throws -> Answer {
        let (members, event) = try context.event()
        var text =
            "nom,fonction,organisme,college,courriel,etat,present,seances,besoin_acces,besoin_repas\r\n"
        let programme = try members.store.events.programme(of: event.id)
        let registered: [Registration] = try members.store.events.registrations(of: event.id)
        for registration in registered {
            let sessions = registration.choices.compactMap { choice in
                programme.session(choice.session).map {
                    $0.title + (choice.isHeld ? "" : " (attente)")
                }
            }
            let cells: [String] = [
                registration.shownName, registration.occupation, registration.organisation,
                registration.college.rawValue, registration.email ?? "",
                registration.state.rawValue,
                registration.present.map { ParisTime.typed($0) } ?? "",
                sessions.joined(separator: " | "), registration.accessNeeds,
                registration.mealNeeds,
            ]
            text += cells.map { cell($0) }.joined(separator: ",") + "\r\n"
        }
        return Answer(
            type: "text/csv; charset=utf-8", body: .bytes(Array(("\u{FEFF}" + text).utf8)),
            keeping: .none,
            headers: [("Content-Disposition", "attachment; filename=\"inscrits-\(event.key).csv\"")]
        )
    }

    /// A cell of RFC 4180; what a spreadsheet would run as a formula begins with an apostrophe.
    static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

/// The sheet that people sign, by name.
enum EventSignInSheetPage: CommunityPage {
    static let path = "/rencontres/:cle/gestion/emargement"
    static let reading: Access = .editor

    static func link(_ key: String) -> Link { Link(["rencontres", key, "gestion", "emargement"]) }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        let rows = try members.store.events.registrations(of: event.id)
            .filter { $0.state == .confirmed }
            .sorted { French.precedes($0.name, $1.name) }
            .map { registration -> [HTML] in
                [
                    HTML(text: registration.shownName), HTML(text: registration.organisation),
                    HTML(text: registration.college.label),
                    HTML(text: registration.present.map { ParisTime.hour($0) } ?? ""),
                    "<span class=\"signature\"></span>",
                ]
            }
        return Document(
            title: "Feuille d’émargement", summary: "Feuille d’émargement d’une rencontre.",
            content: """
                <p>\(event.title)<br>\(EventText.when(event)), \(event.place)</p>
                \(Blocks.table("Présence", heads: ["Nom", "Organisme", "Collège", "Arrivée", "Signature"], rows: rows, isCaptionHidden: true))
                """, section: .rencontres, trail: ManageEventPage.trail(event),
            isHiddenFromSearch: true)
    }
}

/// All badges, to print and to cut.
enum BadgeSheetPage: CommunityPage {
    static let path = "/rencontres/:cle/gestion/badges"
    static let reading: Access = .editor

    static func link(_ key: String) -> Link { Link(["rencontres", key, "gestion", "badges"]) }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        let badges = try members.store.events.registrations(of: event.id)
            .filter { $0.state == .confirmed && !$0.isWalkIn }
            .sorted { French.precedes($0.name, $1.name) }
            .map { try BadgePage.badge($0, event, members, context) }
        let list: HTML =
            badges.isEmpty
            ? "<p>Personne n’est encore inscrit.</p>\n" : "<ul class=\"badges\">\(badges)</ul>\n"
        return Document(
            title: "Badges", summary: "Badges d’une rencontre.",
            content: """
                <p class="agir">Imprimez cette page en A4\u{202F}: huit badges par feuille.</p>
                \(list)
                """, section: .rencontres, kind: event.title, trail: ManageEventPage.trail(event),
            isHiddenFromSearch: true)
    }
}

/// The questionnaire: its questions, and what was answered from five people on.
enum OpinionPage: CommunityPage {
    static let path = "/rencontres/:cle/gestion/questionnaire"
    static let reading: Access = .editor

    static func link(_ key: String, done: String? = nil) -> Link {
        Link(
            ["rencontres", key, "gestion", "questionnaire"],
            query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let (members, event) = try context.event()
        let questions = try members.store.events.questions(of: event.id).map { question -> HTML in
            """
            <li><a href="\(PiecePage.link(event.key, .question, question.id))">\(question.wording)</a> \
            <span class="petit">\(question.kind.label)</span></li>

            """
        }
        let list: HTML = questions.isEmpty ? HTML() : "<ol class=\"liste\">\n\(questions)</ol>\n"
        let opinions = try members.store.events.opinions(of: event.id)
        return Document(
            title: "Questionnaire", summary: "Questionnaire d’une rencontre.",
            content: """
                \(context.notice(["enregistre": "C’est enregistré.", "retire": "C’est retiré."]))\
                <p class="chapo">Envoyé aux personnes venues, une fois la rencontre finie.</p>
                <h2>Questions</h2>
                \(list)<p><a class="bouton second" href="\(PiecePage.link(event.key, .question, nil))">Ajouter une question</a></p>
                <h2>Réponses</h2>
                \(results(opinions))
                """, section: .rencontres, kind: event.title, trail: ManageEventPage.trail(event),
            isHiddenFromSearch: true)
    }

    private static func results(_ opinions: EventOpinions) -> HTML {
        guard let answers = opinions.answers else {
            return """
                <p>\(French.count(opinions.people, "personne a répondu", "personnes ont répondu")). Les réponses se \
                lisent à partir de \(Events.fewestOpinions)\u{202F}: moins nombreuses, elles pourraient désigner quelqu’un.</p>

                """
        }
        var html: HTML =
            "<p>\(French.count(opinions.people, "personne a répondu", "personnes ont répondu")).</p>\n"
        for item in answers {
            if item.question.kind == .text {
                let texts = item.texts.map { text -> HTML in "<li>\(text)</li>\n" }
                let list: HTML =
                    texts.isEmpty
                    ? "<p>Aucune réponse.</p>\n" : "<ul class=\"liste\">\n\(texts)</ul>\n"
                html += "<h3>\(item.question.wording)</h3>\n\(list)"
            } else {
                html += Blocks.table(
                    item.question.wording, heads: ["Réponse", "Personnes"],
                    rows: item.counts.map {
                        [HTML(text: $0.answer), HTML(text: French.integer($0.count))]
                    },
                    numbers: [1])
            }
        }
        return html
    }
}
