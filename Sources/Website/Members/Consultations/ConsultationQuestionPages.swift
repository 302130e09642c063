import Community

/// « Poser une question »: public with its answer, whoever asks being shown to nobody.
enum AskConsultationPage: FormPage {
    static let path = "/consultations/:cle/question"
    static let reading: Access = .account
    static let writing: Access? = .account

    static func link(_ key: String) -> Link { Link(["consultations", key, "question"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.consultationSetting()
        return Document(
            title: "Poser une question", summary: "Une question à l’acheteur, en public.",
            content: """
                <p>Votre question et sa réponse sont lues par tous, pour que chacun en sache autant. Personne ne saura \
                qu’elle vient de vous, l’acheteur non plus\u{202F}: n’écrivez ni votre nom, ni celui de votre \
                entreprise, ni un secret.</p>
                \(context.form(link(setting.key), [
                    FormField(key: "question", label: "Votre question", control: .text(rows: 5, length: 2_000))
                ], button: "Envoyer la question"))
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.consultationSetting()
        try setting.consultations.ask(
            setting.consultation.id, text: form["question"], setting.acting,
            letter: ConsultationLetters.asked(context))
        return ConsultationPage.link(setting.key, done: "demande")
    }
}

/// « Suivre »: a form of one button.
enum FollowConsultationPage: FormPage {
    static let path = "/consultations/:cle/suivre"
    static let reading: Access = .account
    static let writing: Access? = .account

    static func link(_ key: String) -> Link { Link(["consultations", key, "suivre"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.consultationSetting()
        let person = try setting.members.visitor.signedIn()
        let isFollowed = try setting.consultations.isFollowed(
            setting.consultation.id, by: person.id)
        return Document(
            title: isFollowed ? "Ne plus suivre" : "Suivre la consultation",
            summary: "Recevoir les avis d’une consultation.",
            content: """
                <p>Chaque avis vous est envoyé par courriel. Personne ne sait que vous suivez.</p>
                \(context.button(
                    link(setting.key), isFollowed ? "Ne plus suivre" : "Suivre par courriel",
                    fields: [("suivre", isFollowed ? "non" : "oui")]))
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.consultationSetting()
        let isFollowed = form["suivre"] != "non"
        try setting.consultations.follow(setting.consultation.id, isFollowed, setting.acting)
        return ConsultationPage.link(setting.key, done: isFollowed ? "suivi" : "oublie")
    }
}

/// « Questions »: what the buyer received, and what it lets be read.
enum ConsultationQuestionsPage: FormPage {
    static let path = "/consultations/:cle/questions"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = ConsultationSetting.agentCondition
    static let longestBody = 40_000

    static func link(_ key: String, done: String? = nil) -> Link {
        Link(["consultations", key, "questions"], query: done.map { [("fait", $0)] } ?? [])
    }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.agentSetting()
        let questions = try setting.consultations.questions(setting.consultation.id)
        let isOpen = setting.consultation.takesOffers(at: setting.acting.now)
        let items = questions.map { question -> HTML in
            """
            <section><h2>Question \(question.id)</h2>
            <p class="petit">Reçue le \(ParisTime.html(question.asked)). \(state(question))</p>
            <blockquote><p>\(ConsultationPage.lines(question.received))</p></blockquote>
            \(isOpen ? answer(context, setting, question) : nil)</section>

            """
        }
        return Document(
            title: "Questions", summary: "Les questions reçues et leurs réponses.",
            content: """
                \(context.notice(["repondu": "La réponse est publiée.", "ecartee": "La question est écartée."]))\
                <p>Votre réponse est lue par tous et envoyée à ceux qui suivent ou ont répondu. Récrivez une question \
                qui nomme son auteur ou dévoile un secret.</p>
                \(context.faultSummary)\(items.isEmpty ? "<p>Aucune question n’est arrivée.</p>\n" : HTML())\(items)
                """, section: .observatoire, trail: setting.trail, isHiddenFromSearch: true)
    }

    private static func state(_ question: Consultation.Question) -> String {
        if let published = question.published { return "Répondue le \(ParisTime.text(published))." }
        return question.setAside == nil ? "À traiter." : "Écartée."
    }

    /// A form per question: its fields bear its number, for their labels and their faults.
    private static func answer(
        _ context: Context, _ setting: ConsultationSetting, _ question: Consultation.Question
    ) -> HTML {
        // Another question's form keeps what is kept.
        var own = context
        if own.sent?["question"] != String(question.id) {
            own.sent = nil
            own.faults = nil
        }
        let number = String(question.id)
        let fields = [
            FormField(
                key: "texte-\(number)", label: "La question, telle que tous la liront",
                control: .text(rows: 3, length: 2_000),
                value: question.text.isEmpty ? question.received : question.text),
            FormField(
                key: "reponse-\(number)", label: "Votre réponse", help: "En Markdown.",
                control: .text(rows: 4, length: 5_000), value: question.answer),
        ]
        let setAside: HTML? =
            question.published == nil && question.setAside == nil
            ? context.button(
                link(setting.key), "Écarter cette question",
                fields: [
                    ("question", number), ("geste", "ecarter"),
                    ("version", String(question.version)),
                ], isSecond: true) : nil
        return """
            \(context.formStart(link(setting.key)))\
            <input type="hidden" name="question" value="\(number)">
            <input type="hidden" name="version" value="\(question.version)">
            \(fields.map { $0.html(own) })<p class="agir"><button type="submit">Publier la réponse</button></p>
            </form>
            \(setAside)
            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.agentSetting()
        let number = Int64(form["question"]) ?? 0
        let version = try form.version()
        if form["geste"] == "ecarter" {
            try setting.consultations.setAside(
                setting.consultation.id, question: number, version: version, setting.acting)
            return link(setting.key, done: "ecartee")
        }
        do {
            try setting.consultations.answer(
                setting.consultation.id, question: number, text: form["texte-\(number)"],
                answer: form["reponse-\(number)"], version: version, setting.acting,
                letters: ConsultationLetters.notice(context))
        } catch CommunityRefusal.invalid(let field, let value, let sentence) {
            throw CommunityRefusal.invalid(
                field: "\(field)-\(number)", value: value, sentence: sentence)
        }
        return link(setting.key, done: "repondu")
    }
}
