import Law
import Tools

/// The form that a tool's fields make.
enum ToolForm {
    /// The form, with what was typed and, beside its field, what was refused.
    static func form(_ tool: any Tool, _ filled: ToolPage.Filled) -> HTML {
        var html: HTML = "<form method=\"post\" action=\"\(ToolPage.link(to: tool.name))\">\n"
        for field in tool.fields {
            let refusal = filled.refusal?.field == field.name ? filled.refusal : nil
            html += row(field, filled.values[field.name] ?? "", refusal)
        }
        html += "<p class=\"agir\"><button type=\"submit\">Répondre</button></p>\n</form>\n"
        return html
    }

    /// The button that gives the case as a file.
    static func saving(_ tool: any Tool, _ values: [String: String]) -> HTML {
        var html: HTML = """
            <form class="agir" method="post" action="\(ToolCaseFile.link(to: tool.name))"><p>
            """
        for field in tool.fields {
            guard let value = values[field.name] else { continue }
            html += "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(value)\">"
        }
        html += """
            <button class="bouton second" type="submit">Enregistrer ce cas sur mon ordinateur</button>
            </p></form>

            """
        return html
    }

    private static func row(
        _ field: any ToolField, _ value: String, _ refusal: ToolRefusal?
    ) -> HTML {
        let id = "champ-\(field.name)"
        var help = field.help
        if !field.isRequired { help = help.isEmpty ? "Facultatif." : "Facultatif. " + help }
        let about: HTML? =
            help.isEmpty ? nil : "<span class=\"aide\" id=\"\(id)-aide\">\(help)</span>"
        let fault: HTML? = refusal.map {
            "<span class=\"faute\" id=\"\(id)-faute\">\($0.description)</span>"
        }
        let described = [about == nil ? nil : id + "-aide", refusal == nil ? nil : id + "-faute"]
            .compactMap(\.self).joined(separator: " ")
        var attributes: HTML = "id=\"\(id)\" name=\"\(field.name)\""
        if !described.isEmpty { attributes += " aria-describedby=\"\(described)\"" }
        if refusal != nil { attributes += " aria-invalid=\"true\"" }
        if field.isRequired { attributes += " required" }
        return """
            <p class="champ"><label for="\(id)">\(field.label)\(unit(field.control))</label>\(about)\
            \(control(field, value, attributes))\(fault)</p>

            """
    }

    private static func unit(_ control: ToolControl) -> String {
        switch control {
        case .money: ", en euros"
        case .number(let unit): ", en \(unit)"
        case .day, .choice: ""
        }
    }

    private static func control(
        _ field: any ToolField, _ value: String, _ attributes: HTML
    ) -> HTML {
        switch field.control {
        case .choice(let choices):
            var html: HTML = "<select \(attributes)>"
            html += "<option value=\"\">\(field.isRequired ? "Choisir" : "Je ne sais pas")</option>"
            for choice in choices {
                let selected: HTML? = choice.value == value ? " selected" : nil
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
                <input type="text" inputmode="numeric" \(attributes) value="\(value)" \
                placeholder="jj/mm/aaaa" autocomplete="off">
                """
        }
    }
}

/// An answer on a page: what it says, figures, steps, assumptions.
enum ToolAnswerText {
    /// The whole answer.
    static func block(_ answer: ToolAnswer) -> HTML {
        var html: HTML = """
            <section class="reponse" aria-labelledby="reponse"><h2 id="reponse">Réponse</h2>
            <p class="encart"><strong>\(answer.summary)</strong></p>

            """
        html += Blocks.sheet(
            answer.results.map { ($0.label, nil, "\($0.value.french)") })
        html += "<h3>Comment</h3>\n<ol class=\"etapes\">\n"
        for step in answer.steps {
            html += "<li><strong>\(step.title).</strong> \(step.text)"
            if !step.articles.isEmpty {
                html += "<ul class=\"articles\">"
                for article in step.articles { html += "<li>\(self.article(article))</li>" }
                html += "</ul>"
            }
            html += "</li>\n"
        }
        html += "</ol>\n<h3>Hypothèses</h3>\n<ul class=\"liste\">\n"
        for assumption in answer.assumptions { html += "<li>\(assumption)</li>\n" }
        html += "</ul>\n</section>\n"
        return html
    }

    private static func article(_ article: ToolArticle) -> HTML {
        let label = article.confidence.label.map { text -> HTML in
            " <span class=\"etiquette\">\(text)</span>"
        }
        return "\(article.text)\(label)"
    }
}
