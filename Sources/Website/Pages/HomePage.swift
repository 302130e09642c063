import Columns
import Procurement

/// The home page: what is bought here, in four figures and two charts, each opening.
enum HomePage: Page {
    static let path = "/"
    static let link = Link([])

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let answers = edition.answers
        let totals = try answers.totals([])
        var content: HTML = """
            <p class="chapo">\(context.settings.name)\u{202F}: ce que les acheteurs publics \
            déclarent acheter, à qui, comment. Chaque chiffre s’ouvre sur ses contrats.</p>
            \(age(edition))\(Blocks.search())
            """
        var figures = [
            Blocks.figure(
                HTML(text: French.integer(totals.count)), "Contrats connus",
                "marchés et concessions, chacun compté une fois",
                link: ExplorerPage.link(), label: "Voir les contrats"),
            Blocks.figure(
                Blocks.amount(totals.amountCents), "Montant des marchés", Blocks.sumNote(totals),
                link: ExplorerPage.link([("tri", "montant")]), label: "Voir les plus gros"),
        ]
        for code in ["CON-01", "SOC-01", "ENV-01", "ECO-05"] where figures.count < 4 {
            if let figure = try indicator(code, answers) { figures.append(figure) }
        }
        content += Blocks.figures(figures)
        content += try charts(answers)
        content += """
            <h2>Aller plus loin</h2>
            <ul class="cartes">
            <li><a href="\(OpenCallsPage.link())">Marchés ouverts</a><p>Les appels auxquels il est \
            encore temps de répondre, par métier, lieu et date limite.</p></li>
            <li><a href="\(IndicatorListPage.link)">Indicateurs</a><p>Concurrence, accès des \
            entreprises, considérations sociales et environnementales\u{202F}: valeur, définition, \
            limites.</p></li>
            <li><a href="\(TerritoryListPage.link)">Territoires</a><p>Départements et régions, sur \
            la carte et en tableau.</p></li>
            <li><a href="\(QualityPage.link)">Qualité des données</a><p>Ce qui manque ou semble \
            faux dans les données publiées, et ce qu’un acheteur peut corriger.</p></li>
            <li><a href="\(MethodPage.link)">Méthode</a><p>D’où viennent les données, comment elles \
            sont réunies, ce qu’elles ne disent pas.</p></li>
            </ul>

            """
        return Document(
            title: "Ce qui s’achète ici",
            summary:
                "La commande publique en chiffres ouverts\u{202F}: contrats, acheteurs, titulaires.",
            content: content, section: .accueil)
    }

    /// How old the data is: the edition's day, and the last notification it knows.
    private static func age(_ edition: Observation) -> HTML {
        guard let day = edition.facts.day else { return HTML() }
        var html: HTML = "<p class=\"note\">Données arrêtées au <strong>\(French.day(day))</strong>"
        if let last = lastNotification(edition, before: day) {
            let days = Int(day.number) - Int(last.number)
            html += """
                \u{202F}; dernier contrat notifié le \(French.day(last)), \
                soit \(French.count(max(days, 0), "jour")) avant
                """
        }
        html +=
            ". Les acheteurs ont deux mois pour publier un contrat\u{202F}: les derniers mois sont incomplets.</p>\n"
        return html
    }

    private static func lastNotification(_ edition: Observation, before day: Day) -> Day? {
        guard let column = edition.tables.contracts["dateNotification"] else { return nil }
        // Rows are in order of notification; a few may be dated in the future by mistake.
        var row = column.count - 1
        while row >= 0 {
            guard let number = column.integer(row) else { return nil }
            if number <= Int64(day.number) { return Day(number: Int32(clamping: number)) }
            row -= 1
        }
        return nil
    }

    private static func indicator(_ code: String, _ answers: any Answering) throws -> HTML? {
        guard let card = answers.indicators.first(where: { $0.code == code }),
            let row = try answers.ask(code, [], by: nil).first, row.state == .measured
        else { return nil }
        return Blocks.figure(
            HTML(text: row.text), card.title, IndicatorText.basis(row),
            link: IndicatorPage.link(to: code), label: "Comprendre ce chiffre")
    }

    private static func charts(_ answers: any Answering) throws -> HTML {
        var html: HTML = "<h2>Que s’achète-t-il, et quand\u{202F}?</h2>\n<div class=\"deux\">\n"
        let years = try answers.spending([], by: "annee")
        if !years.isEmpty {
            let known = years.filter { $0.value != "inconnu" }
                .sorted { $0.value < $1.value }.suffix(10)
            let chart = Bars(
                title: "Montant des marchés par année de notification",
                summary: SummaryText.extremes(
                    known.map {
                        (
                            $0.label, Double($0.amountCents),
                            French.roundedEuros(cents: $0.amountCents)
                        )
                    }),
                heads: ["Année", "Montant", "Contrats"],
                values: known.map { value in
                    ChartValue(
                        label: value.label, value: Double(max(value.amountCents, 0)),
                        text: French.roundedEuros(cents: value.amountCents),
                        link: ExplorerPage.link([("annee", value.value)]),
                        more: [French.integer(value.count)])
                },
                tick: { French.axisEuros($0 / 100) })
            html += "<div class=\"carte\">\(chart.figure("annees"))</div>\n"
        }
        let divisions = try answers.spending([], by: "cpv")
        if !divisions.isEmpty {
            let top = divisions.filter { $0.value != "inconnu" }
                .sorted { $0.amountCents > $1.amountCents }.prefix(8)
            let chart = HorizontalBars(
                title: "Les huit familles d’achats au plus gros montant",
                summary: SummaryText.extremes(
                    top.map {
                        (
                            $0.label, Double($0.amountCents),
                            French.roundedEuros(cents: $0.amountCents)
                        )
                    }),
                heads: ["Famille (division CPV)", "Montant", "Contrats"],
                values: top.map { value in
                    ChartValue(
                        label: value.label,
                        value: Double(max(value.amountCents, 0)),
                        text: French.roundedEuros(cents: value.amountCents),
                        link: CPVPage.link(to: value.value), more: [French.integer(value.count)])
                })
            html += "<div class=\"carte\">\(chart.figure("familles"))</div>\n"
        }
        html += "</div>\n"
        return html
    }
}
