/// One field of a form of the community: its label, its help, its control, and what is wrong with it.
///
/// What was typed is kept when the form is shown again.
struct FormField: Sendable {
    /// The control.
    enum Control: Sendable {
        case line(length: Int)
        case text(rows: Int, length: Int)
        case email
        case telephone
        case number(ClosedRange<Int>)
        /// Values and labels; the first is shown when nothing is chosen.
        case choice([(value: String, label: String)])
        /// Several boxes of the same name.
        case boxes([(value: String, label: String)])
        /// One box, whose value is `oui`.
        case box
        case day
        /// A day and an hour, Paris time.
        case moment
        /// Accepted endings, as `.pdf,.odt`.
        case file(accepted: String)
        case hidden
    }

    var key: String
    var label: String
    var help = ""
    var control: Control
    var value = ""
    /// Values of boxes that are ticked.
    var values: [String] = []
    var isRequired = true
    /// Whether « facultatif » is said beside the label; false where the form says it once for all.
    var saysOptional = true
    /// For browsers, as `email`, `name`, `organization`, `one-time-code`.
    var autocomplete = "off"

    /// The row, with what the context's form sent and what was wrong.
    func html(_ context: Context) -> HTML {
        let shown = context.sent.map { $0[key] } ?? value
        let ticked = context.sent.map { $0.all(key) } ?? values
        let id = "champ-\(key)"
        if case .hidden = control {
            return "<input type=\"hidden\" name=\"\(key)\" value=\"\(value)\">\n"
        }
        let fault = context.faults?[key]
        let described = [help.isEmpty ? nil : id + "-aide", fault == nil ? nil : id + "-faute"]
            .compactMap(\.self).joined(separator: " ")
        var attributes: HTML = "id=\"\(id)\" name=\"\(key)\""
        if !described.isEmpty { attributes += " aria-describedby=\"\(described)\"" }
        if fault != nil { attributes += " aria-invalid=\"true\"" }
        if isRequired { attributes += " required" }
        let about: HTML? =
            help.isEmpty ? nil : "<span class=\"aide\" id=\"\(id)-aide\">\(help)</span>"
        let wrong: HTML? = fault.map { "<span class=\"faute\" id=\"\(id)-faute\">\($0)</span>" }
        let optional: HTML? =
            isRequired || !saysOptional ? nil : " <span class=\"facultatif\">(facultatif)</span>"
        switch control {
        case .box:
            let checked: HTML? = ticked.isEmpty ? nil : " checked"
            return """
                <p class="champ case"><label for="\(id)"><input type="checkbox" \(attributes) \
                value="oui"\(checked)> \(label)</label>\(about)\(wrong)</p>

                """
        case .boxes(let choices):
            var boxes = HTML()
            for (index, choice) in choices.enumerated() {
                let checked: HTML? = ticked.contains(choice.value) ? " checked" : nil
                let name: HTML = index == 0 ? "id=\"\(id)\"" : "id=\"\(id)-\(index)\""
                boxes += """
                    <label><input type="checkbox" \(name) name="\(key)" value="\(choice.value)"\
                    \(checked)> \(choice.label)</label>

                    """
            }
            return """
                <fieldset class="champ cases"><legend>\(label)\(optional)</legend>\(about)
                \(boxes)\(wrong)</fieldset>

                """
        default:
            return """
                <p class="champ"><label for="\(id)">\(label)\(optional)</label>\(about)\
                \(input(shown, attributes))\(wrong)</p>

                """
        }
    }

    private func input(_ value: String, _ attributes: HTML) -> HTML {
        switch control {
        case .line(let length):
            return """
                <input type="text" \(attributes) value="\(value)" maxlength="\(length)" \
                autocomplete="\(autocomplete)">
                """
        case .text(let rows, let length):
            return """
                <textarea rows="\(rows)" \(attributes) maxlength="\(length)">
                \(value)</textarea>
                """
        case .email:
            return """
                <input type="email" \(attributes) value="\(value)" maxlength="254" \
                autocomplete="\(autocomplete)">
                """
        case .telephone:
            return """
                <input type="tel" \(attributes) value="\(value)" maxlength="30" autocomplete="tel">
                """
        case .number(let range):
            return """
                <input type="number" \(attributes) value="\(value)" min="\(range.lowerBound)" \
                max="\(range.upperBound)" step="1" inputmode="numeric">
                """
        case .choice(let choices):
            var html: HTML = "<select \(attributes)>"
            for choice in choices {
                let selected: HTML? = choice.value == value ? " selected" : nil
                html += "<option value=\"\(choice.value)\"\(selected)>\(choice.label)</option>"
            }
            return html + "</select>"
        case .day: return "<input type=\"date\" \(attributes) value=\"\(value)\">"
        case .moment: return "<input type=\"datetime-local\" \(attributes) value=\"\(value)\">"
        case .file(let accepted):
            return "<input type=\"file\" \(attributes) accept=\"\(accepted)\">"
        case .box, .boxes, .hidden: return HTML()
        }
    }
}

extension Context {
    /// A whole form: what is wrong with it, its fields, its button.
    func form(
        _ link: Link, _ fields: [FormField], button: String, files: Bool = false,
        anchor: String? = nil
    ) -> HTML {
        """
        \(faultSummary)\(formStart(link, files: files, anchor: anchor))\(fields.map { $0.html(self) })\
        <p class="agir"><button type="submit">\(button)</button></p>
        </form>

        """
    }

    /// A form of one button.
    func button(
        _ link: Link, _ label: String, fields: [(String, String)] = [], isSecond: Bool = false
    )
        -> HTML
    {
        let hidden = fields.map { field -> HTML in
            "<input type=\"hidden\" name=\"\(field.0)\" value=\"\(field.1)\">\n"
        }
        let look: HTML? = isSecond ? " class=\"bouton second\"" : nil
        return """
            \(formStart(link))\(hidden)<p class="agir"><button type="submit"\(look)>\(label)</button></p>
            </form>

            """
    }
}
