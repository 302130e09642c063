import Law
import Procurement
import Tools

/// The guide of obligations: what a buyer owes at each moment of a contract's life.
enum GuidePage: Page {
    static let isTool = true
    static let path = "/guide"
    static let isCacheable = false

    static func link(_ items: [(String, String)] = []) -> Link { Link(["guide"], query: items) }

    static func answer(_ context: Context) throws -> Answer {
        let query = GuideQuery(context)
        return .page(
            context.layout.page(document(context, query)),
            status: query.refusal == nil ? 200 : 400)
    }

    static func document(_ context: Context) throws -> Document {
        document(context, GuideQuery(context))
    }

    private static func document(_ context: Context, _ query: GuideQuery) -> Document {
        let day = FrenchNumber.day(query.asked.day)
        var content: HTML = """
            <p class="chapo">Ce que doit un donneur d’ordre public, de la préparation du marché aux recours\
            \u{202F}: l’article, la sanction, ce qu’une entreprise peut invoquer, et ce qui reste à confirmer.</p>

            """
        if let refusal = query.refusal {
            let key = GuideQuery.keys.first { $0.field == refusal.field }?.key ?? "moment"
            content += """
                <div class="encart alerte" role="alert"><p><strong>Il manque de quoi répondre.</strong> \
                <a href="#champ-\(key)">\(refusal.description)</a></p></div>

                """
        }
        content += query.form()
        if query.refusal == nil { content += obligations(context, query) }
        content += """
            <p><a href="\(ToolPage.link(to: "can-they-ask"))">Peut-on me demander ça\u{202F}?</a> répond pour une \
            pièce ou une condition précise.</p>
            <p class="petit">\(ToolAnswer.notice) Au \(day)\u{202F}; marchés de droit commun, ni concession, ni \
            défense, ni opérateur de réseaux. Là où la sanction ou le recours n’est pas connu, rien n’est \
            écrit.</p>

            """
        return Document(
            title: "Guide des obligations des donneurs d’ordre publics",
            summary: "Les obligations des acheteurs publics, par moment de la vie d’un marché.",
            content: content, section: .outils, trail: [("Outils", ToolListPage.link)])
    }

    private static func obligations(_ context: Context, _ query: GuideQuery) -> HTML {
        let standings = query.asked.standings(context.law)
        let shown = standings.filter { $0.verdict == .applies || $0.openCondition != nil }
        let toConfirm = shown.count { $0.obligation.confidence == .memory }
        let shownCount = French.count(shown.count, "obligation")
        var html: HTML = """
            <p class="agir"><a class="bouton second" href="\(GuideBookletPage.link(query.items()))">\
            Le livret à imprimer</a></p>
            <p class="encart" role="status"><strong>\(shownCount)</strong> au \
            \(FrenchNumber.day(query.asked.day)), dont \(French.integer(toConfirm)) à confirmer.</p>

            """
        html += changes(context, query)
        if shown.isEmpty {
            html += "<p>Le guide ne connaît aucune obligation de ce genre. Retirez un filtre.</p>\n"
        }
        let items = query.items(without: ["moment", "mots", "depuis"])
        for phase in ContractPhase.allCases {
            let here = shown.filter { $0.obligation.phase == phase }
            if here.isEmpty { continue }
            html += "<h2 id=\"\(phase.rawValue)\">\(phase.label)</h2>\n<ul class=\"liste\">\n"
            for standing in here { html += entry(standing, items) }
            html += "</ul>\n"
        }
        return html + upcoming(standings, items) + others(standings, items)
    }

    private static func entry(_ standing: ObligationStanding, _ items: [(String, String)]) -> HTML {
        let obligation = standing.obligation
        let condition = standing.openCondition.map { text -> HTML in
            "<br><span class=\"etiquette\">selon\u{202F}: \(text)</span>"
        }
        return """
            <li><a href="\(GuideObligationPage.link(to: obligation.id, items))">\(obligation.title)</a> \
            \(GuideObligationPage.label(obligation))<br>\(obligation.text)\
            \(condition)<br><small class="petit">\(obligation.article)</small></li>

            """
    }

    /// Obligations that will enter into force after the day.
    private static func upcoming(
        _ standings: [ObligationStanding], _ items: [(String, String)]
    ) -> HTML {
        var html = HTML()
        for standing in standings {
            guard let day = standing.upcoming else { continue }
            html += """
                <li><a href="\(GuideObligationPage.link(to: standing.obligation.id, items))">\
                \(standing.obligation.title)</a>, à partir du \(FrenchNumber.day(day)) \
                \(GuideObligationPage.label(standing.obligation))</li>

                """
        }
        return html.isEmpty
            ? html : "<h2 id=\"a-venir\">À venir</h2>\n<ul class=\"liste\">\n\(html)</ul>\n"
    }

    /// Obligations whose source names other buyers, folded.
    private static func others(
        _ standings: [ObligationStanding], _ items: [(String, String)]
    ) -> HTML {
        let others = standings.filter { $0.verdict == .otherBuyers }
        guard !others.isEmpty else { return HTML() }
        var html: HTML = """
            <details><summary>Prévues pour d’autres acheteurs\u{202F}: \(French.integer(others.count))</summary>
            <p>La source nomme d’autres acheteurs\u{202F}; elle ne dit rien du vôtre.</p>
            <ul class="liste">

            """
        for standing in others {
            html += """
                <li><a href="\(GuideObligationPage.link(to: standing.obligation.id, items))">\
                \(standing.obligation.title)</a>\u{202F}: \
                \(ObligationText.owners(standing.obligation))</li>

                """
        }
        return html + "</ul></details>\n"
    }

    /// What changed since a visit, or the address that will tell it next time.
    private static func changes(_ context: Context, _ query: GuideQuery) -> HTML {
        guard let since = query.asked.since else {
            var items = query.items(without: ["date"])
            items.append(("depuis", "\(context.today)"))
            return """
                <p class="petit">Pour savoir la prochaine fois ce qui aura changé, gardez \
                <a href="\(link(items))">cette adresse</a>\u{202F}: elle retient seulement le jour de votre \
                visite.</p>

                """
        }
        let changes = query.asked.changes(context.law)
        let title = "Ce qui a changé depuis le \(FrenchNumber.day(since))"
        var html: HTML = "<h2 id=\"changements\">\(title)</h2>\n"
        guard !changes.isEmpty else { return html + "<p>Rien que le guide connaisse.</p>\n" }
        html += Blocks.table(
            title, heads: ["À partir du", "Changement", "Obligations", "Article"],
            rows: changes.map { change in
                var names = HTML()
                for (index, obligation) in change.obligations.enumerated() {
                    if index > 0 { names += "\u{202F}; " }
                    names +=
                        "<a href=\"\(GuideObligationPage.link(to: obligation.id))\">\(obligation.title)</a>"
                }
                let label = change.confidence.label.map { text -> HTML in
                    " <span class=\"etiquette avertissement\">\(text)</span>"
                }
                return [
                    HTML(text: FrenchNumber.day(change.day)), "\(change.sentence)\(label)", names,
                    HTML(text: change.article),
                ]
            }, isCaptionHidden: true)
        return html
    }
}
