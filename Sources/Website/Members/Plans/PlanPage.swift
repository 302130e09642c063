import Community
import Procurement

/// One plan: what is announced, what was asked and answered, what changed. Who asked and who follows
/// are nowhere in it.
enum PlanPage: CommunityPage {
    static let path = "/projets/:cle"

    static func link(_ key: String) -> Link { Link(["projets", key]) }

    static func link(_ key: String, done word: String) -> Link {
        Link(["projets", key], query: [("fait", word)])
    }

    /// The pages above those of a plan.
    static func trail(_ plan: Plan) -> [(label: String, link: Link)] {
        [("Projets d’achat", PlanListPage.link), (plan.text.object, link(plan.key))]
    }

    static func document(_ context: Context) throws -> Document {
        let (members, plan) = try context.plan()
        let plans = members.store.plans
        let history = try plans.history(of: plan)
        var content =
            context.notice([
                "annonce": "Le projet est annoncé.", "modifie": "Le projet est modifié.",
                "demande":
                    "Votre question est transmise. Elle sera publiée avec sa réponse, sans rien qui vous nomme.",
                "propose": "L’acheteur sait que votre entreprise se propose.",
                "retire": "Votre proposition est retirée.", "complete": "La précision est publiée.",
            ]) ?? HTML()
        content += state(plan)
        if members.visitor.actsFor(plan) {
            content += """
                \(ProcedureRemark.html(plan, context))<p class="agir">\
                <a class="bouton" href="\(PlanDeskPage.link(plan.key))">Questions et sourcing</a> \
                <a class="bouton second" href="\(PlanEditPage.link(plan.key))">Modifier</a> \
                <a class="bouton second" href="\(PlanStatePage.link(plan.key))">Changer d’état</a></p>

                """
        }
        content += sheet(plan, context)
        if plan.state.isOpen { content += doors(plan) }
        content += complements(history)
        content += questions(try plans.questions(of: plan))
        content += changes(history)
        return Document(
            title: plan.text.object,
            summary: "Un projet d’achat de \(plan.buyerName), \(plan.text.period).",
            content: content, section: .observatoire, kind: "Projet d’achat",
            trail: [("Projets d’achat", PlanListPage.link)])
    }

    private static func state(_ plan: Plan) -> HTML {
        switch plan.state {
        case .announced, .sourcing:
            return "<p><strong>\(plan.state.label)</strong>, prévu au \(plan.text.period).</p>\n"
        case .launched:
            return """
                <p class="encart"><strong>Consultation lancée.</strong> \
                <a href="\(plan.consultation)" rel="noopener">Voir la consultation</a></p>

                """
        case .abandoned:
            return """
                <div class="encart avis"><p><strong>Projet abandonné.</strong> \(plan.reason)</p></div>

                """
        }
    }

    private static func sheet(_ plan: Plan, _ context: Context) -> HTML {
        let text = plan.text
        let buyer: HTML =
            "<a href=\"\(PlanBuyerPage.link(plan.buyer))\">\(plan.buyerName)</a> (SIRET \(plan.buyer))"
        var items: [(term: String, note: String?, value: HTML)] = [
            ("Acheteur", nil, buyer),
            ("Objet du marché (CPV)", nil, HTML(text: context.cpvText(text.cpv))),
            (
                "Lieu", nil,
                HTML(
                    text: [text.commune, text.value("departement").shown].filter { !$0.isEmpty }
                        .joined(separator: ", "))
            ),
            ("Valeur estimée", nil, HTML(text: text.band.label)),
            ("Période prévue", nil, HTML(text: text.period)),
            ("Procédure envisagée", nil, HTML(text: text.procedure.label)),
            ("Allotissement", nil, HTML(text: text.allotment.label)),
        ]
        for key in ["lots", "social", "environnement", "innovation"] {
            let value = text.value(key).shown
            guard !value.isEmpty else { continue }
            items.append((label(key), nil, lines(value)))
        }
        let about: HTML? = text.description.isEmpty ? nil : "<p>\(lines(text.description))</p>\n"
        return """
            \(about)\(Blocks.sheet(items))
            <p class="petit">Annoncé le \(ParisTime.html(plan.created)), modifié le \
            \(ParisTime.html(plan.changed)). Rien de cela n’engage l’acheteur.</p>

            """
    }

    /// The label of a field.
    static func label(_ key: String) -> String {
        PlanText.fields.first { $0.key == key }?.label ?? key
    }

    /// A text whose lines stay lines.
    static func lines(_ text: String) -> HTML {
        var html = HTML()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if index > 0 { html += "<br>\n" }
            html += "\(String(line))"
        }
        return html
    }

    private static func doors(_ plan: Plan) -> HTML {
        """
        <section class="carte" aria-labelledby="agir"><h2 id="agir">Pour les entreprises</h2>
        <p class="agir"><a class="bouton" href="\(AlertNewPage.link(
            source: PlanSource.name, query: Link.query([("projet", plan.key)])))">Suivre ce projet</a> \
        <a class="bouton second" href="\(PlanAskPage.link(plan.key))">Poser une question</a> \
        <a class="bouton second" href="\(PlanOfferPage.link(plan.key))">Me proposer</a></p>
        <p class="petit">Personne ne voit qui suit un projet ni qui pose une question, l’acheteur non plus. \
        L’acheteur voit qui se propose, pour pouvoir le rencontrer. Il n’y a pas d’autre contact que ce site.</p>
        </section>

        """
    }

    private static func complements(_ history: [Plans.Change]) -> HTML {
        let items = history.filter { $0.kind == .complement }.map { change -> HTML in
            "<li>\(ParisTime.html(change.moment))<p>\(lines(change.after))</p></li>\n"
        }
        guard !items.isEmpty else { return HTML() }
        return "<h2>Précisions</h2>\n<ol class=\"frise\">\n\(items)</ol>\n"
    }

    /// Questions and answers, for all.
    static func questions(_ questions: [Plans.Question]) -> HTML {
        let items = questions.map { question -> HTML in
            let day = question.published.map { ParisTime.html($0) }
            return """
                <li id="question-\(question.id)"><h3>\(lines(question.question.typesetInFrench))</h3>
                <p>\(lines(question.answer))</p><p class="petit">Publié le \(day)</p></li>

                """
        }
        let list: HTML =
            items.isEmpty
            ? "<p>Aucune question n’a encore été publiée.</p>\n"
            : "<ol class=\"cartes\">\n\(items)</ol>\n"
        return """
            <h2 id="questions">Questions et réponses</h2>
            <p class="petit">Chaque question est publiée avec sa réponse, pour que toutes les entreprises sachent \
            la même chose (article R2111-2 du code de la commande publique).</p>
            \(list)
            """
    }

    private static func changes(_ history: [Plans.Change]) -> HTML {
        let items = history.reversed().map { change -> HTML in
            "<li>\(ParisTime.html(change.moment))\u{202F}: \(said(change))</li>\n"
        }
        return """
            <h2>Historique</h2>
            <ol class="frise">
            \(items)</ol>

            """
    }

    /// One line of history, in words.
    static func said(_ change: Plans.Change) -> HTML {
        switch change.kind {
        case .posted: return "projet annoncé"
        case .state: return "\(change.after) (auparavant\u{202F}: \(change.before))"
        case .question: return "question et réponse publiées"
        case .complement: return "précision publiée"
        case .field:
            let before =
                change.before.isEmpty ? "rien" : "«\u{202F}\(short(change.before))\u{202F}»"
            let after = change.after.isEmpty ? "rien" : "«\u{202F}\(short(change.after))\u{202F}»"
            return "\(label(change.field)), \(before) devient \(after)"
        }
    }

    private static func short(_ text: String) -> String {
        text.count <= 300 ? text : text.prefix(299) + "…"
    }
}
