import Columns
import Indicators
import Procurement

/// A contract: all its fields with their definitions, its amendments, sub-contracting, findings,
/// and the declarations it comes from.
enum ContractPage: Page {
    static let path = "/contrats/:cle"

    static func link(to key: String) -> Link { Link(["contrats", key]) }

    static func document(_ context: Context) throws -> Document {
        let edition = try context.observation()
        let key = context.argument("cle")
        guard let row = edition.tables.contract(key) else {
            throw Problem.absent(
                "L’édition \(edition.facts.id) ne connaît pas de contrat de clé «\u{202F}\(Problem.shortened(key))\u{202F}»."
            )
        }
        let contracts = edition.tables.contracts
        func text(_ name: String) -> String? {
            contracts[name].flatMap { CellText.shown($0, row) }
        }
        let object = text("objet") ?? "Contrat sans objet"
        var content = essentials(edition, row)
        content += AmendmentList(edition: edition, contract: row).html
        content += subcontracts(edition, row)
        content += FindingList(edition: edition).ofContract(row)
        content += fields(edition, row)
        content += declarations(edition, row)
        return Document(
            title: ContractTable.shortened(object),
            summary: "\(object.prefix(140)) — \(text("acheteur_nom") ?? "acheteur inconnu")",
            content: content, section: .explorer, kind: text("genre") ?? "Contrat",
            trail: [("Explorer", ExplorerPage.link())], isHiddenFromSearch: hasPerson(edition, row))
    }

    /// Whether a supplier may be a sole trader, whose name is a person's.
    private static func hasPerson(_ edition: Observation, _ row: Int) -> Bool {
        edition.tables.awards(of: row).contains {
            SupplierPage.mayBePerson(edition.tables.awards["titulaire_nom"]?.text($0))
        }
    }

    private static func essentials(_ edition: Observation, _ row: Int) -> HTML {
        let contracts = edition.tables.contracts
        func text(_ name: String) -> String? {
            contracts[name].flatMap { CellText.shown($0, row) }
        }
        var items: [(String, String?, HTML)] = []
        if let object = text("objet"), object.count > 140 {
            items.append(("Objet", nil, HTML(text: object)))
        }
        let buyer = contracts["acheteur_id"]?.text(row) ?? ""
        items.append(
            (
                "Acheteur", text("acheteur_categorie"),
                buyer.isEmpty
                    ? Blocks.value(text("acheteur_nom"))
                    : "<a href=\"\(BuyerPage.link(to: buyer))\">\(text("acheteur_nom") ?? buyer)</a>"
            ))
        items.append(("Titulaires", nil, suppliers(edition, row)))
        items.append(("Montant", nil, amount(edition, row)))
        items.append(("Notifié le", nil, Blocks.value(text("dateNotification"))))
        let duration = text("dureeMois")
        items.append(
            (
                "Durée", nil,
                Blocks.value(
                    duration.map { $0 + (text("dateFin").map { ", fin attendue le \($0)" } ?? "") })
            ))
        items.append(("Procédure", nil, Blocks.value(text("procedure"))))
        items.append(("Offres reçues", nil, Blocks.value(text("offresRecues"))))
        if let cpv = text("codeCPV") {
            items.append(
                (
                    "Achat (CPV)", text("type"),
                    "<a href=\"\(CPVPage.link(to: cpv))\">\(edition.answers.label("cpv", cpv))</a>"
                ))
        }
        if let department = text("departement") {
            items.append(
                (
                    "Lieu d’exécution", nil,
                    "<a href=\"\(DepartmentPage.link(to: department))\">\(edition.answers.label("departement", department))</a>"
                ))
        }
        return Blocks.sheet(items)
    }

    private static func suppliers(_ edition: Observation, _ row: Int) -> HTML {
        let awards = edition.tables.awards
        let range = edition.tables.awards(of: row)
        guard !range.isEmpty else { return Blocks.value(nil) }
        var items: [HTML] = []
        for award in range {
            let id = awards["titulaire_id"]?.text(award) ?? ""
            let name = awards["titulaire_nom"].flatMap { CellText.shown($0, award) } ?? id
            let share = awards["part_centimes"]?.integer(award)
            let note: HTML? =
                range.count > 1
                ? share.map {
                    " <span class=\"petit\">part par convention\u{202F}: \(French.euros(cents: $0))</span>"
                }
                : nil
            let label: HTML =
                id.isEmpty
                ? Blocks.value(name.isEmpty ? nil : name)
                : "<a href=\"\(SupplierPage.link(to: id))\">\(name)</a>"
            items.append("<li>\(label)\(FirmText.tag(awards, award))\(note)</li>")
        }
        return range.count == 1
            ? "<ul class=\"liste\">\(items)</ul>"
            : """
            <ul class="liste">\(items)</ul><p class="petit">Le montant est partagé à parts égales \
            entre les titulaires\u{202F}: une convention, faute de répartition publiée.</p>
            """
    }

    private static func amount(_ edition: Observation, _ row: Int) -> HTML {
        let contracts = edition.tables.contracts
        func cents(_ name: String) -> Int64? { contracts[name]?.integer(row) }
        var html = HTML()
        if let usable = cents("montant_centimes") {
            html += "<strong>\(French.euros(cents: usable))</strong>"
            if contracts["plafond"]?.integer(row) == 1 {
                html +=
                    " <span class=\"etiquette avertissement\">plafond d’accord-cadre, non une dépense</span>"
            }
        } else {
            let reason = contracts["montant_motif"].flatMap { CellText.shown($0, row) }
            html += """
                <span class="inconnu">pas de montant utilisable</span>\
                \(reason.map { " (motif\u{202F}: \($0))" })
                """
        }
        if let initial = cents("montant_initial_centimes"), initial != cents("montant_centimes") {
            html +=
                "<br><span class=\"petit\">montant initial\u{202F}: \(French.euros(cents: initial))</span>"
        }
        if let current = cents("montant_courant_centimes"), current != cents("montant_centimes") {
            html +=
                "<br><span class=\"petit\">dernier montant déclaré\u{202F}: \(French.euros(cents: current))</span>"
        }
        return html
    }

    private static func subcontracts(_ edition: Observation, _ row: Int) -> HTML {
        let range = edition.tables.subcontracts(of: row)
        guard !range.isEmpty else { return HTML() }
        let table = edition.tables.subcontracts
        let names = [
            "acte_id", "changement", "sousTraitant_id", "dateNotification", "montant_centimes",
            "dureeMois", "variationPrix",
        ]
        let heads = [
            "Acte", "Changement", "Sous-traitant", "Notification", "Montant maximal", "Durée",
            "Variation du prix",
        ]
        let rows = range.map { row in
            names.map { name in Blocks.value(table[name].flatMap { CellText.shown($0, row) }) }
        }
        return "<h2>Sous-traitance déclarée</h2>\n"
            + Blocks.table(
                "Actes de sous-traitance", heads: heads, rows: rows, numbers: [0, 4, 5])
    }

    private static func fields(_ edition: Observation, _ row: Int) -> HTML {
        var items: [(String, String?, HTML)] = []
        for column in edition.tables.contracts.columns where !ExportWriter.isInternal(column.name) {
            items.append(
                (
                    CellText.exportedName(column.name), column.metadata["definition"],
                    Blocks.value(CellText.shown(column, row))
                ))
        }
        return """
            <h2>Tous les champs</h2>
            <details><summary>Les \(items.count) colonnes de l’édition, avec leurs définitions</summary>
            \(Blocks.sheet(items))</details>

            """
    }

    private static func declarations(_ edition: Observation, _ row: Int) -> HTML {
        let table = edition.tables.declarations
        var html: HTML = """
            <h2>D’où cela vient</h2>
            <p>Ce contrat réunit les déclarations suivantes, gardées telles que publiées. Seuls les \
            champs du schéma réglementaire sont montrés\u{202F}; aucune coordonnée de personne.</p>

            """
        for (index, declaration) in edition.tables.declarations(of: row).prefix(20).enumerated() {
            let deposit = table["depot"]?.text(declaration) ?? ""
            let source = edition.facts.sources.first { $0.deposit == deposit }
            func number(_ name: String) -> String {
                table[name]?.integer(declaration).map { French.integer($0) } ?? "?"
            }
            let fate = table["sort"].flatMap { CellText.shown($0, declaration) } ?? ""
            html += """
                <details\("open", if: index == 0)><summary>Déclaration \(index + 1) — \
                \(source?.name ?? "dépôt ancien"), \(fate.lowercased())</summary>
                <p class="petit">Dépôt <code>\(deposit)</code>, octets \(number("position")) et \
                suivants (\(number("longueur")) octets)\
                \(source.map { ", licence\u{202F}: " + $0.licence }).</p>
                \(published(edition.declarationText(declaration)))</details>

                """
        }
        let key = edition.tables.contracts["cle"]?.text(row) ?? ""
        html += """
            <p><a href="\(ContractEndpoint.link(to: key))">Ce contrat en JSON</a></p>

            """
        return html
    }

    private static func published(_ text: DeclarationText?) -> HTML {
        guard let text else {
            return "<p class=\"inconnu\">Le texte publié n’est plus lisible dans ce dépôt.</p>\n"
        }
        return Blocks.table(
            "Champs tels que publiés", heads: ["Champ", "Valeur publiée"],
            rows: text.fields.map { ["<code>\($0.name)</code>", HTML(text: $0.text)] },
            isCaptionHidden: true)
    }
}
