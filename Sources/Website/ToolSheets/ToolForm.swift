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
        let id = "champ-\(field.name)"
        let fault = isRefused(field) ? refusal : nil
        var help = field.help
        if !field.isRequired { help = help.isEmpty ? "Facultatif." : "Facultatif. " + help }
        let about: HTML? =
            help.isEmpty ? nil : "<span class=\"aide\" id=\"\(id)-aide\">\(help)</span>"
        let described = [help.isEmpty ? nil : id + "-aide", fault == nil ? nil : id + "-faute"]
            .compactMap(\.self).joined(separator: " ")
        var attributes: HTML = "id=\"\(id)\" name=\"\(field.name)\""
        if !described.isEmpty { attributes += " aria-describedby=\"\(described)\"" }
        if fault != nil { attributes += " aria-invalid=\"true\"" }
        if field.isRequired { attributes += " required" }
        let shown: HTML? = fault.map {
            "<span class=\"faute\" id=\"\(id)-faute\">\($0.description)</span>"
        }
        return """
            <p class="champ"><label for="\(id)">\(field.label)\(ToolControlForm.unit(field.control))\
            </label>\(about)\(ToolControlForm.control(field, request.values[field.name] ?? "", attributes))\
            \(shown)</p>

            """
    }
}

/// The control of one value.
enum ToolControlForm {
    /// What follows a label.
    static func unit(_ control: ToolControl) -> String {
        switch control {
        case .money: ", en euros"
        case .number(let unit): unit.isEmpty ? "" : ", en \(unit)"
        case .day, .choice, .text, .table: ""
        }
    }

    /// The control, with these attributes.
    static func control(_ field: any ToolField, _ value: String, _ attributes: HTML) -> HTML {
        switch field.control {
        case .choice(let choices):
            var html: HTML = "<select \(attributes)>"
            html += "<option value=\"\">\(field.isRequired ? "Choisir" : "—")</option>"
            let chosen = field.control.choice(of: value)
            if chosen == nil, !value.isEmpty {
                // What was typed is kept, even when it is none of them.
                html += "<option value=\"\(value)\" selected>\(value)</option>"
            }
            for choice in choices {
                let selected: HTML? = choice.value == chosen ? " selected" : nil
                html += "<option value=\"\(choice.value)\"\(selected)>\(choice.label)</option>"
            }
            return html + "</select>"
        case .money, .number:
            return """
                <input type="text" inputmode="decimal" \(attributes) value="\(value)" \
                autocomplete="off">
                """
        case .day:
            return """
                <input type="text" \(attributes) value="\(value)" placeholder="jj/mm/aaaa" \
                autocomplete="off">
                """
        case .text(let lines):
            return lines > 1
                ? "<textarea rows=\"\(lines)\" \(attributes)>\n\(value)</textarea>"
                : "<input type=\"text\" \(attributes) value=\"\(value)\" autocomplete=\"off\">"
        case .table:
            return HTML()
        }
    }
}
