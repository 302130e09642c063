import Indicators
import Procurement

/// Indicators by theme, with their value over the whole edition.
enum IndicatorListPage: Page {
    static let path = "/indicateurs"
    static let link = Link(["indicateurs"])

    static func document(_ context: Context) throws -> Document {
        let answers = try context.observation().answers
        var themes: [String] = []
        for card in answers.indicators where !themes.contains(card.theme) {
            themes.append(card.theme)
        }
        var content: HTML = """
            <p class="chapo">Chaque indicateur dit sa question, sa valeur, sa base, ses inconnus et \
            ses limites, puis s’ouvre sur les contrats comptés.</p>

            """
        for theme in themes {
            var cards: [HTML] = []
            for card in answers.indicators where card.theme == theme {
                let row = try answers.ask(card.code, [], by: nil).first
                cards.append(
                    """
                    <li class="chiffre"><span class="quoi"><a href="\(IndicatorPage.link(to: card.code))">\
                    \(card.title)</a></span><span class="valeur">\(row.map(IndicatorText.value))</span>\
                    <p class="petit"><strong>\(card.measures.first?.title)</strong></p>\
                    <div><p class="petit">\(row.map(IndicatorText.basis))</p>\
                    <p class="petit">\(card.question)</p></div></li>

                    """)
            }
            content += "<h2>\(theme)</h2>\n\(Blocks.figures(cards))"
        }
        return Document(
            title: "Indicateurs", summary: "Les indicateurs de la commande publique.",
            content: content, section: .indicateurs)
    }
}

/// An indicator: its value, over time, by territory, by category of buyer; what it does not say.
enum IndicatorPage: Page {
    static let path = "/indicateurs/:code"

    static func link(to code: String, _ query: Answering.Query = []) -> Link {
        Link(["indicateurs", code], query: query.map { ($0.key, $0.value) })
    }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let answers = edition.answers
        let code = context.argument("code")
        guard let card = answers.indicators.first(where: { $0.code == code }) else {
            throw Problem.absent(
                "Il n’y a pas d’indicateur «\u{202F}\(Problem.shortened(code))\u{202F}».")
        }
        let query = context.selection
        let whole = try answers.ask(code, query, by: nil)
        var content: HTML = "<p class=\"chapo\">\(card.question)</p>\n"
        content += selectionNote(card, query, answers)
        content += values(card, whole)
        content += counted(card, query, answers)
        content += "<div class=\"deux\">\n"
        content += try overTime(card, query, answers)
        content += try byDepartment(card, query, edition)
        content += "</div>\n"
        content += try byCategory(card, query, answers)
        content += papers(card)
        content += try sql(card, query, edition)
        return Document(
            title: card.title, summary: card.question, content: content, section: .indicateurs,
            kind: "\(card.theme) · \(card.code)", trail: [("Indicateurs", IndicatorListPage.link)],
            isHiddenFromSearch: !query.isEmpty)
    }

    private static func selectionNote(
        _ card: IndicatorCard, _ query: Answering.Query, _ answers: any Answering
    ) -> HTML {
        guard !query.isEmpty else { return HTML() }
        let filters = query.map { item in
            (answers.keys.first { $0.name == item.key }?.label ?? item.key) + "\u{202F}: "
                + answers.label(item.key, item.value)
        }
        return """
            <p class="encart">Pour la sélection\u{202F}: \(filters.joined(separator: "\u{202F}; ")). \
            <a href="\(link(to: card.code))">Toute l’édition</a></p>

            """
    }

    private static func values(_ card: IndicatorCard, _ rows: [IndicatorRow]) -> HTML {
        Blocks.figures(
            rows.map { row in
                let title = card.measures.first { $0.name == row.measure }?.title ?? card.title
                return Blocks.figure(
                    IndicatorText.value(row), title, IndicatorText.basis(row), link: nil, label: "")
            })
    }

    private static func counted(
        _ card: IndicatorCard, _ query: Answering.Query, _ answers: any Answering
    ) -> HTML {
        guard let more = answers.counted(card.code) else {
            return """
                <p><a class="bouton second" href="\
                \(ExplorerPage.link(query.map { ($0.key, $0.value) }))">Voir les contrats de la \
                sélection</a></p>

                """
        }
        let all = query + more
        return """
            <p><a class="bouton second" href="\
            \(ExplorerPage.link(all.map { ($0.key, $0.value) }))">Voir les contrats comptés</a></p>

            """
    }

    /// The rows of the main measure, by the values of a key.
    private static func rows(
        _ card: IndicatorCard, _ query: Answering.Query, _ answers: any Answering, by key: String
    ) throws -> [IndicatorRow] {
        guard card.dimensions.contains(key) else { return [] }
        let main = card.measures.first?.name
        return try answers.ask(card.code, query, by: key).filter {
            $0.group != nil && $0.group != "inconnu" && (main == nil || $0.measure == main)
        }
    }

    private static func overTime(
        _ card: IndicatorCard, _ query: Answering.Query, _ answers: any Answering
    ) throws -> HTML {
        let rows = try rows(card, query, answers, by: "annee")
            .sorted { ($0.group ?? "") < ($1.group ?? "") }.suffix(12)
        guard rows.contains(where: { $0.value != nil }) else { return HTML() }
        let isShare = rows.first?.unit == .share
        let isAmount = rows.first?.unit == .euros
        let chart = Lines(
            title: "\(card.title), par année de notification",
            summary: SummaryText.extremes(
                rows.compactMap { row in row.value.map { (row.label, $0, row.text) } }),
            heads: ["Année", "Valeur", "Base"],
            values: rows.map { row in
                ChartValue(
                    label: row.label, value: row.state == .measured ? row.value : nil,
                    text: row.state == .measured ? row.text : "pas assez de données",
                    low: row.low, high: row.high, more: [IndicatorText.basis(row)])
            },
            tick: { value in
                isShare
                    ? French.percent(value, decimals: 0)
                    : isAmount
                        ? French.axisEuros(value)
                        : French.decimal(value, decimals: value < 10 && value != 0 ? 1 : 0)
            })
        return "<div class=\"carte\">\(chart.figure("temps"))</div>\n"
    }

    private static func byDepartment(
        _ card: IndicatorCard, _ query: Answering.Query, _ edition: Observation
    ) throws -> HTML {
        let rows = try rows(card, query, edition.answers, by: "departement")
        guard rows.contains(where: { $0.state == .measured }) else { return HTML() }
        var map = DepartmentMap(
            title: "\(card.title), par département d’exécution",
            summary: SummaryText.extremes(
                rows.compactMap { row in row.value.map { (row.label, $0, row.text) } }),
            heads: ["Département", "Valeur", "Base"], values: [:], shapes: edition.shapes)
        var texts: [Double: String] = [:]
        for row in rows {
            guard let group = row.group else { continue }
            let isKnown = row.state == .measured
            if let value = row.value { texts[value] = row.text }
            map.values[group] = ChartValue(
                label: row.label, value: isKnown ? row.value : nil,
                text: isKnown ? row.text : "pas assez de données",
                link: DepartmentPage.link(to: group), more: [IndicatorText.basis(row)])
        }
        let legend = map.legend { texts[$0] ?? French.decimal($0, decimals: 2) }
        return "<div class=\"carte\">\(map.figure("carte", key: legend))</div>\n"
    }

    /// Categories of buyers in groups that the intervals can tell apart: never a podium.
    private static func byCategory(
        _ card: IndicatorCard, _ query: Answering.Query, _ answers: any Answering
    ) throws -> HTML {
        let rows = try rows(card, query, answers, by: "acheteur_categorie")
        guard !rows.isEmpty else { return HTML() }
        let groups = DistinctGroups(rows: rows)
        var html: HTML = "<h2>Par catégorie d’acheteur</h2>\n"
        html += "<p>\(groups.explanation)</p>\n"
        var cells: [[HTML]] = []
        for (number, group) in groups.groups.enumerated() {
            for row in group.sorted(by: { French.precedes($0.label, $1.label) }) {
                var cell = [HTML(text: row.label)]
                if groups.told > 1 {
                    let isTold = row.low != nil && row.state == .measured
                    cell.append(HTML(text: isTold ? "groupe \(number + 1)" : "—"))
                }
                cells.append(
                    cell + [IndicatorText.value(row), HTML(text: IndicatorText.basis(row))])
            }
        }
        html += Blocks.table(
            "\(card.title), par catégorie d’acheteur",
            heads: groups.told > 1
                ? ["Catégorie", "Groupe", "Valeur", "Base"] : ["Catégorie", "Valeur", "Base"],
            rows: cells, numbers: groups.told > 1 ? [2] : [1])
        return html
    }

    private static func papers(_ card: IndicatorCard) -> HTML {
        var html: HTML = "<h2>Ce que cet indicateur ne dit pas</h2>\n<ul class=\"liste\">\n"
        for caveat in card.caveats { html += "<li>\(caveat)</li>\n" }
        html += "</ul>\n<h2>Définition</h2>\n"
        html += Blocks.sheet([
            ("Formule", nil, HTML(text: card.formula)),
            ("Contrats comptés", nil, HTML(text: card.population)),
            ("Montant", nil, HTML(text: card.amount ?? "aucun montant n’est utilisé")),
            ("Unité", nil, HTML(text: card.unit)),
            ("Sens", nil, HTML(text: card.better ?? "ni haut ni bas n’est meilleur en soi")),
            ("Sources", nil, HTML(text: card.sources.joined(separator: "\u{202F}; "))),
        ])
        return html
    }

    private static func sql(
        _ card: IndicatorCard, _ query: Answering.Query, _ edition: Observation
    ) throws -> HTML {
        """
        <h2>Refaire ce calcul</h2>
        <p>La même question en SQL (DuckDB, sur \
        <a href="\(EditionPage.link(to: edition.facts.id))#tables">les fichiers Arrow de l’édition</a>), et \
        <a href="\(IndicatorEndpoint.link(to: card.code, query))">par l’API</a>.</p>
        <details><summary>La requête SQL</summary>
        <pre><code>\(try edition.answers.sql(card.code, query, by: nil))</code></pre></details>

        """
    }
}
