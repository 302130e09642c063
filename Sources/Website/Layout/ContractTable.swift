import Columns
import Procurement

/// A list of contracts with chosen columns.
struct ContractTable {
    let edition: Observation
    let columns: [String]
    let caption: String
    /// Heads that sort, as name and link; and the order in force.
    var sorting: [String: (link: Link, state: String?)] = [:]

    /// Columns shown unless others are chosen.
    static let usual = [
        "objet", "acheteur_nom", "titulaire_nom", "montant_centimes", "dateNotification",
        "offresRecues",
    ]
    /// The columns of the awards that a list of contracts may show.
    static let ofAwards = [
        "titulaire_nom", "titulaire_id", "titulaire_taille", "titulaire_effectif",
        "titulaire_tranche_effectifs", "titulaire_naf",
    ]

    /// Short heads; others are shown by their name.
    static let heads: [String: String] = [
        "objet": "Objet", "acheteur_nom": "Acheteur", "titulaire_nom": "Titulaires",
        "titulaire_id": "Identifiants des titulaires", "montant_centimes": "Montant",
        "dateNotification": "Notification", "procedure": "Procédure",
        "offresRecues": "Offres", "departement": "Département", "codeCPV": "CPV",
        "dureeMois": "Durée", "acheteur_categorie": "Catégorie d’acheteur", "type": "Type",
        "nature": "Nature", "cle": "Clé", "annee": "Année", "pme": "PME titulaire",
        "titulaire_taille": "Taille des titulaires",
        "titulaire_effectif": "Effectif des titulaires",
        "titulaire_tranche_effectifs": "Tranche d’effectif", "titulaire_naf": "NAF des titulaires",
    ]

    /// The table. On a phone each row becomes a block: the roles keep it a table for readers.
    func html(_ rows: [Int]) -> HTML {
        var html: HTML = """
            <div class="cadre" tabindex="0" role="region" aria-label="\(caption)">\
            <table class="contrats" role="table">
            <caption class="lecteur">\(caption)</caption>
            <thead role="rowgroup"><tr role="row">
            """
        for name in columns { html += head(name) }
        html += "</tr></thead>\n<tbody role=\"rowgroup\">\n"
        for row in rows {
            html += "<tr role=\"row\">"
            for (index, name) in columns.enumerated() {
                let content = cell(name, row)
                if index == 0 {
                    html += "<th scope=\"row\" role=\"rowheader\" class=\"objet\">\(content)</th>"
                } else {
                    html +=
                        "<td role=\"cell\" data-nom=\"\(label(name))\"\(side(name))>\(content)</td>"
                }
            }
            html += "</tr>\n"
        }
        html += "</tbody></table></div>\n"
        return html
    }

    private func label(_ name: String) -> String {
        ContractTable.heads[name] ?? CellText.exportedName(name)
    }

    private func side(_ name: String) -> HTML? {
        if isNumber(name) { return " class=\"nombre\"" }
        if name == "acheteur_nom" || name == "titulaire_nom" { return " class=\"nom-partie\"" }
        return edition.tables.contracts[name]?.type == .date ? " class=\"serre\"" : nil
    }

    private func head(_ name: String) -> HTML {
        let label = label(name)
        let side = side(name)
        guard let sort = sorting[name] else {
            return "<th scope=\"col\" role=\"columnheader\"\(side)>\(label)</th>"
        }
        let state = sort.state.map { state -> HTML in " aria-sort=\"\(state)\"" }
        let arrow = sort.state == nil ? "" : sort.state == "ascending" ? " ↑" : " ↓"
        return """
            <th scope="col" role="columnheader"\(side)\(state)>\
            <a href="\(sort.link)">\(label)\(arrow)</a></th>
            """
    }

    private func isNumber(_ name: String) -> Bool {
        guard let type = edition.tables.contracts[name]?.type else { return false }
        switch type {
        case .uint8, .uint16, .int32, .int64, .uint32:
            return edition.tables.contracts[name]?.legend.isEmpty ?? true
        default: return false
        }
    }

    private func cell(_ name: String, _ row: Int) -> HTML {
        let contracts = edition.tables.contracts
        if ContractTable.ofAwards.contains(name) { return suppliers(of: row, name) }
        guard let column = contracts[name] else { return HTML() }
        let text = CellText.shown(column, row)
        switch name {
        case "objet", "cle", "id":
            let key = contracts["cle"]?.text(row) ?? ""
            let label = ContractTable.shortened(text ?? "Objet inconnu")
            return "<a href=\"\(ContractPage.link(to: key))\">\(label)</a>"
        case "acheteur_nom", "acheteur_id":
            guard let id = contracts["acheteur_id"]?.text(row), !id.isEmpty else {
                return Blocks.value(text)
            }
            return "<a href=\"\(BuyerPage.link(to: id))\">\(text ?? id)</a>"
        case "montant_centimes":
            guard let cents = column.integer(row) else { return Blocks.value(nil) }
            let ceiling: HTML? =
                contracts["plafond"]?.integer(row) == 1
                ? "<br> <small class=\"petit\">plafond</small>" : nil
            return "\(French.euros(cents: cents))\(ceiling)"
        default: return Blocks.value(text)
        }
    }

    private func suppliers(of row: Int, _ name: String) -> HTML {
        let awards = edition.tables.awards(of: row)
        guard !awards.isEmpty else { return Blocks.value(nil) }
        guard name == "titulaire_nom" || name == "titulaire_id" else {
            let texts = SuppliersColumns.texts(edition.tables.awards[name], awards)
            return Blocks.value(texts.isEmpty ? nil : texts.joined(separator: ", "))
        }
        var html = HTML()
        for award in awards.prefix(3) {
            if !html.isEmpty { html += ", " }
            let id = edition.tables.awards["titulaire_id"]?.text(award) ?? ""
            let label =
                edition.tables.awards[name].flatMap { CellText.shown($0, award) } ?? id
            html +=
                id.isEmpty
                ? Blocks.value(label.isEmpty ? nil : label)
                : "<a href=\"\(SupplierPage.link(to: id))\">\(label)</a>"
        }
        if awards.count > 3 { html += " et \(awards.count - 3) autres" }
        return html
    }

    /// At most a hundred and forty characters, cut on a word.
    static func shortened(_ text: String) -> String {
        guard text.utf8.count > 140, text.count > 140 else { return text }
        let head = text.prefix(139)
        let end = head.lastIndex(of: " ") ?? head.endIndex
        return head[..<end] + "…"
    }
}
