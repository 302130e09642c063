import Columns
import Procurement

/// A supplier: what it wins, from whom; its right of reply.
enum SupplierPage: Page {
    static let path = "/titulaires/:id"

    // Published reports change without the edition.
    static let isCacheable = false

    static func link(to id: String) -> Link { Link(["titulaires", id]) }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let id = context.argument("id")
        guard let row = edition.tables.supplier(id) else {
            throw Problem.absent(
                "L’édition \(edition.facts.id) ne connaît pas de titulaire «\u{202F}\(Problem.shortened(id))\u{202F}»."
            )
        }
        let table = edition.tables.suppliers
        func text(_ name: String) -> String? { table[name].flatMap { CellText.shown($0, row) } }
        let name = text("titulaire_nom") ?? id
        let query: Answering.Query = [("titulaire_id", id)]
        var content = Blocks.sheet(
            [
                (text("titulaire_typeIdentifiant") ?? "Identifiant", nil, "<code>\(id)</code>"),
                (
                    "Département", "connu par les listes de référence, jamais déduit du SIRET",
                    text("titulaire_departement").map { code -> HTML in
                        "<a href=\"\(DepartmentPage.link(to: code))\">\(edition.answers.label("departement", code))</a>"
                    } ?? Blocks.value(nil)
                ),
            ] + FirmText.sheet(table, row) + [
                ("Première attribution connue", nil, Blocks.value(text("premiere_attribution"))),
                (
                    "Somme de ses parts", "montants partagés à parts égales entre cotitulaires",
                    table["part_centimes"]?.integer(row).map(Blocks.amount) ?? Blocks.value(nil)
                ),
            ])
        content += try Portrait(answers: edition.answers, query: query).html(
            lists: [("cpv", "Ce qu’il fournit"), ("acheteur_id", "À qui")])
        content += try BuyerPage.latest(
            edition, query, caption: "Derniers contrats du titulaire", without: "titulaire_nom")
        content += ReportPage.block(context, kind: "titulaire", id: id)
        return Document(
            title: name, summary: "Contrats attribués à \(name).", content: content,
            section: .explorer, kind: "Titulaire", trail: [("Explorer", ExplorerPage.link())],
            isHiddenFromSearch: mayBePerson(text("titulaire_nom")))
    }

    /// Legal forms: a name that holds one is a company's.
    private static let forms: Set<String> = [
        "SA", "SAS", "SASU", "SARL", "EURL", "SNC", "SCOP", "SCIC", "SEM", "SPL", "SCI", "SELARL",
        "GIE", "GIP", "ASSOCIATION", "SOCIETE", "SOCIÉTÉ", "ENTREPRISE", "GROUPE", "FRANCE",
        "ETABLISSEMENTS", "ETS", "CABINET", "COOPERATIVE", "COOPÉRATIVE", "SYNDICAT", "COMMUNE",
        "REGIE", "RÉGIE", "OFFICE", "CENTRE", "AGENCE", "COMPAGNIE", "TRAVAUX", "SERVICES",
    ]

    /// Whether a name may be that of a sole trader: no name, or none that shows a company.
    ///
    /// When in doubt the page is kept out of search engines; it stays reachable.
    static func mayBePerson(_ name: String?) -> Bool {
        guard let name else { return true }
        let words = name.uppercased().split { !$0.isLetter }.map(String.init)
        return !words.contains { forms.contains($0) }
    }
}
