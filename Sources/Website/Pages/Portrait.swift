import Procurement

/// The portrait of a selection: its totals, its years, and the first values of some keys.
struct Portrait {
    let answers: any Answering
    let query: Answering.Query

    /// Figures, a chart of years, and lists.
    func html(lists: [(key: String, title: String)]) throws -> HTML {
        let facets = try answers.facets(query, of: ["annee"] + lists.map(\.key), top: 10)
        let totals = facets.totals
        let address = query.map { ($0.key, $0.value) }
        var html = Blocks.figures([
            Blocks.figure(
                HTML(text: French.integer(totals.count)), "Contrats", "chacun compté une fois",
                link: ExplorerPage.link(address), label: "Voir les contrats"),
            Blocks.figure(
                Blocks.amount(totals.amountCents), "Montant", Blocks.sumNote(totals),
                link: ExplorerPage.link(address + [("tri", "montant")]), label: "Voir les plus gros"
            ),
        ])
        html += "<div class=\"trois\">\n"
        if let years = facets.facets.first(where: { $0.key == "annee" }) {
            let known = years.values.filter { $0.value != "inconnu" }.sorted { $0.value < $1.value }
            let chart = Bars(
                title: "Contrats par année de notification",
                summary: SummaryText.extremes(
                    known.map { ($0.label, Double($0.count), Blocks.contracts($0.count)) }),
                heads: ["Année", "Contrats", Blocks.facetAmountHead],
                values: known.map { value in
                    ChartValue(
                        label: value.label, value: Double(value.count),
                        text: Blocks.contracts(value.count),
                        link: ExplorerPage.link(address + [("annee", value.value)]),
                        more: [French.roundedEuros(cents: value.amountCents)])
                },
                tick: { French.integer(Int($0)) }, leastStep: 1)
            html +=
                known.isEmpty
                ? """
                <div class="carte"><p><strong>Contrats par année de notification</strong></p>
                <p class="inconnu">Aucun de ces contrats n’a de date de notification connue.</p></div>

                """ : "<div class=\"carte\">\(chart.figure("annees"))</div>\n"
        }
        for list in lists {
            guard let facet = facets.facets.first(where: { $0.key == list.key }) else { continue }
            let chart = HorizontalBars(
                title: list.title,
                summary: SummaryText.extremes(
                    facet.values.map { ($0.label, Double($0.count), Blocks.contracts($0.count)) }),
                heads: ["Valeur", "Contrats", Blocks.facetAmountHead],
                values: facet.values.prefix(8).map { value in
                    ChartValue(
                        label: value.label, value: Double(value.count),
                        text: French.integer(value.count),
                        link: ExplorerPage.link(address + [(list.key, value.value)]),
                        more: [French.roundedEuros(cents: value.amountCents)])
                })
            html += "<div class=\"carte\">\(chart.figure("liste-" + list.key))</div>\n"
        }
        html += "</div>\n"
        html += Blocks.facetAmountNote
        return html
    }
}
