import Columns
import Editions
import Indicators
import Law
import Procurement

/// The renewal radar: contracts that should end soon, and when their successor's notice may appear.
enum RenewalPage: Page {
    static let path = "/renouvellements"
    // The window is counted from today.
    static let isCacheable = false

    /// The radar with a query.
    static func link(_ query: [(String, String)] = []) -> Link {
        Link(["renouvellements"], query: query)
    }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let query = try RenewalQuery(context.visit, edition: edition, today: context.today)
        let answer = try edition.opportunities.renewals(query.shown())
        var maker = RenewalLines(edition: edition, law: context.law, day: query.day)
        let lines = maker.lines(answer)
        var content: HTML = """
            <p class="chapo">Les contrats publics qui devraient prendre fin bientôt, et quand l’avis de leur \
            successeur peut paraître. De quoi se préparer avant l’avis.</p>

            """
        content += RenewalForm(query: query, edition: edition).html
        content += summary(query, answer, edition)
        if lines.isEmpty {
            content += nothing(query, edition)
        } else {
            content += RenewalTable(
                edition: edition, day: query.day, caption: "Contrats qui prennent fin",
                showsDistance: query.around != nil
            ).html(lines)
            content += paging(query, total: answer.total)
        }
        content += exports(query, hasAccounts: context.hasCommunity)
        content += RenewalText.uncertainty(edition)
        return Document(
            title: "Renouvellements à venir",
            summary:
                "Contrats publics qui prennent fin dans les prochains mois, par métier et par lieu.",
            content: content, section: .entreprises, trail: [("Entreprises", CompaniesPage.link)],
            isHiddenFromSearch: !context.visit.query.isEmpty, head: RenewalFeed.head(query))
    }

    private static func summary(
        _ query: RenewalQuery, _ answer: RenewalRadar.Answer, _ edition: Observation
    ) -> HTML {
        let ends = query.question.ends
        var notes: [String] = []
        if answer.renewed > 0 {
            notes.append(
                "\(French.integer(answer.renewed)) semblent déjà renouvelés")
        }
        if answer.placeUnknown > 0 {
            notes.append(
                "\(Blocks.contracts(answer.placeUnknown)) de plus, au lieu inconnu, sont hors du rayon"
            )
        }
        if answer.endUnknown > 0 {
            notes.append(
                "\(Blocks.contracts(answer.endUnknown)) de la sélection sans fin connue, faute de durée ou de "
                    + "date publiée")
        }
        let note: HTML? =
            notes.isEmpty
            ? nil
            : "<br><span class=\"petit\">\(notes.joined(separator: "\u{202F}; ")).</span>"
        return """
            <h2>Résultats</h2>
            <div class="barre"><p><strong>\(Blocks.contracts(answer.total))</strong> dont la fin attendue \
            tombe du \(French.day(ends.lowerBound)) au \(French.day(ends.upperBound))\u{202F}: de \
            \(French.integer(query.months.lowerBound)) à \(French.integer(query.months.upperBound)) mois comptés \
            depuis \(query.dayText), \(RenewalText.order(query.question.order)).\(note)</p></div>

            """
    }

    private static func nothing(_ query: RenewalQuery, _ edition: Observation) -> HTML {
        let last = edition.opportunities.leads.lastDay.map { day -> HTML in
            "L’édition connaît des contrats notifiés jusqu’au \(French.day(day)). "
        }
        let link = link(query.items.filter { $0.0 != "jour" } + [("jour", "edition")])
        return """
            <div class="encart"><p>Aucun contrat ne prend fin dans cette fenêtre. \(last)Élargissez la \
            fenêtre ou le rayon, retirez un filtre, ou <a href="\(link)">comptez depuis le jour de \
            référence de l’édition</a>. Voyez aussi les <a href="\(OpenCallsPage.link())">marchés ouverts</a>.</p></div>

            """
    }

    private static func paging(_ query: RenewalQuery, total: Int) -> HTML {
        let last = min(Blocks.lastPage(total, by: RenewalQuery.pageSize), 500)
        return Blocks.paging(page: query.page, last: last) { page in
            RenewalPage.link(query.items + (page > 1 ? [("page", String(page))] : []))
        }
    }

    private static func exports(_ query: RenewalQuery, hasAccounts: Bool) -> HTML {
        let alert: HTML? =
            hasAccounts
            ? """
            <a class="bouton" href="\(AlertNewPage.link(
                source: RenewalSource.name, query: Link.query(query.items)))">Suivre cette sélection</a>

            """ : nil
        return """
            <div class="exporter"><h2>Suivre et réutiliser</h2>
            <p class="boutons">\(alert)<a class="bouton second" href="\(RenewalFeed.link(query.items))">Flux Atom</a>
            <a class="bouton second" href="\(RenewalsEndpoint.link(query.items, format: "csv"))">Export CSV</a>
            <a class="bouton second" href="\(RenewalsEndpoint.link(query.items, format: "json"))">JSON</a></p>
            <p class="petit">Les mêmes contrats, dans le même ordre\u{202F}; la recherche, le jour et l’édition \
            sont écrits dans le fichier. Le flux annonce chaque contrat quand il entre dans la fenêtre, ou quand une édition l’y apporte\u{202F}; au-delà \
            de \(French.integer(RenewalFeed.most)) il continue dans d’autres documents, qu’il désigne.</p></div>

            """
    }
}

/// Sentences of the radar.
enum RenewalText {
    /// An order, in words.
    static func order(_ order: RenewalRadar.Question.Order) -> String {
        switch order {
        case .fin: "les fins les plus proches d’abord"
        case .lointain: "les fins les plus lointaines d’abord"
        case .distance: "les plus proches du point choisi d’abord"
        case .montant: "les plus gros montants d’abord"
        }
    }

    /// What the radar does not know, and how it counts.
    static func uncertainty(_ edition: Observation) -> HTML {
        let leads = edition.opportunities.leads
        var learned: HTML
        if let lesson = leads.whole {
            let share = lesson.share
            learned = """
                Dans cette édition, sur \(Blocks.contracts(lesson.ended)) finis depuis au moins un an, un \
                successeur est reconnu pour \(French.integer(lesson.succeeded)), soit \
                \(French.percent(share.value)) (intervalle à 95\u{202F}%\u{202F}: \
                \(French.percent(share.interval.low)) à \(French.percent(share.interval.high)))\u{202F}; il a été \
                notifié, au milieu, \(RenewalTable.gap(lesson.median)).
                """
        } else {
            learned = """
                Cette édition ne montre pas assez de successions (moins de \
                \(French.integer(LeadTimes.leastSuccessors))) pour apprendre un délai\u{202F}: la fenêtre se \
                déduit des seuls délais de la loi.
                """
        }
        return """
            <h2>Ce que cette page ne sait pas</h2>
            <ul>
            <li>La fin attendue est la notification plus la durée publiée, modifications comprises\u{202F}: c’est un \
            maximum. Un accord-cadre peut finir plus tôt, quand son plafond est atteint\u{202F}; un marché reconductible \
            peut ne pas être reconduit\u{202F}; des travaux peuvent durer plus longtemps.</li>
            <li>Rien n’oblige à renouveler. \(learned)</li>
            <li>Un successeur est reconnu, jamais certain\u{202F}: même acheteur, même classe CPV (quatre chiffres), \
            au moins la moitié des mots de l’objet en commun, notifié à moins d’un an de la fin attendue.</li>
            <li>La fenêtre de l’avis part de la notification probable du successeur, et remonte les délais \
            minimaux de la loi pour la même procédure, puis \(French.integer(NoticeWindow.leastExamination)) à \
            \(French.integer(NoticeWindow.mostExamination)) jours d’examen des offres\u{202F}: ces derniers sont une \
            convention, les données essentielles ne disent pas quand un avis a paru.</li>
            <li>Les distances vont de centre à centre, à vol d’oiseau\u{202F}; «\u{202F}environ\u{202F}» quand seul le \
            département est connu. Les marchés subséquents sont laissés de côté\u{202F}: c’est leur accord-cadre qui \
            se renouvelle.</li>
            </ul>

            """
    }
}
