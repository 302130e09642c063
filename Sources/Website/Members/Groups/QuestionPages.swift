import Community

/// « Questions »: what was asked of the groups, and what came of it.
enum QuestionListPage: CommunityPage {
    static let path = "/questions"
    static let link = Link(["questions"])

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        let all = try members.store.questions.all()
        let content: HTML =
            all.isEmpty
            ? "<p>Aucune question n’est encore posée. Chacun peut en poser une depuis la page d’un groupe.</p>\n"
            : list(all, showsGroup: true)
        return Document(
            title: "Questions aux groupes", summary: "Les questions posées aux groupes de travail.",
            content: content, section: .observatoire, trail: GroupListPage.trail)
    }

    static func list(_ questions: [Questions.Question], showsGroup: Bool) -> HTML {
        let items = questions.map { question -> HTML in
            let group: HTML? = showsGroup ? ", \(question.groupName)" : nil
            return """
                <li><a href="\(QuestionPage.link(to: question.id))">\(question.title)</a>\(group) \
                <span class="petit">— \(state(question))</span></li>

                """
        }
        return "<ul class=\"liste\">\n\(items)</ul>\n"
    }

    static func state(_ question: Questions.Question) -> String {
        if !question.studies.isEmpty { return "donne lieu à une étude" }
        if !question.answer.isEmpty { return "répondue" }
        return question.closed == nil ? "ouverte" : "close"
    }
}

/// « Poser une question » to a group.
enum NewQuestionPage: FormPage {
    static let path = "/groupes/:cle/questions/nouvelle"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let longestBody = 60_000

    static func link(to key: String) -> Link { Link(["groupes", key, "questions", "nouvelle"]) }

    static func document(_ context: Context) throws -> Document {
        let setting = try context.groupSetting()
        return Document(
            title: "Poser une question", summary: "Une question à un groupe de travail.",
            content: """
                <p>La question est publique\u{202F}; votre nom n’est montré qu’aux membres de l’observatoire.</p>
                \(context.form(link(to: setting.group.key), [
                    FormField(key: "titre", label: "Votre question", help: "En une phrase.", control: .line(length: 200)),
                    FormField(
                        key: "texte", label: "Précisions", help: "En Markdown.",
                        control: .text(rows: 6, length: 5_000), isRequired: false),
                ], button: "Poser la question"))
                """, section: .observatoire, kind: setting.group.name, trail: setting.trail,
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let setting = try context.groupSetting()
        let id = try setting.store.questions.ask(
            setting.group.id, title: form["titre"], text: form["texte"], setting.acting
        ) { lead, number in
            AskingLetters.question(
                number, form["titre"], setting.group, to: lead, context.settings)
        }
        return QuestionPage.link(to: id, done: "posee")
    }
}

/// A question, its answer, its studies.
enum QuestionPage: CommunityPage {
    static let path = "/questions/:id"

    static func link(to id: Int64, done: String? = nil) -> Link {
        Link(["questions", String(id)], query: done.map { [("fait", $0)] } ?? [])
    }

    /// The question that the address names, with its group.
    static func question(_ context: Context) throws -> (GroupSetting, Questions.Question) {
        let members = try context.community()
        let question = try members.store.questions.question(context.number("id"))
        let group = try members.store.groups.group(question.groupKey)
        return (GroupSetting(members: members, group: group), question)
    }

    static func document(_ context: Context) throws -> Document {
        let (setting, question) = try question(context)
        let author = setting.showsNames ? " par \(question.authorName)" : ""
        let answer: HTML =
            question.answer.isEmpty
            ? "<p>Le groupe n’a pas encore répondu.</p>\n"
            : """
            <div class="texte-long">\(Markdown.html(question.answer, headings: 2))</div>
            <p class="petit">Répondu le \(question.answered.map(ParisTime.html))\
            \(setting.showsNames ? question.answererName.map { " par " + $0 } : nil).</p>

            """
        let studies = try question.studies.compactMap { number in
            let study = try setting.store.studies.study(number)
            return setting.takesPart ? study : study.asPublished
        }
        let studyList: HTML? =
            studies.isEmpty
            ? question.studies.isEmpty
                ? nil : "<h2>Étude</h2>\n<p>Une étude est en préparation dans le groupe.</p>\n"
            : "<h2>Étude</h2>\n\(StudyListPage.list(studies, showsGroup: false))"
        return Document(
            title: question.title, summary: "Une question à un groupe de travail.",
            content: """
                \(context.notice([
                    "posee": "Votre question est posée\u{202F}: le groupe vous répondra par courriel.",
                    "repondue": "La réponse est enregistrée.", "close": "La question est close.",
                    "ouverte": "La question est rouverte.",
                ]))\
                <p class="petit">Posée au groupe <a href="\(GroupPage.link(to: question.groupKey))">\(question.groupName)</a> \
                le \(ParisTime.html(question.asked))\(author). Question \(QuestionListPage.state(question)).</p>
                <div class="texte-long">\(Markdown.html(question.text, headings: 2))</div>
                \(actions(setting, question))<h2>Réponse</h2>
                \(answer)\(studyList)
                """, section: .observatoire, kind: "Question",
            trail: setting.trail + [("Questions", QuestionListPage.link)])
    }

    private static func actions(_ setting: GroupSetting, _ question: Questions.Question) -> HTML? {
        guard setting.takesPart else { return nil }
        return """
            <p class="boutons"><a class="bouton second" href="\(AnswerPage.link(to: question.id))">\
            \(question.answer.isEmpty ? "Répondre" : "Modifier la réponse")</a>
            <a class="bouton second" href="\(QuestionStudyPage.link(to: question.id))">En faire une étude</a></p>

            """
    }
}

/// « Répondre à la question », or close it.
enum AnswerPage: FormPage {
    static let path = "/questions/:id/repondre"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = GroupSetting.memberCondition
    static let longestBody = 200_000

    static func link(to id: Int64) -> Link { Link(["questions", String(id), "repondre"]) }

    static func document(_ context: Context) throws -> Document {
        let (setting, question) = try QuestionPage.question(context)
        try setting.requireMember()
        let here = link(to: question.id)
        return Document(
            title: "Répondre", summary: "La réponse d’un groupe à une question.",
            content: """
                <p>\(question.title)</p>
                \(VersionedForm.html(context, here, [
                    FormField(
                        key: "reponse", label: "Réponse", help: "En Markdown\u{202F}; publique.",
                        control: .text(rows: 12, length: 20_000), value: question.answer)
                ], version: question.version, saved: [("reponse", "Réponse", question.answer)]))\
                \(context.button(
                    here, question.closed == nil ? "Clore sans répondre" : "Rouvrir la question",
                    fields: [("geste", question.closed == nil ? "clore" : "rouvrir")], isSecond: true))
                """, section: .observatoire, kind: question.groupName,
            trail: setting.trail + [(question.title, QuestionPage.link(to: question.id))],
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (setting, question) = try QuestionPage.question(context)
        try setting.requireMember()
        switch form["geste"] {
        case "clore", "rouvrir":
            let isClosed = form["geste"] == "clore"
            try setting.store.questions.close(question.id, isClosed, setting.acting)
            return QuestionPage.link(to: question.id, done: isClosed ? "close" : "ouverte")
        default:
            try setting.store.questions.answer(
                question.id, text: form["reponse"], version: try form.version(), setting.acting
            ) { MeetingLetters.answered(question, to: $0, context.settings) }
            return QuestionPage.link(to: question.id, done: "repondue")
        }
    }
}
