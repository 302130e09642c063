import Law
import Tools

/// The form that a tool's fields make: one control per field, tables as grids, what most leave alone
/// folded.
struct ToolForm: Sendable {
    let tool: any Tool
    let request: ToolRequest
    let refusal: ToolRefusal?

    /// The whole form.
    var html: HTML {
        var html: HTML = """
            <form method="post" action="\(ToolPage.link(to: tool.name))" \
            enctype="multipart/form-data" novalidate>
            <button class="lecteur" type="submit" tabindex="-1" aria-hidden="true">Répondre</button>

            """
        let named = Set(tool.parts.flatMap(\.fields))
        html += rows(tool.fields.filter { !named.contains($0.name) })
        for part in tool.parts { html += self.part(part) }
        html += "<p class=\"agir\"><button type=\"submit\">Répondre</button>"
        if let preparation = tool.preparation {
            html += """
                 <button class="bouton second" type="submit" name="action" \
                value="preparer">\(preparation.label)</button>
                """
        }
        if hasFiles {
            html += """
                 <button class="bouton second" type="submit" name="action" value="fichiers">\
                Recevoir les documents et fichiers (.zip)</button>
                """
        }
        return html + "</p>\n</form>\n"
    }

    /// Long registers cannot be sent back by a page: their files are asked for at once.
    private var hasFiles: Bool {
        tool.fields.contains {
            if case .table(_, .file) = $0.control { true } else { false }
        }
    }

    /// The small form that opens a case again.
    static func reopening(_ tool: any Tool) -> HTML {
        """
        <form class="agir" method="post" action="\(ToolPage.link(to: tool.name))" \
        enctype="multipart/form-data">
        <details><summary>Rouvrir un cas enregistré</summary>
        <p class="champ"><label for="cas">Le fichier «\u{202F}cas-\(tool.name).json\u{202F}»</label>
        <input type="file" id="cas" name="cas" accept=".json,application/json"></p>
        <p><button class="bouton second" type="submit">Rouvrir</button></p></details></form>

        """
    }

    private func part(_ part: FormPart) -> HTML {
        let fields = part.fields.compactMap { name in tool.fields.first { $0.name == name } }
        let rows = rows(fields)
        guard part.isFolded else {
            return "<fieldset class=\"partie\"><legend>\(part.title)</legend>\n\(rows)</fieldset>\n"
        }
        let isUsed = fields.contains { field in
            request.values[field.name] != nil || isRefused(field)
        }
        let open: HTML? = isUsed ? " open" : nil
        return
            "<details class=\"partie\"\(open)><summary>\(part.title)</summary>\n\(rows)</details>\n"
    }

    /// Fields side by side, tables over the whole width.
    private func rows(_ fields: [any ToolField]) -> HTML {
        var html = HTML()
        var isOpen = false
        for field in fields {
            let isTable = if case .table = field.control { true } else { false }
            if isTable == isOpen { html += isTable ? "</div>\n" : "<div class=\"champs\">\n" }
            isOpen = !isTable
            html += row(field)
        }
        if isOpen { html += "</div>\n" }
        return html
    }

    private func isRefused(_ field: any ToolField) -> Bool {
        refusal?.field == field.name || refusal?.field.hasPrefix(field.name + ".") == true
    }

    private func row(_ field: any ToolField) -> HTML {
        if case .table = field.control {
            return ToolTableForm(
                field: field, text: request.values[field.name] ?? "",
                lines: request.lines[field.name], refusal: isRefused(field) ? refusal : nil,
                isAsked: request.action == .lines(field.name)
            ).html
        }
        var help = field.help
        if !field.isRequired { help = help.isEmpty ? "Facultatif." : "Facultatif. " + help }
        return ToolFieldRow(
            field: field, key: field.name, value: request.values[field.name] ?? "", help: help,
            absence: field.isRequired ? "Choisir" : "—",
            fault: isRefused(field) ? refusal?.description : nil
        ).html
    }
}
