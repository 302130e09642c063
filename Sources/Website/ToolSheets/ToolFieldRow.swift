import Tools

/// One field of a form: its label, what helps to fill it, its control, and why what was typed cannot
/// be read.
struct ToolFieldRow: Sendable {
    let field: any ToolField
    /// The name under which the form sends it.
    let key: String
    /// What was typed; it is kept, even wrong.
    let value: String
    let help: String
    /// What a choice shows when nothing is chosen.
    let absence: String
    let fault: String?

    /// The row.
    var html: HTML {
        let id = "champ-\(key)"
        let about: HTML? =
            help.isEmpty ? nil : "<span class=\"aide\" id=\"\(id)-aide\">\(help)</span>"
        let described = [help.isEmpty ? nil : id + "-aide", fault == nil ? nil : id + "-faute"]
            .compactMap(\.self).joined(separator: " ")
        var attributes: HTML = "id=\"\(id)\" name=\"\(key)\""
        if !described.isEmpty { attributes += " aria-describedby=\"\(described)\"" }
        if fault != nil { attributes += " aria-invalid=\"true\"" }
        if field.isRequired { attributes += " required" }
        let shown: HTML? = fault.map { "<span class=\"faute\" id=\"\(id)-faute\">\($0)</span>" }
        return """
            <p class="champ"><label for="\(id)">\(field.label)\(ToolControlForm.unit(field.control))\
            </label>\(about)\
            \(ToolControlForm.control(field, value, attributes, absence: absence))\(shown)</p>

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
    ///
    /// - Parameter absence: what a choice shows when nothing is chosen.
    static func control(
        _ field: any ToolField, _ value: String, _ attributes: HTML, absence: String
    ) -> HTML {
        switch field.control {
        case .choice(let choices):
            var html: HTML = "<select \(attributes)><option value=\"\">\(absence)</option>"
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
