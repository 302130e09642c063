import Community

/// « Poser une question »: to the buyer, who publishes it with its answer and never learns whose it is.
enum PlanAskPage: FormPage {
    static let path = "/projets/:cle/question"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let longestBody = 65_536

    static func link(_ key: String) -> Link { Link(["projets", key, "question"]) }

    static func document(_ context: Context) throws -> Document {
        let (_, plan) = try context.plan()
        var fields = [
            FormField(
                key: "question", label: "Votre question",
                help:
                    "Sans votre nom, celui de votre entreprise, ni rien que d’autres ne doivent savoir\u{202F}: "
                    + "elle sera publique.", control: .text(rows: 6, length: 3_000))
        ]
        // Offered only once the question was found to name its author.
        let isNamed = context.faults?["question"] != nil
        let secrecy =
            isNamed
            ? "Telle qu’elle est écrite, elle dit à l’acheteur qui la pose\u{202F}: si vous l’envoyez ainsi, il le lira, et "
                + "la réécrira avant de la publier. Personne d’autre ne le verra."
            : "Personne ne voit qui la pose, l’acheteur non plus."
        if isNamed {
            fields.append(
                FormField(
                    key: "ainsi",
                    label:
                        "L’envoyer ainsi\u{202F}: l’acheteur saura qui la pose, et la réécrira avant de la publier",
                    control: .box, isRequired: false))
        }
        return Document(
            title: "Poser une question", summary: "Une question sur un projet d’achat.",
            content: """
                <p>Votre question sera publiée avec sa réponse, pour que toutes les entreprises sachent la même \
                chose. \(secrecy)</p>
                \(context.form(link(plan.key), fields, button: "Envoyer la question"))
                """, section: .observatoire, kind: plan.text.object, trail: PlanPage.trail(plan),
            isHiddenFromSearch: true)
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, plan) = try context.plan()
        let companies = members.visitor.companies
        let author = members.store.plans.author(
            members.visitor,
            companies: companies.compactMap { context.name(ofSiret: $0, isBuyer: false) })
        let letters = PlanLetters(context)
        try context.limits?.admit(
            "question", String(members.acting.person ?? 0), at: members.acting.now, atMost: 30,
            inSeconds: 86_400)
        try members.store.plans.ask(
            plan, form["question"], author: author, evenSo: form.isTicked("ainsi"), members.acting
        ) { letters.asked($0, $1, $2) }
        return PlanPage.link(plan.key, done: "demande")
    }
}

/// One question that waits, for its buyer: to rewrite, answer, publish or set aside.
enum PlanQuestionPage: FormPage {
    static let path = "/projets/:cle/questions/:id"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = PlanFields.condition
    static let longestBody = 131_072

    static func link(_ key: String, _ question: Int64) -> Link {
        Link(["projets", key, "questions", String(question)])
    }

    private static func waiting(_ context: Context) throws -> (
        members: Members, plan: Plan, waiting: Plans.Waiting
    ) {
        let (members, plan) = try context.ownPlan()
        return (
            members, plan,
            try members.store.plans.waiting(Int64(context.argument("id")) ?? 0, on: plan)
        )
    }

    static func document(_ context: Context) throws -> Document {
        let (_, plan, waiting) = try waiting(context)
        let pieces = waiting.mentions.map { piece -> HTML in "<li>\(piece)</li>\n" }
        let warning: HTML? =
            pieces.isEmpty
            ? nil
            : """
            <div class="encart avis"><p><strong>Cette question dit qui la pose, ou donne une adresse ou un \
            numéro. Réécrivez-la sans\u{202F}:</strong></p><ul class="liste">
            \(pieces)</ul></div>

            """
        let version = FormField(
            key: "version", label: "", control: .hidden, value: String(waiting.question.version))
        return Document(
            title: "Répondre à une question", summary: plan.text.object,
            content: """
                \(warning)<h2>Telle qu’elle est arrivée</h2>
                <blockquote>\(PlanPage.lines(waiting.text))</blockquote>
                <p class="petit">Reçue le \(ParisTime.html(waiting.question.received)). Le site ne dit pas de qui.</p>
                <h2>Publier</h2>
                \(context.form(link(plan.key, waiting.question.id), [
                    FormField(
                        key: "question", label: "La question, telle qu’elle sera publiée",
                        help: "Sans rien qui nomme son auteur ni révèle un secret d’entreprise.",
                        control: .text(rows: 6, length: 3_000), value: waiting.text),
                    FormField(
                        key: "reponse", label: "La réponse", control: .text(rows: 8, length: 6_000)),
                    FormField(
                        key: "secret",
                        label: "J’ai relu\u{202F}: rien ne nomme l’auteur, rien ne révèle le secret d’une entreprise",
                        control: .box),
                    version,
                    FormField(key: "action", label: "", control: .hidden, value: "publier"),
                ], button: "Publier pour tous"))
                <details><summary>Ne pas publier</summary>
                <p>La raison n’est dite qu’à la personne qui a posé la question, sans que vous sachiez qui c’est.</p>
                \(aside(context, plan, waiting))</details>
                """, section: .observatoire, kind: plan.text.object, trail: PlanPage.trail(plan),
            isHiddenFromSearch: true)
    }

    private static func aside(_ context: Context, _ plan: Plan, _ waiting: Plans.Waiting) -> HTML {
        let fault: HTML? = context.faults?["motif"].map { "<span class=\"faute\">\($0)</span>" }
        return """
            \(context.formStart(link(plan.key, waiting.question.id)))\
            <input type="hidden" name="action" value="ecarter">
            <input type="hidden" name="version" value="\(String(waiting.question.version))">
            <p class="champ"><label for="champ-motif">Raison</label>\
            <textarea rows="3" id="champ-motif" name="motif" maxlength="1000" required>
            </textarea>\(fault)</p>
            <p class="agir"><button type="submit" class="bouton second">Écarter la question</button></p></form>

            """
    }

    static func act(_ context: Context, _ form: SentForm) throws -> Link {
        let (members, plan, waiting) = try waiting(context)
        let letters = PlanLetters(context)
        if form["action"] == "ecarter" {
            try members.store.plans.setAside(
                waiting.question.id, on: plan, reason: form["motif"], version: try form.version(),
                members.acting
            ) { letters.setAside($0, reason: form["motif"], $1) }
        } else {
            try members.store.plans.publish(
                waiting.question.id, on: plan, question: form["question"], answer: form["reponse"],
                hasNoSecret: form.isTicked("secret"), version: try form.version(), members.acting
            ) { letters.answered($0, $1) }
        }
        return PlanDeskPage.link(plan.key, done: "repondu")
    }
}
