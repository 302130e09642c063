import Tools

/// The control of a table: a grid of cells, a box to paste it in, a file to send.
struct ToolTableForm: Sendable {
    let field: any ToolField
    let text: String
    /// Lines to show at least.
    let lines: Int?
    let refusal: ToolRefusal?
    /// Whether somebody asks for more lines.
    let isAsked: Bool

    /// Most lines that are shown cell by cell.
    private static let most = 60
    /// Longest text that is shown again, in bytes.
    private static let longest = 200_000
    /// Columns beyond which each line is a card.
    private static let widest = 5

    private var id: String { "champ-\(field.name)" }

    private var columns: [any ToolField] {
        guard case .table(let columns, _) = field.control else { return [] }
        return columns
    }

    /// The cells to show, or nil when the table is to be pasted or sent.
    private var grid: [[String]]? {
        guard let table = field as? TableField, table.entry == .grid,
            var rows = table.grid(of: text), rows.count <= Self.most
        else { return nil }
        let filled = rows.count
        var shown = max(filled + (filled == 0 ? 3 : 1), lines ?? 0, table.lines.lowerBound)
        if isAsked { shown += 5 }
        shown = min(shown, table.lines.upperBound, max(Self.most, filled))
        while rows.count < shown { rows.append(columns.map { _ in "" }) }
        return rows
    }

    /// The whole control.
    var html: HTML {
        let fault: HTML? = refusal.map {
            "<p class=\"faute\" id=\"\(id)-faute\">\($0.description)</p>\n"
        }
        var help = field.help
        if !field.isRequired { help = help.isEmpty ? "Facultatif." : "Facultatif. " + help }
        let about: HTML? = help.isEmpty ? nil : "<p class=\"aide\">\(help)</p>\n"
        var html: HTML = """
            <fieldset class="tableau" id="\(id)"><legend>\(field.label)</legend>
            \(about)\(fault)
            """
        if let grid {
            html += columns.count > Self.widest ? cards(grid) : cells(grid)
            html += """
                <p class="agir"><input type="hidden" name="\(field.name).lignes" value="\(grid.count)">\
                <button class="bouton second" type="submit" name="action" \
                value="lignes.\(field.name)">Ajouter des lignes</button></p>
                <details><summary>Coller un tableau ou envoyer un fichier</summary>
                \(pasting(""))</details>

                """
        } else {
            html += pasting(text.utf8.count <= Self.longest ? text : "")
            if text.utf8.count > Self.longest {
                html += """
                    <p class="petit">Le fichier reçu est trop long pour être montré ici\u{202F}: \
                    renvoyez-le pour changer le cas.</p>

                    """
            }
        }
        return html + "</fieldset>\n"
    }

    private func cells(_ grid: [[String]]) -> HTML {
        var html: HTML = """
            <div class="cadre" tabindex="0" role="group" aria-label="\(field.label)">\
            <table class="grille"><caption class="lecteur">\(field.label)</caption><thead><tr><th scope="col"><span class="lecteur">Ligne</span></th>
            """
        for column in columns {
            let optional: HTML? = column.isRequired ? nil : " <small>(facultatif)</small>"
            html += """
                <th scope="col">\(column.label)\(ToolControlForm.unit(column.control))\(optional)</th>
                """
        }
        html += "</tr></thead>\n<tbody>\n"
        for (index, row) in grid.enumerated() {
            html += "<tr><th scope=\"row\">\(index + 1)</th>"
            for (column, value) in zip(columns, row) {
                let label: HTML = " aria-label=\"\(column.label), ligne \(index + 1)\""
                html += """
                    <td data-nom="\(column.label)">\
                    \(control(column, value, line: index + 1, label))</td>
                    """
            }
            html += "</tr>\n"
        }
        return html + "</tbody></table></div>\n"
    }

    /// Wide tables: a card per line, so that nothing is off the screen.
    private func cards(_ grid: [[String]]) -> HTML {
        var html: HTML = "<div class=\"lignes\">\n"
        for (index, row) in grid.enumerated() {
            html += "<fieldset class=\"ligne\"><legend>Ligne \(index + 1)</legend>\n"
            for (column, value) in zip(columns, row) {
                let cell = "\(id).\(index + 1).\(column.name)"
                html += """
                    <p><label for="\(cell)">\(column.label)\(ToolControlForm.unit(column.control))\
                    </label>\(control(column, value, line: index + 1))</p>

                    """
            }
            html += "</fieldset>\n"
        }
        return html + "</div>\n"
    }

    private func control(
        _ column: any ToolField, _ value: String, line: Int, _ label: HTML? = nil
    ) -> HTML {
        let path = "\(field.name).\(line).\(column.name)"
        var attributes: HTML = """
            id="champ-\(path)" name="\(path)"\(label)
            """
        if refusal?.field == path {
            attributes += " aria-invalid=\"true\" aria-describedby=\"\(id)-faute\""
        }
        return ToolControlForm.control(
            column, value, attributes, absence: column.isRequired ? "Choisir" : "—")
    }

    private func pasting(_ text: String) -> HTML {
        let names = columns.map { column -> HTML in
            let optional: HTML? = column.isRequired ? nil : " (facultatif)"
            return "<li><code>\(column.name)</code>\u{202F}: \(column.label)\(optional)</li>\n"
        }
        let template =
            "data:text/csv;charset=utf-8;base64," + Base64.text(Array(field.example.utf8))
        return """
            <p class="petit">La première ligne nomme les colonnes\u{202F}; elles se séparent par des \
            points-virgules, des virgules ou des tabulations. \
            <a href="\(template)" download="modele-\(field.name).csv">Télécharger un modèle</a>.</p>
            <details><summary>Les colonnes</summary><ul class="liste">
            \(names)</ul></details>
            <p class="champ"><label for="\(id)-fichier">Fichier CSV</label>
            <input type="file" id="\(id)-fichier" name="\(field.name).fichier" \
            accept=".csv,.txt,.tsv,text/csv,text/plain"></p>
            <p class="champ"><label for="\(id)-texte">Ou tableau collé</label>
            <textarea id="\(id)-texte" name="\(field.name)" rows="6" spellcheck="false">
            \(text)</textarea></p>

            """
    }
}
