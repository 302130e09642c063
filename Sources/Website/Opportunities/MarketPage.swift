import Columns
import Editions
import Indicators
import Law
import Procurement

/// From a trade to its public market: what firms of the same activity were awarded, who buys it near,
/// at what size, and what comes next.
enum MarketPage: Page {
    static let path = "/mon-marche"
    // The register and the radar's window change without the edition.
    static let isCacheable = false
    static let callsOut = true
    /// Classes looked at unless others are chosen: the first ones, up to this share or this many.
    static let mostClasses = 8
    static let usualShare = 0.8
    /// Buyers shown.
    static let mostBuyers = 30

    /// The page with a query.
    static func link(_ query: [(String, String)] = []) -> Link {
        Link(["mon-marche"], query: query)
    }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let asked = try TradeAsked(context, edition)
        var visit = context.visit
        visit.query.removeAll { $0.key == "cpv" }
        if visit.value("autour") == nil, let place = asked.place,
            edition.opportunities.centres.point(typed: place) != nil
        {
            visit.query.append(("autour", place))
            if visit.value("rayon") == nil { visit.query.append(("rayon", "50")) }
        }
        let query: RenewalQuery
        var fault: Problem?
        do {
            query = try RenewalQuery(visit, edition: edition, today: context.today)
        } catch let problem as Problem where ["autour", "rayon"].contains(problem.field) {
            // What was typed stays in the form, with what is wrong beside it.
            visit.query.removeAll { ["autour", "rayon"].contains($0.key) }
            query = try RenewalQuery(visit, edition: edition, today: context.today)
            fault = problem
        }
        var content: HTML = """
            <p class="chapo">Votre SIRET, ou votre code NAF\u{202F}: les achats publics que gagnent les entreprises \
            de votre métier, qui les passe près de vous, et ce qui se renouvelle.</p>

            """
        content += try form(context, query, fault)
        for note in asked.notes { content += "<div class=\"encart\"><p>\(note)</p></div>\n" }
        if let activity = asked.activity {
            content += try market(context, edition, query, asked, activity)
        } else if asked.siret == nil {
            content += TradeText.explanation(edition)
        }
        return Document(
            title: "Du métier au marché",
            summary: "Les achats publics d’un métier, par SIRET ou code NAF.", content: content,
            section: .entreprises,
            trail: [("Entreprises", CompaniesPage.link)],
            isHiddenFromSearch: !context.visit.query.isEmpty)
    }

    private static func form(
        _ context: Context, _ query: RenewalQuery, _ fault: Problem?
    ) throws -> HTML {
        let online: HTML? =
            context.register == nil
            ? nil
            : """
            <p class="petit">Un SIRET absent des listes de ce site est demandé au registre public des \
            entreprises (recherche-entreprises.api.gouv.fr), qui reçoit alors ce SIRET et rien d’autre.</p>
            """
        func typed(_ key: String) -> String? { fault.flatMap { _ in context.visit.value(key) } }
        let radius = typed("rayon") ?? query.question.radius.map { String(Int($0)) } ?? ""
        let place = typed("autour") ?? query.around?.code ?? ""
        let centres = try context.observation().opportunities.centres
        let help =
            centres.knowsCommunes
            ? "Commune (code INSEE), code postal ou département. Vide\u{202F}: celui du SIRET."
            : "Un département, comme 59\u{202F}: aucune liste des communes n’a été ajoutée. Vide\u{202F}: celui du SIRET."
        let wrong: HTML? = fault.map { fault in
            """
            <div class="encart avis" role="alert"><p><strong>Le lieu ou le rayon ne se lit pas\u{202F}: \
            «\u{202F}\(fault.value ?? "")\u{202F}».</strong> Il est attendu \(fault.expected ?? fault.detail). \
            Ce qui suit est donc sans limite de distance.</p></div>

            """
        }
        return """
            \(wrong)<form class="carte" action="\(link())" method="get" aria-label="Trouver son marché">
            <div class="champs">
            \(RenewalForm.field("siret", "SIRET", "Quatorze chiffres.", context.visit.value("siret") ?? ""))\
            \(RenewalForm.field("naf", "ou code NAF", "Comme 43.91B\u{202F}; l’emporte sur celui du SIRET.", context.visit.value("naf") ?? ""))\
            \(RenewalForm.field("autour", "Autour de", help, place))\
            \(RenewalForm.field("rayon", "Rayon, en kilomètres", "", radius, kind: "number"))
            </div>
            \(Blocks.keptEdition)<p class="agir"><button type="submit">Voir mon marché</button></p>
            \(online)</form>

            """
    }

    private static func market(
        _ context: Context, _ edition: Observation, _ query: RenewalQuery, _ asked: TradeAsked,
        _ activity: String
    ) throws -> HTML {
        let trades = edition.opportunities.trades
        var html = TradeText.company(asked, edition, activity)
        guard let trade = trades.trade(activity) else {
            return html + TradeText.tooFew(activity, trades)
        }
        let chosen = try classes(context.visit, trade)
        html += TradeText.purchases(trade, asked: activity, chosen: chosen, context, edition)
        var question = TradeMarket.Question(classes: chosen)
        question.origin = query.question.origin
        question.radius = query.question.radius
        if edition.tables.awards["titulaire_taille"] != nil {
            question.sizes = ("titulaire_taille", ["PME"])
        }
        let found = try edition.opportunities.market(question)
        html += TradeText.figures(found, query)
        html += TradeText.buyers(found, edition, query)
        html += try renewals(context, edition, query, chosen)
        html += try hooks(context, query, chosen)
        return html
    }

    /// The classes chosen in the address, else the first ones.
    private static func classes(
        _ visit: Visit, _ trade: TradePurchases.Trade
    ) throws(Problem) -> [String] {
        let typed = visit.query.filter { $0.key == "cpv" }.map(\.value)
        for code in typed where !(2...8).contains(code.utf8.count) || Int(code) == nil {
            throw .invalid(field: "cpv", value: code, expected: "de 2 à 8 chiffres")
        }
        if !typed.isEmpty { return typed }
        var classes: [String] = []
        var share = 0.0
        for purchase in trade.purchases {
            if classes.count >= mostClasses || share >= usualShare { break }
            classes.append(purchase.cpv)
            share += purchase.share
        }
        return classes
    }

    private static func renewals(
        _ context: Context, _ edition: Observation, _ query: RenewalQuery, _ classes: [String]
    ) throws -> HTML {
        var question = query.shown(size: 10)
        question.offset = 0
        question.selection = try Selection.Reading(classes.map { ("cpv", $0) }).selection()
        let answer = try edition.opportunities.renewals(question)
        var maker = RenewalLines(edition: edition, law: context.law, day: query.day)
        let lines = maker.lines(answer)
        var items = classes.map { ("cpv", $0) }
        for key in ["autour", "rayon", "jour"] {
            let own = key == "autour" ? query.around?.code : context.visit.value(key)
            let radius = query.question.radius.map { String(Int($0)) }
            if let value = key == "rayon" ? radius : own { items.append((key, value)) }
        }
        let all = RenewalPage.link(items)
        var html: HTML = "<h2>Prochains renouvellements</h2>\n"
        if lines.isEmpty {
            html += """
                <p>Aucun contrat de ces achats ne prend fin dans 6 à 18 mois comptés depuis \(query.dayText). \
                <a href="\(all)">Élargir la fenêtre</a>.</p>

                """
        } else {
            html += RenewalTable(
                edition: edition, day: query.day,
                caption: "Prochains renouvellements de ces achats",
                showsDistance: query.around != nil
            ).html(lines)
            html += """
                <p><a href="\(all)">\(answer.total > lines.count ? "Les \(Blocks.contracts(answer.total)), à" : "À") \
                filtrer, exporter et suivre</a></p>

                """
        }
        return html
    }

    private static func hooks(
        _ context: Context, _ query: RenewalQuery, _ classes: [String]
    ) throws -> HTML {
        var asked = MarketQuery(classes: classes)
        if let around = query.around, let radius = query.question.radius {
            asked.around = (around.code, around.point, radius)
        }
        var html = HTML()
        for source in OpportunitySources.all {
            let found = try source.opportunities(asked, context)
            html += "<h2>\(source.title)</h2>\n"
            if found.isEmpty {
                html += "<p>Rien qui corresponde pour l’instant. "
            } else {
                html += "<ul class=\"liste\">\n"
                for item in found {
                    let day: HTML? = item.day.map { " — \(French.day($0))" }
                    html += """
                        <li><a href="\(item.link)">\(item.title)</a>\(day)<br>\
                        <small class="petit">\(item.note)</small></li>

                        """
                }
                html += "</ul>\n<p>"
            }
            html += "<a href=\"\(try source.link(asked, context))\">Tout voir</a></p>\n"
        }
        return html
    }
}
