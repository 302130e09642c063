import Columns
import Indicators
import Procurement

/// The explorer: words, facets with counts, a sortable table whose columns one chooses, and the
/// export of exactly what is shown. The address holds the whole state.
enum ExplorerPage: Page {
    static let path = "/explorer"
    /// Contracts on a page.
    static let pageSize = 20
    /// The last page that can be asked for; beyond, one narrows the filters or exports.
    static let lastPage = 500

    /// The explorer with a query.
    static func link(_ query: [(String, String)] = []) -> Link { Link(["explorer"], query: query) }

    /// Facets unfolded from the start.
    static let unfolded: Set<String> = ["annee", "departement", "type", "acheteur_categorie"]
    /// Facets shown, in order.
    static let facets: [String] = [
        "annee", "departement", "type", "acheteur_categorie", "cpv", "procedure",
        "montant_tranche", "region", "nature", "acheteur_id", "titulaire_id", "taille", "effectif",
        "considerationsSociales", "considerationsEnvironnementales", "techniques",
    ]

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let answers = edition.answers
        let selection = context.selection
        let order = try order(context.visit)
        let page = try context.visit.integer("page", in: 1...lastPage, default: 1)
        let columns = try columns(context.visit, edition)
        let known = Set(answers.keys.filter(\.groups).map(\.name))
        let shown = facets.filter { known.contains($0) }

        let (counted, rows) = try answers.explore(
            selection, of: shown, top: 8, order: order, from: (page - 1) * pageSize,
            count: pageSize)

        let form = FacetForm(answers: answers, selection: selection, visit: context.visit)
        var content: HTML = """
            <p class="petit"><a href="\(RenewalPage.link())">Renouvellements à venir</a> · \
            <a href="\(MarketPage.link())">Du métier au marché</a></p>
            <div class="explorer">

            """
        content += form.html(counted)
        content += "<section aria-labelledby=\"resultats\">\n"
        content += "<h2 class=\"lecteur\" id=\"resultats\">Résultats</h2>\n"
        content += form.chosen
        content += summary(counted.totals, order)
        if rows.total == 0 {
            content += """
                <div class="encart"><p>Aucun contrat ne répond à tous ces filtres. Retirez-en un, \
                ou cherchez un mot plus court suivi d’une étoile (<code>toitur*</code>).</p></div>

                """
        } else {
            var table = ContractTable(
                edition: edition, columns: columns, caption: "Contrats de la sélection")
            table.sorting = sorting(context.visit, order)
            content += table.html(rows.rows)
            content += paging(context.visit, page: page, total: rows.total)
        }
        content += try following(context)
        content += exports(context)
        content += chooser(context.visit, edition, columns)
        content += "</section>\n</div>\n"
        return Document(
            title: "Explorer les contrats",
            summary: "Chercher et filtrer \(Blocks.contracts(counted.totals.count)).",
            content: content, section: .explorer,
            isHiddenFromSearch: !context.visit.query.isEmpty)
    }

    private static func order(_ visit: Visit) throws -> ContractOrder {
        guard let text = visit.value("tri") else { return .recent }
        guard let order = ContractOrder(rawValue: text) else {
            throw Problem.invalid(
                field: "tri", value: text,
                expected: ContractOrder.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return order
    }

    /// The columns chosen, in the table's order.
    static func columns(_ visit: Visit, _ edition: Observation) throws -> [String] {
        let chosen = visit.query.filter { $0.key == "colonne" }.map(\.value)
        guard !chosen.isEmpty else { return ContractTable.usual }
        let allowed = choices(edition).map(\.name)
        for name in chosen where !allowed.contains(name) {
            throw Problem.invalid(
                field: "colonne", value: name, expected: "le nom d’une colonne des contrats")
        }
        return ["objet"] + allowed.filter { $0 != "objet" && chosen.contains($0) }
    }

    /// Columns one may choose, with their definition.
    static func choices(_ edition: Observation) -> [(name: String, definition: String)] {
        let contracts = edition.tables.contracts.columns
            .filter { !ExportWriter.isInternal($0.name) }
            .map { ($0.name, $0.metadata["definition"] ?? "") }
        let awards = ContractTable.ofAwards.map {
            ($0, edition.tables.awards[$0]?.metadata["definition"] ?? "")
        }
        return contracts + awards
    }

    private static func summary(_ totals: Totals, _ order: ContractOrder) -> HTML {
        """
        <div class="barre"><p><strong>\(Blocks.contracts(totals.count))</strong> pour \
        <strong>\(Blocks.amount(totals.amountCents))</strong>, \(order.label).<br>\
        <span class="petit">Somme \(Blocks.sumNote(totals)).</span></p></div>

        """
    }

    private static func sorting(
        _ visit: Visit, _ order: ContractOrder
    ) -> [String: (link: Link, state: String?)] {
        func link(_ order: ContractOrder) -> Link {
            var query = visit.query(without: ["tri", "page"]).map { ($0.key, $0.value) }
            query.append(("tri", order.rawValue))
            return ExplorerPage.link(query)
        }
        let states: [ContractOrder: String] = [
            .recent: "descending", .ancien: "ascending", .montant: "descending",
            .petit: "ascending",
        ]
        let byDay = order == .recent || order == .ancien
        return [
            "dateNotification": (
                link(order == .recent ? .ancien : .recent), byDay ? states[order] : nil
            ),
            "montant_centimes": (
                link(order == .montant ? .petit : .montant), byDay ? nil : states[order]
            ),
        ]
    }

    private static func paging(_ visit: Visit, page: Int, total: Int) -> HTML {
        let last = min(Blocks.lastPage(total, by: pageSize), lastPage)
        var html = Blocks.paging(page: page, last: last) { page in
            var query = visit.query(without: ["page"]).map { ($0.key, $0.value) }
            if page > 1 { query.append(("page", String(page))) }
            return ExplorerPage.link(query)
        }
        if last == lastPage {
            html += """
                <p class="petit">La liste s’arrête à la page \(French.integer(lastPage))\u{202F}: \
                l’export contient tout.</p>

                """
        }
        return html
    }

    /// « Suivre cette sélection », where there are accounts.
    private static func following(_ context: Context) throws -> HTML {
        guard context.hasCommunity, let edition = context.edition else { return HTML() }
        let link = AlertNewPage.link(
            source: ContractSource.name, query: try edition.answers.canonical(context.selection))
        return """
            <p class="agir"><a class="bouton second" href="\(link)">Suivre cette sélection</a></p>

            """
    }

    private static func exports(_ context: Context) -> HTML {
        let query = context.visit.query(without: ["page"]).map { ($0.key, $0.value) }
        return """
            <div class="exporter"><h3>Emporter ces contrats</h3>
            <p><a class="bouton second" href="\(ExplorerExport.link(query, format: "csv"))">\
            Export CSV</a> <a class="bouton second" \
            href="\(ExplorerExport.link(query, format: "jsonl"))">Export JSON Lines</a></p>
            <p class="petit">Les mêmes contrats, les mêmes colonnes, dans le même ordre\u{202F}; les \
            filtres et l’édition sont écrits dans le fichier. <a href="\(APIPage.link)">La même \
            question par l’API</a>.</p></div>

            """
    }

    private static func chooser(
        _ visit: Visit, _ edition: Observation, _ columns: [String]
    ) -> HTML {
        var items: [HTML] = []
        for (index, choice) in choices(edition).enumerated() {
            let isShown = columns.contains(choice.name)
            items.append(
                """
                <li><input type="checkbox" name="colonne" value="\(choice.name)" \
                id="colonne-\(index)"\("checked", if: isShown)> <label for="colonne-\(index)">\
                <code>\(CellText.exportedName(choice.name))</code></label>\
                <small>\(choice.definition)</small></li>

                """)
        }
        var kept: [HTML] = []
        for item in visit.query(without: ["colonne", "page"]) {
            kept.append("<input type=\"hidden\" name=\"\(item.key)\" value=\"\(item.value)\">\n")
        }
        return """
            <details class="colonnes"><summary>Choisir les colonnes et lire leurs définitions</summary>
            <form action="\(ExplorerPage.link())" method="get">
            \(kept)<fieldset><legend class="lecteur">Colonnes du tableau</legend><ul>
            \(items)</ul></fieldset>
            <button type="submit">Afficher ces colonnes</button>
            </form></details>

            """
    }
}
