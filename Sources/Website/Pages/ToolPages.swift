import Tools

/// The tools of buyers and companies.
enum ToolListPage: Page {
    static let isTool = true
    static let path = "/outils"
    static let link = Link(["outils"])

    static func document(_ context: Context) throws -> Document {
        var content: HTML = """
            <p class="chapo">Des questions qui reviennent chaque semaine, répondues par la règle du jour, \
            avec ses étapes et ses articles. Sans compte\u{202F}; rien n’est gardé.</p>

            """
        for (audience, title) in [
            (ToolAudience.buyers, "Pour les acheteurs"), (.companies, "Pour les entreprises"),
            (.both, "Pour les uns et les autres"),
        ] {
            let tools = Toolbox.tools.filter { $0.audience == audience }
            guard !tools.isEmpty else { continue }
            content += "<h2>\(title)</h2>\n<ul class=\"cartes\">\n"
            for tool in tools {
                content += """
                    <li><a href="\(ToolPage.link(to: tool.name))">\(tool.title)</a>\
                    <p>\(tool.question)</p></li>

                    """
            }
            if audience == .companies {
                content += """
                    <li><a href="\(DumePage.link)">Lire un DUME</a>\
                    <p>Ce qu’un document unique de marché européen demande et répond\u{202F}; PDF, et réponse à \
                    remplir.</p></li>

                    """
            }
            content += "</ul>\n"
        }
        content += """
            <h2>Les règles</h2>
            <ul class="cartes">
            <li><a href="\(LawListPage.link)">Le droit, règle par règle</a>\
            <p>Seuils, délais, taux\u{202F}: chaque valeur avec ses dates et son article.</p></li>
            <li><a href="\(GuidePage.link())">Guide des obligations</a>\
            <p>Ce que doit un donneur d’ordre public à chaque moment d’un marché.</p></li>
            </ul>
            <p class="petit">\(ToolAnswer.notice) Les mêmes outils se lancent sur votre propre ordinateur, \
            sans réseau, par la commande <code>orcp tools</code>.</p>

            """
        return Document(
            title: "Outils", summary: "Les calculs des acheteurs et des entreprises.",
            content: content, section: .outils)
    }
}

/// A tool: its form and, once it is sent, the answer above it.
enum ToolPage: Page {
    static let isTool = true
    static let path = "/outils/:nom"
    static let takesForms = true
    static let isCacheable = false
    static let longestBody = 32 << 20

    static func link(to name: String, model: String? = nil) -> Link {
        Link(["outils", name], query: model.map { [("modele", $0)] } ?? [])
    }

    static func answer(_ context: Context) throws -> Answer {
        let tool = try tool(context)
        guard context.visit.method == .post else {
            return .page(context.layout.page(try document(context)))
        }
        var request = try ToolRequest(context.visit, of: tool)
        var filled = Filled(request: request)
        switch request.action {
        case .prepare:
            if let preparation = tool.preparation {
                request.values = preparation.complete(request.values)
            }
            filled = Filled(request: request)
        case .lines: break
        case .answer, .files:
            do {
                filled.answer = try tool.answer(to: request.values, context.toolSetting)
            } catch {
                filled.refusal = error
            }
        }
        if request.action == .files, let answer = filled.answer {
            return archive(answer, of: tool)
        }
        let page = context.layout.page(document(context, tool, filled))
        var answer = Answer.page(page, status: filled.refusal == nil ? 200 : 400)
        answer.keeping = .none
        return answer
    }

    static func document(_ context: Context) throws -> Document {
        let tool = try tool(context)
        guard let name = context.visit.value("modele") else {
            return document(context, tool, Filled())
        }
        if name == "exemple" {
            let values = tool.example.map { ($0.field, $0.value) }
            return document(
                context, tool,
                Filled(request: ToolRequest(values: Dictionary(uniqueKeysWithValues: values))))
        }
        guard let model = tool.models.first(where: { $0.name == name }) else {
            throw Problem.invalid(
                field: "modele", value: name,
                expected: (["exemple"] + tool.models.map(\.name)).joined(separator: ", "))
        }
        return document(context, tool, Filled(request: ToolRequest(values: model.values)))
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
        var request = ToolRequest()
        var answer: ToolAnswer?
        var refusal: ToolRefusal?
    }

    /// The documents and files of an answer.
    private static func archive(_ answer: ToolAnswer, of tool: any Tool) -> Answer {
        var archive = ZipArchive()
        for document in answer.documents {
            archive.add(document.name + ".odt", document.openDocument)
        }
        for file in answer.files { archive.add(file.name, file.bytes) }
        archive.add("reponse.json", Array(answer.json(of: tool).utf8))
        return Answer(
            type: "application/zip", body: .bytes(archive.file), keeping: .none,
            headers: [("Content-Disposition", "attachment; filename=\"\(tool.name).zip\"")])
    }

    private static func document(
        _ context: Context, _ tool: any Tool, _ filled: Filled
    ) -> Document {
        var content: HTML = "<p class=\"chapo\">\(tool.question)</p>\n"
        if let refusal = filled.refusal {
            content += """
                <div class="encart alerte" role="alert"><p><strong>Il manque de quoi répondre.</strong> \
                <a href="#\(anchor(refusal, tool))">\(refusal.description)</a></p></div>

                """
        }
        if let answer = filled.answer {
            content +=
                ToolAnswerSheet(
                    tool: tool, values: filled.request.values, answer: answer,
                    operatorName: context.settings.name, today: context.today
                ).html
            content += "<h2>Changer le cas</h2>\n"
        } else if filled.request.values.isEmpty {
            content += models(tool)
        }
        content += ToolForm(tool: tool, request: filled.request, refusal: filled.refusal).html
        content += ToolForm.reopening(tool)
        content += """
            <p class="petit">Calculé dans la mémoire du serveur de \(context.settings.name), le temps de la \
            réponse\u{202F}: rien n’est écrit ni gardé. Pour que rien ne quitte votre ordinateur, lancez-y \
            <code>orcp tools</code>. \(ToolAnswer.notice)</p>

            """
        return Document(
            title: tool.title, summary: tool.question, content: content, section: .outils,
            trail: [("Outils", ToolListPage.link)])
    }

    /// Where a refusal is to be mended: a cell, a field, or the form.
    private static func anchor(_ refusal: ToolRefusal, _ tool: any Tool) -> String {
        let name = refusal.field.split(separator: ".").first.map(String.init) ?? ""
        return tool.fields.contains { $0.name == name } ? "champ-\(refusal.field)" : "contenu"
    }

    /// Cases ready to be changed.
    private static func models(_ tool: any Tool) -> HTML {
        var links: [HTML] = [
            "<a href=\"\(link(to: tool.name, model: "exemple"))\">un exemple</a>"
        ]
        links += tool.models.map {
            "<a href=\"\(link(to: tool.name, model: $0.name))\">\($0.title)</a>"
        }
        var html: HTML = "<p class=\"petit agir\">Partir d’un cas déjà rempli\u{202F}: "
        for (index, link) in links.enumerated() {
            if index > 0 { html += ", " }
            html += link
        }
        return html + ".</p>\n"
    }
}
