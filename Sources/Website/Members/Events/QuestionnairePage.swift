import Community

/// What those who came are asked; their answers have no name.
enum QuestionnairePage: FormPage {
    static let path = "/rencontres/:cle/questionnaire/:jeton"
    static let writing: Access? = .everyone
    static let condition = "lien signé du questionnaire"

    static func link(_ key: String, token: String) -> Link {
        Link(["rencontres", key, "questionnaire", token])
    }

    static func document(_ context: Context) throws -> Document {
        let (members, event, registration) = try context.registration(.questionnaire)
        let trail = [
            ("Rencontres", EventListPage.link), (event.title, EventPage.link(event.key)),
        ]
        if try members.store.events.hasAnswered(registration.id) {
            return Document(
                title: "Merci", summary: "Réponses reçues.",
                content: "<p role=\"status\">Vos réponses sont reçues, sans votre nom.</p>\n",
                section: .rencontres, kind: event.title, trail: trail, isHiddenFromSearch: true)
        }
        let fields = try members.store.events.questions(of: event.id).map { question in
            var field = FormField(
                key: "question_\(question.id)", label: question.wording, control: .hidden,
                isRequired: false)
            switch question.kind {
            case .scale:
                field.help = "1\u{202F}: pas du tout\u{202F}; 5\u{202F}: tout à fait."
                field.control = .choice(
                    [(value: "", label: "Sans réponse")]
                        + (1...5).map { (value: String($0), label: String($0)) })
            case .choice:
                field.control = .choice(
                    [(value: "", label: "Sans réponse")]
                        + question.choices.map { (value: $0, label: $0) })
            case .text:
                field.help = "N’écrivez pas de nom."
                field.control = .text(rows: 4, length: 4_000)
            }
            return field
        }
        let form: HTML =
            fields.isEmpty
            ? "<p>Il n’y a pas de question pour le moment.</p>\n"
            : context.form(
                link(event.key, token: context.argument("jeton")), fields, button: "Envoyer")
        return Document(
            title: "Votre avis", summary: "Questionnaire d’une rencontre.",
            content: """
                <p class="chapo">Il est noté que vous avez répondu, pas ce que vous avez répondu\u{202F}: les réponses \
                sont gardées à part, sans heure ni ordre, et lues à partir de cinq personnes.</p>
                \(form)
                """, section: .rencontres, kind: event.title, trail: trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, event, registration) = try context.registration(.questionnaire)
        var answers: [Int64: String] = [:]
        for question in try members.store.events.questions(of: event.id) {
            answers[question.id] = form["question_\(question.id)"]
        }
        try members.store.events.answer(registration, answers, members.acting)
        return link(event.key, token: context.argument("jeton"))
    }
}
