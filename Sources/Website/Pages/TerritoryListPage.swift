import Procurement

/// Departments and regions: a map and two tables.
enum TerritoryListPage: Page {
    static let path = "/territoires"
    static let link = Link(["territoires"])

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let facets = try edition.answers.facets([], of: ["departement", "region"], top: 200)
        func values(_ key: String) -> [CountedFacets.Value] {
            facets.facets.first { $0.key == key }?.values ?? []
        }
        var content: HTML = """
            <p class="chapo">Les contrats par lieu principal d’exécution. Un lieu inconnu reste \
            inconnu\u{202F}: il n’est jamais déduit de l’adresse de l’acheteur.</p>

            """
        let departments = values("departement").filter { $0.value != "inconnu" }
        var map = DepartmentMap(
            title: "Contrats par département d’exécution",
            summary: SummaryText.extremes(
                departments.map { ($0.label, Double($0.count), Blocks.contracts($0.count)) }),
            heads: ["Département", "Contrats", Blocks.facetAmountHead],
            values: [:], shapes: edition.shapes)
        for value in departments {
            map.values[value.value] = ChartValue(
                label: value.label, value: Double(value.count),
                text: Blocks.contracts(value.count),
                link: DepartmentPage.link(to: value.value),
                more: [French.roundedEuros(cents: value.amountCents)])
        }
        let legend = map.legend { French.count(Int($0), "contrat") }
        let unknown = values("departement").first { $0.value == "inconnu" }
        content += "<div class=\"deux\"><div class=\"carte\">\(map.figure("carte", key: legend))"
        if let unknown {
            content +=
                "<p class=\"petit\">\(Blocks.contracts(unknown.count)) sans département connu.</p>"
        }
        content += "</div>\n<div>"
        content += table(
            "Régions d’exécution", values("region").filter { $0.value != "inconnu" }
        ) { RegionPage.link(to: $0) }
        content += "</div></div>\n"
        content += Blocks.facetAmountNote
        return Document(
            title: "Territoires", summary: "Contrats par département et par région.",
            content: content, section: .territoires)
    }

    /// Values in order of their label, with counts and sums.
    private static func table(
        _ caption: String, _ values: [CountedFacets.Value], link: (String) -> Link
    ) -> HTML {
        let rows: [[HTML]] = values.sorted { French.precedes($0.label, $1.label) }.map { value in
            [
                "<a href=\"\(link(value.value))\">\(value.label)</a>",
                HTML(text: French.integer(value.count)), Blocks.amount(value.amountCents),
            ]
        }
        return Blocks.table(
            caption, heads: ["Territoire", "Contrats", Blocks.facetAmountHead], rows: rows,
            numbers: [1, 2])
    }
}
