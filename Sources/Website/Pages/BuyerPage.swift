import Columns
import Community
import Procurement

/// A buyer: what it buys, from whom, how; the findings on its own data; its right of reply.
enum BuyerPage: Page {
    static let path = "/acheteurs/:id"

    // Published reports change without the edition.
    static let isCacheable = false

    static func link(to id: String) -> Link { Link(["acheteurs", id]) }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let id = context.argument("id")
        guard let row = edition.tables.buyer(id) else {
            throw Problem.absent(
                "L’édition \(edition.facts.id) ne connaît pas d’acheteur «\u{202F}\(Problem.shortened(id))\u{202F}»."
            )
        }
        let table = edition.tables.buyers
        func text(_ name: String) -> String? { table[name].flatMap { CellText.shown($0, row) } }
        let name = text("acheteur_nom") ?? id
        let query: Answering.Query = [("acheteur_id", id)]
        var items: [(String, String?, HTML)] = [
            ("SIRET", nil, "<code>\(id)</code>"),
            ("Catégorie", nil, Blocks.value(text("acheteur_categorie"))),
        ]
        items.append(
            (
                "Département", nil,
                text("acheteur_departement").map { code -> HTML in
                    "<a href=\"\(DepartmentPage.link(to: code))\">\(edition.answers.label("departement", code))</a>"
                } ?? Blocks.value(nil)
            ))
        var content = Blocks.sheet(items)
        content += try Portrait(answers: edition.answers, query: query).html(
            lists: [("cpv", "Ce qu’il achète"), ("titulaire_id", "À qui")])
        content += try latest(
            edition, query, caption: "Derniers contrats de l’acheteur",
            without: "acheteur_nom")
        content += """
            <p><a href="\(BuyerRenewalPage.link(to: id))">Ce qui prend fin bientôt, et les voisins qui renouvellent \
            la même chose</a></p>

            """
        content += try plans(id, context)
        content += try findings(edition, id)
        content += ReportPage.block(context, kind: "acheteur", id: id)
        return Document(
            title: name, summary: "Contrats de \(name)\u{202F}: montants, titulaires, procédures.",
            content: content, section: .explorer, kind: "Acheteur",
            trail: [("Explorer", ExplorerPage.link())])
    }

    /// The way to what the buyer means to buy, when it announced anything.
    private static func plans(_ id: String, _ context: Context) throws -> HTML {
        guard let store = context.store else { return HTML() }
        var query = PlanQuery()
        query.buyer = id
        let count = try store.plans.all(query).count
        guard count > 0 else { return HTML() }
        return """
            <p><a href="\(PlanBuyerPage.link(id))">Ses \(French.count(count, "projet")) d’achat</a></p>

            """
    }

    /// The last contracts of a selection and the way to all of them.
    static func latest(
        _ edition: Observation, _ query: Answering.Query, caption: String, without: String = ""
    ) throws -> HTML {
        let rows = try edition.answers.contracts(query, order: .recent, from: 0, count: 10)
        let table = ContractTable(
            edition: edition, columns: ContractTable.usual.filter { $0 != without },
            caption: caption)
        return "<h2>\(caption)</h2>\n" + table.html(rows.rows)
            + """
            <p><a href="\(ExplorerPage.link(query.map { ($0.key, $0.value) }))">Voir les \
            \(Blocks.contracts(rows.total)), les filtrer, les exporter</a></p>

            """
    }

    private static func findings(_ edition: Observation, _ id: String) throws -> HTML {
        guard let column = edition.tables.findings["contrat"],
            let buyers = edition.tables.contracts["acheteur_id"],
            let code = code(of: id, in: buyers)
        else { return HTML() }
        let list = FindingList(edition: edition)
        let counts = list.counts { row in
            column.isKnown(row) && buyers.code(column.code(row)) == code
        }
        guard !counts.isEmpty else {
            return "<h2>Qualité des données de cet acheteur</h2>\n<p>Aucun constat.</p>\n"
        }
        return """
            <h2>Qualité des données de cet acheteur</h2>
            <p>Ce que les règles de contrôle relèvent, et ce qui peut être corrigé à la source. Ces \
            constats portent sur les données publiées, non sur les achats.</p>

            """
                + (try list.table(counts, of: [("acheteur_id", id)], caption: "Constats par règle"))
    }

    /// The code of a text in a dictionary in order of bytes. O(log entries).
    static func code(of text: String, in column: Column) -> Int? {
        guard let texts = column.texts else { return nil }
        let wanted = Array(text.utf8)
        var low = 0
        var high = texts.count
        while low < high {
            let middle = (low + high) / 2
            if texts.bytes(at: middle).lexicographicallyPrecedes(wanted) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < texts.count && texts.bytes(at: low).elementsEqual(wanted) ? low : nil
    }
}
