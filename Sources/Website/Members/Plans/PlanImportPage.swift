import Community

/// Announcing several plans by a file: read, shown, then posted, all of them or none.
enum PlanImportPage: CommunityPage {
    static let path = "/projets/importer"
    static let reading: Access = .account
    static let writing: Access? = .account
    static let condition = PlanFields.condition
    static let link = Link(["projets", "importer"])
    static let longestBody = PlanList.longest * 4

    static func document(_ context: Context) throws -> Document {
        let members = try context.community()
        return page(context, members, HTML())
    }

    static func answer(_ context: Context) throws -> Answer {
        guard context.visit.method == .post, let form = context.sent else {
            return try shown(context)
        }
        return try answering(context) {
            let members = try context.community()
            let buyer = form["acheteur"]
            try members.visitor.require(
                members.visitor.buyers.contains(buyer),
                "Seuls les agents rattachés à cet acheteur le font.")
            let name = try Entry.line("nom", form["nom"], 2...200)
            let text = form.file("fichier").map { PlanList.text(of: $0.bytes) } ?? form["liste"]
            let list = try PlanList(text, today: context.today, knows: context.cpvKnowledge)
            guard list.isSound, form["action"] == "annoncer" else {
                var answer = Answer.page(
                    context.layout.page(
                        page(context, members, preview(list, text, buyer, name, context))))
                answer.keeping = .none
                if !list.isSound { answer.status = 422 }
                return answer
            }
            _ = try members.store.plans.post(
                list.lines.compactMap(\.text), for: buyer, named: name, members.acting)
            return .seeOther(PlanBuyerPage.link(buyer))
        }
    }

    /// What the file says, line by line; the button that posts it when nothing is wrong.
    private static func preview(
        _ list: PlanList, _ text: String, _ buyer: String, _ name: String, _ context: Context
    ) -> HTML {
        let wrong = list.lines.filter { $0.text == nil }
        guard wrong.isEmpty else {
            let rows = wrong.map { line -> [HTML] in
                let faults = line.faults.map { fault -> HTML in "<li>\(fault)</li>\n" }
                return ["\(String(line.number))", "<ul class=\"liste\">\n\(faults)</ul>"]
            }
            return """
                <div class="encart alerte" role="alert"><p><strong>Rien n’a été annoncé\u{202F}: \
                \(French.count(wrong.count, "ligne")) sur \(French.integer(list.lines.count)) à corriger.</strong></p></div>
                \(Blocks.table("Lignes à corriger", heads: ["Ligne", "À corriger"], rows: rows))
                """
        }
        let rows = list.lines.compactMap { line -> [HTML]? in
            guard let text = line.text else { return nil }
            let place = [text.commune, text.value("departement").shown].filter { !$0.isEmpty }
                .joined(separator: ", ")
            return [
                HTML(text: text.object), HTML(text: context.cpvText(text.cpv)), HTML(text: place),
                HTML(text: text.band.label), HTML(text: text.period),
                HTML(text: text.procedure.label),
            ]
        }
        return """
            <div class="encart" role="status"><p><strong>\(French.count(list.lines.count, "projet")) \
            prêts à être annoncés.</strong> Relisez, puis annoncez-les ensemble.</p></div>
            \(Blocks.table(
                "Projets du fichier",
                heads: ["Objet", "CPV", "Lieu", "Valeur", "Période", "Procédure"], rows: rows))
            \(context.button(
                link, "Annoncer ces projets",
                fields: [
                    ("action", "annoncer"), ("acheteur", buyer), ("nom", name), ("liste", text),
                ]))
            """
    }

    private static func page(_ context: Context, _ members: Members, _ result: HTML) -> Document {
        var context = context
        // The preview holds the list: the form begins anew.
        if context.faults == nil { context.sent = nil }
        let isAgent = !members.visitor.buyers.isEmpty
        let columns = PlanText.fields.map { field -> HTML in
            "<li><code>\(field.key)</code>\u{202F}: \(field.label)\(PlanText.needed.contains(field.key) ? "" : " (facultatif)")</li>\n"
        }
        let again: HTML? = result.isEmpty ? nil : "<h2>Envoyer un autre fichier</h2>\n"
        let form: HTML =
            isAgent
            ? context.form(
                link,
                [
                    PlanFields.buyer(members.visitor, context),
                    PlanFields.buyerName(members.visitor, context),
                    FormField(
                        key: "fichier", label: "Fichier CSV",
                        control: .file(accepted: ".csv,text/csv"), isRequired: false),
                    FormField(
                        key: "liste", label: "Ou la liste elle-même",
                        control: .text(rows: 6, length: PlanList.longest), isRequired: false),
                ], button: "Vérifier le fichier", files: true)
            : PlanFields.notAgent
        return Document(
            title: "Annoncer plusieurs projets",
            summary: "Annoncer des projets d’achat par un fichier.",
            content: """
                \(result)\(again)<p><a href="\(PlanTemplate.link)">Télécharger le modèle</a>, le remplir dans un tableur, \
                l’enregistrer en CSV et l’envoyer ici. Il est d’abord vérifié et montré\u{202F}; rien n’est annoncé \
                avant votre accord, et tout l’est ensemble, ou rien.</p>
                \(form)<details><summary>Colonnes du fichier</summary>
                <ul class="liste">
                \(columns)</ul>
                <p class="petit">UTF-8 ou Windows-1252\u{202F}; point-virgule ou virgule entre les cellules\u{202F}; \
                \(French.integer(PlanList.most)) projets au plus.</p></details>
                """, section: .observatoire, trail: [("Projets d’achat", PlanListPage.link)],
            isHiddenFromSearch: true)
    }
}

/// The file to fill.
enum PlanTemplate: CommunityResource {
    static let path = "/projets/modele.csv"
    static let link = Link(["projets", "modele.csv"])

    static func answer(_ context: Context) throws -> Answer {
        // The mark by which spreadsheets know UTF-8.
        Answer(
            type: "text/csv; charset=utf-8",
            body: .bytes(Array(("\u{FEFF}" + PlanList.template).utf8)),
            keeping: .none,
            headers: [("Content-Disposition", "attachment; filename=\"projets-achat-modele.csv\"")])
    }
}
