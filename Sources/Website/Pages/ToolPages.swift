import Tools

/// The tools of buyers and companies.
enum ToolListPage: Page {
    static let path = "/outils"
    static let link = Link(["outils"])

    static func document(_ context: Context) throws -> Document {
        var content: HTML = """
            <p class="chapo">Des questions qui reviennent chaque semaine, répondues par la règle du jour, \
            avec ses étapes et ses articles. Sans compte\u{202F}; rien n’est gardé.</p>
            <ul class="cartes">

            """
        for tool in Toolbox.tools {
            content += """
                <li><a href="\(ToolPage.link(to: tool.name))">\(tool.title)</a>\
                <p>\(tool.question)</p></li>

                """
        }
        content += """
            <li><a href="\(GuidePage.link())">Guide des obligations</a>\
            <p>Ce que doit un donneur d’ordre public à chaque moment d’un marché.</p></li>
            </ul>
            <p>Les règles elles-mêmes, datées et sourcées\u{202F}: <a href="\(LawListPage.link)">le droit, \
            règle par règle</a>.</p>
            <p class="petit">\(ToolAnswer.notice)</p>

            """
        return Document(
            title: "Outils", summary: "Les calculs des acheteurs et des entreprises.",
            content: content, section: .outils)
    }
}

/// A tool: its form and, once it is sent, the answer above it.
enum ToolPage: Page {
    static let path = "/outils/:nom"
    static let takesForms = true
    static let isCacheable = false

    static func link(to name: String) -> Link { Link(["outils", name]) }

    static func answer(_ context: Context) throws -> Answer {
        let tool = try tool(context)
        guard context.visit.method == .post else {
            return .page(context.layout.page(document(context, tool, Filled())))
        }
        let values = try ToolCase.form(context.visit)
        var filled = Filled(values: values)
        do {
            filled.answer = try tool.answer(to: values, context.toolSetting)
        } catch {
            filled.refusal = error
        }
        let page = context.layout.page(document(context, tool, filled))
        var answer = Answer.page(page, status: filled.refusal == nil ? 200 : 400)
        answer.keeping = .none
        return answer
    }

    static func document(_ context: Context) throws -> Document {
        document(context, try tool(context), Filled())
    }

    /// The tool of an address.
    static func tool(_ context: Context) throws(Problem) -> any Tool {
        let name = context.argument("nom")
        guard let tool = Toolbox.tool(named: name) else {
            throw .absent("Aucun outil ne s’appelle «\u{202F}\(Problem.shortened(name))\u{202F}».")
        }
        return tool
    }

    /// What was typed, and what came of it.
    struct Filled {
        var values: [String: String] = [:]
        var answer: ToolAnswer?
        var refusal: ToolRefusal?
    }

    private static func document(
        _ context: Context, _ tool: any Tool, _ filled: Filled
    ) -> Document {
        var content: HTML = "<p class=\"chapo\">\(tool.question)</p>\n"
        if let refusal = filled.refusal {
            content += """
                <div class="encart alerte" role="alert"><p><strong>Il manque de quoi répondre.</strong> \
                <a href="#champ-\(refusal.field)">\(refusal.description)</a></p></div>

                """
        }
        if let answer = filled.answer {
            content += ToolAnswerText.block(answer)
            content += ToolForm.saving(tool, filled.values)
            content += "<h2>Changer le cas</h2>\n"
        }
        content += ToolForm.form(tool, filled)
        content += """
            <p class="petit">Calculé dans la mémoire du serveur de \(context.settings.name), le temps de la \
            réponse\u{202F}: rien n’est écrit ni gardé. \(ToolAnswer.notice)</p>

            """
        return Document(
            title: tool.title, summary: tool.question, content: content, section: .outils,
            trail: [("Outils", ToolListPage.link)])
    }
}

/// A case as a file, for the computer of who typed it.
enum ToolCaseFile: Resource {
    static let path = "/outils/:nom/cas"
    static let takesForms = true
    static let isCacheable = false

    static func link(to name: String) -> Link { Link(["outils", name, "cas"]) }

    static func answer(_ context: Context) throws -> Answer {
        let tool = try ToolPage.tool(context)
        guard context.visit.method == .post else { return .seeOther(ToolPage.link(to: tool.name)) }
        let values = try ToolCase.form(context.visit)
        let known = tool.fields.compactMap { field in
            values[field.name].map { (field.name, JSON.text($0)) }
        }
        return Answer(
            type: "application/json; charset=utf-8", body: .bytes(JSON.object(known).bytes),
            keeping: .none,
            headers: [("Content-Disposition", "attachment; filename=\"cas-\(tool.name).json\"")])
    }
}

/// The values of a case, as a browser or a program sends them.
enum ToolCase {
    /// The values of a form.
    ///
    /// - Throws: `Problem` when it is not well encoded, or names a field twice.
    static func form(_ visit: Visit) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for item in try Visit.items(String(decoding: visit.body, as: UTF8.self)) {
            guard values.updateValue(item.value, forKey: item.key) == nil else {
                throw .invalid(field: item.key, value: item.value, expected: "une seule valeur")
            }
        }
        return values
    }
}
